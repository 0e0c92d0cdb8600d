"""Made-up index documents from the statistics of the real ones; `synthesize.py` is the command.

Names, results and bodies are chains in which each word follows a word that it follows in a real text, as often as
there; sector, levels, audiences, agencies, channels and fee are those of a real document, and so are the lengths. No
word is new, so at 100,000 documents each has a hundred times as many as at 1,000: the worst case for an index.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Generic, TypeVar

from search.document import FOREVER, all_codes, documents, hash_of
from search.models import IndexDocument
from search.text import pairs, syllables

FIRST_NUMBER = 8  # of the codes: 8.000000, 8.000001, …; no real one begins so
BATCH = 500
Word = TypeVar("Word", str, tuple[str, str, str])  # the triple is: exact, folded, as written


class Chain(Generic[Word]):
    """Which words follow a word, each as often as it does."""

    def __init__(self, texts: Iterable[list[Word]]) -> None:
        self.first: list[Word] = []
        self.after: dict[Word, list[Word]] = {}
        for text in texts:
            self.first += text[:1]
            for left, right in pairwise(text):
                self.after.setdefault(left, []).append(right)

    def walk(self, chance: random.Random, length: int) -> list[Word]:
        """So many words. Where nothing follows, a new text begins."""
        found: list[Word] = []
        following = self.first
        toss = chance.random
        for _ in range(length if self.first else 0):
            word = following[int(toss() * len(following))]
            found.append(word)
            following = self.after.get(word, self.first)
        return found


class Statistics:
    """What the real documents are like. Read from the record, so it holds whatever stands in the table."""

    def __init__(self) -> None:
        self.real = [each for each in documents(all_codes()) if each.until_day == FOREVER]
        self.names = Chain(
            [(word.exact, word.folded, word.written) for word in syllables(each.name)] for each in self.real
        )
        self.results = Chain(each.result_folded.split() for each in self.real)
        self.bodies = Chain(each.body_folded.split() for each in self.real)
        self.lengths = [
            tuple(len(text.split()) for text in (each.name_folded, each.result_folded, each.body_folded))
            for each in self.real
        ]


def synthetic(count: int, seed: int = 1, body: float = 1.0, like: Statistics | None = None) -> Iterator[IndexDocument]:
    """So many documents, one at a time, the same for the same seed; `body` is the share of a real body's length."""
    like = like or Statistics()
    chance = random.Random(seed)
    for number in range(count):
        yield _document(number, chance, body, like)


def _document(number: int, chance: random.Random, body: float, like: Statistics) -> IndexDocument:
    facets = chance.choice(like.real)
    name_length, result_length, body_length = chance.choice(like.lengths)
    name = like.names.walk(chance, name_length)
    folded = [word[1] for word in name]
    text = like.bodies.walk(chance, max(1, round(body_length * body)))
    code = f"{FIRST_NUMBER + number // 1_000_000}.{number % 1_000_000:06d}"
    document = IndexDocument(
        id=f"{code}/{facets.id.split('/', 1)[1]}",
        code=code,
        state=facets.state,
        serves=facets.serves,
        from_day=facets.from_day,
        until_day=facets.until_day,
        sector=facets.sector,
        levels=facets.levels,
        audiences=facets.audiences,
        agencies=facets.agencies,
        channels=facets.channels,
        fee=facets.fee,
        name=" ".join(word[2] for word in name),
        name_exact=" ".join(word[0] for word in name),
        name_folded=" ".join(folded),
        name_pairs=" ".join(pairs(folded)),
        result_folded=" ".join(like.results.walk(chance, result_length)),
        body_folded=" ".join(text),
        body_pairs=" ".join(pairs(text)),
    )
    document.hash = hash_of(document)
    return document


def store(made: Iterator[IndexDocument]) -> int:
    """Put them in the table in the place of all that stand there. Returns their number."""
    IndexDocument.objects.all().delete()
    count = 0
    while batch := list(islice(made, BATCH)):
        IndexDocument.objects.bulk_create(batch)
        count += len(batch)
    return count
