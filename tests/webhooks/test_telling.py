"""Subscribers are told that something changed, in messages they can verify, and read the rest by GraphQL."""

import datetime as dt
import json

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhooks import following, keys
from api.webhooks.models import Delivery
from api.webhooks.tasks import follow, forget_old_deliveries
from register import changes
from tests.build import announced
from tests.receiver import reply

from .conftest import only, renamed, states, tell, verified

pytestmark = pytest.mark.django_db


def since(client, cursor):
    fields = "changes { number kind } cursor hasMore notice"
    query = f"query ($cursor: String) {{ changesSince(cursor: $cursor) {{ {fields} }} }}"
    body = {"query": query, "variables": {"cursor": cursor}}
    return client.post("/graphql", json.dumps(body), content_type="application/json").json()["data"]["changesSince"]


def test_what_was_announced_is_told_with_a_signature_that_the_standards_library_verifies(subscriber, receiver):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    follow()
    (got,) = receiver.received
    message = verified(got, subscriber.key)
    told = message["data"]["changes"]
    assert message["type"] == "record.changed"
    assert [each["number"] for each in told] == [row.number for row in changes.since(subscriber.number)]
    assert {"number", "kind", "subject", "codes"} == set(told[0])
    assert {code for each in told for code in each["codes"]} == {"1.000001", "1.000002"}
    assert "ANNOUNCED" in {each["kind"] for each in told}
    assert got.headers["content-type"].startswith("application/json")
    assert got.headers["webhook-id"].startswith(f"msg_{changes.epoch()}_")


def test_another_key_or_a_changed_body_does_not_verify(subscriber, receiver):
    renamed("Đất đai, bản đồ")
    tell(subscriber)
    (got,) = receiver.received
    with pytest.raises(WebhookVerificationError):
        verified(got, keys.new())
    changed = type(got)(got.path, got.headers, got.body.replace(b"RENAMED", b"REDACTED"))
    with pytest.raises(WebhookVerificationError):
        verified(changed, subscriber.key)


def test_the_cursor_it_brings_is_one_that_changes_since_takes(subscriber, receiver, client):
    renamed("Đất đai, bản đồ")
    tell(subscriber)
    cursor = verified(receiver.received[0], subscriber.key)["data"]["cursor"]
    assert since(client, cursor) == {"changes": [], "cursor": cursor, "hasMore": False, "notice": None}
    renamed("Đất đai")
    assert [each["kind"] for each in since(client, cursor)["changes"]] == ["RENAMED"]


def test_whoever_subscribes_hears_of_what_comes_from_then_on(subscribe, receiver):
    renamed("Trước khi đăng ký")
    row = subscribe()
    follow()
    assert receiver.received == []
    renamed("Sau khi đăng ký")
    follow()
    assert [each["number"] for each in verified(receiver.received[0], row.key)["data"]["changes"]] == [changes.head()]


def test_a_change_is_told_once_however_often_a_worker_is_woken(subscriber, receiver):
    renamed("Đất đai, bản đồ")
    for _ in range(3):
        follow()
    assert len(receiver.received) == 1
    assert states(subscriber) == ["delivered"]


def test_only_the_kinds_asked_for_are_told_and_the_others_hold_nothing_up(subscribe, receiver):
    row = subscribe("Cổng tin", "announced")
    renamed("Đất đai, bản đồ")
    follow()
    assert receiver.received == []
    row.refresh_from_db()
    assert row.number == changes.head()
    announced("1/QĐ-UBND")
    follow()
    kinds = {each["kind"] for each in verified(receiver.received[0], row.key)["data"]["changes"]}
    assert kinds == {"ANNOUNCED"}


def test_changes_that_came_together_are_told_together_in_bounded_messages(subscriber, receiver, monkeypatch):
    monkeypatch.setattr(following, "MOST_CHANGES", 3)
    for number in range(7):
        renamed(f"Tên {number}")
    tell(subscriber)
    told = [verified(got, subscriber.key)["data"]["changes"] for got in receiver.received]
    assert [len(each) for each in told] == [3, 3, 1]
    numbers = [change["number"] for each in told for change in each]
    assert numbers == list(range(subscriber.number + 1, changes.head() + 1))
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 3


def test_each_subscriber_has_a_key_and_a_place_of_its_own(subscribe, receiver):
    first, second = subscribe("Kho dữ liệu"), subscribe("Cổng quốc gia")
    renamed("Đất đai, bản đồ")
    tell(first)
    renamed("Đất đai")
    follow()
    by_key = {key: [] for key in (first.key, second.key)}
    for got in receiver.received:
        for key, heard in by_key.items():
            try:
                heard += [each["number"] for each in verified(got, key)["data"]["changes"]]
            except WebhookVerificationError:
                continue
    wanted = [changes.head() - 1, changes.head()]
    assert by_key == {first.key: wanted, second.key: wanted}


def test_a_message_holds_keys_of_the_public_record_and_nobodys_name(subscriber, receiver, lan):
    announced("1/QĐ-UBND", by="minh")
    tell(subscriber)
    sent = receiver.received[0].body.decode() + str(receiver.received[0].headers)
    for name in ("minh", "lan", "lamson.example"):
        assert name not in sent


def test_what_was_taken_a_month_ago_is_forgotten_and_what_waits_is_not(subscriber, receiver, moved):
    renamed("Tên 1")
    tell(subscriber)
    receiver.answers = [500]
    renamed("Tên 2")
    tell(subscriber)
    moved.forward(days=29)
    forget_old_deliveries()
    assert states(subscriber) == ["delivered", "waiting"]
    moved.forward(days=2)
    forget_old_deliveries()
    assert states(subscriber) == ["waiting"]


def test_what_was_given_up_is_kept_for_another_month(subscriber, receiver, moved):
    receiver.answers = [500, 500]
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(hours=49)
    tell(subscriber)
    moved.forward(days=59)
    forget_old_deliveries()
    assert states(subscriber) == ["given_up"]
    moved.forward(days=2)
    forget_old_deliveries()
    assert not Delivery.objects.exists()


def test_a_body_stays_as_it_was_composed(subscriber, receiver, moved):
    receiver.answers = [500]
    renamed("Tên 1")
    tell(subscriber)
    renamed("Tên 2")
    moved.forward(minutes=1)
    tell(subscriber)
    first, again, _second = receiver.received
    assert (first.body, first.headers["webhook-id"]) == (again.body, again.headers["webhook-id"])
    stamps = [int(got.headers["webhook-timestamp"]) for got in (first, again)]
    assert stamps[1] - stamps[0] == dt.timedelta(minutes=1).seconds  # signed anew, so that it is never too old


def test_nothing_of_what_a_receiver_answers_is_kept(subscriber, receiver):
    receiver.answers = [reply(500, "Nguyễn Thị Hoa".encode(), X_Own="Hoa")]
    renamed("Tên 1")
    tell(subscriber)
    row = only(subscriber)
    assert (row.outcome, row.status) == ("status", 500)
    assert "Hoa" not in str(Delivery.objects.values_list().get())
