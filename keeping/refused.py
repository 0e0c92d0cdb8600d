"""What an operator has to know or do first."""

from collections.abc import Sequence


class Refused(Exception):
    """`sentences` say why, one for each reason."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences: Sequence[str] = sentences
