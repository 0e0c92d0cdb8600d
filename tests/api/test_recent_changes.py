"""`recentChanges`: what took effect or was corrected, by legal day, for readers who ask what is new."""

import datetime as dt

import pytest

from cms.announce import announce
from cms.models import Procedure
from register import record
from register.models import AnnouncedDocument, AnnouncedEdition, Sector
from register.words import CorrectionKind, Scope
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = dt.date(2024, 4, 1), dt.date(2024, 5, 1), dt.date(2024, 6, 3)
CHANGES = """query ($after: String, $before: String, $first: Int, $last: Int, $sector: ID) {
  recentChanges(after: $after, before: $before, first: $first, last: $last, sector: $sector) {
    totalCount edges { node { on kind edition { code decision { number } } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.fixture(autouse=True)
def in_june(province, today):
    today(JUNE)


def told(found) -> list[tuple[str, str, str]]:
    nodes = [edge["node"] for edge in found["recentChanges"]["edges"]]
    return [(node["on"], node["kind"], node["edition"]["code"]) for node in nodes]


def correct(code: str, **changed) -> None:
    edition = AnnouncedEdition.objects.get(code=code)
    text = AnnouncedDocument.objects.get(edition=edition, locale="vi").data | changed
    entry = CorrectionKind.ENTRY
    record.correct(edition, kind=entry, reason="Nhập sai", author="lan", confirmed_by="minh", locale="vi", data=text)


def test_the_newest_day_comes_first_and_an_annex_in_its_own_order(ask):
    announced("1/QĐ-UBND", ("1.000003", "1.000001"), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000001",), effective_on=MAY, change="amended")
    assert told(ask(CHANGES)) == [
        ("2024-05-01", "AMENDED", "1.000001"),
        ("2024-04-01", "NEW", "1.000003"),
        ("2024-04-01", "NEW", "1.000001"),
    ]


def test_what_takes_effect_tomorrow_is_told_tomorrow(ask, today):
    tomorrow = JUNE + dt.timedelta(days=1)
    announced("1/QĐ-UBND", effective_on=APRIL)
    announced("2/QĐ-UBND", effective_on=tomorrow, change="abolished")
    assert told(ask(CHANGES)) == [("2024-04-01", "NEW", "1.000001")]
    today(tomorrow)
    assert told(ask(CHANGES))[0] == ("2024-06-04", "ABOLISHED", "1.000001")


def test_a_correction_is_told_on_its_own_day(ask):
    announced("1/QĐ-UBND", effective_on=APRIL)
    correct("1.000001", name="Đăng ký việc đúng tên")
    assert told(ask(CHANGES)) == [("2024-06-03", "CORRECTED", "1.000001"), ("2024-04-01", "NEW", "1.000001")]


def test_a_correction_before_the_day_of_effect_is_none_for_readers(ask, today):
    announced("1/QĐ-UBND", effective_on=JUNE + dt.timedelta(days=1))
    correct("1.000001", name="Đăng ký việc đúng tên")
    today(JUNE + dt.timedelta(days=1))
    assert told(ask(CHANGES)) == [("2024-06-04", "NEW", "1.000001")]


def test_nothing_is_told_of_withdrawn_decisions_and_of_internal_procedures(ask, today):
    later = dt.date(2024, 7, 1)
    withdrawn = announced("1/QĐ-UBND", effective_on=later)
    record.withdraw(withdrawn, "Ban hành nhầm thẩm quyền.", "minh")
    draft = build.decision("2/QĐ-UBND", effective_on=APRIL)
    build.edition(draft, "1.000002")
    Procedure.objects.filter(code="1.000002").update(scope=Scope.INTERNAL)
    announce(draft, "minh")
    today(later)
    assert ask(CHANGES)["recentChanges"]["totalCount"] == 0


def test_a_sector_has_its_own_with_an_ending_that_names_none(ask):
    land = Sector.objects.get(key="dat-dai")
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, sector=land)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL)
    announced("3/QĐ-UBND", ("1.000001",), effective_on=MAY, change="abolished", sector=None)
    assert told(ask(CHANGES, sector="dat-dai")) == [
        ("2024-05-01", "ABOLISHED", "1.000001"),
        ("2024-04-01", "NEW", "1.000001"),
    ]
    decisions = "query ($sector: ID) { decisions(sector: $sector) { totalCount edges { node { number } } } }"
    found = ask(decisions, sector="dat-dai")["decisions"]
    assert [edge["node"]["number"] for edge in found["edges"]] == ["3/QĐ-UBND", "1/QĐ-UBND"]
    assert found["totalCount"] == 2
    assert ask(decisions, sector="khong-co")["decisions"] == {"totalCount": 0, "edges": []}


def test_pages_go_forth_and_back_without_loss(ask):
    announced("1/QĐ-UBND", ("1.000001", "1.000002", "1.000003"), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002", "1.000003"), effective_on=MAY, change="amended")
    whole = told(ask(CHANGES))
    first = ask(CHANGES, first=2)
    second = ask(CHANGES, first=2, after=first["recentChanges"]["pageInfo"]["endCursor"])
    third = ask(CHANGES, first=2, after=second["recentChanges"]["pageInfo"]["endCursor"])
    assert told(first) + told(second) + told(third) == whole
    assert not third["recentChanges"]["pageInfo"]["hasNextPage"]
    back = ask(CHANGES, last=2, before=third["recentChanges"]["pageInfo"]["startCursor"])
    assert told(back) == told(second)
