"""What is not taken is tried again, ever more rarely, for 48 hours."""

import datetime as dt
import email.utils

import pytest

from api.webhooks import acting
from api.webhooks.models import Delivery
from api.webhooks.tasks import follow
from api.webhooks.words import answered
from outbound import backoff
from register import changes
from tests.receiver import reply, trickle

from .conftest import only, renamed, states, tell

pytestmark = pytest.mark.django_db


def failing(receiver, answer=500, times=40):
    receiver.answers = [answer] * times


def test_it_is_tried_for_48_hours_ever_more_rarely_and_then_given_up(subscriber, receiver, moved):
    failing(receiver)
    began = moved.moment
    renamed("Tên 1")
    waits = []
    while True:
        follow()
        row = only(subscriber)
        if row.state != Delivery.State.WAITING:
            break
        waits.append((row.next_attempt_at - moved.moment).total_seconds())
        moved.moment = row.next_attempt_at
    for wait, documented in zip(waits, backoff.WAITS, strict=False):
        assert documented * 0.9 <= wait <= documented * 1.1
    assert all(wait <= 4 * 3600 * 1.1 for wait in waits)
    assert moved.moment - began == dt.timedelta(hours=48)
    assert (row.state, row.attempts) == ("given_up", len(waits) + 1)
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 1


def test_after_one_is_given_up_the_next_tells_all_that_came_meanwhile(subscriber, receiver, moved):
    failing(receiver, times=2)
    renamed("Tên 1")
    tell(subscriber)
    for number in range(3):
        renamed(f"Tên {number}")
    moved.forward(hours=48)
    tell(subscriber)
    assert states(subscriber) == ["given_up"]
    tell(subscriber)
    assert states(subscriber) == ["given_up", "delivered"]
    last = Delivery.objects.last()
    assert (last.count, last.last) == (3, changes.head())


def test_one_good_answer_settles_it(subscriber, receiver, moved):
    failing(receiver, times=3)
    renamed("Tên 1")
    for _ in range(4):
        tell(subscriber)
        moved.forward(hours=1)
    assert (states(subscriber), len(receiver.received)) == (["delivered"], 4)
    assert (only(subscriber).status, only(subscriber).outcome) == (204, "")


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_taken(subscriber, receiver, status):
    receiver.answers = [status]
    renamed("Tên 1")
    tell(subscriber)
    assert states(subscriber) == ["delivered"]


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
def test_every_other_answer_is_a_failure_and_nothing_is_followed(subscriber, receiver, status):
    receiver.answers = [reply(status, Location=receiver.url)]
    renamed("Tên 1")
    tell(subscriber)
    assert states(subscriber) == ["waiting"]
    assert len(receiver.received) == 1
    assert str(status) in answered(only(subscriber).outcome, only(subscriber).status)


def test_a_receiver_that_is_gone_is_told_nothing_more_until_an_officer_says_so(subscriber, receiver, moved):
    receiver.answers = [410]
    renamed("Tên 1")
    follow()
    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.reason) == ("paused", "gone")
    moved.forward(hours=50)
    follow()
    assert (len(receiver.received), states(subscriber)) == (1, ["waiting"])
    acting.resume(subscriber)
    follow()
    assert states(subscriber) == ["delivered"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 5), ("2", 5), ("99999999999999999999", 4 * 3600), ("-5", 5), ("soon", 5), ("", 5)],
)
def test_who_asks_to_wait_is_heard_within_bounds(subscriber, receiver, moved, header, seconds):
    receiver.answers = [reply(503, Retry_After=header)]
    renamed("Tên 1")
    tell(subscriber)
    wait = (only(subscriber).next_attempt_at - moved.moment).total_seconds()
    assert seconds * 0.9 <= wait <= seconds * 1.1


def test_who_asks_to_wait_until_a_moment_is_heard_too(subscriber, receiver, moved):
    until = email.utils.format_datetime(moved.moment + dt.timedelta(minutes=7), usegmt=True)
    receiver.answers = [reply(429, Retry_After=until)]
    renamed("Tên 1")
    tell(subscriber)
    assert only(subscriber).next_attempt_at == moved.moment + dt.timedelta(minutes=7)


def test_asking_to_wait_does_not_stretch_the_48_hours(subscriber, receiver, moved):
    receiver.answers = [500, reply(503, Retry_After="14400")]
    began = moved.moment
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(hours=47)
    tell(subscriber)
    assert only(subscriber).next_attempt_at == began + dt.timedelta(hours=48)


def test_a_trickle_is_a_failure(subscriber, receiver, settings):
    settings.WEBHOOK_SECONDS = 0.6
    receiver.answers = [trickle(receiver, b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")]
    renamed("Tên 1")
    tell(subscriber)
    assert (states(subscriber), only(subscriber).outcome) == (["waiting"], "slow")


def test_a_name_that_came_to_lead_inside_is_not_connected_to(subscriber, receiver, settings):
    settings.WEBHOOK_ALLOW = []
    renamed("Tên 1")
    tell(subscriber)
    assert (states(subscriber), only(subscriber).outcome, receiver.received) == (["waiting"], "private", [])


def test_all_that_was_given_up_since_a_day_is_sent_again(subscriber, receiver, moved):
    for name in ("Tên 1", "Tên 2"):
        failing(receiver, times=2)
        renamed(name)
        tell(subscriber)
        moved.forward(hours=49)
        tell(subscriber)
    assert states(subscriber) == ["given_up", "given_up"]
    assert acting.resend_given_up(subscriber, Delivery.objects.last().created_at) == 1
    assert states(subscriber) == ["given_up", "waiting"]
    assert acting.resend_given_up(subscriber, Delivery.objects.first().created_at) == 1
    tell(subscriber)
    assert states(subscriber) == ["delivered", "delivered"]
    firsts = [got.headers["webhook-id"] for got in receiver.received[-2:]]
    assert firsts == list(Delivery.objects.values_list("message_id", flat=True))


def test_what_is_sent_again_has_48_hours_anew(subscriber, receiver, moved):
    failing(receiver, times=4)
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(hours=49)
    tell(subscriber)
    acting.resend(only(subscriber))
    tell(subscriber)
    assert (states(subscriber), only(subscriber).attempts) == (["waiting"], 1)
