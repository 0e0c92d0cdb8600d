"""Kept true: each public procedure and page has a day on which somebody looks at it again (rà soát)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.looking import months_after, reviews_of_pages, reviews_of_procedures, still_right
from cms.models import Letter, Look, Procedure
from cms.pages.models import ContentPage
from cms.pages.roles import make_page_editors, page_root
from cms.telling import reviews_are_due
from register import clock
from tests import build

from .test_home import home, panel

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/bao-cao/den-han-ra-soat/"
ANNOUNCED = dt.date(2026, 1, 31)


@pytest.fixture
def public(lan, today):
    """Lan's 1.000001, announced, to be looked at each quarter."""
    today(ANNOUNCED)
    build.announced("1/QĐ-UBND", ("1.000001",), signed_on=dt.date(2026, 1, 30), name="Đăng ký kết hôn")
    Procedure.objects.update(review_months=3)
    return Procedure.objects.get(code="1.000001")


def listed(client, user, **asked):
    client.force_login(user)
    return client.get(LIST, asked).content.decode()


def due_day():
    return reviews_of_procedures(Procedure.objects.all())[0].due_on


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (dt.date(2026, 1, 31), 3, dt.date(2026, 4, 30)),
        (dt.date(2025, 11, 30), 3, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 31), 12, dt.date(2027, 1, 31)),
        (dt.date(2026, 7, 1), 18, dt.date(2028, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day, months, due):
    assert months_after(day, months) == due


def test_a_procedure_is_due_so_many_months_after_it_was_announced(public, lan, client, today):
    assert due_day() == dt.date(2026, 4, 30)
    today(dt.date(2026, 4, 29))
    assert "Đăng ký kết hôn" not in listed(client, lan)
    assert "Đăng ký kết hôn" in listed(client, lan, when="soon")
    today(dt.date(2026, 4, 30))
    assert "Đăng ký kết hôn" in listed(client, lan)
    assert "30/04/2026" in panel(home(client, lan), "den-han-ra-soat")


def test_one_click_says_that_it_is_still_right_and_is_told_in_the_history(public, lan, client, today):
    today(dt.date(2026, 5, 4))
    client.force_login(lan)
    address = public.snippet_viewset.address("still_right", public)
    assert address in listed(client, lan)
    client.post(address)
    look = Look.objects.get()
    assert (look.by, look.procedure, look.looked_at.date()) == ("lan", public, dt.date(2026, 5, 4))
    assert ModelLogEntry.objects.get(action="cms.still_right").user == lan
    assert due_day() == dt.date(2026, 8, 4)
    assert "Đăng ký kết hôn" not in listed(client, lan)


def test_announcing_again_is_a_look(public, today):
    today(dt.date(2026, 3, 2))
    build.announced("2/QĐ-UBND", ("1.000001",), signed_on=dt.date(2026, 3, 1), change="amended")
    assert due_day() == dt.date(2026, 6, 2)


def test_what_has_ended_or_was_never_public_is_not_due(public, today):
    build.edition(build.decision("", signed_on=None), "1.000009")
    today(dt.date(2026, 3, 2))
    build.announced("2/QĐ-UBND", ("1.000001",), signed_on=dt.date(2026, 3, 1), change="abolished")
    assert reviews_of_procedures(Procedure.objects.all(), dt.date(2030, 1, 1)) == []


def test_another_department_sees_nothing_and_says_nothing(public, tuan, minh, client, today):
    today(dt.date(2026, 5, 4))
    assert "Đăng ký kết hôn" not in listed(client, tuan)
    assert client.post(public.snippet_viewset.address("still_right", public)).status_code == 404
    assert not Look.objects.exists()
    assert "Đăng ký kết hôn" in listed(client, minh)
    assert "Đăng ký kết hôn" in listed(client, minh, department=public.department_id)
    assert "Đăng ký kết hôn" not in listed(client, minh, department=build.department("so-xay-dung").pk)


def test_who_only_reads_is_offered_no_click(public, minh, client, today, control):
    today(dt.date(2026, 5, 4))
    reader = build.person("hoa")
    reader.groups.add(control["Kiểm tra, thanh tra"])
    told = listed(client, reader)
    assert "Đăng ký kết hôn" in told and "Vẫn đúng" not in told
    client.post(public.snippet_viewset.address("still_right", public))
    assert not Look.objects.exists()


# -- Pages -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(province, today):
    today(ANNOUNCED)
    row = page_root().add_child(instance=ContentPage(title="Cách nộp hồ sơ", slug="cach-nop", review_months=6))
    row.save_revision().publish()
    return ContentPage.objects.get(pk=row.pk)


def test_a_page_is_due_so_many_months_after_it_was_published(page, lan, client, today):
    ContentPage.objects.update(last_published_at=clock.now())
    lan.groups.add(make_page_editors())
    today(dt.date(2026, 7, 30))
    assert "Cách nộp hồ sơ" not in listed(client, lan)
    today(dt.date(2026, 7, 31))
    assert "Cách nộp hồ sơ" in listed(client, lan) and "Cách nộp hồ sơ" in listed(client, lan, kind="page")
    assert "Cách nộp hồ sơ" not in listed(client, lan, kind="procedure")
    client.post(f"{LIST}trang/{page.pk}/")
    assert PageLogEntry.objects.filter(action="cms.still_right", user=lan, page=page.pk).exists()
    assert reviews_of_pages(ContentPage.objects.all())[0].due_on == dt.date(2027, 1, 31)


def test_who_edits_no_pages_says_nothing_of_them(page, lan, client, today):
    today(dt.date(2027, 1, 1))
    assert "Cách nộp hồ sơ" not in listed(client, lan)
    assert client.post(f"{LIST}trang/{page.pk}/").status_code == 404
    assert not Look.objects.exists()


# -- Letters -----------------------------------------------------------------------------------------------------------


def test_who_writes_it_is_told_once_of_each_day(public, lan, minh, tuan, today):
    today(dt.date(2026, 4, 29))
    assert reviews_are_due() == 0
    today(dt.date(2026, 5, 2))  # the worker was away for two days
    assert reviews_are_due() == 1 and reviews_are_due() == 0
    today(dt.date(2026, 5, 3))
    assert reviews_are_due() == 0
    letter = Letter.objects.get()
    assert letter.to == lan.email and "1.000001" in letter.body and "Đăng ký kết hôn" not in letter.body
    still_right(public, lan)
    today(dt.date(2026, 8, 3))
    assert reviews_are_due() == 1 and Letter.objects.count() == 2


def test_many_days_are_one_letter(lan, today):
    today(ANNOUNCED)
    build.announced("1/QĐ-UBND", tuple(f"1.0000{n:02}" for n in range(60)), signed_on=dt.date(2026, 1, 30))
    today(dt.date(2027, 2, 1))
    assert reviews_are_due() == 60
    assert Letter.objects.get().subject == "60 nội dung đến hạn rà soát"
    assert "và 10 nội dung nữa" in Letter.objects.get().body


# -- How much is read --------------------------------------------------------------------------------------------------


def test_the_list_reads_as_much_for_many_as_for_few(lan, client, today):
    seen = []
    for size in (2, 9):
        today(ANNOUNCED)
        codes = tuple(f"1.{size:03}{n:03}" for n in range(size))
        build.announced(f"{size}/QĐ-UBND", codes, signed_on=dt.date(2026, 1, 30))
        today(dt.date(2027, 2, 1))
        listed(client, lan)
        with CaptureQueriesContext(connection) as queries:
            assert codes[0] in listed(client, lan)
        seen.append(len(queries))
    assert seen[0] == seen[1]
