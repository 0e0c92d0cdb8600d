"""Marked words in a name, as pieces of text and never as HTML."""

from dataclasses import dataclass

from .text import syllables


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


def highlight(text: str, marks: frozenset[str], prefixes: tuple[str, ...] = ()) -> list[Piece]:
    """The text cut into marked and plain pieces; joined they are the text again.

    A mark with accents marks that syllable alone, one without marks every syllable that folds to it, a
    prefix every syllable whose folded form begins so.
    """
    pieces: list[Piece] = []
    at = 0
    for syllable in syllables(text):
        if syllable.exact in marks or syllable.folded in marks or (prefixes and syllable.folded.startswith(prefixes)):
            begin = at if pieces and pieces[-1].marked and text[at : syllable.start].isspace() else syllable.start
            if begin > at:
                pieces.append(Piece(text[at:begin], False))
            if pieces and pieces[-1].marked:
                pieces[-1] = Piece(pieces[-1].text + text[begin : syllable.end], True)
            else:
                pieces.append(Piece(text[begin : syllable.end], True))
            at = syllable.end
    if at < len(text) or not pieces:
        pieces.append(Piece(text[at:], False))
    return pieces
