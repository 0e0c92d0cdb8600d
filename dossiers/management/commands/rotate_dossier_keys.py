"""manage.py rotate_dossier_keys: everything is wrapped under the newest master key, while people go on filing."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from dossiers import keys
from dossiers.rewrapping import rewrap_all, still_needed

SHOWN = 3  # codes in one sentence


class Command(BaseCommand):
    help = (
        "After a new master key was added to DOSSIER_KEYS and all processes started again: wrap the key of each draft "
        "and dossier anew under it. It may be ended and run again. Tells which keys are needed still."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(unit=" hồ sơ", file=self.stderr, disable=None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            done = rewrap_all(progress)
        self.stdout.write(
            _("Đã bọc lại %(keys)d khóa hồ sơ và ghi lại %(mentions)d dấu số định danh bằng khóa số %(number)d.")
            % {"keys": done.data_keys, "mentions": done.mentions, "number": keys.newest()}
        )
        for sentence in sentences():
            self.stdout.write(sentence)
        if done.unreadable:
            codes = ", ".join(done.unreadable[:SHOWN]) + ("…" if done.unreadable[SHOWN:] else "")
            raise CommandError(
                _("%(count)d hồ sơ không mở được bằng khóa nào ở đây (%(codes)s): hãy thêm khóa cũ, rồi chạy lại.")
                % {"count": len(done.unreadable), "codes": codes}
            )


def sentences() -> Iterator[str]:
    """On each key that must stay in DOSSIER_KEYS, and on those that may go."""
    data_keys, fingerprints = still_needed()
    newest = keys.newest()
    for number in sorted({*data_keys, *fingerprints} - {newest}):
        if count := data_keys.get(number):
            yield _("Khóa số %(number)d còn phải giữ: %(count)d khóa hồ sơ chưa được bọc lại.") % {
                "number": number, "count": count,
            }  # fmt: skip
        if count := fingerprints.get(number):
            yield _(
                "Khóa số %(number)d còn phải giữ trong DOSSIER_KEYS: %(count)d mã tra cứu, dấu chủ sở hữu và dấu nội "
                "dung được lập bằng khóa này, chữ gốc không được lưu nên không lập lại được, cho đến khi hồ sơ cuối "
                "cùng trong số đó bị xóa."
            ) % {"number": number, "count": count}  # fmt: skip
    free = sorted(set(keys.master_keys()) - {*data_keys, *fingerprints, newest})
    if free:
        yield _("Không hồ sơ nào ở đây còn cần khóa số %(numbers)s; bản sao lưu cũ có thể còn cần.") % {
            "numbers": ", ".join(map(str, free))
        }
