"""Moves of dossiers and all else that happens to them: the only writer of events, and of what follows from them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from register import clock
from register.words import Unit

from . import deadlines, handling
from .deadlines import Limit, Pause
from .handling import Action, Role
from .models import Attachment, Dossier, DossierEvent
from .models.event import Happening
from .notices import noting
from .refusals import Reason, Refused
from .states import State

OWING = (State.PAPERS_ASKED, State.PAYMENT_ASKED)  # the citizen owes something: the clock stands still
LONGEST = 5_000  # letters of what somebody writes


@transaction.atomic
def move(
    dossier: Dossier,
    action: Action,
    role: Role,
    text: str = "",
    files: Sequence[str] = (),
    officer: str = "",
    limit: Limit | None = None,
    **more: Any,
) -> Dossier:
    """Do it, as the table allows. `limit` is that of the procedure, told when it is received. Raises Refused."""
    held = locked(dossier)
    past = list(held.events.values_list("state", "at"))
    states = [State(state) for state, _at in past]
    try:
        row = handling.move_of(states, action, role)
        to = handling.moved(states, action, role)
    except handling.NotAllowed:
        raise Refused(Reason.NOT_NOW) from None
    if row.tells and not text.strip():
        raise Refused(Reason.EMPTY)
    now = clock.now()
    if action == Action.RECEIVE and limit:
        held.limit_value, held.limit_unit, held.received_at = limit.value, limit.unit, now
    if held.received_at and to not in OWING and held.limit_unit:
        told = Limit(held.limit_value or 0, Unit(held.limit_unit))
        held.due_at = deadlines.due(held.received_at, told, _pauses([*past, (to, now)], held.received_at))
        if to == State.FINISHED:
            held.in_time = deadlines.in_time(now, held.due_at, told.unit)
    if to != held.state:
        held.state, held.since = to, now
    append(held, action, role, {"text": text.strip()} | more, files, officer)
    return held


@transaction.atomic
def tell(
    dossier: Dossier,
    what: Happening,
    role: Role,
    text: str,
    files: Sequence[str] = (),
    officer: str = "",
    **more: Any,
) -> Dossier:
    """Something that moves nothing: a message, a rating, a complaint. Raises Refused."""
    held = locked(dossier)
    append(held, what, role, {"text": text.strip()} | more, files, officer)
    return held


def locked(dossier: Dossier) -> Dossier:
    """Raises Refused for one that was erased."""
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if held.is_erased:
        raise Refused(Reason.NOT_NOW)
    return held


def append(
    held: Dossier, action: str, role: Role, content: dict[str, Any], files: Iterable[str] = (), officer: str = ""
) -> None:
    """The next event of a locked dossier, and the dossier as it stands after it. Raises Refused."""
    if len(content.get("text", "")) > LONGEST:
        raise Refused(Reason.TOO_LONG)
    held.last_event += 1
    number, keys = held.last_event, list(files)
    DossierEvent.objects.create(
        dossier=held,
        number=number,
        action=action,
        state=held.state,
        role=role,
        officer=officer,
        due_at=held.due_at,
        content=held.sealed(content | {"files": keys}, place_of(number)),
        at=clock.now(),
    )
    if keys:
        bound = Attachment.objects.filter(key__in=keys, dossier=held, event=None, token="").update(event=number)
        if bound != len(set(keys)):
            raise Refused(Reason.FILE)
    held.save()
    noting.note(held, action, role)


def place_of(number: int) -> str:
    return f"event/{number}"


def _pauses(past: Sequence[tuple[int, dt.datetime]], received: dt.datetime) -> list[Pause]:
    """While the citizen owed something, a wish to withdraw among it."""
    found, since = [], None
    for state, at in past:
        if state in OWING:
            since = since or at
        elif since and state != State.WITHDRAWAL_ASKED:
            if at > received:
                found.append(Pause(max(since, received), at))
            since = None
    return found
