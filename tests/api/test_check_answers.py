"""`checkAnswers` tells what is wrong with answers to a form: it stores nothing and repeats no answer."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import record
from register.models import ReleasedForm
from tests.build import announced
from tests.register.forms.birth import BIRTH, CODE, answers, changed_birth

pytestmark = pytest.mark.django_db

MAY = dt.date(2026, 5, 4)
VERSION = f"{CODE}/1"
CHECK = """query ($version: String!, $answers: String!, $page: String, $locale: String) {
  checkAnswers(version: $version, answers: $answers, page: $page, locale: $locale) { path code message } }"""


@pytest.fixture
def check(province, today, ask):
    """Tells the errors of answers, which may be a text that is none."""
    today(MAY)
    announced(codes=(CODE,))
    record.release_form(BIRTH, MAY, "minh")

    def told(given, **more):
        text = given if isinstance(given, str) else json.dumps(given)
        return ask(CHECK, **{"version": VERSION, "answers": text} | more)["checkAnswers"]

    return told


def test_answers_that_may_be_filed_have_no_errors(check):
    assert check(answers()) == []


def test_an_error_stands_at_its_field_and_says_what_to_do(check):
    given = answers(child=[{"name": "Lê Minh An", "born": "2027-01-01"}])
    (error,) = check(given)
    assert (error["path"], error["code"]) == (["child", "0", "born"], "pattern")
    assert error["message"].startswith("Ngày sinh: hãy ghi một ngày có thật, không sau hôm nay")
    assert "2027" not in error["message"]


def test_the_sentence_is_in_the_language_that_is_asked_for(check):
    given = answers(applicant__name=...)
    assert [check(given, locale=locale)[0]["message"] for locale in ("vi", "en")] == [
        "Hãy điền “Họ tên”.",
        "Fill in “HỌ TÊN”.",
    ]


def test_only_the_errors_of_one_page_are_told(check):
    given = answers(applicant__name=..., oath={})
    assert [error["path"][0] for error in check(given)] == ["applicant", "oath"]
    assert [error["path"][0] for error in check(given, page="who")] == ["applicant"]
    assert [error["path"][0] for error in check(given, page="children")] == ["oath"]
    assert check(given, page="no-such-page") == []


@pytest.mark.parametrize("text", ["", "{", "[" * 50_000, '{"a": NaN}', "9" * 5_000, '{"wish": {"copies": 1e999}}'])
def test_what_is_no_answer_is_an_error_and_no_fault(check, text):
    assert check(text)


def test_what_is_wrong_with_the_whole_is_told_for_every_page(check):
    assert [error["path"] for error in check("null", page="who")] == [[]]


@pytest.mark.parametrize("version", ["", "1.000001", "1.000001/2", "9.999999/1", "1.000001/1/1", "1.000001/x", "1/²"])
def test_of_a_form_that_is_not_there_nothing_is_told(check, version):
    assert check(answers(), version=version) is None


def test_a_form_that_another_has_followed_checks_what_was_begun_on_it(check):
    record.release_form(changed_birth(applicant__email={"required": True}), MAY, "minh")
    assert check(answers()) == []
    assert [error["path"] for error in check(answers(), version=f"{CODE}/2")] == [["applicant", "email"]]


def test_nothing_is_stored_or_logged_and_no_cache_may_keep_it(check, client, caplog):
    wrong = answers(applicant__email="not an address of Hoa")
    check(wrong)
    with CaptureQueriesContext(connection) as asked:
        check(wrong)
    assert [query["sql"] for query in asked if not query["sql"].lstrip().startswith("SELECT")] == []
    assert "Hoa" not in caplog.text
    body = json.dumps({"query": CHECK, "variables": {"version": VERSION, "answers": json.dumps(wrong)}})
    answer = client.post("/graphql", body, content_type="application/json")
    assert answer["Cache-Control"] == "private, no-store"
    assert "address of Hoa" not in answer.content.decode()
    assert ReleasedForm.objects.count() == 1


def test_it_is_not_asked_for_by_an_address(check, client):
    answer = client.get("/graphql", {"query": CHECK, "variables": json.dumps({"version": VERSION, "answers": "{}"})})
    assert answer.status_code == 405
