"""Cursors as the API hands them out: opaque to who gets one, and of one list."""

import base64
import binascii
import re

from graphql import GraphQLError

NUMBER = re.compile(r"[0-9]{1,18}")  # what a cursor of ours holds, and no other digits


def encode(kind: str, key: str | int) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode()


def decode(kind: str, cursor: str, name: str = "after") -> str:
    """The key in a cursor, given as `name`. Raises GraphQLError for one that is not ours."""
    try:
        found, key = base64.urlsafe_b64decode(cursor.encode()).decode().split(":", 1)
    except (binascii.Error, ValueError):
        found, key = "", ""
    if found != kind:
        raise not_ours(name)
    return key


def number_in(kind: str, cursor: str, name: str = "after") -> int:
    """What a cursor that holds a number holds. Raises GraphQLError for one that is not ours."""
    key = decode(kind, cursor, name)
    if not NUMBER.fullmatch(key):
        raise not_ours(name)
    return int(key)


def log_cursor(epoch: str, number: int) -> str:
    """A place in the change log, after the change of this number."""
    return encode("log", f"{epoch}/{number}")


def log_place(cursor: str) -> tuple[str, int]:
    """Epoch and number of such a place. Raises GraphQLError for a cursor that is not ours."""
    epoch, _line, number = decode("log", cursor, "cursor").rpartition("/")
    return epoch, int(number) if NUMBER.fullmatch(number) else 0


def not_ours(name: str) -> GraphQLError:
    return GraphQLError(f"`{name}` is not a cursor of this list.", extensions={"code": "BAD_CURSOR"})
