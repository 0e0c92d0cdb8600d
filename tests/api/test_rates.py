"""Who asks too often is told when to come back; the portal is not punished for having many readers."""

import hashlib
import hmac

import pytest
from limits.errors import StorageError

from api import rates

pytestmark = pytest.mark.django_db
PORTAL_KEY = "a-secret-of-two"


@pytest.fixture(autouse=True)
def three_a_minute(settings, province):
    settings.RATE_LIMIT, settings.RATE_LIMIT_WITH_KEY = "3/minute", "5/minute"
    settings.API_KEYS = {"library": hashlib.sha256(b"open sesame").hexdigest()}
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.PORTAL_KEY = PORTAL_KEY
    settings.REDIS_URL = ""
    rates.limiter.cache_clear()
    yield
    rates.limiter.cache_clear()


@pytest.fixture
def answers(client):
    """How many of so many requests are answered."""

    def asked(times: int, remote: str = "192.0.2.1", path: str = "/graphql?query={sectors{key}}", **headers) -> int:
        found = [client.get(path, REMOTE_ADDR=remote, headers=headers).status_code for _ in range(times)]
        assert set(found) <= {200, 429}
        return found.count(200)

    return asked


def signed(address: str, key: str = PORTAL_KEY, ago: int = 0) -> dict[str, str]:
    told = f"{address};{int(rates.moment()) - ago}"
    return {rates.READER: f"{told};{hmac.new(key.encode(), told.encode(), hashlib.sha256).hexdigest()}"}


def test_an_address_is_answered_so_often_and_then_told_when_to_come_back(client, answers):
    assert answers(4) == 3
    refused = client.get("/graphql?query={sectors{key}}", REMOTE_ADDR="192.0.2.1")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert answers(1, "192.0.2.2") == 1


def test_a_known_key_may_ask_more_often_and_an_unknown_one_may_not(answers):
    assert answers(6, **{"x-api-key": "open sesame"}) == 5
    assert answers(6, **{"x-api-key": "guessed"}) == 3


def test_exports_count_and_health_does_not(answers):
    assert answers(4, path="/export/procedures.jsonl") == 3
    assert answers(4, path="/health/live") == 4


def test_an_address_behind_a_proxy_of_ours_is_its_own(answers):
    assert answers(4, "10.0.0.9", **{"x-forwarded-for": "198.51.100.1, 10.0.0.3"}) == 3
    assert answers(1, "10.0.0.9", **{"x-forwarded-for": "198.51.100.2, 10.0.0.3"}) == 1


def test_what_a_stranger_says_of_his_address_is_not_believed(answers):
    assert sum(answers(1, **{"x-forwarded-for": f"198.51.100.{n}"}) for n in range(5)) == 3
    assert sum(answers(1, "192.0.2.7", **signed(f"198.51.100.{n}", key="guessed")) for n in range(5)) == 3


def test_what_stands_before_our_proxys_word_is_not_believed(answers):
    told = (f"203.0.113.{n}, 198.51.100.9" for n in range(5))
    assert sum(answers(1, "10.0.0.9", **{"x-forwarded-for": each}) for each in told) == 3


def test_the_portals_readers_are_counted_each_for_himself(answers):
    assert sum(answers(1, "192.0.2.8", **signed(f"198.51.100.{n}")) for n in range(10)) == 10
    assert answers(4, "192.0.2.8", **signed("198.51.100.77")) == 3


def test_an_old_signature_is_worth_nothing(answers):
    old = rates.FRESH + 5
    assert sum(answers(1, "192.0.2.9", **signed(f"198.51.100.{n}", ago=old)) for n in range(5)) == 3


def test_neighbours_in_one_ipv6_network_are_one_asker(answers):
    assert sum(answers(1, f"2001:db8::{n}") for n in range(1, 6)) == 3
    assert answers(1, "2001:db8:0:1::1") == 1


def test_while_counting_is_away_everybody_is_answered(answers, monkeypatch):
    def away(*_args):
        raise StorageError(ConnectionError("away"))

    monkeypatch.setattr(type(rates.limiter()), "hit", away)
    assert answers(9) == 9
