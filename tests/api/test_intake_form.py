"""`intakeForm` tells the form that counts on a day: its schema, with the communes of that day, and how it is drawn."""

import datetime as dt
import json

import jsonschema_rs
import pytest

from api import persisted
from register import record
from register.forms.checking import validator
from tests.build import announced
from tests.register.forms.birth import BIRTH, CODE, answers, changed_birth

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 1)
WHOLE = """query ($code: ProcedureCode!, $on: Date, $locale: String) {
  intakeForm(procedureCode: $code, on: $on, locale: $locale) { version title from schema ui } }"""


@pytest.fixture
def public(province, today):
    today(MAY)
    announced(codes=(CODE,))
    record.release_form(BIRTH, MAY, "minh")
    record.release_form(changed_birth(wish__price={"most": 5}), JUNE, "minh")


def test_it_is_the_form_of_the_day(public, ask):
    def version(on):
        found = ask(WHOLE, code=CODE, on=on)["intakeForm"]
        return found and (found["version"], found["from"])

    assert version(None) == ("1.000001/1", "2026-05-04")
    assert version("2026-05-31") == ("1.000001/1", "2026-05-04")
    assert version("2026-06-01") == ("1.000001/2", "2026-06-01")
    assert version("2026-05-03") is None


def test_a_procedure_without_one_and_an_unknown_code_have_none(public, ask):
    assert ask(WHOLE, code="9.999999") == {"intakeForm": None}


def test_the_local_form_of_a_code_is_taken(public, ask):
    assert ask(WHOLE, code=f"{CODE}.000.00.00.H62")["intakeForm"]["version"] == "1.000001/1"


def test_its_schema_is_one_and_takes_good_answers_alone(public, ask):
    schema = json.loads(ask(WHOLE, code=CODE)["intakeForm"]["schema"])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)
    held = validator(schema)
    assert held.is_valid(answers())
    assert not held.is_valid(answers(oath__agreed=False))
    assert not held.is_valid(answers(wish={"fee": 1}))


def test_labels_are_told_in_the_language_that_is_asked_for(public, ask):
    vi, en = (ask(WHOLE, code=CODE, locale=locale)["intakeForm"] for locale in ("vi", "en"))
    assert (vi["title"], en["title"]) == ("Đăng ký khai sinh", "Registration of a birth")
    assert json.loads(en["schema"])["properties"]["child"]["items"]["properties"]["gift"]["title"] == "TRỢ CẤP"
    drawn = json.loads(vi["ui"])
    assert [page["title"] for page in drawn["pages"]] == ["Người đi đăng ký", "Người được khai sinh"]
    fields = {field["key"]: field for field in drawn["pages"][0]["sections"][0]["fields"]}
    assert fields["relation"]["options"][0] == {"key": "parent", "label": "Lựa chọn parent"}
    assert fields["relation_told"]["show_when"] == {"field": "applicant.relation", "is": "other"}
    assert fields["hint"]["label"] == "Mang theo giấy tờ tùy thân."
    assert drawn["province"]["label"] == "tỉnh Lam Sơn"


def test_a_kept_answer_ends_with_the_next_release(public, client, monkeypatch):
    query = '{ intakeForm(procedureCode: "1.000001") { version } }'
    monkeypatch.setattr(persisted, "documents", lambda: {"sha256:x": query})

    def asked():
        answer = client.get("/graphql", {"documentId": "sha256:x"})
        return answer["ETag"], answer.json()["data"]["intakeForm"]

    first = asked()
    assert asked() == first
    record.release_form(changed_birth(wish__price={"most": 7}), MAY, "minh")
    second = asked()
    assert second[1]["version"] == "1.000001/3"
    assert second[0] != first[0]
    record.take_back_form(CODE, MAY, "Hỏi thừa.", "minh")
    assert asked()[1] is None
