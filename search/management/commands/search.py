"""manage.py search QUERY [--on DAY] [--first N] [--json] [--explain] [--engine …]"""

import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import explain
from search.find import Result, find
from search.management.engine_option import add_engine_option, chosen


class Command(BaseCommand):
    help = "Search as a citizen does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--on", help="day, as 2026-12-01; today by default")
        parser.add_argument("--first", type=int, default=10)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--explain", action="store_true", help="which rules acted, and why each hit stands there")
        parser.add_argument("--exactly", action="store_true", help="take the words as typed")
        parser.add_argument("--locale", default="vi")
        add_engine_option(parser)

    def handle(self, *args: Any, query: str, on: str, first: int, engine: str, locale: str, **options: Any) -> None:
        try:
            day = dt.date.fromisoformat(on) if on else None
        except ValueError:
            raise CommandError(f"--on takes a day as 2026-12-01, not {on!r}.") from None
        result = find(
            query,
            on=day,
            first=max(first, 0),
            locale=locale,
            facets=False,
            exactly=options["exactly"],
            using=chosen(engine),
        )
        hits = [
            {"code": found.answer.code, "name": found.answer.name, "score": round(found.score, 4)}
            for found in result.found
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"total": result.total, "hits": hits}, ensure_ascii=False))
            return
        if options["explain"]:
            for line in understood(result):
                self.stdout.write(line)
        self.stdout.write(f"{result.total} thủ tục" + (" (chỉ tìm theo tên)" if result.degraded else ""))
        for hit, found in zip(hits, result.found, strict=True):
            self.stdout.write(f"{hit['score']:8.3f}  {hit['code']}  {hit['name']}")
            if options["explain"] and found.features:
                given = ", ".join(f"{name} {value:.2f}" for name, value in explain.reasons(found.features))
                self.stdout.write(f"{'':10}{given}")


def understood(result: Result) -> Iterator[str]:
    """What was read out of the query: the rules that acted, then the pieces that are looked for."""
    if result.reading is None:
        return
    for name, did in explain.rules(result.reading):
        yield f"{name}: {did}"
    for piece in explain.pieces(result.reading):
        others = " | ".join(f"{words} ×{weight:.2f}" for words, weight in piece.others)
        yield f"{'(' + piece.words + ')' if piece.soft else '[' + piece.words + ']'}{' = ' + others if others else ''}"
