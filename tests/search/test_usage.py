"""What is noted of searches: enough to mend search, nothing of who asked."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError

from register import clock
from search import popularity, report, usage
from search.find import find
from search.masking import masked
from search.models import ProcedureUse, SearchRecord
from search.synchronize import rebuild
from search.tasks import forget_old_searches
from search.vocabulary import vocabulary
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)


def noted(query: str, total: int = 3, times: int = 1, **options) -> uuid.UUID:
    for _ in range(times):
        made = uuid.uuid4()
        usage.searched(made, query, total, channel=options.pop("channel", "portal"), **options)
    usage.write()
    return made


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cccd 001 204 012 345 mất", "cccd ••• mất"),
        ("gọi 0912.345.678", "gọi •••"),
        ("sđt +84 912 345 678", "sđt •••"),
        ("sinh ngày 12/05/1990", "sinh ngày •••"),
        ("xe 29A1-123.45 sang tên", "xe ••• sang tên"),
        ("hoa@example.vn hỏi", "••• hỏi"),
        ("1.001612", "1.001612"),
        ("1.001612.000.00.00.H62", "1.001612"),
        ("118/2014/NĐ-CP", "118/2014/NĐ-CP"),
        ("lệ phí 50.000 đồng", "lệ phí 50.000 đồng"),
        ("căn hộ 70 m2", "căn hộ 70 m2"),
    ],
)
def test_numbers_that_may_be_somebodys_are_masked(typed, kept):
    assert masked(typed) == kept


def test_no_sign_of_the_masking_itself_can_be_typed():
    assert masked("mã \x007\x00 sai") == "mã 7 sai"


def test_nothing_of_who_asked_is_kept(db):
    noted("mất cccd 001204012345")
    (row,) = SearchRecord.objects.all()
    assert "001204012345" not in " ".join(str(value) for value in vars(row).values())
    assert {field.name for field in SearchRecord._meta.fields} == {
        "id", "at", "day", "channel", "locale", "query", "folded", "total", "followed", "clicked", "position",
    }  # fmt: skip
    assert (row.at.minute, row.at.second) == (0, 0)


def test_one_query_is_counted_together_however_it_was_written(db):
    noted("Kết hôn", times=2)
    noted("ket hon", total=0)
    (row,) = report.queries(SearchRecord.objects.all())
    assert (row.query, row.searches, row.empty) in [("Kết hôn", 3, 1), ("ket hon", 3, 1)]


def test_an_empty_query_is_not_noted(db):
    noted(" ?? ")
    assert not SearchRecord.objects.exists()


def test_a_click_counts_once_and_only_for_a_search_that_was_noted(db):
    search = noted("kết hôn")
    for code in ("1.000001", "1.000002"):
        usage.clicked(search, code, 1)
    usage.clicked(uuid.uuid4(), "1.000003", 1)
    usage.write()
    assert [(row.code, row.clicks) for row in ProcedureUse.objects.all()] == [("1.000001", 1)]
    assert SearchRecord.objects.get().clicked == "1.000001"


def test_reports_tell_empty_unopened_and_abandoned_searches_apart(db):
    first = noted("giấy độc thân", total=0)
    usage.followed(first)
    noted("xác nhận hôn nhân")
    opened = noted("khai sinh")
    usage.clicked(opened, "1.000001", 2)
    usage.write()
    found = SearchRecord.objects.all()

    def listed(kind):
        return [row.query for row in report.queries(found, kind)]

    assert listed("empty") == ["giấy độc thân"]
    assert listed("unopened") == listed("abandoned") == ["xác nhận hôn nhân"]
    assert len(listed("frequent")) == 3


def test_reports_can_be_narrowed_to_days_and_a_channel(db, today):
    today(dt.date(2026, 3, 1))
    noted("khai sinh", channel="app")
    today(dt.date(2026, 3, 9))
    noted("kết hôn")
    day = dt.date(2026, 3, 9)
    assert [row.query for row in report.queries(report.records(day, day))] == ["kết hôn"]
    month = report.records(dt.date(2026, 3, 1), day, channel="app")
    assert [row.query for row in report.queries(month)] == ["khai sinh"]
    assert [each.day.day for each in report.days(report.records(dt.date(2026, 3, 1), day))] == [1, 9]


def test_what_is_older_than_ninety_days_is_deleted(db, today):
    today(dt.date(2026, 1, 1))
    noted("khai sinh")
    usage.viewed("1.000001")
    usage.write()
    today(dt.date(2026, 3, 31))
    forget_old_searches()
    assert SearchRecord.objects.exists()
    today(dt.date(2026, 4, 1))
    forget_old_searches()
    assert not SearchRecord.objects.exists()
    assert not ProcedureUse.objects.exists()


def test_notes_wait_while_the_database_is_away(db, monkeypatch):
    def away(*_args, **_options):
        raise DatabaseError("away")

    with monkeypatch.context() as fault:
        fault.setattr(SearchRecord.objects, "bulk_create", away)
        noted("khai sinh")
    assert not SearchRecord.objects.exists()
    usage.write()
    assert SearchRecord.objects.count() == 1


def used(code: str, views: int) -> None:
    ProcedureUse.objects.create(code=code, day=clock.today(), views=views)
    popularity.forget()


def test_what_many_open_rises_among_equals_but_not_above_a_better_answer(province, engine):
    for place in (1, 2, 3):
        announced(f"{place}/QĐ-UBND", (f"1.00000{place}",), effective_on=APRIL, name="Đăng ký kết hôn lưu động")
    announced("4/QĐ-UBND", ("1.000004",), effective_on=APRIL, name="Đăng ký khai sinh")
    rebuild(engine)

    def first(query):
        return find(query).found[0].answer.code

    assert first("kết hôn") == "1.000001"
    used("1.000003", popularity.LEAST - 1)
    assert first("kết hôn") == "1.000001"
    used("1.000002", 50)
    assert first("kết hôn") == "1.000002"
    used("1.000004", 1_000_000)
    assert first("kết hôn lưu động") == "1.000002"


def test_a_query_may_be_proposed_when_many_asked_it_on_several_days_in_public_words(province, engine, today):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    announced("2/QĐ-UBND", ("1.000002",), effective_on=dt.date(2035, 1, 1), name="Đăng ký phi thuyền")
    rebuild(engine)
    for day in (1, 2, 3):
        today(dt.date(2026, 3, day))
        noted("kết hôn", times=report.LEAST_SEARCHES)
        noted("phi thuyền", times=report.LEAST_SEARCHES)
    noted("đăng ký", times=report.LEAST_SEARCHES * 5)
    since, until = dt.date(2026, 1, 1), dt.date(2026, 3, 3)
    words = vocabulary(until, "vi")
    assert report.why_not_proposed("ket hon", words, since, until) is None
    assert report.why_not_proposed("phi thuyen", words, since, until) == "words"
    assert report.why_not_proposed("dang ky", words, since, until) == "rare"
    assert report.why_not_proposed("never asked", words, since, until) == "rare"
