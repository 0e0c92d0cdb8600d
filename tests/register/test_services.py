"""A list of services counts from its day until the next of its kind; what it says is told by code, level and day."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from register import guards, record
from register.drafts import Refused
from register.models import Change, ServiceList
from register.services import lists, service_level, services
from register.words import Event, ServiceKind

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = dt.date(2026, 5, 4), dt.date(2026, 6, 1), dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)
CODE, OTHER = "1.000001", "1.000002"
FULL, PARTIAL = ServiceKind.FULL, ServiceKind.PARTIAL


def release(kind=FULL, codes=None, from_on=MAY, number="7/QĐ-UBND"):
    listed = {CODE: ["commune"]} if codes is None else codes
    return record.release_service_list(kind, listed, number, MAY - DAY, from_on, "minh")


def test_it_counts_from_its_day_at_its_levels(db):
    release()
    assert service_level(CODE, "commune", MAY - DAY) is None
    assert service_level(CODE, "commune", MAY) == FULL
    assert service_level(CODE, "province", MAY) is None
    assert service_level(OTHER, "commune", MAY) is None


def test_a_procedure_without_levels_is_listed_at_every_one(db):
    release(codes={CODE: []})
    assert {service_level(CODE, level, MAY) for level in ("province", "commune", "ministry")} == {FULL}


def test_the_next_list_of_a_kind_takes_the_place_of_the_whole_one_before(db):
    release(codes={OTHER: []}, from_on=JULY, number="9/QĐ-UBND")
    release()
    assert service_level(CODE, "commune", JULY - DAY) == FULL
    assert service_level(CODE, "commune", JULY) is None
    assert service_level(OTHER, "commune", JULY) == FULL


def test_of_two_lists_for_one_day_the_later_counts(db):
    release()
    release(codes={OTHER: []})
    assert service_level(CODE, "commune", MAY) is None


def test_kinds_count_beside_each_other(db):
    release()
    release(ServiceKind.POSTAL, number="8/QĐ-UBND")
    assert [(level, each.kind, each.number) for level, each in services(CODE, ["commune", "province"], lists(MAY))] == [
        ("commune", ServiceKind.FULL, "7/QĐ-UBND"),
        ("commune", ServiceKind.POSTAL, "8/QĐ-UBND"),
    ]


@pytest.mark.parametrize(("first", "second"), [(FULL, PARTIAL), (PARTIAL, FULL)])
def test_of_the_two_online_kinds_the_newer_list_counts(db, first, second):
    release(first)
    release(second, from_on=JUNE)
    assert [service_level(CODE, "commune", day) for day in (MAY, JUNE)] == [first, second]
    assert [each.kind for _level, each in services(CODE, ["commune"], lists(JUNE))] == [second]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"codes": {}}, "file"),
        ({"codes": {"12": []}}, "file"),
        ({"codes": {CODE: ["village"]}}, "file"),
        ({"number": " / "}, "number"),
    ],
)
def test_what_no_list_can_be_is_refused(db, wrong, field):
    with pytest.raises(Refused) as refusal:
        release(**wrong)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not ServiceList.objects.exists()


def test_the_same_again_is_refused(db):
    release()
    with pytest.raises(Refused, match="đã được ghi"):
        release()


def test_the_log_names_all_whose_answer_may_differ(db):
    release()
    release(codes={OTHER: []}, from_on=JUNE)
    change = Change.objects.latest("number")
    assert (change.kind, change.subject, change.codes) == (Event.LISTED, "services:full", [CODE, OTHER])


def test_no_row_is_changed_or_deleted(db):
    release()
    for statement in ("UPDATE register_servicelist SET number = 'x'", "DELETE FROM register_servicelist"):
        with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_all_of_a_day_are_read_at_once(db, django_assert_num_queries):
    for kind in ServiceKind:
        release(kind)
        release(kind, from_on=MAY - DAY)
    with django_assert_num_queries(3):  # the log's position, which lists count, and these
        assert len(lists(MAY)) == len(ServiceKind)
    with django_assert_num_queries(1):
        assert lists(MAY)[FULL].from_on == MAY
