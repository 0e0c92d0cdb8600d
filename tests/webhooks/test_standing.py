"""Operators see in numbers who has not been told."""

import re

import pytest

from api.webhooks import acting

from .conftest import renamed, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client):
    def ask() -> dict[str, float]:
        text = client.get("/metrics").content.decode()
        return {name: float(value) for name, value in re.findall(r"^niemyet_webhooks_(\w+) (\S+)$", text, re.M)}

    return ask


def test_metrics_count_what_is_not_told_what_was_given_up_and_who_is_paused(subscribe, receiver, moved, told):
    first, second = subscribe("Một"), subscribe("Hai")
    assert told() == {"untold": 0, "given_up": 0, "paused": 0}
    acting.pause(second)
    receiver.answers = [500, 500]
    renamed("Tên 1")
    tell(first)
    renamed("Tên 2")
    assert told() == {"untold": 4, "given_up": 0, "paused": 1}
    moved.forward(hours=49)
    tell(first)
    assert told() == {"untold": 3, "given_up": 1, "paused": 1}
    tell(first)
    assert told() == {"untold": 2, "given_up": 1, "paused": 1}
    acting.resume(second)
    tell(second)
    assert told() == {"untold": 0, "given_up": 1, "paused": 0}


def test_no_metric_names_a_subscriber(subscribe, client):
    subscribe("KHODỮLIỆUMẬT")
    page = client.get("/metrics").content.decode()
    assert "KHODỮLIỆUMẬT" not in page and "localhost" not in page
