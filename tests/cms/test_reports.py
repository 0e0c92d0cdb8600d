"""Reports: what is public for all, what is drafted for whom it concerns; taken away in cells that carry nothing out."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from cms.drafting import listed, stream
from cms.models import ListedProcedure
from inbox.models import PageVisits
from register import clock, record
from register.models import Agency, Sector
from tests import build

pytestmark = pytest.mark.django_db

AT = "/quan-tri/bao-cao/"
ALL = ("thu-tuc/", "so-thu-tuc/", "chua-cong-bo/", "theo-thang/", "luot-xem/", "ai-da-sua/")
FORMULA = "=1+1"
DAY, FAR = dt.date(2024, 3, 1), dt.date(2035, 1, 1)


def rows_of_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def rows_of_xlsx(response):
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


@pytest.fixture
def read(tuan, client):
    """The rows of a report without its header, as Tuấn takes them away."""
    client.force_login(tuan)

    def report(address, **asked):
        return rows_of_xlsx(client.get(AT + address, asked | {"export": "xlsx"}))[1:]

    return report


def listed_procedure(code="1.000001", **fields):
    return ListedProcedure.objects.create(
        **{"code": code, "name": f"Tên {code}", "sector": "Hộ tịch", "listed_at": clock.now()} | fields
    )


@pytest.mark.parametrize("address", ALL)
def test_each_stands_in_the_menu_and_says_so_where_there_is_nothing(address, tuan, client):
    client.force_login(tuan)
    assert f"{AT}{address}" in client.get("/quan-tri/").content.decode()
    for path in (f"{AT}{address}", f"{AT}{address}ket-qua/"):
        response = client.get(path)
        assert response.status_code == 200
        html = response.content.decode()
        assert any(
            each in html for each in ("Không có thủ tục nào", "Chưa công khai", "Chưa có ai sửa", "Chưa có lượt")
        ), path
        assert "There are no" not in html and "No results" not in html


@pytest.mark.parametrize("address", ALL)
def test_who_is_not_at_the_desk_is_sent_to_the_login(address, client, db):
    assert client.get(AT + address).url.startswith("/quan-tri/login/")


def test_wagtails_own_reports_stay_closed(tuan, client):
    client.force_login(tuan)
    assert "/quan-tri/reports/" not in client.get("/quan-tri/").content.decode()


# -- Procedures --------------------------------------------------------------------------------------------------------


def performed_by(key):
    return stream("agency", [{"role": "performing", "agency": Agency.objects.get(key=key).pk, "text": "", "act": ""}])


@pytest.fixture
def three(province):
    online = {"channel": "online", "description": "", "limits": listed([{"value": 3, "unit": "hour"}]), "fees": []}
    land = Sector.objects.get(key="dat-dai")
    build.announced("1/QĐ-UBND", ("1.000001",), agencies=performed_by("so-tu-phap"))
    build.announced("2/QĐ-UBND", ("1.000002",), sector=land, methods=[online], levels=["province", "commune"])
    build.announced("3/QĐ-UBND", ("1.000003",), sector=land, effective_on=FAR)


def test_procedures_are_listed_by_day_sector_agency_level_and_online_level(three, read):
    def codes(**asked):
        return [row[0] for row in read("thu-tuc/", **asked)]

    assert codes() == ["1.000001", "1.000002"]
    assert codes(day="2035-01-01") == ["1.000001", "1.000002", "1.000003"] and codes(day="2024-02-29") == []
    assert codes(sector="dat-dai") == ["1.000002"] and codes(agency="so-tu-phap") == ["1.000001"]
    assert codes(level="province") == ["1.000002"]
    assert (codes(online="yes"), codes(online="no")) == (["1.000002"], ["1.000001"])


def test_a_procedure_is_told_in_words_and_its_day_is_a_day(three, read):
    assert read("thu-tuc/", sector="dat-dai") == [
        ["1.000002", "Đăng ký việc 1.000002", "Đất đai", None, "Cấp tỉnh, Cấp xã", "Có", "2/QĐ-UBND", DAY]
    ]
    assert read("thu-tuc/", agency="so-tu-phap")[0][3] == "Sở Tư pháp"


def test_procedures_are_counted_by_what_is_asked(three, read):
    def counted(by, **asked):
        return [(row[0], row[1], row[3], row[5], row[7]) for row in read("so-thu-tuc/", by=by, **asked)]

    assert counted("sector") == [("Đất đai", 1, 1, 1, 1), ("Hộ tịch", 1, 0, 1, 0)]
    assert counted("sector", day="2035-01-01")[0] == ("Đất đai", 2, 1, 2, 1)
    assert counted("level") == [("Cấp xã", 2, 1, 2, 1), ("Cấp tỉnh", 1, 1, 1, 1)]
    assert counted("agency") == [("Chưa có thông tin", 1, 1, 1, 1), ("Sở Tư pháp", 1, 0, 1, 0)]
    assert counted("online") == [("Có", 1, 1, 1, 1), ("Không", 1, 0, 1, 0)]


@pytest.mark.parametrize("asked", [{"day": "hôm qua"}, {"level": "x"}, {"sector": "'"}, {"by": "name"}])
def test_what_cannot_be_read_is_no_fault(three, tuan, client, asked):
    client.force_login(tuan)
    for address in ("thu-tuc/", "so-thu-tuc/"):
        assert client.get(AT + address, asked).status_code == 200


# -- Months, and what is missing ---------------------------------------------------------------------------------------


def test_months_are_those_of_viet_nam(province, read, monkeypatch):
    def at(*moment):
        monkeypatch.setattr(clock, "now", lambda: dt.datetime(*moment, tzinfo=dt.UTC))

    at(2024, 3, 31, 16, 59)
    build.announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    at(2024, 3, 31, 17, 0)
    build.announced("2/QĐ-UBND", ("1.000003",), change="abolished", signed_on=dt.date(2024, 4, 1))
    record.withdraw(build.announced("3/QĐ-BTP", ("1.000004",), issuer="bo-tu-phap", effective_on=FAR), "x", "minh")
    months = [["04/2024", 2, 1, 2, 1, 0, 0, 1], ["03/2024", 1, 0, 2, 2, 0, 0, 0]]
    assert read("theo-thang/") == months
    assert read("theo-thang/", year=2024) == months and read("theo-thang/", year=2025) == []
    assert read("theo-thang/", own="ministry") == [["04/2024", 1, 1, 1, 1, 0, 0, 0]]


def test_visits_of_the_portal_are_summed_by_page_for_the_days_asked(read, province):
    build.announced(codes=("1.000001",), name="Đăng ký khai sinh", effective_on=DAY)
    for day, path, count in (
        (DAY, "/", 5),
        (DAY, "/thu-tuc/1.000001", 2),
        (FAR, "/thu-tuc/1.000001", 4),
        (FAR, "/en/thu-tuc/1.000001", 1),
        (FAR, "/thu-tuc/1.000001/phien-ban", 1),
    ):
        PageVisits.objects.create(day=day, path=path, count=count)
    assert read("luot-xem/") == [
        ["/thu-tuc/1.000001", "Đăng ký khai sinh", 6],
        ["/", None, 5],
        ["/en/thu-tuc/1.000001", "Đăng ký khai sinh", 1],
        ["/thu-tuc/1.000001/phien-ban", None, 1],
    ]
    assert read("luot-xem/", until_on="2024-03-01") == [["/", None, 5], ["/thu-tuc/1.000001", "Đăng ký khai sinh", 2]]
    assert read("luot-xem/", from_on="2035-01-02") == []


def test_missing_is_what_the_list_has_and_no_decision_of_the_province(province, read):
    for number in range(1, 5):
        listed_procedure(f"1.00000{number}")
    build.announced("1/QĐ-UBND", ("1.000001",))
    build.announced("7/QĐ-BTP", ("1.000002",), issuer="bo-tu-phap")
    record.withdraw(build.announced("2/QĐ-UBND", ("1.000003",), effective_on=FAR), "x", "minh")
    assert [(row[0], row[5]) for row in read("chua-cong-bo/")] == [
        ("1.000002", "Có trong hệ thống"),
        ("1.000003", "Chưa có"),
        ("1.000004", "Chưa có"),
    ]
    assert [row[0] for row in read("chua-cong-bo/", words="000004")] == ["1.000004"]


# -- Who changed what --------------------------------------------------------------------------------------------------


@pytest.fixture
def logged(lan, tuan):
    with_marker = build.edition(build.decision("", signed_on=None, title="BÍMẬT"), "1.000001", name="BÍMẬT")
    own = build.edition(
        build.decision("", signed_on=None, department_key="so-xay-dung"), "1.000002", department_key="so-xay-dung"
    )
    ModelLogEntry.objects.all().delete()
    log(with_marker, "wagtail.edit", user=lan)
    log(with_marker.decision, "wagtail.edit", user=lan)
    log(own, "wagtail.create", user=tuan)
    log(Agency.objects.get(key="so-tu-phap"), "wagtail.edit", user=lan)
    return with_marker


def told(client, reader, **asked):
    client.force_login(reader)
    return [row[1:] for row in rows_of_xlsx(client.get(f"{AT}ai-da-sua/", asked | {"export": "xlsx"}))[1:]]


def test_an_author_sees_the_changes_of_own_rows_and_of_what_is_everybodys(logged, tuan, client):
    assert told(client, tuan) == [
        ["lan", "Sửa", "cơ quan", "Sở Tư pháp"],
        ["tuan", "Tạo", "nội dung theo quyết định", "1.000002 Đăng ký việc 1.000002"],
    ]
    for address in ("ai-da-sua/", "ai-da-sua/ket-qua/", "ai-da-sua/?export=csv", "ai-da-sua/?label=BÍ"):
        response = client.get(AT + address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert "BÍMẬT" not in content.decode() and response.status_code == 200


def test_the_control_office_sees_all_also_of_what_is_gone(logged, minh, client):
    before = told(client, minh)
    assert len(before) == 4 and sum("BÍMẬT" in row[3] for row in before) == 2
    type(logged).objects.filter(pk=logged.pk).delete()
    assert told(client, minh) == before


def test_what_is_gone_is_not_told_to_a_department(logged, lan, client):
    assert sum("BÍMẬT" in row[3] for row in told(client, lan)) == 2
    type(logged).objects.filter(pk=logged.pk).delete()
    assert sum("BÍMẬT" in row[3] for row in told(client, lan)) == 1


def test_the_log_is_narrowed_by_person_kind_and_day(logged, lan, minh, client):
    today = clock.today()
    assert len(told(client, minh, user=lan.pk)) == 3 and len(told(client, minh, action="wagtail.create")) == 1
    assert len(told(client, minh, since=today, until=today)) == 4
    assert told(client, minh, since=today + dt.timedelta(days=1)) == []
    assert told(client, minh, until=today - dt.timedelta(days=1)) == []


def test_the_first_reader_after_a_start_reads_it_as_well(logged, minh, client, monkeypatch):
    """Wagtail names actions only once something asked for them."""
    monkeypatch.setattr(registry, "formatters", {})
    monkeypatch.setattr(registry, "choices", [])
    monkeypatch.setattr(registry, "has_scanned_for_actions", False)
    ModelLogEntry.objects.filter(action="wagtail.create").update(action="gone.action")
    assert {row[1] for row in told(client, minh)} == {"Sửa", "gone.action"}


def test_the_filter_names_nobody_whose_changes_are_not_shown(logged, minh, tuan, client):
    log(logged, "wagtail.edit", user=minh)
    client.force_login(tuan)
    assert "minh" not in client.get(f"{AT}ai-da-sua/").content.decode()


# -- Files, and how much is read ---------------------------------------------------------------------------------------


def test_a_formula_is_a_text_in_both_files(province, tuan, client):
    listed_procedure(name=FORMULA, sector="@x", agency="-1", issuer="a\u0001b")
    client.force_login(tuan)
    address = f"{AT}chua-cong-bo/"
    assert rows_of_csv(client.get(address, {"export": "csv"}))[1][1:5] == ["'=1+1", "'@x", "'-1", "ab"]
    response = client.get(address, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [(cell.value, cell.data_type) for cell in sheet[2][1:4]] == [("=1+1", "s"), ("@x", "s"), ("-1", "s")]
    assert sheet["A1"].value == "Mã thủ tục" and sheet["G2"].is_date


def test_the_csv_opens_in_excel_with_its_accents(province, tuan, client):
    client.force_login(tuan)
    response = client.get(f"{AT}thu-tuc/", {"export": "csv"})
    assert b"".join(response.streaming_content).startswith("\ufeffMã thủ tục".encode())
    assert f"thu-tuc-{clock.today()}.csv" in response["Content-Disposition"]


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("export", ["", "csv"])
def test_each_reads_in_as_many_queries_for_many_as_for_few(province, tuan, client, address, export):
    client.force_login(tuan)
    seen = []
    for size in (3, 12):
        codes = tuple(f"1.{size:03}{number:03}" for number in range(size))
        build.announced(f"{size}/QĐ-UBND", codes)
        for code in codes:
            PageVisits.objects.create(day=DAY, path=f"/thu-tuc/{code}", count=1)
            listed_procedure(f"2{code[1:]}")
            draft = build.decision("", signed_on=None, department_key="so-xay-dung")
            own = build.edition(draft, f"3{code[1:]}", department_key="so-xay-dung")
            log(own, "wagtail.edit", user=tuan)
        client.get(AT + address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(AT + address, {"export": export} if export else {})
            if response.streaming:
                assert len(b"".join(response.streaming_content).splitlines()) > 1
        seen.append(len(queries))
    assert seen[0] == seen[1]
