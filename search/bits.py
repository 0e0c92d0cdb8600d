"""Rows by their words, as numbers whose bits are the rows: those with all of some words are one `&` for each word."""

from collections.abc import Iterable, Iterator, Sequence


def rows_by_word(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """By syllable the rows that have it, the first row as the lowest bit."""
    standing: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for word in dict.fromkeys(row):
            standing.setdefault(word, []).append(place)
    made: dict[str, int] = {}
    for word, listed in standing.items():
        held = bytearray(listed[-1] // 8 + 1)
        for place in listed:
            held[place >> 3] |= 1 << (place & 7)
        made[word] = int.from_bytes(held, "little")
    return made


def places(bits: int, limit: int) -> Iterator[int]:
    """The first rows among these bits."""
    while bits and limit:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
        limit -= 1
