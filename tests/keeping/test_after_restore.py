"""After a restored backup the new log is not taken for the old one, and nobody is written to until it is released."""

import datetime as dt
import json

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache

from api.cursors import log_cursor
from api.webhooks import following as webhooks
from api.webhooks.tasks import follow as tell_subscribers
from cms import mailing
from cms.models import Letter
from following import daily, letters
from following.models import Following
from register import changes, clock, holding
from search.synchronize import is_usable, synchronize
from tests import build
from tests.following.conftest import CONFIRM, FOLLOW, HOA, MONDAY, TUESDAY, WEDNESDAY
from tests.webhooks.conftest import renamed

pytestmark = pytest.mark.django_db


def send_all():
    """What beat asks the worker for each minute."""
    for send in (mailing.send_due, letters.send_due, daily.send_due):
        while send():
            pass
    tell_subscribers()


@pytest.fixture
def waiting(province, at, follow, tell, mailbox, subscriber, receiver):
    """A letter to Minh, one by which Tuấn is to confirm, news for Hoa and for a subscriber: all due."""
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",))
    follow("SECTOR", "ho-tich")
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailing.write(["minh@lamson.example"], "Trình kiểm soát", "…")
    tell(FOLLOW, address="tuan@lamson.example", kind="SECTOR", key="ho-tich", locale="vi")
    at(TUESDAY)
    mailbox.raw.clear()
    receiver.received.clear()


def test_all_of_it_goes_out_where_nothing_was_restored(waiting, mailbox, receiver):
    send_all()
    assert len(mailbox.raw) == 3
    assert receiver.received


def test_nothing_is_sent_until_it_is_released(waiting, run, mailbox, receiver, at):
    assert run("after_restore")[0]
    for day in (TUESDAY, WEDNESDAY):
        at(day, 9)
        send_all()
    assert (mailbox.raw, receiver.received) == ([], [])
    assert holding.is_held()


def test_an_officer_who_lets_a_subscriber_go_on_does_not_end_the_waiting(waiting, run, receiver, subscriber):
    from api.webhooks import acting

    run("after_restore")
    acting.resume(subscriber)
    tell_subscribers()
    webhooks.tell(subscriber.pk)
    assert receiver.received == []


def test_once_released_letters_go_and_who_follows_hears_of_what_comes_then(waiting, run, mailbox, receiver, at):
    run("after_restore")
    said = run("after_restore", "--release")[1]
    assert "1 mục theo dõi, 1 nơi nhận" in said
    send_all()
    assert sorted(to for (to,), _raw in mailbox.raw) == ["minh@lamson.example", "tuan@lamson.example"]
    assert b"record.restarted" in receiver.received[0].body
    at(TUESDAY, 10)
    build.announced("3/QĐ-UBND", ("1.000003",))
    at(WEDNESDAY, 9)
    send_all()
    assert len(mailbox.to(HOA)) == 1


def test_a_subscriber_that_an_officer_had_paused_stays_so(waiting, run, subscriber, receiver):
    from api.webhooks import acting

    acting.pause(subscriber)
    run("after_restore")
    run("after_restore", "--release")
    send_all()
    assert receiver.received == []


def test_an_old_cursor_is_answered_with_a_reset(province, client, run):
    renamed("Tên 1")
    old = log_cursor(changes.epoch(), changes.head())
    query = '{ changesSince(cursor: "%s") { notice changes { number } } }'

    def asked():
        answer = client.post("/graphql", {"query": query % old}, content_type="application/json").json()
        return answer["data"]["changesSince"]

    assert asked() == {"notice": None, "changes": []}
    run("after_restore")
    assert asked()["notice"] == "CURSOR_RESET"
    assert len(asked()["changes"]) == changes.head()


def test_the_same_address_has_another_etag(province, client, run):
    build.announced()
    before = client.get("/export/procedures.jsonl")
    run("after_restore")
    after = client.get("/export/procedures.jsonl")
    assert b"".join(before) == b"".join(after)
    assert before["ETag"] != after["ETag"]


def test_the_index_is_built_anew(province, engine, run):
    build.announced()
    synchronize(engine)
    run("after_restore")
    assert not is_usable(engine)
    synchronize(engine)
    assert engine.cursor().epoch == changes.epoch()


def test_logins_have_ended_and_caches_are_empty(province, client, run):
    client.force_login(build.controller("minh"))
    cache.set("kept", 1)
    assert Session.objects.exists()
    run("after_restore")
    assert not Session.objects.exists()
    assert cache.get("kept") is None


def test_what_waits_is_forgotten_by_nobody(waiting, run):
    """Letters and followings stand as they were, however long it takes."""
    before = Letter.objects.count(), Following.objects.count()
    run("after_restore")
    send_all()
    assert (Letter.objects.count(), Following.objects.count()) == before
    assert Letter.objects.get().attempts == 0
    assert Letter.objects.get().next_attempt_at <= clock.now() + dt.timedelta(seconds=1)


def test_confirming_is_possible_meanwhile(waiting, run, tell):
    from following import tokens

    run("after_restore")
    row = Following.objects.get(confirmed_at=None)
    assert tell(CONFIRM, token=tokens.of(row))["key"] == "ho-tich"


def test_a_message_to_a_subscriber_is_of_the_new_epoch(waiting, run, receiver, subscriber):
    run("after_restore")
    run("after_restore", "--release")
    tell_subscribers()
    assert all(changes.epoch() in got.headers["webhook-id"] for got in receiver.received)
    assert json.loads(receiver.received[-1].body)["type"] == "record.restarted"
