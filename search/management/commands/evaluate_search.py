"""manage.py evaluate_search FILE [--engine …] [--json] [--save FILE] [--against FILE] [--max-fall N]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines import EngineUnavailable
from search.evaluate import DEPTH, BadJudgements, evaluate, moved, read_judgements, report
from search.find import find
from search.management.engine_option import add_engine_option, chosen


class Command(BaseCommand):
    help = "Measure search by judged queries: nDCG@10, success@1 and @3, share without results, by class."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
        parser.add_argument("--save", type=Path, help="keep this run, to compare a later one with it")
        parser.add_argument("--against", type=Path, help="a kept run: tell what rose and what fell")
        parser.add_argument("--max-fall", type=float, help="fail when nDCG over all falls by more than this")
        add_engine_option(parser)

    def handle(self, *args: Any, file: Path, engine: str, **options: Any) -> None:
        using = chosen(engine)

        def search(query: str) -> list[str]:
            result = find(query, first=DEPTH, facets=False, using=using)
            if result.degraded:
                raise CommandError("The engine does not answer: run rebuild_index first.")
            return [found.answer.code for found in result.found]

        try:
            judgements = read_judgements(file)
            told = report(evaluate(tqdm(judgements, file=self.stderr, disable=None), search))
            kept = json.loads(options["against"].read_text()) if options["against"] else None
        except (OSError, BadJudgements, EngineUnavailable, json.JSONDecodeError) as error:
            raise CommandError(str(error)) from error
        if options["save"]:
            options["save"].write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        if options["json"]:
            self.stdout.write(json.dumps({name: told[name] for name in ("all", "classes")}, ensure_ascii=False))
        else:
            self._print(told)
        if kept:
            self._compare(kept, told, options["max_fall"])

    def _print(self, told: dict[str, Any]) -> None:
        self.stdout.write(f"{'':14}{'nDCG@10':>8}  {'95 %':^15}{'s@1':>7}{'s@3':>7}{'zero':>7}{'n':>6}")
        for name, row in [("all", told["all"]), *sorted(told["classes"].items())]:
            interval = f"{row['interval'][0]:.3f}–{row['interval'][1]:.3f}"
            self.stdout.write(
                f"{name:14}{row['ndcg']:8.3f}  {interval:^15}{row['success1']:7.3f}{row['success3']:7.3f}"
                f"{row['zero']:7.3f}{row['n']:6}"
            )

    def _compare(self, kept: dict[str, Any], told: dict[str, Any], max_fall: float | None) -> None:
        changed = moved(kept["queries"], told["queries"])
        for difference, query in changed:
            self.stderr.write(f"{difference:+.3f}  {query}")
        fall = kept["all"]["ndcg"] - told["all"]["ndcg"]
        self.stderr.write(f"nDCG@10 over all: {kept['all']['ndcg']:.3f} → {told['all']['ndcg']:.3f}")
        if max_fall is not None and fall > max_fall:
            raise CommandError(f"Search fell by {fall:.3f}, more than {max_fall} is not allowed.")
