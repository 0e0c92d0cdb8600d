"""Answers are held against the published schema; each error stands at its field and says what to do."""

import datetime as dt
import time
from typing import Any

import pytest

from register.forms.checking import Error, check, validator
from register.forms.schema import compiled, schema_for, ui
from tests.register.forms.birth import FILE, answers, birth

DAY = dt.date(2026, 11, 27)
COMMUNES = ["ubnd-phuong-tan-lam", "ubnd-xa-hoa-son"]
FORM = birth()


def held(form=FORM, day=DAY):
    return validator(schema_for(compiled(form), ui(form), day, COMMUNES))


HELD = held()


def errors(given: Any) -> list[Error]:
    return check(given, FORM, HELD)


def found(given: Any) -> list[tuple[str, str]]:
    return [(".".join(map(str, each.path)), each.code) for each in errors(given)]


def test_good_answers_have_no_error():
    assert found(answers()) == []


def test_so_have_answers_that_use_every_field():
    everything = answers(
        applicant__email="hoa@lamson.example",
        applicant__relation="other",
        applicant__relation_told="Hàng xóm",
        applicant__home={"province": "Hà Nội", "commune": "phường Ba Đình", "detail": "Số 1"},
        authorization={"paper": [FILE]},
        wish={
            "urgent": True,
            "copies": 3,
            "weight": 3.25,
            "price": 8_000,
            "ways": ["post", "online"],
            "plate": "BV123",
            "said": "Dòng một.\nDòng hai.",
            "on": "2026-11-27",
            "account": {"bank": "Ngân hàng A", "number": "0123456789", "holder": "Lê Thị Hoa"},
        },
        child=[{"name": "Lê Minh An", "born": "2026-11-27", "abroad": True, "country": "Lào", "gift": 0}] * 3,
    )
    assert found(everything) == []


