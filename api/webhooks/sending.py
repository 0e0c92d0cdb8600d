"""One signed message on its way to one subscriber."""

import datetime as dt
import logging
from dataclasses import dataclass

from messaging.signing import headers, rules
from outbound import backoff
from outbound.addresses import Refused, addresses_of, target_of
from outbound.posting import Answer, Failed, post
from register import clock

from . import keys
from .models import Subscriber

log = logging.getLogger(__name__)
AGENT = "Niem-Yet-Webhooks/1"
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """What an attempt met; words.answered() has the sentences. `code` is "" where the message was taken."""

    code: str = ""
    status: int | None = None
    retry_after: float | None = None

    @property
    def is_taken(self) -> bool:
        return not self.code


def check(url: str) -> None:
    """Whether messages may go there, as of now. Raises Refused."""
    held = rules()
    addresses_of(target_of(url, held.ports), held.seconds, allowed=held.allowed)


def send(subscriber: Subscriber, message_id: str, body: str) -> Outcome:
    """Send it once. Raises keys.Unreadable; all else that can happen is an outcome."""
    told = signed(subscriber, message_id, body, clock.now())
    try:
        outcome = outcome_of(post(subscriber.url, body.encode(), told, rules()))
    except (Refused, Failed) as error:
        outcome = Outcome(error.reason)
    log.info("%s to subscriber %s: %s.", message_id, subscriber.pk, outcome.status or outcome.code)
    return outcome


def signed(subscriber: Subscriber, message_id: str, body: str, moment: dt.datetime) -> dict[str, str]:
    """The headers of standard-webhooks. While a former key holds, both sign."""
    used = [subscriber.secret]
    if subscriber.former_secret and subscriber.former_until and moment < subscriber.former_until:
        used.append(subscriber.former_secret)
    return headers([keys.unseal(each) for each in used], message_id, body, moment) | {"User-Agent": AGENT}


def outcome_of(answer: Answer) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        return Outcome(status=status)
    if status == GONE:
        return Outcome("gone", status)
    if 300 <= status < 400:
        return Outcome("redirect", status)
    asked = answer.headers.get("retry-after", "")
    return Outcome("status", status, backoff.asked_to_wait(asked, clock.now()) if asked else None)
