"""Which words of a text are cut into sentences for translators, in every process that translates: desk and worker."""

from typing import Any

from wagtail.blocks import CharBlock
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from .models import Edition

# Words of blocks that no translation says otherwise.
FACTS = {"number", "code", "issuer", "act"}
_handle_block = StreamFieldSegmentExtractor.handle_block


def _only_what_is_said(self: Any, block_type: Any, block_value: Any, **kwargs: Any) -> list[Any]:
    """Without facts of an edition, which are the Vietnamese text's in every language (`wording.py`): numbers, codes.

    And wagtail-localize 1.14 fails on a part that a stored text does not have at all, as imported ones do.
    """
    is_fact = self.field.model is Edition and block_type.name in FACTS and isinstance(block_type, CharBlock)
    return [] if block_value is None or is_fact else _handle_block(self, block_type, block_value, **kwargs)


def cut() -> None:
    """Once, when the app is ready."""
    StreamFieldSegmentExtractor.handle_block = _only_what_is_said
