"""A signing key is shown once and stands nowhere in the open."""

import base64
import datetime as dt
import logging

import pytest
from django.db import connection
from django.urls import reverse
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhooks import acting, keys
from api.webhooks.models import Subscriber
from api.webhooks.tasks import follow, forget_old_deliveries

from .conftest import renamed, tell, verified

pytestmark = pytest.mark.django_db


def database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told.append(repr(cursor.fetchall()))
    return "\n".join(told)


def forms(key: str) -> list[str]:
    raw = base64.b64decode(key.removeprefix("whsec_"))
    return [key, key.removeprefix("whsec_"), raw.hex(), repr(raw), base64.urlsafe_b64encode(raw).decode()]


def at(stamp: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(stamp), dt.UTC)


def test_keys_are_of_256_random_bits(db):
    made = {keys.new() for _ in range(20)}
    assert len(made) == 20
    assert {len(base64.b64decode(key.removeprefix("whsec_"))) for key in made} == {32}


def test_no_row_of_the_database_holds_a_key(admin_client, subscribe, receiver):
    page = admin_client.post(reverse("webhooks:add"), {"name": "Kho", "url": receiver.url})
    row = Subscriber.objects.get()
    key = keys.unseal(row.secret)
    assert key in page.content.decode()
    renamed("Tên 1")
    tell(row)
    admin_client.post(reverse("webhooks:try", args=[row.pk]))
    page = admin_client.post(reverse("webhooks:rotate", args=[row.pk]))
    row.refresh_from_db()
    assert keys.unseal(row.secret) in page.content.decode()
    held = database()
    assert row.secret in held  # the dump does hold the rows
    for form in [*forms(key), *forms(keys.unseal(row.secret))]:
        assert form not in held


def test_no_page_shows_a_key_again(admin_client, subscribe, receiver):
    row = subscribe()
    key = admin_client.post(reverse("webhooks:rotate", args=[row.pk])).context["key"]
    renamed("Tên 1")
    tell(row)
    for name in ("inspect", "edit", "history", "delete", "usage", "rotate"):
        page = admin_client.get(reverse(f"webhooks:{name}", args=[row.pk]))
        assert page.status_code == 200, name
        for form in [*forms(key), *forms(row.key), row.secret]:
            assert form not in page.content.decode()
    for name in ("index", "add"):
        assert key not in admin_client.get(reverse(f"webhooks:{name}")).content.decode()


def test_the_page_that_shows_it_is_kept_nowhere(admin_client, subscribe, receiver):
    added = admin_client.post(reverse("webhooks:add"), {"name": "Kho", "url": receiver.url})
    rotated = admin_client.post(reverse("webhooks:rotate", args=[Subscriber.objects.get().pk]))
    for page in (added, rotated):
        assert "whsec_" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert "whsec_" not in str(page.cookies) + str(page.headers)
    assert "whsec_" not in str(dict(admin_client.session))


def test_no_log_line_holds_a_key(subscriber, receiver, caplog):
    caplog.set_level(logging.DEBUG)
    receiver.answers = [500]
    renamed("Tên 1")
    follow()
    acting.try_out(subscriber)
    acting.rotate(subscriber)
    told = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "msg_" in told
    for form in [*forms(subscriber.key), "whsec_", subscriber.secret]:
        assert form not in told


def test_after_a_rotation_both_keys_verify_for_a_day_and_then_the_new_one(subscriber, receiver, moved, monkeypatch):
    # The library compares with the real clock, and this test moves ours.
    monkeypatch.setattr(Webhook, "_Webhook__verify_timestamp", lambda self, stamp: at(stamp))
    former, key = subscriber.key, acting.rotate(subscriber)
    assert key != former
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(hours=23)
    renamed("Tên 2")
    tell(subscriber)
    for got in receiver.received:
        assert len(got.headers["webhook-signature"].split()) == 2
        assert verified(got, key) == verified(got, former)
    moved.forward(hours=2)
    renamed("Tên 3")
    tell(subscriber)
    assert verified(receiver.received[-1], key)
    with pytest.raises(WebhookVerificationError):
        verified(receiver.received[-1], former)
    forget_old_deliveries()
    subscriber.refresh_from_db()
    assert (subscriber.former_secret, subscriber.former_until) == ("", None)


def test_under_another_secret_key_the_subscriber_waits_for_a_new_one(subscriber, receiver, settings):
    settings.SECRET_KEY = "another"
    renamed("Tên 1")
    follow()
    subscriber.refresh_from_db()
    assert (receiver.received, subscriber.reason) == ([], "key")
    key = acting.rotate(subscriber)
    acting.resume(subscriber)
    follow()
    assert len(receiver.received[0].headers["webhook-signature"].split()) == 1
    assert verified(receiver.received[0], key)


def test_a_former_secret_key_still_reads_what_it_sealed(subscriber, receiver, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    renamed("Tên 1")
    follow()
    assert verified(receiver.received[0], subscriber.key)
