"""Guides from desk to record: compiled, released by the control office (Công khai hướng dẫn), taken back, looked at.

A guide is no law, so it needs neither decision nor signature; but only the control office makes one public.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from register import clock, record
from register.answer import overview
from register.drafts import Problem, Refused
from register.files import UnknownTypeError, content_type_of
from register.guide import EMPTY
from register.models import AnnouncedEdition, Correction, ReleasedGuide
from register.words import State

from .compile import public_file
from .models import Guide
from .released import with_release

MOST_BYTES = 10 * 1024 * 1024  # of a filled sample
SAMPLES = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/png",
    "image/jpeg",
}


def compile_guide(guide: Guide, *, store_files: bool = False) -> dict[str, Any]:
    """The guide in the shape of `register/guide.py`; with `store_files` the sample is in the public store."""
    return EMPTY | {
        "names": [str(child.value).strip() for child in guide.names],
        "summary": guide.summary.strip(),
        "use_when": [str(child.value).strip() for child in guide.use_when],
        "not_when": [{"text": child.value["text"], "code": child.value.get("code") or ""} for child in guide.not_when],
        "mistakes": [
            {"text": child.value["text"], "instead": child.value.get("instead") or ""} for child in guide.mistakes
        ],
        "sample": public_file(guide.sample, guide.sample.title, store_files) if guide.sample else None,
    }


def problem_of_sample(document: Any) -> str:
    """Why this file cannot be a filled sample, by its bytes and size; "" where it can."""
    if document.get_file_size() > MOST_BYTES:
        return _("Tệp quá lớn: mẫu điền sẵn nhiều nhất 10 MB. Hãy giảm cỡ ảnh hoặc chia nhỏ tệp.")
    try:
        with document.file.open("rb") as opened:
            kind = content_type_of(opened.read())
    except (OSError, UnknownTypeError):
        kind = ""
    return "" if kind in SAMPLES else _("Mẫu điền sẵn phải là tệp PDF, Word (.docx), PNG hoặc JPG.")


def problems_of_guide(guide: Guide) -> Iterator[Problem]:
    """What stops releasing."""
    told = problem_of_sample(guide.sample) if guide.sample else ""
    if told:
        yield Problem(guide.code, "sample", told)
    if any(child.value.get("code") == guide.code for child in guide.not_when):
        yield Problem(guide.code, "not_when", _("“Không dùng khi” dẫn về chính thủ tục này: hãy ghi thủ tục khác."))


def dead_ends(guide: Guide) -> Iterator[Problem]:
    """Where it leads to what citizens do not find today: to look at, since that may come on a later day."""
    codes = [code for child in guide.not_when if (code := child.value.get("code"))]
    known = overview() if codes else {}
    for code in codes:
        if code not in known or known[code].standing.state != State.IN_FORCE:
            words = {"code": code}
            yield Problem(
                guide.code, "not_when", _("Thủ tục %(code)s hiện không có hiệu lực: hãy xem lại mã.") % words, True
            )


def release(guide: Guide, by: str, revision: int | None) -> ReleasedGuide:
    """Make the guide public as its `revision` has it, the one that the officer has seen. Raises Refused."""
    problems = list(problems_of_guide(guide))
    if problems:
        raise Refused(problems)

    def changed_meanwhile() -> Sequence[Problem]:
        if Guide.objects.filter(pk=guide.pk, latest_revision=revision).exists():
            return ()
        return [Problem(guide.code, "summary", _("Hướng dẫn vừa được người khác sửa: hãy xem lại rồi công khai."))]

    row = record.release_guide(
        guide.code, guide.language, compile_guide(guide, store_files=True), by, recheck=changed_meanwhile
    )
    look_at(guide)
    return row


def take_back(guide: Guide, reason: str, by: str) -> ReleasedGuide:
    """From today citizens read no guide. Raises Refused where there is none, or no reason."""
    return record.take_back_guide(guide.code, guide.language, reason, by)


def look_at(guide: Guide) -> None:
    """Remember that somebody found it right as things stand now (vẫn đúng)."""
    Guide.objects.filter(pk=guide.pk).update(looked_at=clock.now())


def with_standing(guides: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `released_at`, `is_public`, and `needs_look`: what the law says was changed since somebody looked at it."""
    same = ReleasedGuide.objects.filter(code=OuterRef("procedure__code"), locale=OuterRef("language"))
    return with_release(
        guides.annotate(
            needs_look=Exists(_announced_since(OuterRef("procedure__code"), OuterRef("looked_at")))
            | Exists(_corrected_since(OuterRef("procedure__code"), OuterRef("looked_at")))
        ),
        same,
    )


def _announced_since(code: Any, moment: Any) -> QuerySet[Any]:
    """A decision that came later and was not withdrawn."""
    return AnnouncedEdition.objects.filter(
        code=code, announcement__announced_at__gt=moment, announcement__withdrawal__isnull=True
    )


def _corrected_since(code: Any, moment: Any) -> QuerySet[Any]:
    return Correction.objects.filter(edition__code=code, corrected_at__gt=moment)


def announced_since(guide: Guide) -> list[AnnouncedEdition]:
    """The editions that ask for another look, the newest first."""
    rows = _announced_since(guide.code, guide.looked_at) | AnnouncedEdition.objects.filter(
        pk__in=_corrected_since(guide.code, guide.looked_at).values("edition")
    )
    return list(rows.select_related("announcement").order_by("-announcement__announced_at", "-pk").distinct())
