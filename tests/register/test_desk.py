"""The desk of an agency is told by day: the newest row that has begun counts, and nothing of it is ever changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from register import guards, record
from register.desk import EMPTY, desk, desks
from register.drafts import Refused
from register.models import Agency, Change, DeskData
from register.words import Event

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = dt.date(2026, 5, 4), dt.date(2026, 6, 1), dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def justice(province):
    return Agency.objects.get(key="so-tu-phap")


def tell(agency, from_on, address="Số 1 đường Hùng Vương", **more):
    return record.tell_desk(agency, {"address": address, **more}, from_on, "minh")


def test_it_holds_from_its_day_until_the_next(justice):
    tell(justice, JULY, "Nhà mới")
    tell(justice, MAY, "Nhà cũ")  # told later, for an earlier day
    assert desk("so-tu-phap", MAY - DAY) is None
    assert [desk("so-tu-phap", day).data["address"] for day in (MAY, JULY - DAY, JULY)] == [
        "Nhà cũ",
        "Nhà cũ",
        "Nhà mới",
    ]
    assert desk("so-tu-phap", JULY + DAY).from_on == JULY


def test_of_two_for_one_day_the_later_counts(justice):
    tell(justice, MAY, "Nhầm")
    tell(justice, MAY, "Đúng")
    assert desk("so-tu-phap", MAY).data["address"] == "Đúng"


def test_nothing_said_means_that_there_is_none_from_that_day(justice):
    tell(justice, MAY)
    record.tell_desk(justice, {}, JUNE, "minh")
    assert desk("so-tu-phap", JUNE - DAY)
    assert desk("so-tu-phap", JUNE) is None


def test_what_is_told_is_told_whole(justice):
    told = tell(justice, MAY, hours=["Thứ hai đến thứ sáu: 7 giờ 30 đến 17 giờ"], latitude=20.5, longitude=105.9)
    assert desk("so-tu-phap", MAY).data == EMPTY | {
        "address": "Số 1 đường Hùng Vương",
        "hours": ["Thứ hai đến thứ sáu: 7 giờ 30 đến 17 giờ"],
        "latitude": 20.5,
        "longitude": 105.9,
    }
    assert told.recorded_by == "minh"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"latitude": 105.9, "longitude": 20.5}, "latitude"),  # the two swapped
        ({"latitude": 48.8, "longitude": 2.3}, "latitude"),
        ({"latitude": float("nan"), "longitude": 105.9}, "latitude"),
        ({"latitude": 20.5}, "longitude"),
        ({"longitude": 105.9}, "latitude"),
        ({"telephone": "gọi văn thư"}, "telephone"),
        ({"address": "x" * 301}, "address"),
        ({"counters": ["x"] * 41}, "counters"),
        ({"hours": ["sáng\x00"]}, "hours"),
    ],
)
def test_what_no_desk_can_have_is_refused(justice, wrong, field):
    with pytest.raises(Refused) as refusal:
        tell(justice, MAY, **wrong) if "address" not in wrong else record.tell_desk(justice, wrong, MAY, "minh")
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not DeskData.objects.exists()


@pytest.mark.parametrize(("north", "east"), [(8.6, 111.9), (23.3, 105.3), (8.6, 104.7), (16.5, 112.3)])
def test_islands_and_the_ends_of_the_land_are_in_viet_nam(justice, north, east):
    tell(justice, MAY, latitude=north, longitude=east)
    assert desk("so-tu-phap", MAY).data["latitude"] == north


def test_the_same_again_is_refused_and_so_is_nothing_where_there_is_none(justice):
    with pytest.raises(Refused, match="Không có gì khác"):
        record.tell_desk(justice, {}, MAY, "minh")
    tell(justice, MAY)
    with pytest.raises(Refused, match="Không có gì khác"):
        tell(justice, JUNE)


def test_it_is_a_line_of_the_log_that_names_no_code(justice):
    tell(justice, MAY)
    change = Change.objects.latest("number")
    assert (change.kind, change.subject, change.codes) == (Event.DESK, "desk:so-tu-phap", [])


def test_no_row_is_changed_or_deleted(justice):
    tell(justice, MAY)
    for statement in ("UPDATE register_deskdata SET from_on = '2020-01-01'", "DELETE FROM register_deskdata"):
        with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_all_of_a_day_are_read_at_once(province, django_assert_num_queries):
    agencies = list(Agency.objects.all())
    for agency in agencies:
        tell(agency, MAY)
    with django_assert_num_queries(2):  # the log's position, and the desks
        assert len(desks(MAY)) == len(agencies)
    with django_assert_num_queries(1):
        assert len(desks(MAY)) == len(agencies)
