"""The change log: every change once, in order, no reader's cursor skips one."""

import datetime as dt
import threading

import pytest
from django.db import connections, transaction

from cms.announce import announce
from register import changes, record
from register.drafts import AlreadyAnnounced, Refused
from register.models import Announcement, Change
from register.words import Event
from tests import build

MAY = dt.date(2024, 5, 1)


@pytest.mark.django_db
def test_numbers_follow_each_other_without_a_gap(province):
    build.announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    build.announced("2/QĐ-UBND", ("1.000003",))
    numbers = list(Change.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_an_announcement_tells_its_codes(province):
    head = changes.head()
    announcement = build.announced("1/QĐ-UBND", ("1.000002", "1.000001"))
    (change,) = changes.since(head)
    assert (change.kind, change.subject, change.codes) == (
        Event.ANNOUNCED,
        announcement.address,
        ["1.000001", "1.000002"],
    )


@pytest.mark.django_db
def test_announcing_again_answers_already_announced_and_writes_nothing(province):
    build.announced("1/QĐ-UBND")
    head = changes.head()
    from cms.models import Decision

    with pytest.raises(AlreadyAnnounced):
        announce(Decision.objects.get(), "minh")
    assert changes.head() == head


@pytest.mark.django_db
def test_a_refused_announcement_leaves_nothing(province):
    draft = build.decision("1/QĐ-UBND")
    build.edition(draft, "1.000001")
    build.edition(draft, "1.000002", change="replaced")
    head = changes.head()
    with pytest.raises(Refused):
        announce(draft, "minh")
    assert not Announcement.objects.exists()
    assert changes.head() == head


def together(*works):
    """Run works at the same moment, each on a connection of its own; returns what each returned or raised."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            gate.wait(10)
            results[place] = work()
        except Exception as error:  # noqa: BLE001 - the result of a test
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", range(5))
def test_of_two_who_announce_one_decision_one_wins_and_the_other_is_told(again):
    build.province()
    draft = build.decision("1/QĐ-UBND")
    build.edition(draft)
    from cms.models import Decision

    def work():
        return announce(Decision.objects.get(pk=draft.pk), "minh")

    results = together(work, work)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnnounced", "Announcement"]
    assert Announcement.objects.count() == 1
    assert Change.objects.filter(kind=Event.ANNOUNCED).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", range(5))
def test_of_two_decisions_with_equal_days_on_one_procedure_the_second_is_refused(again):
    build.province()
    drafts = [build.decision(f"{number}/QĐ-UBND", effective_on=MAY) for number in (1, 2)]
    for draft in drafts:
        build.edition(draft)
    results = together(*(lambda draft=draft: announce(draft, "minh") for draft in drafts))
    assert sorted(type(result).__name__ for result in results) == ["Announcement", "Refused"]


@pytest.mark.django_db(transaction=True)
def test_announcing_withdrawing_and_correcting_at_once_keep_the_order(today):
    today(dt.date(2024, 3, 1))
    build.province()
    future = build.announced("1/QĐ-UBND", effective_on=MAY)
    other = build.decision("2/QĐ-UBND", effective_on=MAY + dt.timedelta(days=1))
    build.edition(other, change="amended")
    edition = future.editions.get()

    def correct():
        return record.correct(
            edition, kind="entry", reason="Sai ngày", author="lan", confirmed_by="minh",
            effective_on=MAY + dt.timedelta(days=2),
        )  # fmt: skip

    together(lambda: announce(other, "minh"), lambda: record.withdraw(future, "Ký nhầm", "minh"), correct)
    numbers = list(Change.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_skips_a_change_of_a_slower_writer():
    """A writer that got its number first and commits last: nobody may see a later number before."""
    build.province()
    head = changes.head()
    holding, seen = threading.Event(), []

    def slow():
        with changes.locked():
            changes.append(Event.RENAMED, "agency:slow")
            holding.set()
            threading.Event().wait(1)

    def quick():
        holding.wait(10)
        with changes.locked():
            changes.append(Event.RENAMED, "agency:quick")

    def reader():
        holding.wait(10)
        number = head
        for _ in range(40):
            for change in changes.since(number):
                seen.append(change.subject)
                number = change.number
            threading.Event().wait(0.05)

    together(slow, quick, reader)
    assert seen == ["agency:slow", "agency:quick"]


@pytest.mark.django_db
def test_what_was_read_in_a_transaction_that_was_rolled_back_is_never_answered(province, client):
    """A rehearsal gives a number that the next announcement gets again; nothing kept under it may come back."""
    from register.answer import answer, overview, version

    with transaction.atomic():
        build.announced("1/QĐ-UBND", name="DẤU CỦA BUỔI DIỄN TẬP")
        rehearsed = changes.head(), version()
        assert answer("1.000001").name == overview()["1.000001"].name == "DẤU CỦA BUỔI DIỄN TẬP"
        transaction.set_rollback(True)
    build.announced("2/QĐ-UBND", name="Đăng ký kết hôn")
    assert changes.head() == rehearsed[0]
    assert version() != rehearsed[1]
    assert answer("1.000001").name == overview()["1.000001"].name == "Đăng ký kết hôn"
