"""Hoa's mailbox behind a real mail server, and the forms of the API by which she follows."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from register import clock
from tests.mailbox import Mailbox, receiving

HOA = "hoa@lamson.example"
MONDAY = dt.date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + dt.timedelta(days=more) for more in (1, 2, 3))

FOLLOW = """mutation($address: MailAddress!, $kind: SubjectKind!, $key: ID!, $locale: String) {
  followChanges(address: $address, kind: $kind, key: $key, locale: $locale) { received refusal waitSeconds }
}"""
CONFIRM = "mutation($token: String!) { confirmFollowing(token: $token) { kind key name } }"
UNFOLLOW = "mutation($token: String!, $kind: SubjectKind, $key: ID) { unfollow(token: $token, kind: $kind, key: $key) }"
FOLLOWING = "query($token: String!) { following(token: $token) { confirmed asked { key } subjects { kind key name } } }"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with receiving() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", made.port, False
        yield made


@pytest.fixture(autouse=True)
def _unlimited(settings: Any) -> None:
    settings.FOLLOW_RATE_LIMIT = "0"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Moves the one clock to an hour of a day in Viet Nam."""

    def move(day: dt.date, hour: int = 7, minute: int = 0) -> None:
        moment = dt.datetime.combine(day, dt.time(hour, minute), clock.ZONE).astimezone(dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


@pytest.fixture
def tell(client: Any) -> Callable[..., Any]:
    """Asks the API; gives its one root field."""

    def send(document: str, **variables: Any) -> Any:
        body = json.dumps({"query": document, "variables": variables})
        response = client.post("/graphql", body, content_type="application/json")
        assert "no-store" in response["Cache-Control"]
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        (told,) = answer["data"].values()
        return told

    return send


@pytest.fixture
def follow(tell: Callable[..., Any], mailbox: Mailbox) -> Callable[..., None]:
    """Hoa follows, and confirms by the letter that came."""
    from following import letters

    def whole(kind: str, key: str, address: str = HOA, locale: str = "vi") -> None:
        assert tell(FOLLOW, address=address, kind=kind, key=key, locale=locale)["received"]
        letters.send_due()
        assert tell(CONFIRM, token=token_in(mailbox.to(address)[-1]))["key"] == key

    return whole


def plain(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content()).replace("\r\n", "\n")


def token_in(message: Any) -> str:
    """The word in the first link with one."""
    found = re.search(r"[?]ma=(\S+)", plain(message))
    assert found
    return found[1]
