"""Mistakes from the API to the desk: received, settled once, forgotten after a year."""

import datetime as dt

from register import clock

from .models import Mistake

KEPT = dt.timedelta(days=366)


def receive(code: str, field: str, masked_text: str) -> Mistake:
    return Mistake.objects.create(code=code, field=field, text=masked_text, told_at=clock.now())


def settle(pk: int, state: str, answer: str, by: str) -> bool:
    """Whether it still waited; what is settled stays as it was settled."""
    waiting = Mistake.objects.filter(pk=pk, state=Mistake.State.WAITING)
    return bool(waiting.update(state=state, answer=answer, settled_by=by, settled_at=clock.now()))


def forget_old() -> int:
    return Mistake.objects.filter(told_at__lt=clock.now() - KEPT).delete()[0]
