"""manage.py mark_thesaurus: which expressions may fire without accents, looked up in the texts.

An expression may not where, its accents set aside, the names hold another word or run of words more often than the
expression itself: `bản sao` is no `ban sao`. Run it when rows are added; it writes the column `unaccented`.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.models import IndexDocument
from search.query.thesaurus import COLUMNS, SHIPPED, forms_of, read_rows

RARE = 2  # a run seen less often may be a typing error of the text


class Command(BaseCommand):
    help = "Mark in the shipped thesaurus which expressions may fire without accents."

    def handle(self, *args: Any, **options: Any) -> None:
        held = exact_runs()
        if not held:
            raise CommandError("There are no texts to look in: import procedures and run rebuild_index first.")
        rows = {path: list(read_rows(path)) for path in sorted(SHIPPED.glob("*.tsv"))}
        for row in (row for listed in rows.values() for row in listed):
            for official in row.stands_for:  # the official words of sectors whose texts are not here
                add_runs(held, *forms_of(official), times=RARE)
        others: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for listed in rows.values():
            for row in listed:
                exact, folded = forms_of(row.expression)
                others.setdefault(folded, set()).add(exact)
        refused = 0
        for path, listed in rows.items():
            marks = {row.expression: is_clear(row.expression, held, others) for row in listed}
            refused += sum(not clear for clear in marks.values())
            write(path, marks)
        self.stdout.write(f"{sum(map(len, rows.values()))} dòng, {refused} dòng chỉ dùng khi gõ có dấu.")


def exact_runs() -> dict[tuple[str, ...], Counter[tuple[str, ...]]]:
    """Of the names: how often each run of one or two exact words stands for its folded form."""
    runs: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for exact, folded in IndexDocument.objects.values_list("name_exact", "name_folded").iterator():
        add_runs(runs, exact.split(), folded.split())
    return runs


def add_runs(
    runs: dict[tuple[str, ...], Counter[tuple[str, ...]]], exact: Sequence[str], folded: Sequence[str], times: int = 1
) -> None:
    """Count the words and pairs of one text."""
    for one, other in zip(exact, folded, strict=True):
        runs.setdefault((other,), Counter())[(one,)] += times
    for pair, other_pair in zip(pairwise(exact), pairwise(folded), strict=True):
        runs.setdefault(other_pair, Counter())[pair] += times


def is_clear(
    expression: str,
    held: dict[tuple[str, ...], Counter[tuple[str, ...]]],
    others: dict[tuple[str, ...], set[tuple[str, ...]]],
) -> bool:
    """Whether the expression without its accents means only itself."""
    exact, folded = forms_of(expression)
    if exact == folded:
        return True
    if len(folded) > 2:
        # A long expression collides only where every one of its pairs does.
        return any(_own_run(pair, plain, held) for pair, plain in zip(pairwise(exact), pairwise(folded), strict=True))
    return len(others[folded]) == 1 and _own_run(exact, folded, held) and (len(folded) > 1 or folded not in held)


def _own_run(
    exact: tuple[str, ...], folded: tuple[str, ...], held: dict[tuple[str, ...], Counter[tuple[str, ...]]]
) -> bool:
    found = held.get(folded, Counter())
    return all(count < RARE or count <= found[exact] for run, count in found.items() if run != exact)


def write(path: Path, marks: dict[str, bool]) -> None:
    """The file with its column `unaccented` set."""
    with path.open(encoding="utf-8", newline="") as opened:
        lines = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    with path.open("w", encoding="utf-8", newline="") as opened:
        opened.write("\t".join(COLUMNS) + "\n")
        for line in lines:
            line["unaccented"] = "yes" if marks[line["expression"]] else "no"
            opened.write("\t".join(line[name] for name in COLUMNS) + "\n")
