"""What was announced over time: history, what changed between two days, global ids, and the log for integrators."""

import datetime as dt
import json

import pytest

from register import changes, record
from register.models import Announcement, Sector
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL, MAY, LATER = dt.date(2024, 4, 1), dt.date(2024, 5, 1), dt.date(2035, 1, 1)


@pytest.fixture
def ask(province, client):
    announced("1/QĐ-UBND", effective_on=APRIL, name="Đăng ký kết hôn", steps=["Nộp hồ sơ tại xã.", "Chờ ba ngày."])
    announced(
        "2/QĐ-UBND", effective_on=MAY, change="amended", name="Đăng ký kết hôn",
        steps=["Nộp hồ sơ tại phường.", "Chờ ba ngày.", "Nhận kết quả."], conditions="Đủ tuổi.",
    )  # fmt: skip
    announced("3/QĐ-UBND", effective_on=LATER, change="amended", name="Tên của mai sau")

    def asked(query: str, **variables) -> dict:
        body = {"query": query, "variables": variables}
        answer = client.post("/graphql", json.dumps(body), content_type="application/json").json()
        assert "errors" not in answer, answer
        return answer["data"]

    return asked


def test_history_tells_each_edition_that_has_taken_effect_and_none_of_the_future(ask):
    query = '{ procedure(code: "1.000001"%s) { history { change effectiveOn decision { number } } } }'
    numbers = [each["decision"]["number"] for each in ask(query % "")["procedure"]["history"]]
    assert numbers == ["2/QĐ-UBND", "1/QĐ-UBND"]
    on_that_day = ask(query % ', on: "2035-01-01"')["procedure"]["history"]
    assert on_that_day[0]["decision"]["number"] == "3/QĐ-UBND"


def test_a_withdrawn_decision_is_no_history(ask):
    record.withdraw(Announcement.objects.get(number="3/QĐ-UBND"), "Ký nhầm", "minh")
    found = ask('{ procedure(code: "1.000001", on: "2036-01-01") { history { decision { number } } } }')
    assert [each["decision"]["number"] for each in found["procedure"]["history"]] == ["2/QĐ-UBND", "1/QĐ-UBND"]


COMPARE = """query C($from: Date!, $to: Date) { procedure(code: "1.000001") { changes(from: $from, to: $to) {
    fromEdition { decision { number } } toEdition { decision { number } }
    differences { field label pieces { text part } } } } }"""


def compared(ask, **days) -> dict:
    return ask(COMPARE, **days)["procedure"]["changes"]


def test_what_a_decision_changed_is_told_word_by_word(ask):
    found = compared(ask, **{"from": "2024-04-15"})
    told = {each["field"]: each["pieces"] for each in found["differences"]}
    assert "name" not in told
    steps = told["STEPS"]
    assert {"text": "xã", "part": "REMOVED"} in steps
    assert {"text": "phường", "part": "ADDED"} in steps
    assert {"text": "Nhận kết quả.\n", "part": "ADDED"} in steps
    assert told["CONDITIONS"] == [{"text": "Đủ tuổi.\n", "part": "ADDED"}]
    before = "".join(piece["text"] for piece in steps if piece["part"] != "ADDED")
    after = "".join(piece["text"] for piece in steps if piece["part"] != "REMOVED")
    assert before == "Nộp hồ sơ tại xã.\nChờ ba ngày.\n"
    assert after == "Nộp hồ sơ tại phường.\nChờ ba ngày.\nNhận kết quả.\n"


def test_between_days_of_one_text_nothing_differs(ask):
    assert compared(ask, **{"from": "2024-04-02", "to": "2024-04-20"})["differences"] == []


def test_before_its_first_day_everything_is_added(ask):
    found = compared(ask, **{"from": "2024-01-01", "to": "2024-04-02"})
    assert found["fromEdition"] is None
    assert {piece["part"] for each in found["differences"] for piece in each["pieces"]} == {"ADDED"}


