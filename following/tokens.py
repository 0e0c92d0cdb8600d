"""The words in links of letters: a random key and its signature. A copy of the database alone opens nothing."""

from typing import TypeVar

from django.core.signing import BadSignature, Signer

from .models import Follower, Following

LONGEST = 200
Row = TypeVar("Row", Follower, Following)


def of(row: Follower | Following) -> str:
    """Of a follower: to see and end what is followed. Of one following: to confirm it."""
    return _signer(type(row)).sign(row.key)


def key_in(token: str, model: type[Follower] | type[Following]) -> str | None:
    """The key that we signed, whether or not its row still stands; None for what we never signed."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        return _signer(model).unsign(token)
    except BadSignature:
        return None


def row_of(token: str, model: type[Row]) -> Row | None:
    key = key_in(token, model)
    return model._default_manager.filter(key=key).first() if key else None


def _signer(model: type[Follower] | type[Following]) -> Signer:
    return Signer(sep=".", salt=f"following.{model.__name__}")
