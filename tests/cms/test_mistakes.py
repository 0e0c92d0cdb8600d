"""Citizens tell that a public text is wrong: it reaches the department, and nothing of who told it is kept."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inbox.models import Mistake
from inbox.receiving import forget_old, receive
from register import clock
from tests import build

from .test_home import home, panel

pytestmark = pytest.mark.django_db

DOCUMENT = """mutation($input: MistakeInput!) {
  reportMistake(input: $input) { received refusal waitSeconds }
}"""
LIST = "/quan-tri/bao-cao/nguoi-dan-bao-sai/"


@pytest.fixture(autouse=True)
def _public(province, settings):
    settings.MISTAKE_RATE_LIMIT = "0"
    build.announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn")


def report(client, text="Lệ phí đã đổi.", code="1.000001", **more):
    given = {"query": DOCUMENT, "variables": {"input": {"code": code, "text": text, **more}}}
    response = client.post("/graphql", given, content_type="application/json")
    assert "no-store" in response["Cache-Control"]
    return response.json()["data"]["reportMistake"]


def test_a_report_is_taken_with_its_part_of_the_text(client):
    assert report(client, field="METHODS") == {"received": True, "refusal": None, "waitSeconds": None}
    row = Mistake.objects.get()
    assert (row.code, row.field, row.text, row.state) == ("1.000001", "methods", "Lệ phí đã đổi.", "waiting")


def test_what_may_be_somebodys_own_is_masked_before_it_is_kept(client):
    report(client, "Gọi 0912 345 678 hoặc hoa@example.vn, CCCD 001203004567, thủ tục 1.000001 sai")
    text = Mistake.objects.get().text
    assert not any(each in text for each in ("0912", "678", "hoa@", "0012"))
    assert "1.000001" in text


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"text": " \n"}, "EMPTY"),
        ({"text": "a" * 2001}, "TOO_LONG"),
        ({"code": "9.999999"}, "UNKNOWN_CODE"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(client, given, refusal):
    assert report(client, **given)["refusal"] == refusal
    assert not Mistake.objects.exists()


def test_the_longest_text_is_taken(client):
    assert report(client, "a" * 2000)["received"]


def test_it_has_a_rate_of_its_own(client, settings):
    settings.MISTAKE_RATE_LIMIT = "2/hour"
    address = {"REMOTE_ADDR": "198.51.100.77"}
    client.defaults.update(address)
    told = [report(client) for _each in range(3)]
    assert [each["received"] for each in told] == [True, True, False]
    assert told[2]["refusal"] == "TOO_MANY" and told[2]["waitSeconds"] > 0
    client.defaults.update(REMOTE_ADDR="198.51.100.78")
    assert report(client)["received"]


def test_nothing_is_told_by_get(client):
    assert client.get("/graphql", {"query": DOCUMENT}).status_code == 405


def test_it_waits_at_the_desk_of_its_department_alone_until_it_is_answered(lan, tuan, client):
    row = receive("1.000001", "methods", "Lệ phí đã đổi.")
    assert "Lệ phí đã đổi." in panel(home(client, lan), "nguoi-dan-bao-sai")
    assert "Lệ phí đã đổi." not in home(client, tuan) + client.get(LIST).content.decode()
    settled = {"state": "mended", "answer": "Đã sửa tại Quyết định 2/QĐ-UBND."}
    assert client.post(f"{LIST}{row.pk}/", settled).status_code == 404
    client.force_login(lan)
    assert "Lệ phí đã đổi." in client.get(f"{LIST}{row.pk}/").content.decode()
    assert client.post(f"{LIST}{row.pk}/", {"state": "mended"}).status_code == 200  # no answer
    client.post(f"{LIST}{row.pk}/", settled)
    client.post(f"{LIST}{row.pk}/", {"state": "right", "answer": "Không sai."})
    row.refresh_from_db()
    assert (row.state, row.answer, row.settled_by) == ("mended", settled["answer"], "lan")
    assert "Không có báo sai nào chưa xử lý." in panel(home(client, lan), "nguoi-dan-bao-sai")
    assert "Lệ phí đã đổi." not in client.get(LIST, {"state": "waiting"}).content.decode()


def test_who_only_reads_settles_nothing(control, client):
    row = receive("1.000001", "", "Sai.")
    reader = build.person("hoa")
    reader.groups.add(control["Kiểm tra, thanh tra"])
    client.force_login(reader)
    assert "Ghi kết quả" not in client.get(f"{LIST}{row.pk}/").content.decode()
    client.post(f"{LIST}{row.pk}/", {"state": "right", "answer": "Không."})
    row.refresh_from_db()
    assert row.state == "waiting"


def test_it_is_forgotten_after_twelve_months(today):
    today(dt.date(2026, 1, 1))
    receive("1.000001", "", "Cũ.")
    today(dt.date(2027, 1, 1))
    receive("1.000001", "", "Mới.")
    assert forget_old() == 0
    today(dt.date(2027, 1, 3))
    assert forget_old() == 1 and Mistake.objects.get().text == "Mới."


def test_the_list_reads_as_much_for_many_as_for_few(lan, client):
    client.force_login(lan)
    seen = []
    for size in (2, 9):
        Mistake.objects.bulk_create(Mistake(code="1.000001", text="Sai", told_at=clock.now()) for _each in range(size))
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        seen.append(len(queries))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("text", ["Sai\x00 lệ phí", "Sai \ud800 lệ phí"], ids=["a NUL", "half a character"])
def test_what_no_database_holds_is_left_out(client, text):
    assert report(client, text)["received"]
    assert Mistake.objects.get().text == "Sai lệ phí"
