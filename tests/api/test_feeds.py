"""The feed of decisions: valid Atom, newest event first, ids for good, nothing that the page does not tell."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings

from api import feeds
from cms.announce import announce
from cms.models import Procedure
from register import clock, record
from register.models import AnnouncedEdition, Announcement
from register.words import CorrectionKind
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/feeds/decisions.atom"
APRIL = dt.date(2024, 4, 1)
FAR = dt.date(2035, 1, 1)


@pytest.fixture
def feed(client):
    return lambda: ET.fromstring(client.get(FEED).content)


@pytest.fixture
def at(monkeypatch):
    """Moves the clock to that hour of 1/6/2026."""

    def move(hour: int) -> None:
        moment = dt.datetime(2026, 6, 1, hour, tzinfo=clock.ZONE).astimezone(dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


def entries(feed) -> list:
    return feed.findall(f"{ATOM}entry")


def texts(feed, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") for entry in entries(feed)]


def categories(entry) -> set[str]:
    return {each.get("term") for each in entry.findall(f"{ATOM}category")}


def test_it_is_valid_atom(province, client, feed):
    announced(effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, issuer="bo-tu-phap")
    assert client.get(FEED)["Content-Type"] == "application/atom+xml; charset=utf-8"
    told = feed()
    assert told.tag == f"{ATOM}feed"
    for element in [told, *entries(told)]:  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert [link.get("rel") for link in element.findall(f"{ATOM}link")].count("alternate") == 1
    assert len(set(texts(told, "id"))) == 2
    (own,) = [link for link in told.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"{settings.PUBLIC_URL}{FEED}"


def test_an_entry_leads_to_the_page_of_the_decision_and_names_its_issuer(province, feed):
    announced(effective_on=APRIL, issuer="bo-tu-phap")
    (entry,) = entries(feed())
    address = Announcement.objects.get().address
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.PUBLIC_URL}/quyet-dinh/{address}"
    assert entry.findtext(f"{ATOM}id").startswith("tag:")
    assert entry.findtext(f"{ATOM}id").endswith(f":quyet-dinh/{address}")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Bộ Tư pháp"
    assert "1/QĐ-UBND" in entry.findtext(f"{ATOM}title")
    assert "Mới ban hành: 1 thủ tục" in entry.findtext(f"{ATOM}summary")


def test_the_newest_event_stands_first_and_fifty_are_told(province, feed, at, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 2)
    for hour in (1, 2, 3):
        at(hour)
        announced(f"{hour}/QĐ-UBND", (f"1.00000{hour}",), effective_on=APRIL)
    assert [title.split()[2] for title in texts(feed(), "title")] == ["3/QĐ-UBND", "2/QĐ-UBND"]
    monkeypatch.undo()
    assert feeds.MOST == 50


def test_a_decision_of_a_future_day_is_told_once_announced(province, feed):
    announced(effective_on=FAR)
    (entry,) = entries(feed())
    assert "01/01/2035" in entry.findtext(f"{ATOM}summary")


def test_a_withdrawal_brings_the_same_entry_to_the_top_and_says_why(province, feed, at):
    at(1)
    announced("1/QĐ-UBND", ("1.000001",), effective_on=FAR)
    at(2)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL)
    before = dict(zip(texts(feed(), "title"), texts(feed(), "id"), strict=True))
    at(3)
    record.withdraw(Announcement.objects.get(number="1/QĐ-UBND"), "Ký <nhầm>", "minh")
    first, second = entries(feed())
    assert first.findtext(f"{ATOM}title").startswith("Thu hồi: Quyết định 1/QĐ-UBND")
    assert first.findtext(f"{ATOM}id") in before.values()
    assert first.findtext(f"{ATOM}updated") > first.findtext(f"{ATOM}published")
    assert "withdrawn" in categories(first)
    assert "Ký &lt;nhầm&gt;" in first.findtext(f"{ATOM}summary")
    assert "minh" not in ET.tostring(first, encoding="unicode")
    assert "withdrawn" not in categories(second)


def test_a_correction_brings_it_to_the_top_as_well(province, feed, at):
    at(1)
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL)
    at(2)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL)
    at(3)
    edition = AnnouncedEdition.objects.get(code="1.000001")
    text = edition.documents.get().data | {"conditions": "Đã sửa."}
    entry = CorrectionKind.ENTRY
    record.correct(edition, kind=entry, reason="Nhập sai", author="lan", confirmed_by="minh", locale="vi", data=text)
    first = entries(feed())[0]
    assert "1/QĐ-UBND" in first.findtext(f"{ATOM}title")
    assert "corrected" in categories(first)
    assert "Đã đính chính." in first.findtext(f"{ATOM}summary")


def test_a_decision_about_internal_procedures_alone_is_not_told_and_others_are_not_counted(province, feed):
    hidden = build.decision("1/QĐ-UBND", effective_on=APRIL)
    build.edition(hidden, "1.000001")
    mixed = build.decision("2/QĐ-UBND", effective_on=APRIL)
    build.edition(mixed, "1.000002")
    build.edition(mixed, "1.000003")
    Procedure.objects.filter(code__in=["1.000001", "1.000002"]).update(scope="internal")
    for draft in (hidden, mixed):
        announce(draft, "minh")
    (entry,) = entries(feed())
    assert "2/QĐ-UBND" in entry.findtext(f"{ATOM}title")
    assert "Mới ban hành: 1 thủ tục" in entry.findtext(f"{ATOM}summary")


def test_a_draft_is_not_told(province, feed):
    build.edition(build.decision(effective_on=APRIL))
    assert entries(feed()) == []


def test_signs_that_xml_cannot_hold_do_no_harm():
    assert feeds._clean("a\x0bb\x00c\nd") == "abc\nd"


def test_who_has_it_is_told_so_until_something_is_announced(province, client, django_assert_num_queries):
    announced(effective_on=APRIL)
    first = client.get(FEED)
    with django_assert_num_queries(1):
        assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(FEED).content == first.content
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL)
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_empty_feed_is_the_same_each_time(db, client):
    assert client.get(FEED).content == client.get(FEED).content


def test_the_number_of_queries_does_not_grow_with_the_feed(province, client, django_assert_num_queries):
    for number in range(1, 4):
        announced(f"{number}/QĐ-UBND", (f"1.00000{number}",), effective_on=APRIL)
        client.get(FEED)
        with django_assert_num_queries(3):
            client.get(FEED)


def test_only_reading_is_answered(db, client):
    assert client.head(FEED).status_code == 200
    assert client.post(FEED).status_code == 405
