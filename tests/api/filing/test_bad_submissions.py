"""Sixty ways to send what cannot be filed: each is told at its place, in both languages, and the draft survives."""

import json
from typing import Any

import pytest

from dossiers.models import Dossier, Draft
from register import record
from tests.api.filing.asking import READ_DRAFT, SAVE, SUBMIT, begin, upload
from tests.dossiers.build import MAY, whole
from tests.dossiers.papers import PDF, archive, docx, image
from tests.register.forms.birth import FILE, changed_birth

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHILD = {"name": "Lê Minh An", "born": "2026-03-31"}
ABOUT = "Lê Thị Hoa"


def put(place: str, value: Any) -> dict[str, Any]:
    """Answers that may be filed, but for this; ... leaves it out. "child.0.name" leads into a group."""
    answers = whole()
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    held: Any = answers
    for part in way:
        held = held.setdefault(part, {}) if isinstance(held, dict) else held[part]
    if value is ...:
        del held[last]
    else:
        held[last] = value
    return answers


# What is wrong, and where and as what it is told.
AT_A_FIELD: dict[str, tuple[dict[str, Any], str, str]] = {
    "no name": (put("applicant.name", ...), "applicant.name", "missing"),
    "no id number": (put("applicant.id_number", ...), "applicant.id_number", "missing"),
    "no section": (put("applicant", ...), "applicant", "missing"),
    "no declaration": (put("oath", {}), "oath.agreed", "missing"),
    "a declaration that is refused": (put("oath.agreed", False), "oath.agreed", "agree"),
    "no child": (put("child", []), "child", "too_few"),
    "four children": (put("child", [CHILD] * 4), "child", "too_many"),
    "no people": (put("_applicant", ...), "_applicant", "missing"),
    "nobody to file for": (put("_applicant.for_whom", "the neighbour"), "_applicant.for_whom", "choice"),
    "no telephone of the applicant": (put("_applicant.phone", ...), "_applicant.phone", "missing"),
    "a submitter where nobody else files": (put("_submitter", {}), "_submitter", "hidden"),
    "no submitter where somebody else files": (put("_applicant.for_whom", "another"), "_submitter", "missing"),
    "no address for the post": (put("_result.by", "post"), "_result.address", "missing"),
    "a name of digits": (put("applicant.name", "12345"), "applicant.name", "pattern"),
    "a name of one letter": (put("applicant.name", "A"), "applicant.name", "too_short"),
    "a name without end": (put("applicant.name", "A" * 101), "applicant.name", "too_long"),
    "a name as a number": (put("applicant.name", 5), "applicant.name", "type"),
    "a name as a list": (put("applicant.name", [ABOUT]), "applicant.name", "type"),
    "a name that is nothing": (put("applicant.name", None), "applicant.name", "type"),
    "a name of HTML": (put("applicant.name", "<script>alert(1)</script>"), "applicant.name", "pattern"),
    "a name of SQL": (put("applicant.name", "x'; DROP TABLE dossiers_dossier; --"), "applicant.name", "pattern"),
    "an id number of 11 digits": (put("applicant.id_number", "00119001234"), "applicant.id_number", "pattern"),
    "an id number of no province": (put("applicant.id_number", "999190012345"), "applicant.id_number", "pattern"),
    "an id number of the future": (put("applicant.id_number", "001299012345"), "applicant.id_number", "pattern"),
    "a telephone of letters": (put("applicant.phone", "không có"), "applicant.phone", "pattern"),
    "a mail address without a place": (put("applicant.email", "hoa@"), "applicant.email", "pattern"),
    "a mail address with a line more": (put("applicant.email", "hoa@a.vn\nBcc: x@y.vn"), "applicant.email", "pattern"),
    "a commune of no name": (put("applicant.home.commune", " "), "applicant.home.commune", "pattern"),
    "an address without its detail": (put("applicant.home.detail", ...), "applicant.home.detail", "missing"),
    "an address as a text": (put("applicant.home", "Thôn Đồng Mới"), "applicant.home", "type"),
    "a relation there is none of": (put("applicant.relation", "friend"), "applicant.relation", "choice"),
    "an answer that is not asked for": (
        put("applicant.relation_told", "cậu ruột"),
        "applicant.relation_told",
        "hidden",
    ),
    "a section that is not asked for": (put("authorization", {"paper": [FILE]}), "authorization", "hidden"),
    "a field there is none of": (put("applicant.is_admin", True), "applicant.is_admin", "unknown"),
    "a section there is none of": (put("state", {"code": 10}), "state", "unknown"),
    "a value that is worked out": (put("wish.fee", 0), "wish.fee", "unknown"),
    "a prototype": (put("__proto__", {"x": 1}), "__proto__", "unknown"),
    "copies without a whole number": (put("wish.copies", 1.5), "wish.copies", "type"),
    "copies below zero": (put("wish.copies", -1), "wish.copies", "too_small"),
    "too many copies": (put("wish.copies", 21), "wish.copies", "too_large"),
    "copies as a text": (put("wish.copies", "2"), "wish.copies", "type"),
    "a price beyond the bound": (put("wish.price", 100_001), "wish.price", "too_large"),
    "yes or no as a text": (put("wish.urgent", "yes"), "wish.urgent", "type"),
    "one way twice": (put("wish.ways", ["desk", "desk"]), "wish.ways", "twice"),
    "three ways of two": (put("wish.ways", ["desk", "post", "online"]), "wish.ways", "too_many"),
    "a code of another form": (put("wish.plate", "ab123"), "wish.plate", "pattern"),
    "a note without end": (put("wish.said", "x" * 201), "wish.said", "too_long"),
    "a day that is none": (put("child.0.born", "2026-02-30"), "child.0.born", "pattern"),
    "a day in another order": (put("child.0.born", "31/03/2026"), "child.0.born", "pattern"),
    "a birth tomorrow": (put("child.0.born", "2026-05-05"), "child.0.born", "pattern"),
    "an appointment yesterday": (put("wish.on", "2026-05-03"), "wish.on", "pattern"),
    "an account of small letters": (
        put("wish.account", {"bank": "VCB", "number": "abc123", "holder": ABOUT}),
        "wish.account.number",
        "pattern",
    ),
    "a paper that was never sent": (
        put("applicant.relation", "relative") | {"authorization": {"paper": [FILE]}},
        "authorization.paper.0",
        "file",
    ),
    "a paper that is too big": (
        put("applicant.relation", "relative") | {"authorization": {"paper": [FILE | {"size": 2_000_001}]}},
        "authorization.paper.0.size",
        "too_large",
    ),
    "a paper of a type that is not taken": (
        put("applicant.relation", "relative") | {"authorization": {"paper": [FILE | {"type": "image/png"}]}},
        "authorization.paper.0.type",
        "choice",
    ),
}
AS_A_WHOLE: dict[str, Any] = {
    "no JSON": "{",
    "a list": "[]",
    "5,000 groups": json.dumps(put("child", [CHILD] * 5_000)),
    "nested without end": '{"a":' * 50 + "1" + "}" * 50,
    "millions of letters": json.dumps(put("wish.said", "x" * 20_001)),
    "half a letter": '{"applicant": {"name": "\\ud800"}}',
    "a number that is none": '{"wish": {"copies": NaN}}',
}
FILES: dict[str, tuple[bytes, str]] = {
    "a zip bomb": (docx(**{"word/media/0": b"0" * 60_000_000}), "file_broken"),
    "a picture that is an archive": (image() + archive(x=b"x"), "file_broken"),
    "a page that says it is a PDF": (b"<html>%PDF-1.7</html>", "file_type"),
    "a PDF without an end": (PDF[:30], "file_broken"),
}


