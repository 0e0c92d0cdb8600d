"""How each announced text stands in the national database of procedures: who noted it, when, and what differs."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from cms.entering import Hint, State, hint, note, tracked
from cms.models import Decision, Edition, ListedProcedure, NationalNote
from register import clock
from tests import build

from .conftest import desk_digest
from .test_reports import rows_of_csv, rows_of_xlsx

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/bao-cao/csdl-quoc-gia/"
MANY = f"{LIST}ghi/"
CODES = ("1.000001", "1.000002", "1.000003")


@pytest.fixture
def public(minh, today):
    today(dt.date(2026, 3, 5))
    build.announced("9/QĐ-UBND", CODES, signed_on=dt.date(2026, 3, 5))
    return {row.code: row for row in tracked(Edition.objects.all())}


def states():
    return {row.code: row.national_state for row in tracked(Edition.objects.all())}


def codes(client, user, **asked):
    client.force_login(user)
    return sorted(row[0] for row in rows_of_csv(client.get(LIST, asked | {"export": "csv"}))[1:])


def listed(code, name):
    return ListedProcedure.objects.create(code=code, name=name, listed_at=clock.now())


# -- Noting ------------------------------------------------------------------------------------------------------------


def test_nothing_is_entered_until_somebody_says_so(public):
    assert states() == dict.fromkeys(CODES, "none")


def test_one_click_notes_many_with_person_day_and_history(public, minh, client):
    client.force_login(minh)
    keys = [public[code].pk for code in CODES[:2]]
    answer = client.post(MANY, {"row": keys, "state": "public", "asked": "state=none"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?state=none", 302)]
    assert "Đã ghi “Đã công khai” cho 2 nội dung." in answer.content.decode()
    assert states() == {CODES[0]: "public", CODES[1]: "public", CODES[2]: "none"}
    again = client.post(MANY, {"row": keys, "state": "public"}, follow=True)
    assert "đã được ghi từ trước" in again.content.decode() and NationalNote.objects.count() == 2
    row = NationalNote.objects.first()
    assert (row.by, row.noted_at.astimezone(clock.ZONE).date()) == ("minh", dt.date(2026, 3, 5))
    entry = ModelLogEntry.objects.filter(action="cms.national_note").first()
    assert entry.user == minh and entry.data["state"] == "public"
    assert "Ghi tình trạng trên CSDL quốc gia" in client.get("/quan-tri/bao-cao/ai-da-sua/").content.decode()


def test_the_newest_note_counts_and_the_older_ones_stay(public, minh, client):
    page = f"{LIST}{public[CODES[0]].pk}/"
    client.force_login(minh)
    client.post(page, {"state": "waiting"})
    client.post(page, {"state": "differs", "differences": "Lệ phí: quyết định 8.000 đồng, CSDL 5.000 đồng."})
    client.post(page, {"state": "differs", "differences": "Lệ phí: quyết định 8.000 đồng, CSDL 5.000 đồng."})
    assert [each.state for each in NationalNote.objects.all()] == ["waiting", "differs"]
    html = client.get(page).content.decode()
    assert "CSDL 5.000 đồng" in html and "Đã nhập, chờ công khai" in html
    assert "CSDL 5.000 đồng" in client.get(LIST).content.decode()
    entry = ModelLogEntry.objects.filter(action="cms.national_note").first()
    assert "Khác với quyết định: Lệ phí" in registry.get_formatter(entry).format_message(entry)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": "differs", "differences": "  "}, "Hãy ghi khác ở chỗ nào."),
        ({"state": "public", "differences": "Sai tên."}, "Đã ghi chỗ khác thì chọn"),
        ({}, "errorlist"),
    ],
)
def test_differences_are_told_in_words_and_only_then(public, minh, client, given, words):
    client.force_login(minh)
    answer = client.post(f"{LIST}{public[CODES[0]].pk}/", given)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not NationalNote.objects.exists()


def test_the_database_refuses_a_difference_without_words(public):
    with pytest.raises(ValueError, match="differs"):
        note([public[CODES[0]]], State.DIFFERS, build.person("hoa"), " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalNote.objects.create(edition=public[CODES[0]], state="differs", by="minh", noted_at=clock.now())


@pytest.mark.parametrize("given", [{"state": "differs"}, {"state": "x"}, {}])
def test_many_at_once_take_no_other_state(public, minh, client, given):
    client.force_login(minh)
    assert client.post(MANY, {"row": [public[CODES[0]].pk]} | given).status_code == 404
    assert not NationalNote.objects.exists()


def test_no_tick_is_said(public, minh, client):
    client.force_login(minh)
    answer = client.post(MANY, {"state": "public"}, follow=True)
    assert "Hãy đánh dấu ít nhất một nội dung." in answer.content.decode()


def test_all_that_the_filters_leave_are_noted_as_many_as_were_shown(public, minh, client):
    build.announced("10/QĐ-UBND", ("1.000009",), signed_on=dt.date(2026, 3, 5))
    decision = Decision.objects.get(number="9/QĐ-UBND")
    asked = {"state": "public", "all": "1", "asked": f"decision={decision.pk}"}
    client.force_login(minh)
    answer = client.post(MANY, asked | {"found": "2"}, follow=True)
    assert "Danh sách vừa thay đổi" in answer.content.decode() and not NationalNote.objects.exists()
    client.post(MANY, asked | {"found": "3"})
    assert states() == dict.fromkeys(CODES, "public") | {"1.000009": "none"}


# -- Who may -----------------------------------------------------------------------------------------------------------


def test_authors_see_their_own_and_note_nothing(public, lan, tuan, client):
    assert codes(client, lan) == list(CODES) and codes(client, tuan) == []
    page = f"{LIST}{public[CODES[0]].pk}/"
    assert client.get(page).status_code == 404
    client.force_login(lan)
    assert "Ghi tình trạng" not in client.get(page).content.decode()
    assert "Ghi cho các nội dung" not in client.get(LIST).content.decode()
    before = desk_digest()
    client.post(page, {"state": "public"})
    client.post(MANY, {"row": [public[CODES[0]].pk], "state": "public"})
    assert desk_digest() == before


def test_the_auditor_reads_all_and_notes_nothing(public, control, client):
    reader = build.person("hoa")
    reader.groups.add(control["Kiểm tra, thanh tra"])
    assert codes(client, reader) == list(CODES)
    before = desk_digest()
    client.post(MANY, {"row": [public[CODES[0]].pk], "state": "public"})
    client.post(f"{LIST}{public[CODES[0]].pk}/", {"state": "public"})
    assert desk_digest() == before


def test_a_row_that_is_not_tracked_is_not_there(public, minh, client):
    draft = build.edition(build.decision("", signed_on=None), "1.000008")
    build.announced("7/QĐ-BTP", ("1.000007",), issuer="bo-tu-phap", signed_on=dt.date(2026, 3, 5))
    client.force_login(minh)
    for row in (draft, Edition.objects.get(procedure__code="1.000007")):
        assert client.get(f"{LIST}{row.pk}/").status_code == 404
        assert client.post(MANY, {"row": [row.pk], "state": "public"}).status_code == 404
    assert not NationalNote.objects.exists()


# -- The list ----------------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_taken_away(public, minh, client):
    note([public[CODES[0]]], State.DIFFERS, minh, "=Sai tên")
    assert codes(client, minh, state="differs") == [CODES[0]]
    assert codes(client, minh, words="000002") == [CODES[1]]
    assert codes(client, minh, department=build.department("so-xay-dung").pk) == []
    assert codes(client, minh, decision=Decision.objects.get().pk) == list(CODES)
    rows = rows_of_xlsx(client.get(LIST, {"export": "xlsx", "state": "differs"}))
    assert rows[0][:2] == ["Mã thủ tục", "Tên thủ tục"]
    assert rows[1][3:9] == [
        "9/QĐ-UBND",
        dt.date(2026, 3, 5),
        "Sở Tư pháp",
        "Khác với quyết định",
        "=Sai tên",
        "minh",
    ]
    csv = rows_of_csv(client.get(LIST, {"export": "csv", "state": "differs"}))
    assert csv[1][7] != "=Sai tên"  # a cell that a spreadsheet would reckon


def test_what_another_text_followed_is_listed_only_where_asked_for(public, minh, client):
    build.announced("10/QĐ-UBND", CODES[:1], signed_on=dt.date(2026, 3, 5), change="abolished", equal_days="after",
                    standing_reason="Ký sau.")  # fmt: skip
    assert codes(client, minh) == list(CODES)
    assert codes(client, minh, which="all") == [CODES[0], *CODES]


def test_the_decisions_page_counts_the_states_and_leads_there(public, minh, client):
    note([public[CODES[0]]], State.PUBLIC, minh)
    decision = Decision.objects.get()
    client.force_login(minh)
    html = client.get(decision.snippet_viewset.address("overview", decision)).content.decode()
    assert "Chưa nhập: 2 · Đã công khai: 1" in html
    assert f"{LIST}?decision={decision.pk}" in html and f"{LIST}{public[CODES[0]].pk}/" in html


# -- The imported list -------------------------------------------------------------------------------------------------


def test_an_imported_list_tells_of_codes_and_names_alone(public, minh, client):
    listed(CODES[0], f"ĐĂNG KÝ VIỆC {CODES[0]}")
    listed(CODES[1], "Tên khác")
    told = {row.code: hint(row) for row in tracked(Edition.objects.all())}
    assert told == {CODES[0]: Hint.SAME, CODES[1]: Hint.NAME, CODES[2]: Hint.ABSENT}
    assert codes(client, minh, listed="name") == [CODES[1]]
    assert codes(client, minh, listed="absent") == [CODES[2]]
    assert states() == dict.fromkeys(CODES, "none")  # it proposes, and notes nothing


def test_another_name_is_proposed_and_the_officer_confirms_it(public, minh, client):
    listed(CODES[1], "Tên khác")
    client.force_login(minh)
    page = f"{LIST}{public[CODES[1]].pk}/"
    form = client.get(page).context["form"]
    assert form.initial["state"] == "differs" and "danh sách viết “Tên khác”" in form.initial["differences"]
    client.post(page, form.initial)
    assert states()[CODES[1]] == "differs"
    assert "mới là đề xuất" not in client.get(page).content.decode()


def test_without_a_list_nothing_is_told_of_it(public, minh, client):
    assert codes(client, minh, listed="absent") == []
    client.force_login(minh)
    assert "Không có trong danh sách đã nhập" not in client.get(f"{LIST}{public[CODES[0]].pk}/").content.decode()


def test_what_was_abolished_and_is_still_listed_is_told(minh, today):
    today(dt.date(2026, 3, 5))
    build.announced("9/QĐ-UBND", CODES[:2], signed_on=dt.date(2026, 3, 5), change="abolished")
    listed(CODES[0], "x")
    assert {row.code: hint(row) for row in tracked(Edition.objects.all())} == {
        CODES[0]: Hint.STILL,
        CODES[1]: Hint.GONE,
    }


# -- How much is read --------------------------------------------------------------------------------------------------


def test_list_page_and_workbench_read_as_much_for_many_as_for_few(minh, client, today):
    today(dt.date(2026, 3, 5))
    listed("1.999999", "x")
    client.force_login(minh)
    seen = []
    for size in (2, 25):
        made = tuple(f"1.{size:02}{number:04}" for number in range(size))
        build.announced(f"{size}/QĐ-UBND", made, signed_on=dt.date(2026, 3, 5))
        rows = list(tracked(Edition.objects.all()))
        note(rows[: size // 2], State.WAITING, minh)
        decision = Decision.objects.get(number=f"{size}/QĐ-UBND")
        asked = []
        for address in (LIST, f"{LIST}{rows[0].pk}/", decision.snippet_viewset.address("overview", decision)):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        seen.append(asked)
    assert seen[0] == seen[1]
