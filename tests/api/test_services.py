"""`procedure { services }` tells what lists of their own say of it, at the levels at which it is in force."""

import datetime as dt
import json

import pytest

from register import record
from register.words import ServiceKind
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = dt.date(2024, 4, 1), dt.date(2024, 5, 2), dt.date(2024, 6, 3)
CODE = "1.000001"
WHOLE = """query ($code: ProcedureCode!, $on: Date) {
  procedure(code: $code, on: $on) { services { kind level decisionNumber fromOn } } }"""


@pytest.fixture
def public(province, today):
    today(MAY)
    announced(effective_on=APRIL, levels=["commune", "province"])


def release(kind=ServiceKind.FULL, codes=None, from_on=MAY):
    record.release_service_list(kind, codes or {CODE: ["commune"]}, "7/QĐ-UBND", APRIL, from_on, "minh")


def told(ask, **variables):
    return ask(WHOLE, code=CODE, **variables)["procedure"]["services"]


def test_it_is_told_to_the_last_leaf(public, ask):
    assert told(ask) == []
    release()
    assert told(ask) == [{"kind": "FULL", "level": "COMMUNE", "decisionNumber": "7/QĐ-UBND", "fromOn": "2024-05-02"}]


def test_another_day_has_its_own(public, ask):
    release()
    release(ServiceKind.PARTIAL, from_on=JUNE)
    days = (MAY - dt.timedelta(days=1), MAY, JUNE)
    assert [[each["kind"] for each in told(ask, on=str(day))] for day in days] == [[], ["FULL"], ["PARTIAL"]]


def test_a_list_of_every_level_tells_those_at_which_it_is_in_force(public, ask):
    release(ServiceKind.POSTAL, {CODE: []})
    assert {(each["kind"], each["level"]) for each in told(ask)} == {("POSTAL", "COMMUNE"), ("POSTAL", "PROVINCE")}


def test_nothing_is_told_of_a_level_at_which_it_is_not_in_force(public, ask):
    release(codes={CODE: ["district"]})
    assert told(ask) == []
    assert told(ask, on="2024-03-31") == []


def test_a_kept_answer_is_not_given_once_another_list_counts(public, client, monkeypatch):
    from api import persisted

    monkeypatch.setattr(persisted, "documents", lambda: {"sha256:services": WHOLE})

    def kinds():
        variables = json.dumps({"code": CODE})
        answer = client.get("/graphql", {"documentId": "sha256:services", "variables": variables}).json()
        return [each["kind"] for each in answer["data"]["procedure"]["services"]]

    assert kinds() == []
    release()
    assert kinds() == ["FULL"]
    release(codes={"1.000009": []})  # which says nothing of it any more
    assert kinds() == []
