"""manage.py print_handling [--check]: write the table of handling into docs/dossiers.md, or fail when it drifted."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from dossiers.handling import WAITING, Back, rows

PAGE = settings.BASE_DIR / "docs" / "dossiers.md"
BEGIN, END = "<!-- table: manage.py print_handling -->\n", "<!-- end of table -->\n"
BACK = {Back.TO_BEFORE: "the state before", Back.TO_WORK: "the last state in which it waited for nothing"}


class Command(BaseCommand):
    help = "Write the table of what may be done with a dossier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when it drifted")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = PAGE.read_text(encoding="utf-8")
        before, _begin, rest = page.partition(BEGIN)
        _table, _end, after = rest.partition(END)
        printed = before + BEGIN + "\n" + table() + "\n" + END + after
        if check and page != printed:
            raise CommandError("docs/dossiers.md differs from the code: run `manage.py print_handling`.")
        if not check:
            PAGE.write_text(printed, encoding="utf-8")


def table() -> str:
    with override("vi"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| State | Action | Role | Leads to | Only where it worked at last in | Reason told |"
    yield "|---|---|---|---|---|---|"
    for state, action, role, move in rows():
        to = BACK[move.to] if isinstance(move.to, Back) else f"{int(move.to)} {move.to.label}"
        limit = ", ".join(str(int(each)) for each in move.working if state in WAITING)
        told = "yes" if move.tells else ""
        done = f"{action.label} (`{action}`) | {role.label} (`{role}`)"
        yield f"| {int(state)} {state.label} | {done} | {to} | {limit} | {told} |"
