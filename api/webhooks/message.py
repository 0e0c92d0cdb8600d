"""What is sent: thin on purpose. Who hears it asks `changesSince` for the rest, with the cursor it kept itself."""

import datetime as dt
import json
import secrets
from collections.abc import Sequence
from typing import Any

from register import changes, clock
from register.models import Change

from ..cursors import log_cursor


def new_id(epoch: str) -> str:
    """An id of its own for a message. It holds the epoch, so that none of a restored backup's meets an older one."""
    return f"msg_{epoch}_{secrets.token_hex(8)}"


def of_changes(epoch: str, told: Sequence[Change], up_to: int) -> str:
    """`told` are the changes of interest up to a number; kinds are written as in GraphQL."""
    lines = [
        {"number": row.number, "kind": row.kind.upper(), "subject": row.subject, "codes": row.codes} for row in told
    ]
    return _written("record.changed", told[-1].changed_at, {"cursor": log_cursor(epoch, up_to), "changes": lines})


def of_restart(position: changes.Position) -> str:
    """The log began anew: the record is to be read whole."""
    return _written("record.restarted", clock.now(), {"cursor": log_cursor(position.epoch, position.head)})


def of_test() -> str:
    return _written("webhook.test", clock.now(), {})


def _written(kind: str, moment: dt.datetime, data: dict[str, Any]) -> str:
    stamp = moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": stamp, "data": data}, ensure_ascii=False, separators=(",", ":"))
