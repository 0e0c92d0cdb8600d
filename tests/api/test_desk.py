"""`agencies { desk }` tells where to go, when and whom to call, as it holds on the day asked for."""

import datetime as dt
import json

import pytest

from cms.drafting import stream
from register import record
from register.models import Agency
from tests.build import announced

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2024, 5, 2), dt.date(2024, 6, 3)
WHOLE = """query ($on: Date) { agencies(on: $on) { key desk {
  address latitude longitude telephone hours counters bankAccount fromOn } } }"""
DATA = {
    "address": "Số 1 đường Hùng Vương",
    "latitude": 20.5,
    "longitude": 105.9,
    "telephone": "1900 0000",
    "hours": ["Sáng: 7 giờ 30", "Chiều: 13 giờ 30"],
    "counters": ["Quầy 1: Hộ tịch"],
    "bank_account": "0000 – Ngân hàng Lam Sơn",
}


@pytest.fixture
def justice(province, today):
    today(MAY)
    return Agency.objects.get(key="so-tu-phap")


def desks(ask, **variables):
    return {row["key"]: row["desk"] for row in ask(WHOLE, **variables)["agencies"]}


def test_it_is_told_to_the_last_leaf_and_null_where_none_is(justice, ask):
    record.tell_desk(justice, DATA, MAY, "minh")
    told = desks(ask)
    assert told["so-tu-phap"] == {
        "address": "Số 1 đường Hùng Vương",
        "latitude": 20.5,
        "longitude": 105.9,
        "telephone": "1900 0000",
        "hours": ["Sáng: 7 giờ 30", "Chiều: 13 giờ 30"],
        "counters": ["Quầy 1: Hộ tịch"],
        "bankAccount": "0000 – Ngân hàng Lam Sơn",
        "fromOn": "2024-05-02",
    }
    assert told["so-xay-dung"] is None


def test_another_day_has_its_own(justice, ask):
    record.tell_desk(justice, DATA, MAY, "minh")
    record.tell_desk(justice, DATA | {"address": "Nhà mới"}, JUNE, "minh")
    told = [desks(ask, on=str(day))["so-tu-phap"] for day in (MAY - dt.timedelta(days=1), MAY, JUNE)]
    assert [desk and desk["address"] for desk in told] == [None, "Số 1 đường Hùng Vương", "Nhà mới"]


def test_a_kept_answer_is_not_given_once_the_desk_has_changed(justice, client, monkeypatch):
    from api import persisted

    monkeypatch.setattr(persisted, "documents", lambda: {"sha256:desks": WHOLE})

    def told():
        answer = client.get("/graphql", {"documentId": "sha256:desks"}).json()["data"]["agencies"]
        return {row["key"]: row["desk"] and row["desk"]["address"] for row in answer}["so-tu-phap"]

    assert told() is None
    record.tell_desk(justice, DATA, MAY, "minh")
    assert told() == "Số 1 đường Hùng Vương"
    record.tell_desk(justice, DATA | {"address": "Nhà mới"}, MAY, "minh")
    assert told() == "Nhà mới"


def test_an_announced_text_says_nothing_of_it(justice, ask):
    part = {"role": "performing", "agency": justice.pk, "text": "", "act": ""}
    announced(effective_on=MAY, agencies=stream("agency", [part]))
    query = (
        """{ procedure(code: "1.000001") { edition { content { agencies { agency { key desk { address } } } } } } }"""
    )
    before = ask(query)
    record.tell_desk(justice, DATA, MAY, "minh")
    assert ask(query) == before
    assert "Hùng Vương" not in json.dumps(before)


def test_the_log_tells_it_as_a_kind_of_its_own(justice, ask):
    record.tell_desk(justice, DATA, MAY, "minh")
    told = ask("{ changesSince { changes { kind subject codes } } }")["changesSince"]["changes"][-1]
    assert told == {"kind": "DESK", "subject": "desk:so-tu-phap", "codes": []}
