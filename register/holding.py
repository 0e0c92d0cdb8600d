"""Whether messages go out at all. Whoever sends asks first: after a restored backup letters and webhooks wait.

It stands in the register because all who send know the register, and not each other.
"""

from . import clock
from .models import Hold


def is_held() -> bool:
    return Hold.objects.filter(released_at=None).exists()


def hold() -> None:
    """Nothing is sent from now on."""
    if not is_held():
        Hold.objects.create(began_at=clock.now())


def release() -> None:
    Hold.objects.filter(released_at=None).update(released_at=clock.now())
