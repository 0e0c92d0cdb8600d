"""SMS and Zalo: a short text to a telephone number, by way of a program that the province runs or rents.

There is no common interface of these, so ours is one: a signed POST of `{"id", "channel", "to", "text", "locale"}`,
which a small adapter beside the provider's own interface takes. The id is the same over all attempts, by which the
adapter knows what it has sent. `file` writes the texts into a folder instead, to try things out.
"""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from outbound.addresses import Refused
from outbound.posting import Failed, post
from register import clock

from .outcome import Outcome
from .signing import headers, rules

log = logging.getLogger(__name__)
FILE = "file"
NO_SUCH_NUMBER = 422  # what the adapter answers for a number that this channel does not reach


@dataclass(frozen=True)
class ShortText:
    """`to` is a telephone number as 0912345678."""

    id: str
    channel: str
    to: str
    text: str
    locale: str


class Gateway(Protocol):
    def send(self, message: ShortText) -> Outcome: ...


@dataclass(frozen=True)
class Folder:
    """Each text as a file of its own, named by its id: sent again it is the same file."""

    path: Path

    def send(self, message: ShortText) -> Outcome:
        self.path.mkdir(parents=True, exist_ok=True)
        name = "".join(sign if sign.isalnum() or sign in "-." else "_" for sign in message.id)
        (self.path / f"{name}.json").write_text(_body(message))
        return Outcome.SENT


@dataclass(frozen=True)
class Post:
    """Tells the log the kind of a failure alone."""

    url: str
    secret: str

    def send(self, message: ShortText) -> Outcome:
        body = _body(message)
        try:
            answer = post(self.url, body.encode(), headers([self.secret], message.id, body, clock.now()), rules())
        except (Refused, Failed) as error:
            log.warning("The gateway of %s was not reached: %s.", message.channel, error.reason)
            return Outcome.AWAY
        if answer.status == NO_SUCH_NUMBER:
            return Outcome.REFUSED
        if not 200 <= answer.status < 300:
            log.warning("The gateway of %s answered %d.", message.channel, answer.status)
            return Outcome.AWAY if answer.status >= 500 else Outcome.LATER
        return Outcome.SENT


def gateway(channel: str) -> Gateway | None:
    """That of `sms` or `zalo`; None where the province has none."""
    told = settings.GATEWAYS.get(channel, "")
    if not told:
        return None
    return Folder(Path(settings.DATA_DIR) / channel) if told == FILE else Post(told, settings.GATEWAY_SECRET)


def _body(message: ShortText) -> str:
    return json.dumps(asdict(message), ensure_ascii=False)