@pytest.fixture
def held(offered, ask):
    """A draft in which something right is saved."""
    found = begin(ask)
    ask(SAVE, **found, revision=0, answers=json.dumps(whole()))
    return found


def submit(ask: Any, held: dict[str, str], answers: str, locale: str) -> Any:
    return ask(SUBMIT, **held, answers=answers, locale=locale)["submitDossier"]["refusal"]


def survives(ask: Any, held: dict[str, str]) -> None:
    assert json.loads(ask(READ_DRAFT, **held)["draft"]["draft"]["answers"]) == whole()
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("name", AT_A_FIELD)
def test_it_is_told_at_the_field(held, ask, name):
    answers, place, code = AT_A_FIELD[name]
    told = {locale: submit(ask, held, json.dumps(answers), locale) for locale in ("vi", "en")}
    for refusal in told.values():
        assert refusal["reason"] == "INVALID"
        assert (place.split("."), code) in [(error["path"], error["code"]) for error in refusal["errors"]], refusal
    vietnamese, english = ([error["message"] for error in told[locale]["errors"]] for locale in ("vi", "en"))
    assert all(vietnamese) and all(english) and vietnamese != english
    assert told["vi"]["message"] != told["en"]["message"]
    survives(ask, held)


@pytest.mark.parametrize("name", AS_A_WHOLE)
def test_what_is_too_much_or_no_answers_is_told_as_a_whole(held, ask, name):
    told = [submit(ask, held, AS_A_WHOLE[name], locale) for locale in ("vi", "en")]
    assert [each["reason"] for each in told] == ["TOO_BIG"] * 2 and told[0]["message"] != told[1]["message"]
    survives(ask, held)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_another_thing_is_not_taken(held, ask, client, name):
    content, reason = FILES[name]
    answer = upload(client, ask, held, content)
    assert (answer.status_code, answer.json()["reason"]) == (422, reason)
    survives(ask, held)


def test_another_version_of_the_form_is_told(held, ask):
    record.release_form(changed_birth(wish__said={"most": 100}), MAY, "minh")
    assert submit(ask, held, json.dumps(whole()), "vi")["reason"] == "NEW_FORM"
    survives(ask, held)


def test_a_draft_whose_time_is_over_is_told(held, ask, today):
    today(MAY.replace(month=8))
    assert submit(ask, held, json.dumps(whole()), "vi")["reason"] == "EXPIRED"
    survives(ask, held)


def test_the_same_key_with_other_content_is_told(held, ask):
    assert submit(ask, held, json.dumps(whole()), "vi") is None
    assert submit(ask, held, json.dumps(whole(wish={"copies": 3})), "en")["reason"] == "CONFLICT"
    assert Dossier.objects.count() == Draft.objects.count() == 1


def test_there_are_sixty_of_them():
    assert len(AT_A_FIELD) + len(AS_A_WHOLE) + len(FILES) + 3 >= 60
