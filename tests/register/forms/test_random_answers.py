"""The server and ajv, which checks in browsers, say the same of 400 random answers: the verdict, and every path."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.forms.checking import check, faults, validator
from register.forms.schema import compiled, schema_for, ui
from tests.register.forms.birth import birth
from tests.register.forms.random_answers import beyond, valid

pytestmark = pytest.mark.slow

FORM, DAY, COMMUNES = birth(), dt.date(2026, 11, 27), ["ubnd-phuong-tan-lam", "ubnd-xa-hoa-son"]
SCHEMA = schema_for(compiled(FORM), ui(FORM), DAY, COMMUNES)
HELD = validator(SCHEMA)
many = settings(
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture(scope="module", autouse=True)
def _schema(ajv):
    assert ajv(name="birth", schema=SCHEMA) == {"valid": True, "compiled": True}


def paths(answers, ajv) -> set[tuple[str, ...]]:
    """Where the errors stand, which both must say alike."""
    ours = {tuple(map(str, path)) for path, _code, _limit in faults(answers, HELD)}
    theirs = ajv(name="birth", answers=answers)
    assert theirs.get("valid") == (not ours), (theirs, ours)
    assert {tuple(path) for path in theirs["paths"]} == ours
    return ours


@many
@given(answers=valid(FORM, DAY, COMMUNES))
def test_both_take_valid_answers(ajv, answers):
    assert paths(answers, ajv) == set()
    assert check(answers, FORM, HELD) == []


@many
@given(pair=beyond(FORM, DAY, COMMUNES))
def test_both_refuse_a_step_beyond_a_boundary_and_say_where(ajv, pair):
    answers, path = pair
    assert tuple(map(str, path)) in paths(answers, ajv)
    assert check(answers, FORM, HELD)


KEYS = st.sampled_from(["applicant", "wish", "child", "urgent", "ways", "x"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@many
@given(answers=ANYTHING)
def test_both_say_the_same_of_what_is_no_answer_at_all(ajv, answers):
    paths(answers, ajv)
