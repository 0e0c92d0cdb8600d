"""A later message never goes before an earlier one is settled, and each goes to its end once."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings as configured
from django.db import connection, connections

from api.webhooks import acting, following
from api.webhooks.lease import leased
from api.webhooks.models import Delivery, Subscriber
from api.webhooks.tasks import follow
from register import changes, clock

from .conftest import only, renamed, states, tell, verified

pytestmark = pytest.mark.django_db


def numbers(receiver):
    """Of each message received, the numbers it tells."""
    return [[each["number"] for each in json.loads(got.body)["data"]["changes"]] for got in receiver.received]


def test_a_later_change_waits_while_the_message_before_it_fails(subscriber, receiver, moved):
    receiver.answers = [500, 503, 500]
    renamed("Tên 1")
    tell(subscriber)
    first = changes.head()
    renamed("Tên 2")
    for _ in range(2):
        moved.forward(minutes=1)
        tell(subscriber)
    assert numbers(receiver) == [[first]] * 3
    moved.forward(hours=1)
    tell(subscriber)
    assert numbers(receiver)[3:] == [[first], [first + 1]]


def test_nothing_is_sent_before_its_moment(subscriber, receiver, moved):
    receiver.answers = [500]
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(seconds=2)
    follow()
    tell(subscriber)
    assert len(receiver.received) == 1


def test_what_an_officer_skips_lets_the_next_one_pass(subscriber, receiver, moved):
    receiver.answers = [500]
    renamed("Tên 1")
    tell(subscriber)
    assert acting.skip(only(subscriber))
    renamed("Tên 2")
    tell(subscriber)
    assert states(subscriber) == ["skipped", "delivered"]
    assert not acting.skip(Delivery.objects.last())


def test_a_resent_message_keeps_its_id_and_goes_before_what_comes_later(subscriber, receiver):
    renamed("Tên 1")
    tell(subscriber)
    assert acting.resend(only(subscriber))
    renamed("Tên 2")
    tell(subscriber)
    first, again, second = receiver.received
    assert first.headers["webhook-id"] == again.headers["webhook-id"] != second.headers["webhook-id"]
    assert verified(again, subscriber.key) == verified(first, subscriber.key)
    assert states(subscriber) == ["delivered", "delivered"]


def test_a_paused_subscriber_hears_nothing_and_afterwards_all(subscriber, receiver):
    acting.pause(subscriber)
    renamed("Tên 1")
    renamed("Tên 2")
    follow()
    tell(subscriber)
    assert receiver.received == []
    acting.resume(subscriber)
    follow()
    assert numbers(receiver) == [[changes.head() - 1, changes.head()]]


def test_what_an_officer_does_to_an_old_sight_of_it_moves_no_cursor_back(subscriber, receiver):
    seen = Subscriber.objects.get()
    renamed("Tên 1")
    tell(subscriber)
    for act in (acting.pause, acting.resume, acting.rotate):
        act(seen)
    tell(subscriber)
    assert len(receiver.received) == 1


def test_pausing_ends_a_run_between_two_messages(subscriber, receiver, monkeypatch):
    monkeypatch.setattr(following, "MOST_CHANGES", 1)
    renamed("Tên 1")
    renamed("Tên 2")

    sent = following.sending.send
    monkeypatch.setattr(following.sending, "send", lambda *args: (sent(*args), acting.pause(subscriber))[0])
    tell(subscriber)
    assert len(receiver.received) == 1
    assert states(subscriber) == ["delivered"]


def test_while_a_message_is_on_its_way_no_other_worker_sends_even_after_its_next_moment(
    subscriber, receiver, moved, monkeypatch
):
    renamed("Tên 1")
    sent, inner = following.sending.send, []

    def slow(*args):
        outcome = sent(*args)
        if not inner:
            inner.append(moved.forward(seconds=10))  # later than the second attempt is planned
            follow()
            tell(subscriber)
        return outcome

    monkeypatch.setattr(following.sending, "send", slow)
    tell(subscriber)
    assert (len(receiver.received), states(subscriber)) == (1, ["delivered"])
    subscriber.refresh_from_db()
    assert (subscriber.lease, subscriber.leased_until) == ("", None)


def test_who_lost_the_lease_composes_and_sends_nothing_more(subscriber, receiver, moved, monkeypatch):
    monkeypatch.setattr(following, "MOST_CHANGES", 1)
    renamed("Tên 1")
    renamed("Tên 2")
    sent, other = following.sending.send, []

    def stalled(*args):
        outcome = sent(*args)
        if not other:
            moved.forward(seconds=61)
            other.append(lease := leased(subscriber.pk))
            assert lease.__enter__()
        return outcome

    monkeypatch.setattr(following.sending, "send", stalled)
    tell(subscriber)
    assert len(receiver.received) == 1
    other[0].__exit__(None, None, None)
    tell(subscriber)
    assert len(receiver.received) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once_and_in_order(subscriber, receiver, monkeypatch):
    monkeypatch.setattr(following, "MOST_CHANGES", 1)
    for number in range(8):
        renamed(f"Tên {number}")
    start = threading.Barrier(4)
    troubles = []

    def work():
        try:
            start.wait(20)
            for _ in range(5):
                following.tell(subscriber.pk)
        except Exception as error:  # noqa: BLE001 - told below
            troubles.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    tell(subscriber)
    assert troubles == []
    head = changes.head()
    assert numbers(receiver) == [[number] for number in range(head - 7, head + 1)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_worker_killed_between_post_and_note_leaves_a_message_that_is_sent_again_under_its_id(
    subscriber, receiver, settings, monkeypatch
):
    renamed("Tên 1")
    worker = {}

    def kill(handler):
        worker["process"].kill()
        worker["process"].wait(20)

    receiver.answers = [kill]
    name = connection.settings_dict["NAME"]
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(configured.DATA_DIR / "killed"),
        "WEBHOOK_PORTS": settings.WEBHOOK_PORTS[0],
        "WEBHOOK_ALLOW": ",".join(settings.WEBHOOK_ALLOW),
        "WEBHOOK_CA": settings.WEBHOOK_CA,
    }
    command = (
        f"import django; django.setup(); from api.webhooks import following; following.tell({subscriber.pk}); print(1)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", command], cwd=configured.BASE_DIR, env=environment, stdout=subprocess.PIPE
    )
    worker["process"] = process
    told, _errors = process.communicate(timeout=60)
    assert (process.returncode, told) == (-9, b"")
    assert (only(subscriber).state, only(subscriber).attempts) == ("waiting", 1)

    tell(subscriber)  # what the killed worker held still stands
    assert len(receiver.received) == 1
    later = clock.now() + dt.timedelta(seconds=90)
    monkeypatch.setattr(clock, "now", lambda: later)
    follow()
    first, again = receiver.received
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert states(subscriber) == ["delivered"]
