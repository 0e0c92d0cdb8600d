"""How good search is, by judged queries. See docs/search.md for how the judgements were made."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

DEPTH = 10
DRAWS = 1000  # of the bootstrap
MARGIN = 0.95


@dataclass(frozen=True)
class Judged:
    """One query of one class, and the grades (1–3) of the codes that answer it. What is not listed has 0."""

    kind: str
    query: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What one query got."""

    judged: Judged
    codes: Sequence[str]
    ndcg: float
    success1: bool
    success3: bool
    zero: bool


class BadJudgements(ValueError):
    """The file cannot be read as judgements; the message names line and reason."""


def read_judgements(path: Path) -> list[Judged]:
    """Lines `class<TAB>query<TAB>code:grade,code:grade`; empty ones and those that begin with # are set aside."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        try:
            kind, query, listed = parts
            grades = {code.strip(): int(grade) for code, grade in (pair.split(":") for pair in listed.split(","))}
        except ValueError:
            raise BadJudgements(f"{path.name}, line {number}: wanted class, query, code:grade,…") from None
        if not all(1 <= grade <= 3 for grade in grades.values()):
            raise BadJudgements(f"{path.name}, line {number}: grades are 1, 2 or 3")
        found.append(Judged(kind, query, grades))
    if not found:
        raise BadJudgements(f"{path.name} holds no judged query")
    return found


def ndcg(codes: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first DEPTH, gain 2^grade − 1."""
    gained = sum((2 ** grades.get(code, 0) - 1) / log2(place + 2) for place, code in enumerate(codes[:DEPTH]))
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    best = sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(ideal))
    return gained / best if best else 0.0


def outcome(judged: Judged, codes: Sequence[str]) -> Outcome:
    """Success counts a hit of the best grade that the query has."""
    wanted = {code for code, grade in judged.grades.items() if grade == max(judged.grades.values())}
    return Outcome(
        judged,
        codes,
        ndcg(codes, judged.grades),
        bool(wanted & set(codes[:1])),
        bool(wanted & set(codes[:3])),
        not codes,
    )


def evaluate(judgements: Iterable[Judged], search: Callable[[str], Sequence[str]]) -> list[Outcome]:
    """The outcome of every query; `search` gives codes, best first."""
    return [outcome(judged, search(judged.query)) for judged in judgements]


def summary(outcomes: Sequence[Outcome]) -> dict[str, float | list[float]]:
    """Means, and the bootstrap interval of the nDCG."""
    count = len(outcomes)
    values = [each.ndcg for each in outcomes]
    draw = random.Random(1)  # noqa: S311 - the same interval at each run
    means = sorted(sum(draw.choices(values, k=count)) / count for _ in range(DRAWS))
    low, high = means[int(DRAWS * (1 - MARGIN) / 2)], means[int(DRAWS * (1 + MARGIN) / 2) - 1]
    return {
        "ndcg": round(sum(values) / count, 4),
        "interval": [round(low, 4), round(high, 4)],
        "success1": round(sum(each.success1 for each in outcomes) / count, 4),
        "success3": round(sum(each.success3 for each in outcomes) / count, 4),
        "zero": round(sum(each.zero for each in outcomes) / count, 4),
        "n": count,
    }


def report(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Over all, by class, and each query's value, so that a later run can be compared."""
    classes: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        classes[each.judged.kind].append(each)
    return {
        "all": summary(outcomes),
        "classes": {kind: summary(listed) for kind, listed in classes.items()},
        "queries": {f"{each.judged.kind}\t{each.judged.query}": round(each.ndcg, 4) for each in outcomes},
    }


def moved(before: Mapping[str, float], now: Mapping[str, float]) -> list[tuple[float, str]]:
    """Queries whose value rose or fell since a saved run, the greatest fall first."""
    return sorted((round(now[key] - before[key], 4), key) for key in now if key in before and now[key] != before[key])