def test_nothing_of_the_future_is_told_unless_its_day_is_asked_for(ask):
    assert "mai sau" not in json.dumps(compared(ask, **{"from": "2024-01-01"}), ensure_ascii=False)
    assert "mai sau" in json.dumps(compared(ask, **{"from": "2024-05-02", "to": "2035-01-01"}), ensure_ascii=False)


def test_a_global_id_leads_back_to_the_same_day(ask):
    query = '{ procedure(code: "1.000001", on: "2024-04-15") { id edition { id decision { id } } } }'
    held = ask(query)["procedure"]
    node = "query N($id: ID!) { node(id: $id) { __typename id ... on Procedure { on } ... on Edition { name } } }"
    for kind, key in (
        ("Procedure", held["id"]),
        ("Edition", held["edition"]["id"]),
        ("Decision", held["edition"]["decision"]["id"]),
    ):
        found = ask(node, id=key)["node"]
        assert (found["__typename"], found["id"]) == (kind, key)
    assert ask(node, id=held["id"])["node"]["on"] == "2024-04-15"


@pytest.mark.parametrize(
    "key", ["", "x", "UHJvY2VkdXJl", "UHJvY2VkdXJlOjk=", "VXNlcjox", "UHJvY2VkdXJlOnh8MjAyNHxmcg=="]
)
def test_an_id_that_names_nothing_gives_nothing(ask, key):
    assert ask("query N($id: ID!) { node(id: $id) { id } }", id=key)["node"] is None


SINCE = (
    "query S($cursor: String, $first: Int) { changesSince(cursor: $cursor, first: $first) {"
    " changes { number kind subject codes } cursor hasMore notice restart } }"
)


def test_integrators_get_every_change_once_and_in_order(ask):
    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Tên mới", MAY)
    told, cursor = [], None
    while True:
        found = ask(SINCE, cursor=cursor, first=2)["changesSince"]
        told += found["changes"]
        cursor = found["cursor"]
        if not found["hasMore"]:
            break
    assert [each["number"] for each in told] == list(range(1, changes.head() + 1))
    assert told[-1]["kind"] == "RENAMED"
    announced("4/QĐ-UBND", ("1.000004",), effective_on=MAY)
    (newest,) = ask(SINCE, cursor=cursor)["changesSince"]["changes"]
    assert (newest["kind"], newest["codes"]) == ("ANNOUNCED", ["1.000004"])


def test_what_goes_is_told_as_what_comes(ask, today):
    """A withdrawn decision and an abolished procedure reach whoever keeps a copy, each with its codes."""
    cursor = ask(SINCE, first=500)["changesSince"]["cursor"]
    today(MAY)
    later = announced("7/QĐ-UBND", ("1.000007",), effective_on=MAY + dt.timedelta(days=9))
    record.withdraw(later, "Ký nhầm", "minh")
    announced("8/QĐ-UBND", ("1.000001",), effective_on=MAY, signed_on=MAY, change="abolished")
    told = ask(SINCE, cursor=cursor)["changesSince"]["changes"]
    assert [(each["kind"], each["subject"], each["codes"]) for each in told] == [
        ("ANNOUNCED", "7-QD-UBND-2024", ["1.000007"]),
        ("WITHDRAWN", "7-QD-UBND-2024", ["1.000007"]),
        ("ANNOUNCED", "8-QD-UBND-2024", ["1.000001"]),
    ]
    assert ask('{ procedure(code: "1.000001") { state } }')["procedure"]["state"] == "ABOLISHED"


def test_after_a_restored_backup_integrators_are_told_to_begin_anew(ask):
    cursor = ask(SINCE)["changesSince"]["cursor"]
    changes.renew_epoch()
    found = ask(SINCE, cursor=cursor)["changesSince"]
    assert (found["notice"], found["restart"]) == ("CURSOR_RESET", True)
    assert found["changes"][0]["number"] == 1


def test_a_cursor_that_is_none_is_refused_with_words(province, client):
    answer = client.post(
        "/graphql", {"query": '{ changesSince(cursor: "x") { cursor } }'}, content_type="application/json"
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
