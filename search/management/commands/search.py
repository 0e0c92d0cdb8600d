"""manage.py search QUERY [--on DAY] [--first N] [--json] [--engine …]"""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.find import find
from search.management.engine_option import add_engine_option, chosen


class Command(BaseCommand):
    help = "Search as a citizen does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--on", help="day, as 2026-12-01; today by default")
        parser.add_argument("--first", type=int, default=10)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--locale", default="vi")
        add_engine_option(parser)

    def handle(self, *args: Any, query: str, on: str, first: int, engine: str, locale: str, **options: Any) -> None:
        try:
            day = dt.date.fromisoformat(on) if on else None
        except ValueError:
            raise CommandError(f"--on takes a day as 2026-12-01, not {on!r}.") from None
        result = find(query, on=day, first=max(first, 0), locale=locale, facets=False, using=chosen(engine))
        hits = [
            {"code": found.answer.code, "name": found.answer.name, "score": round(found.score, 4)}
            for found in result.found
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"total": result.total, "hits": hits}, ensure_ascii=False))
            return
        self.stdout.write(f"{result.total} thủ tục" + (" (chỉ tìm theo tên)" if result.degraded else ""))
        for hit in hits:
            self.stdout.write(f"{hit['score']:8.3f}  {hit['code']}  {hit['name']}")
