"""The portal tells how often its pages were shown; nobody else can, and what is wrong adds nothing."""

import datetime as dt
import hashlib
import hmac
import json

import pytest

from api import rates
from inbox import visits
from inbox.models import PageVisits

pytestmark = pytest.mark.django_db

KEY = "shared by both"
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def tell(client, settings, today):
    """Sends counts as the portal does; gives the status."""
    settings.PORTAL_KEY = KEY
    today(DAY)

    def send(counts, *, teller="portal", key=KEY) -> int:
        told = f"{teller};{int(rates.moment())}"
        signature = hmac.new(key.encode(), told.encode(), hashlib.sha256).hexdigest()
        body = counts if isinstance(counts, str) else json.dumps(counts)
        headers = {"X-Portal-Reader": f"{told};{signature}"}
        return client.post("/visits", body, content_type="application/json", headers=headers).status_code

    return send


def counted() -> dict[tuple[dt.date, str], int]:
    return {(row.day, row.path): row.count for row in PageVisits.objects.all()}


def test_they_are_added_by_page_and_day(tell, today):
    assert tell({"/": 2, "/thu-tuc/1.000001": 1}) == 204
    assert tell({"/": 3}) == 204
    today(DAY + dt.timedelta(days=1))
    tell({"/": 1})
    assert counted() == {(DAY, "/"): 5, (DAY, "/thu-tuc/1.000001"): 1, (DAY + dt.timedelta(days=1), "/"): 1}


def test_nobody_but_the_portal_can_tell_them(tell, client, settings):
    assert tell({"/": 1}, key="guessed") == 403
    # A reader for whom the portal asked was signed as well.
    assert tell({"/": 1}, teller="203.0.113.7") == 403
    assert client.post("/visits", {"/": 1}, content_type="application/json").status_code == 403
    settings.PORTAL_KEY = ""
    assert tell({"/": 1}, key="") == 403
    assert client.get("/visits").status_code == 405
    assert counted() == {}


@pytest.mark.parametrize(
    "counts",
    [
        "",
        "[]",
        "{",
        {"/": 0},
        {"/": -1},
        {"/": True},
        {"/": 1.5},
        {"/": "1"},
        {"/": 10**9},
        {"thu-tuc": 1},
        {"/" + "a" * 200: 1},
        {"/\x00": 1},
        {"/ok": 1, "/bad": None},
        {f"/{number}": 1 for number in range(1001)},
    ],
)
def test_what_is_no_count_adds_nothing(tell, counts):
    assert tell(counts) == 400
    assert counted() == {}


def test_they_are_forgotten_after_three_years(tell, today):
    tell({"/": 1})
    today(DAY + dt.timedelta(days=3 * 366 + 1))
    assert visits.forget_old() == 1
    assert counted() == {}
