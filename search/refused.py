"""Documents that an engine would not take: set aside, told, and tried again by each repair."""

import logging
from collections.abc import Iterable, Mapping, Sequence

from register import clock

from .engines import Refused
from .models import RefusedDocument

log = logging.getLogger(__name__)
Reasons = dict[str, str]  # by the document's id


def reasons(listed: Iterable[Refused]) -> Reasons:
    return {each.id: each.reason for each in listed}


def code_of(document: str) -> str:
    """The procedure's code, which a document's id begins with."""
    return document.split("/", 1)[0]


def codes(engine: str) -> set[str]:
    """The codes of what is set aside."""
    return set(RefusedDocument.objects.filter(engine=engine).values_list("code", flat=True))


def note(engine: str, codes: Sequence[str] | None, reasons: Mapping[str, str]) -> None:
    """Keep exactly these as set aside among the documents of these codes, or of all; they were just written anew."""
    held = RefusedDocument.objects.filter(engine=engine)
    if codes is not None:
        held = held.filter(code__in=codes)
    taken = held.exclude(document__in=reasons)
    if taken.exists():
        taken.delete()
    for document, reason in reasons.items():
        _row, is_new = RefusedDocument.objects.update_or_create(
            engine=engine,
            document=document,
            defaults={"reason": reason},
            create_defaults={"reason": reason, "code": code_of(document), "since": clock.now()},
        )
        if is_new:
            log.warning("The %s index refused %s, which is set aside: %s", engine, document, reason)
