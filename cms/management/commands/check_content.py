"""manage.py check_content: every rule over every draft, or over what is in force."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cms.checks import problems_of_edition, warnings_of_edition, with_texts
from cms.models import Edition

BATCH = 200


class Command(BaseCommand):
    help = (
        "Tell what stops announcing the drafts, and what to look at. Ends with a non-zero code where something stops."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decision", help="only of this decision: its number, or the id of a draft")
        parser.add_argument("--announced", action="store_true", help="the drafts of announced texts as well")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, decision: str | None, announced: bool, **options: Any) -> None:
        rows = Edition.objects.filter(locale__language_code="vi", corrects_key="")
        if not announced:
            rows = rows.filter(announced_key="")
        if decision:
            rows = (
                rows.filter(decision__number=decision) if not decision.isdigit() else rows.filter(decision_id=decision)
            )
        counted: Counter[str] = Counter()
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        with translation.override("vi"):
            for begin in range(0, len(keys), BATCH):
                self._batch(keys[begin : begin + BATCH], counted, options["json"])
            summary = _("%(texts)d nội dung: %(problems)d lỗi, %(warnings)d lưu ý.") % {
                "texts": len(keys), "problems": counted["problem"], "warnings": counted["warning"],
            }  # fmt: skip
        if counted["problem"]:
            raise CommandError(summary)
        self.stderr.write(summary)

    def _batch(self, keys: list[int], counted: Counter[str], as_json: bool) -> None:
        related = ("decision__issuer", "procedure", "locale", "sector")
        editions = list(Edition.objects.filter(pk__in=keys).select_related(*related).order_by("pk"))
        for edition, text, known in with_texts(editions):
            found = [*problems_of_edition(edition, text, known), *warnings_of_edition(edition, text, known)]
            for problem in found:
                kind = "warning" if problem.is_warning else "problem"
                counted[kind] += 1
                row = {"code": problem.code, "decision": str(edition.decision), "field": problem.field,
                       "kind": kind, "message": problem.message}  # fmt: skip
                word = _("Lưu ý") if problem.is_warning else _("Lỗi")
                line = f"{word} {problem.code} ({problem.field}): {problem.message}"
                self.stdout.write(json.dumps(row, ensure_ascii=False) if as_json else line)
