"""Look for better weights: `python -m tools.tune_search [ROUNDS]`, with the judged procedures imported and indexed.

Coordinate ascent over `search.plan.Weights` and `search.rank.Shares` on tests/relevance/tune.tsv alone, the configured
engine. One number is changed at a time and kept when the mean over all queries and the mean over classes, together,
rise by more than LEAST. It prints what it keeps, and changes no file.
"""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from statistics import mean
from typing import Any

LEAST = 0.0008
STEPS = (0.4, 0.7, 1.4, 2.2)
QUERIES = Path(__file__).resolve().parent.parent / "tests" / "relevance" / "tune.tsv"
FIXED = {"code", "guide_exact", "guide_folded", "popularity"}  # no judged query can tell these


def main(rounds: int) -> None:
    from register import clock
    from search.engines import engine
    from search.evaluate import ndcg, read_judgements
    from search.plan import WEIGHTS, Plan, Weights, plan
    from search.rank import SHARES, WINDOW, Shares, rank
    from search.vocabulary import vocabulary

    judged = read_judgements(QUERIES)
    day: dt.date = clock.today()
    words = vocabulary(day, "vi")

    def retrieved(weights: Weights) -> list[tuple[Plan, Sequence[Any]]]:
        found = []
        for each in judged:
            asked = plan(each.query, day, vocabulary=words, weights=weights)
            hits = engine().search(asked, WINDOW, 0, facets=False)
            if not hits.total and asked.relaxed:
                hits = engine().search(replace(asked, clause=asked.relaxed), WINDOW, 0, facets=False)
            found.append((asked, hits.hits))
        return found

    def score(found: Sequence[tuple[Plan, Sequence[Any]]], shares: Shares) -> float:
        by_class: dict[str, list[float]] = {}
        for each, (asked, hits) in zip(judged, found, strict=True):
            assert asked.reading
            codes = [ranked.hit.code for ranked in rank(hits, asked.reading, words, shares=shares)]
            by_class.setdefault(each.kind, []).append(ndcg(codes, each.grades))
        overall = mean(value for values in by_class.values() for value in values)
        return (overall + mean(mean(values) for values in by_class.values())) / 2

    weights, shares = WEIGHTS, SHARES
    found = retrieved(weights)
    best = score(found, shares)
    print(f"{best:.4f} as it is")
    for _ in range(rounds):
        for name, step in ((field.name, step) for field in fields(Shares) for step in (0.0, *STEPS)):
            tried = replace(shares, **{name: round(getattr(shares, name) * step, 3)})
            if name not in FIXED and (now := score(found, tried)) > best + LEAST:
                best, shares = now, tried
                print(f"{best:.4f} {name} = {getattr(shares, name)}", flush=True)
        for name, step in ((field.name, step) for field in fields(Weights) for step in STEPS):
            value = round(getattr(weights, name) * step, 3)
            if name in FIXED or (name.startswith("must") and value > 1):
                continue
            changed = replace(weights, **{name: value})
            with_it = retrieved(changed)
            if (now := score(with_it, shares)) > best + LEAST:
                best, weights, found = now, changed, with_it
                print(f"{best:.4f} {name} = {value}", flush=True)
    print(weights, shares, sep="\n")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