@pytest.mark.parametrize(
    ("changed", "place", "code"),
    [
        ({"applicant__name": ...}, "applicant.name", "missing"),
        ({"applicant__name": ""}, "applicant.name", "too_short"),
        ({"applicant__name": "Hoa <b>"}, "applicant.name", "pattern"),
        ({"applicant__name": "Hoa\n"}, "applicant.name", "pattern"),
        ({"applicant__name": "x" * 101}, "applicant.name", "too_long"),
        ({"applicant__name": 7}, "applicant.name", "type"),
        ({"applicant__name": None}, "applicant.name", "type"),
        ({"applicant__id_number": "00119001234"}, "applicant.id_number", "pattern"),
        ({"applicant__id_number": "003190012345"}, "applicant.id_number", "pattern"),  # no province has 003
        ({"applicant__id_number": "001490012345"}, "applicant.id_number", "pattern"),  # born in the 22nd century
        ({"applicant__id_number": "001227012345"}, "applicant.id_number", "pattern"),  # born next year
        ({"applicant__id_number": "００1190012345"}, "applicant.id_number", "pattern"),  # digits of another script
        ({"applicant__phone": "113"}, "applicant.phone", "pattern"),
        ({"applicant__email": "hoa@lamson"}, "applicant.email", "pattern"),
        ({"applicant__home": "Lam Sơn"}, "applicant.home", "type"),
        (
            {"applicant__home": {"province": "ubnd-tinh", "commune": "xã đã sáp nhập", "detail": "x"}},
            "applicant.home.commune",
            "choice",
        ),
        ({"applicant__home": {"province": "ubnd-tinh", "detail": "x"}}, "applicant.home.commune", "missing"),
        ({"applicant__relation": "uncle"}, "applicant.relation", "choice"),
        ({"applicant__relation": "other", "authorization": {"paper": [FILE]}}, "applicant.relation_told", "missing"),
        ({"applicant__relation_told": "x"}, "applicant.relation_told", "hidden"),
        ({"applicant__relation": "relative"}, "authorization", "missing"),
        ({"authorization": {"paper": [FILE]}}, "authorization", "hidden"),
        ({"applicant__hint": "x"}, "applicant.hint", "unknown"),
        ({"applicant__<script>": "x"}, "applicant.<script>", "unknown"),
        ({"unknown": {}}, "unknown", "unknown"),
        ({"wish": ...}, "wish", "missing"),
        ({"wish": {"copies": 1.5}}, "wish.copies", "type"),
        ({"wish": {"copies": -1}}, "wish.copies", "too_small"),
        ({"wish": {"copies": True}}, "wish.copies", "type"),
        ({"wish": {"copies": "3"}}, "wish.copies", "type"),
        ({"wish": {"weight": 9.1}}, "wish.weight", "too_large"),
        ({"wish": {"price": 100_001}}, "wish.price", "too_large"),
        ({"wish": {"fee": 8_000}}, "wish.fee", "unknown"),  # computed: never taken from outside
        ({"wish": {"ways": []}}, "wish.ways", "too_few"),
        ({"wish": {"ways": ["post", "post"]}}, "wish.ways", "twice"),
        ({"wish": {"ways": ["post", "online", "desk"]}}, "wish.ways", "too_many"),
        ({"wish": {"ways": ["pigeon"]}}, "wish.ways.0", "choice"),
        ({"wish": {"plate": "BV12"}}, "wish.plate", "pattern"),
        ({"wish": {"plate": "xBV123"}}, "wish.plate", "pattern"),
        ({"wish": {"said": "x" * 201}}, "wish.said", "too_long"),
        ({"wish": {"said": "   "}}, "wish.said", "pattern"),
        ({"wish": {"said": "a\x00b"}}, "wish.said", "pattern"),
        ({"wish": {"on": "2026-11-26"}}, "wish.on", "pattern"),
        ({"wish": {"on": "2027-02-29"}}, "wish.on", "pattern"),
        ({"wish": {"urgent": True}}, "wish.on", "missing"),
        ({"wish": {"ways": ["desk"], "account": {}}}, "wish.account", "hidden"),
        ({"wish": {"account": {"bank": "A", "number": "12", "holder": "Hoa"}}}, "wish.account.number", "pattern"),
        ({"child": []}, "child", "too_few"),
        ({"child": [{"name": "An", "born": "2026-11-27"}] * 4}, "child", "too_many"),
        ({"child": [{"name": "An", "born": "2026-11-28"}]}, "child.0.born", "pattern"),
        ({"child": [{"name": "An", "born": "1799-01-01"}]}, "child.0.born", "pattern"),
        ({"child": [{"name": "An", "born": "2026-01-01", "abroad": True}]}, "child.0.country", "missing"),
        ({"child": [{"name": "An", "born": "2026-01-01", "country": "Lào"}]}, "child.0.country", "hidden"),
        ({"wish": {"urgent": True, "on": "2026-12-01"}}, "child.0.country", "missing"),
        ({"child": {"name": "An"}}, "child", "type"),
        ({"oath__agreed": False}, "oath.agreed", "agree"),
        ({"oath__agreed": ...}, "oath.agreed", "missing"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(changed, place, code):
    told = dict(found(answers(**changed)))
    assert told.get(place) == code, told


@pytest.mark.parametrize(
    ("changed", "place", "code"),
    [
        ({"size": 2_000_001}, "authorization.paper.0.size", "too_large"),
        ({"size": 0}, "authorization.paper.0.size", "too_small"),
        ({"type": "image/svg+xml"}, "authorization.paper.0.type", "choice"),
        ({"type": "image/png"}, "authorization.paper.0.type", "choice"),
        ({"id": "../../etc/passwd"}, "authorization.paper.0.id", "pattern"),
        ({"name": "a\nb"}, "authorization.paper.0.name", "pattern"),
        ({"path": "/"}, "authorization.paper.0.path", "unknown"),
    ],
)
def test_so_is_what_is_wrong_with_a_file(changed, place, code):
    given = answers(applicant__relation="relative", authorization={"paper": [FILE | changed]})
    assert found(given) == [(place, code)]


def test_all_errors_are_told_at_once_in_the_order_of_the_form():
    given = answers(applicant__name=..., oath__agreed=False, wish={"copies": -1}, child=[{"born": "2026-01-01"}])
    assert [place for place, _code in found(given)] == ["applicant.name", "wish.copies", "child.0.name", "oath.agreed"]


def test_every_error_says_in_both_languages_what_to_do_and_repeats_no_answer():
    given = answers(applicant__name="Bí-mật-7", applicant__id_number="003190012345", wish={"price": 100_001})
    told = {".".join(map(str, each.path)): each.told for each in errors(given)}
    assert told["wish.price"] == {
        "vi": "“Lệ phí một bản sao” nhiều nhất là 100.000 đồng.",
        "en": "“LỆ PHÍ MỘT BẢN SAO” may be 100,000 VND at most.",
    }
    assert told["applicant.id_number"]["vi"].startswith("Số định danh: hãy ghi đủ 12 số")
    assert told["applicant.id_number"]["en"].startswith("SỐ ĐỊNH DANH: write all 12 digits")
    assert "Bí" not in str(told) and "003190012345" not in str(told)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_no_sentence_of_one_language_stands_in_the_other(locale):
    """Labels are upper case in English here, so what is left in Vietnamese letters is ours, and wrong."""
    wrong = [
        answers(applicant={}, child=[], wish={}, oath={}),
        answers(applicant__name="7", applicant__phone="1", applicant__email="x", applicant__id_number="1"),
        answers(
            wish={"copies": -1, "weight": 10, "price": 1.5, "ways": [], "plate": "x", "said": 3, "on": "x", "urgent": 3}
        ),
        answers(wish={"ways": ["x", "x", "x"], "said": "x" * 201, "account": {"bank": "", "number": "", "holder": ""}}),
        answers(
            applicant__relation="other", applicant__relation_told="x", authorization={"paper": [{}, {"type": "x"}]}
        ),
        answers(applicant__relation="x", applicant__home={}, authorization={}, unknown=1, child=3, wish=3),
        answers(child=[{}] * 501),
        answers(applicant__name="x" * 30_000),
        answers(wish={"copies": float("inf")}),
    ]
    told = [each.told[locale] for given in wrong for each in errors(given)]
    assert len(told) > 40
    for sentence in told:
        ours = "".join(part for place, part in enumerate(sentence.replace("”", "“").split("“")) if place % 2 == 0)
        if locale == "en":
            ours = " ".join(word for word in ours.split() if word.upper() != word)
            assert ours.isascii(), sentence
        assert sentence.endswith(".") or "…" in sentence or "”" in sentence, sentence


def deep() -> Any:
    value: Any = "x"
    for _ in range(100_000):
        value = [value]
    return value


HOSTILE = {
    "groups": lambda: answers(child=[{"name": "An", "born": "2026-01-01"}] * 5_000),
    "depth": lambda: answers(wish={"said": deep()}),
    "letters": lambda: answers(wish={"said": "x" * 5_000_000}),
    "keys": lambda: answers(wish={f"k{number}": 1 for number in range(200_000)}),
    "values": lambda: answers(child=[{f"k{number}": [1] * 400 for number in range(400)}] * 300),
    "infinite": lambda: answers(wish={"weight": float("inf")}),
    "nan": lambda: answers(wish={"weight": float("nan")}),
    "huge": lambda: answers(wish={"copies": 10**400}),
    "surrogate": lambda: answers(wish={"said": "a\ud800"}),
    "surrogate key": lambda: answers(wish={"\ud800": "a"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_no_form_asks_for_is_refused_cheaply(kind):
    given = HOSTILE[kind]()
    began = time.perf_counter()
    told = errors(given)
    assert told and len(told) <= 200
    assert time.perf_counter() - began < 0.5
    str(told).encode("utf-8")


def test_a_pattern_that_others_choke_on_is_held_against_in_linear_time():
    form = birth(wish__plate={"pattern": "(?:a+)+b", "most": 2_000})
    began = time.perf_counter()
    assert check(answers(wish={"plate": "a" * 2_000}), form, held(form))
    assert time.perf_counter() - began < 0.5


def test_units_ids_and_dates_are_those_of_the_day():
    later = held(day=dt.date(2027, 1, 1))
    given = answers(applicant__id_number="001227012345", child=[{"name": "An", "born": "2027-01-01"}])
    assert check(given, FORM, later) == []
    assert [place for place, _code in found(given)] == ["applicant.id_number", "child.0.born"]


@pytest.mark.parametrize(
    "day", [dt.date(2026, 1, 1), dt.date(2029, 12, 31), dt.date(2030, 10, 9), dt.date(2099, 9, 30)]
)
def test_a_past_day_is_today_or_before_and_a_future_one_today_or_after(day):
    of_day = held(day=day)
    for days in (-400, -31, -1, 0, 1, 31, 400):
        told = str(day + dt.timedelta(days=days))
        wrong = {
            each.path for each in check(answers(wish={"on": told}, child=[{"name": "An", "born": told}]), FORM, of_day)
        }
        assert (("child", 0, "born") in wrong) == (days > 0), told
        assert (("wish", "on") in wrong) == (days < 0), told
