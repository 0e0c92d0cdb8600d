"""Letters for words: `GPLX`, `đkkh`, `gcn`. What no list holds is read from the texts themselves: the likeliest run of
syllables in names and results whose first letters these are."""

from collections.abc import Sequence
from math import log

from ..text import Syllable
from ..vocabulary import Vocabulary
from .letters import is_syllable
from .tokens import Alternative

LONGEST = 8
BEAM = 60  # runs followed at each letter
KEEP = 3
BESIDE = 1.0  # weight of a neighbour against the run itself
WEIGHT = 0.9
LESS_FOR_EACH = 0.75  # the second and third reading weigh less


def looks_like_one(folded: str) -> bool:
    """Whether it is rather letters than a word."""
    if not 2 <= len(folded) <= LONGEST or not folded.isalpha():
        return False
    return not any(letter in "aeiouy" for letter in folded) or not is_syllable(folded)


def readings(words: Sequence[Syllable], place: int, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """The likeliest runs of syllables with these first letters, best first.

    A run is as likely as its rarest pair, and likelier where texts hold it beside the neighbours of the query.
    """
    folded = words[place].folded
    left = words[place - 1].folded if place else ""
    right = words[place + 1].folded if place + 1 < len(words) else ""
    runs: list[tuple[int, tuple[str, ...]]] = [(1 << 30, (word,)) for word in vocabulary.by_initial.get(folded[0], ())]
    for letter in folded[1:]:
        longer = [
            (min(count, held), (*run, following))
            for count, run in runs
            for following, held in vocabulary.followers.get(run[-1], {}).items()
            if following[0] == letter
        ]
        runs = sorted(longer, reverse=True)[:BEAM]

    def likely(count: int, run: tuple[str, ...]) -> float:
        beside = vocabulary.pair.get(f"{left}_{run[0]}", 0), vocabulary.pair.get(f"{run[-1]}_{right}", 0)
        return log(1 + count) + BESIDE * sum(log(1 + each) for each in beside)

    scored = sorted(((likely(*run), run[1]) for run in runs), reverse=True)
    return tuple(
        Alternative(run, WEIGHT * LESS_FOR_EACH**rank, "initials")
        for rank, (score, run) in enumerate(scored[:KEEP])
        if score > scored[0][0] - log(4)
    )
