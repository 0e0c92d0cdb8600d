"""A receiver that is a real https server, a subscriber that it belongs to, and a clock that can be moved on."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from standardwebhooks import Webhook

from api.webhooks import acting, following
from api.webhooks.models import Delivery, Subscriber
from register import clock, record
from register.models import Sector
from tests.receiver import Received, Receiver, receiving


@pytest.fixture
def receiver(tmp_path: Any, settings: Any) -> Iterator[Receiver]:
    with receiving(tmp_path) as made:
        made.host = "localhost"
        settings.WEBHOOK_PORTS = [str(made.port)]
        settings.WEBHOOK_ALLOW = ["127.0.0.0/8", "::1/128"]
        settings.WEBHOOK_CA = made.authorities
        yield made


class Clock:
    """The product's clock, which stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

    def forward(self, **span: float) -> None:
        self.moment += dt.timedelta(**span)


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clock, "now", lambda: made.moment)
    return made


@pytest.fixture
def subscribe(province: Any, receiver: Receiver) -> Callable[..., Subscriber]:
    def make(name: str = "Kho dữ liệu dùng chung", *kinds: str, url: str = "") -> Subscriber:
        row = Subscriber(name=name, url=url or receiver.url, kinds=list(kinds))
        row.key = acting.begin(row, None)
        row.save()
        return row

    return make


@pytest.fixture
def subscriber(subscribe: Callable[..., Subscriber]) -> Subscriber:
    return subscribe()


def renamed(name: str) -> None:
    """A change of the record: one line of the log."""
    count = Sector.objects.get(key="dat-dai").names.count()
    record.name_sector(Sector.objects.get(key="dat-dai"), "vi", name, dt.date(2010, 1, 1) + dt.timedelta(days=count))


def tell(row: Subscriber) -> None:
    """What a worker does when it is woken."""
    following.tell(row.pk)


def verified(got: Received, key: str) -> dict[str, Any]:
    """What a receiver understands, by the library of standard-webhooks."""
    return Webhook(key).verify(got.body, got.headers)


def states(row: Subscriber) -> list[str]:
    return list(Delivery.objects.filter(subscriber=row).order_by("pk").values_list("state", flat=True))


def only(row: Subscriber) -> Delivery:
    return Delivery.objects.get(subscriber=row)
