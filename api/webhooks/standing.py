"""Where all subscribers stand, in numbers, for operators."""

from typing import NamedTuple

from .following import behind
from .models import Delivery, Subscriber


class Standing(NamedTuple):
    untold: int  # changes, summed over subscribers; at most, since some of them may be of no interest
    given_up: int  # messages that were given up, and neither sent again nor forgotten
    paused: int  # subscribers


def standing() -> Standing:
    rows = list(Subscriber.objects.all())
    return Standing(
        sum(behind(row) for row in rows),
        Delivery.objects.filter(state=Delivery.State.GIVEN_UP).count(),
        sum(row.is_paused for row in rows),
    )
