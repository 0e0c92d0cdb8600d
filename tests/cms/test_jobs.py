"""A decision of many editions is announced by a worker: watched, once, whole or not at all."""

import datetime as dt

import pytest

from cms import jobs
from cms.announce import announce
from cms.desk import announcing
from cms.models import Job
from register import clock
from register.models import Announcement
from tests import build

from .conftest import digest

pytestmark = pytest.mark.django_db


def at(decision, query=""):
    return f"/quan-tri/snippets/cms/decision/announce/{decision.pk}/{query}"


@pytest.fixture
def many(announcer, monkeypatch):
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    decision = build.decision("5/QĐ-UBND")
    for number in range(3):
        build.edition(decision, f"1.00000{number}")
    return decision


@pytest.fixture
def asleep(monkeypatch):
    """No worker hears the wake-up."""
    monkeypatch.setattr(jobs.asked, "send", lambda *args, **kwargs: [])


def test_the_click_asks_a_worker_and_the_page_shows_how_far_it_is(many, asleep, announcer, client):
    client.force_login(announcer)
    assert client.post(at(many)).url == at(many, "?viec=1")
    assert not Announcement.objects.exists()
    page = client.get(at(many, "?viec=1"))
    assert page["Refresh"] == "2" and "Đang chờ đến lượt" in page.content.decode()
    Job.objects.get().tell(1, 3)
    assert "đã đọc 1/3" in client.get(at(many)).content.decode()
    assert jobs.work() == 1
    assert Announcement.objects.get().announced_by == "minh"
    assert client.get(at(many), follow=True).redirect_chain[-1][0].endswith(f"/page/{many.pk}/")


def test_a_second_click_asks_for_nothing_more(many, asleep, announcer, client):
    client.force_login(announcer)
    client.post(at(many))
    client.post(at(many))
    assert Job.objects.count() == 1


def test_what_is_wrong_is_told_and_nothing_is_announced(many, asleep, announcer, client):
    client.force_login(announcer)
    client.post(at(many))
    bad = many.editions.first()
    type(bad).objects.filter(pk=bad.pk).update(confirmed_text="")
    before = digest("register_")
    jobs.work()
    assert digest("register_") == before
    html = client.get(at(many, "?viec=1")).content.decode()
    assert "Chưa đối chiếu dòng này" in html and bad.code in html


def test_a_job_whose_worker_died_is_taken_up_again_and_done_once(many, asleep, announcer, monkeypatch):
    job = jobs.ask_to_announce(many, announcer)
    assert jobs._claimed() == job  # the worker that claimed it dies here
    assert jobs.work() == 0  # its lease holds
    later = clock.now() + jobs.LEASE + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert jobs.work() == 1
    assert Announcement.objects.count() == 1
    assert Job.objects.get().state == "done"


def test_a_job_of_what_is_public_already_writes_nothing(many, asleep, announcer):
    job = jobs.ask_to_announce(many, announcer)
    announce(many, "minh")
    before = digest("register_")
    jobs.work()
    job.refresh_from_db()
    assert (job.state, digest("register_")) == ("done", before)


def test_a_fault_ends_the_job_with_its_number_and_no_word_of_the_inside(many, asleep, announcer, client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("SELECT secret")

    monkeypatch.setattr(jobs, "announce", broken)
    client.force_login(announcer)
    client.post(at(many))
    jobs.work()
    html = client.get(at(many, "?viec=1")).content.decode()
    assert f"số việc: {Job.objects.get().pk}" in html and "SELECT" not in html


def test_announcing_reads_as_much_for_many_as_for_few(announcer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seen = []
    for count in (2, 22):
        decision = build.decision(f"{count}/QĐ-UBND")
        for number in range(count):
            build.edition(decision, f"1.{count:03}{number:03}")
        with CaptureQueriesContext(connection) as queries:
            announce(decision, "minh")
        seen.append(len(queries))
    assert seen[0] == seen[1]
