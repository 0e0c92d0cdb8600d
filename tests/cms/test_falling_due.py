"""What law wants public is counted in working days after signing, by a setting of the province and by nothing else."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from cms.entering import State, note, tracked
from cms.models import Decision, Edition, PublicationTerm
from register import record, working_days
from tests import build

from .test_home import home, panel
from .test_reports import rows_of_csv, rows_of_xlsx

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/bao-cao/den-han-cong-khai/"
SETTING = "/quan-tri/snippets/cms/publicationterm/"
SIGNED = dt.date(2026, 3, 5)  # a Thursday
SOURCE = "Điều 1 Quyết định 99/2026/QĐ-UBND"


def term(**fields):
    told = {"from_on": dt.date(2026, 1, 1), "announce_within": 3, "enter_within": 5, "source": SOURCE}
    return PublicationTerm.objects.create(**told | fields)


@pytest.fixture
def signed(minh, today):
    today(SIGNED)
    row = build.decision("9/QĐ-UBND", signed_on=SIGNED)
    build.edition(row)
    return row


def told(client, user, **asked):
    client.force_login(user)
    return rows_of_csv(client.get(LIST, asked | {"export": "csv"}))[1:]


# -- Counting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "until", "days"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5), 0),
        (dt.date(2026, 3, 5), dt.date(2026, 3, 10), 3),
        (dt.date(2026, 3, 10), dt.date(2026, 3, 5), -3),
        (dt.date(2026, 3, 6), dt.date(2026, 3, 8), 0),
        (dt.date(2026, 4, 29), dt.date(2026, 5, 4), 1),  # 30/4, 1/5 and a weekend between
    ],
)
def test_days_between_leave_out_weekends_and_holidays(day, until, days):
    assert working_days.between(day, until) == days


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (SIGNED, "còn 3 ngày làm việc"),
        (dt.date(2026, 3, 7), "còn 2 ngày làm việc"),
        (dt.date(2026, 3, 10), "hôm nay là ngày cuối"),
        (dt.date(2026, 3, 12), "quá hạn 2 ngày làm việc"),
    ],
)
def test_a_signed_decision_is_counted_until_it_is_announced(signed, minh, client, today, day, words):
    term()
    today(day)
    html = home(client, minh)
    shown = panel(html, "den-han-cong-khai")
    assert "9/QĐ-UBND" in shown and "Công khai quyết định 1 10/03/2026" in shown and words in shown
    page = client.get(signed.snippet_viewset.address("overview", signed)).content.decode()
    assert "Hạn công khai" in page and "10/03/2026" in page and words in page and SOURCE in page


def test_once_the_last_day_is_over_it_is_late_on_a_day_off_too(signed, minh, client, today):
    term(announce_within=1)
    today(dt.date(2026, 3, 7))  # a Saturday, the last day was Friday
    assert "đã quá hạn" in panel(home(client, minh), "den-han-cong-khai")


def test_nothing_is_counted_until_it_is_set_and_the_desk_says_where(signed, minh, lan, client):
    html = home(client, minh)
    assert "Chưa đặt thời hạn công khai" in panel(html, "den-han-cong-khai") and f"{SETTING}add/" in html
    assert f"{SETTING}add/" in client.get(LIST).content.decode()
    page = signed.snippet_viewset.address("overview", signed)
    assert f"{SETTING}add/" in client.get(page).content.decode()
    client.force_login(lan)
    listed = client.get(LIST).content.decode()
    assert "Cán bộ kiểm soát đặt ở" in listed and f"{SETTING}add/" not in listed
    assert "Chưa đặt thời hạn" not in client.get(page).content.decode()


def test_the_setting_holds_for_what_is_signed_from_its_day_on(signed, minh, client, today):
    term(from_on=SIGNED + dt.timedelta(days=1))
    assert told(client, minh) == []
    term(from_on=dt.date(2025, 1, 1), announce_within=1, enter_within=None, source="Điều 2")
    assert [(*row[3:5], row[8]) for row in told(client, minh)] == [("2026-03-06", "còn 1 ngày làm việc", "Điều 2")]


def test_drafts_and_decisions_of_ministries_are_not_counted(signed, minh, client):
    term()
    build.decision("", signed_on=None)
    build.decision("7/QĐ-BTP", issuer="bo-tu-phap", signed_on=SIGNED)
    assert [row[0] for row in told(client, minh)] == ["9/QĐ-UBND"]


# -- The national database ---------------------------------------------------------------------------------------------


def test_an_announced_decision_is_counted_until_its_texts_are_entered(minh, client, today):
    today(SIGNED)
    term()
    build.announced("9/QĐ-UBND", ("1.000001", "1.000002"), signed_on=SIGNED)
    assert [row[1:3] for row in told(client, minh)] == [["Nhập CSDL quốc gia về TTHC", "2"]]
    decision = Decision.objects.get()
    html = home(client, minh)
    assert f"/quan-tri/bao-cao/csdl-quoc-gia/?decision={decision.pk}" in html
    assert "12/03/2026" in panel(html, "den-han-cong-khai")
    page = decision.snippet_viewset.address("overview", decision)
    assert "Hạn nhập CSDL quốc gia về TTHC" in client.get(page).content.decode()
    rows = list(tracked(Edition.objects.all()))
    note(rows[:1], State.WAITING, minh)
    note(rows[1:], State.DIFFERS, minh, "Thiếu lệ phí.")
    assert [row[2] for row in told(client, minh)] == ["1"]  # what differs is not done
    note(list(tracked(Edition.objects.all()))[1:], State.PUBLIC, minh)
    assert told(client, minh) == []
    assert "Hạn nhập CSDL" not in client.get(page).content.decode()


def test_what_another_text_followed_is_counted_no_more(minh, client, today):
    today(SIGNED)
    term()
    build.announced("8/QĐ-UBND", signed_on=SIGNED - dt.timedelta(days=1))
    build.announced("9/QĐ-UBND", signed_on=SIGNED, change="amended")
    assert [row[0] for row in told(client, minh)] == ["9/QĐ-UBND"]


def test_the_text_in_force_is_counted_until_the_day_of_the_next(minh, client, today):
    today(SIGNED)
    term()
    build.announced("8/QĐ-UBND", signed_on=SIGNED)
    build.announced("9/QĐ-UBND", signed_on=SIGNED, effective_on=dt.date(2026, 3, 9), change="amended")
    assert [row[0] for row in told(client, minh)] == ["8/QĐ-UBND", "9/QĐ-UBND"]
    today(dt.date(2026, 3, 9))
    assert [row[0] for row in told(client, minh)] == ["9/QĐ-UBND"]


def test_what_was_withdrawn_is_not_counted(minh, client, today):
    today(SIGNED)
    term()
    public = build.announced("9/QĐ-UBND", signed_on=SIGNED, effective_on=dt.date(2026, 5, 5))
    record.withdraw(public, "Ký nhầm.", "minh")
    assert told(client, minh) == []


# -- Who sees what -----------------------------------------------------------------------------------------------------


def test_authors_see_their_own_and_have_no_panel(signed, lan, tuan, client):
    term()
    assert [row[0] for row in told(client, lan)] == ["9/QĐ-UBND"]
    assert told(client, tuan) == []
    assert not panel(home(client, lan), "den-han-cong-khai")


def test_the_list_is_filtered_and_taken_away(signed, minh, client, today):
    term()
    today(dt.date(2026, 3, 12))
    assert told(client, minh, late="late") and not told(client, minh, late="running")
    assert told(client, minh, work="announce") and not told(client, minh, work="enter")
    assert told(client, minh, department=build.department("so-tu-phap").pk)
    assert not told(client, minh, department=build.department("so-xay-dung").pk)
    [row] = rows_of_xlsx(client.get(LIST, {"export": "xlsx"}))[1:]
    assert (row[0], row[2], row[6]) == ("9/QĐ-UBND", 1, "Sở Tư pháp")
    assert row[3] == dt.date(2026, 3, 10)


# -- The setting -------------------------------------------------------------------------------------------------------


def test_the_control_office_sets_it_and_the_history_tells(minh, client):
    client.force_login(minh)
    fields = {"from_on": "2026-01-01", "announce_within": "3", "enter_within": "", "source": SOURCE}
    assert client.post(f"{SETTING}add/", fields).status_code == 302
    assert PublicationTerm.objects.get().announce_within == 3
    assert ModelLogEntry.objects.get(action="wagtail.create", content_type__model="publicationterm").user == minh
    assert "Ký từ 01/01/2026" in client.get("/quan-tri/bao-cao/ai-da-sua/").content.decode()
    assert "3 ngày làm việc" in client.get(SETTING).content.decode()


def test_the_auditor_reads_the_setting_and_authors_do_not_change_it(control, lan, client):
    reader = build.person("hoa")
    reader.groups.add(control["Kiểm tra, thanh tra"])
    row = term()
    client.force_login(reader)
    assert SOURCE in client.get(SETTING).content.decode()
    for user in (reader, lan):
        client.force_login(user)
        client.post(f"{SETTING}edit/{row.pk}/", {"from_on": "2026-01-01", "announce_within": "9", "source": "x"})
        client.post(f"{SETTING}add/", {"from_on": "2026-02-01", "announce_within": "9", "source": "x"})
    assert [each.announce_within for each in PublicationTerm.objects.all()] == [3]


@pytest.mark.parametrize(
    "fields", [{"announce_within": None, "enter_within": None}, {"announce_within": 0}, {"source": ""}]
)
def test_a_setting_without_days_or_law_is_refused(fields, db):
    row = PublicationTerm(**{"from_on": SIGNED, "announce_within": 3, "enter_within": 5, "source": SOURCE} | fields)
    with pytest.raises(ValidationError):
        row.full_clean()


# -- How much is read --------------------------------------------------------------------------------------------------


def test_list_and_home_read_as_much_for_many_as_for_few(minh, client, today):
    today(SIGNED)
    term()
    seen = []
    for size in (2, 6):
        for number in range(size):
            build.edition(build.decision(f"{size}{number}/QĐ-UBND", signed_on=SIGNED), f"1.{size}{number:05}")
            build.announced(f"{size}{number}/QĐ-HĐ", (f"2.{size}{number:05}",), signed_on=SIGNED)
        client.force_login(minh)
        asked = []
        for address in (LIST, "/quan-tri/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        seen.append(asked)
    assert seen[0] == seen[1]
