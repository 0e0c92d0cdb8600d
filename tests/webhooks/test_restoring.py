"""After a restored backup nothing goes out by itself; subscribers are then told to read the record anew."""

import pytest
from django.core.management import call_command

from api.webhooks import acting
from api.webhooks.models import Delivery
from api.webhooks.tasks import follow
from register import changes

from .conftest import renamed, states, tell, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def restored(subscriber, receiver):
    """A message waits, and the backup is of another time than what the receiver knows."""
    receiver.answers = [500]
    renamed("Tên 1")
    tell(subscriber)
    receiver.received.clear()
    call_command("renew_epoch")
    return subscriber


def test_in_a_new_epoch_nothing_is_sent_and_the_subscriber_waits_for_the_operator(restored, receiver):
    renamed("Tên 2")
    for _ in range(2):
        follow()
        tell(restored)
    restored.refresh_from_db()
    assert (restored.state, restored.reason, receiver.received) == ("paused", "epoch", [])
    assert "chờ người vận hành" in restored.get_reason_display()


def test_when_it_goes_on_the_receiver_is_told_to_read_all_and_no_old_message_comes(restored, receiver):
    follow()
    acting.resume(restored)
    renamed("Tên 2")
    follow()
    assert states(restored) == ["skipped", "delivered", "delivered"]
    again, change = [verified(got, restored.key) for got in receiver.received]
    assert again["type"] == "record.restarted"
    assert change["data"]["changes"][0]["number"] == changes.head()
    assert all(changes.epoch() in got.headers["webhook-id"] for got in receiver.received)


def test_a_message_of_the_old_epoch_is_not_sent_again(restored, receiver):
    acting.resume(restored)
    old = Delivery.objects.first()
    assert not acting.resend(old)
    assert acting.resend_given_up(restored, old.created_at) == 0
    assert Delivery.objects.first().state == "skipped"


def test_the_cursor_it_brings_asks_for_no_second_restart(restored, receiver, client):
    acting.resume(restored)
    tell(restored)
    cursor = verified(receiver.received[0], restored.key)["data"]["cursor"]
    query = f'{{ changesSince(cursor: "{cursor}") {{ notice changes {{ number }} }} }}'
    answer = client.post("/graphql", {"query": query}, content_type="application/json").json()
    assert answer == {"data": {"changesSince": {"notice": None, "changes": []}}}
