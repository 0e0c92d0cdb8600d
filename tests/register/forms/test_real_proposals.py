"""For each of 807 real procedures a form is proposed that two independent validators hold for a schema."""

import datetime as dt
import os
from pathlib import Path

import jsonschema_rs
import pytest

from register.answer import in_force
from register.forms.checking import validator
from register.forms.problems import problems
from register.forms.proposing import propose
from register.forms.reading import read_json
from register.forms.schema import compiled, schema_for, ui
from register.forms.writing import to_json
from register.words import ComponentKind
from tests.story.output import printed

REAL = Path(os.environ.get("REAL_PROCEDURES", ""))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(not REAL.is_file(), reason="REAL_PROCEDURES names no file of real procedures"),
]


def test_all_have_a_proposal_that_is_a_schema_to_both_and_asks_for_no_note(db, ajv):
    printed("import_procedures", str(REAL), announce=True)
    answers = in_force()
    assert len(answers) == 807
    asked = cases = 0
    for answer in answers:
        data = answer.edition.data
        form = propose(data)
        assert problems(form) == [], answer.code
        assert read_json(to_json(form).encode()) == form, answer.code
        schema = schema_for(compiled(form), ui(form), dt.date(2026, 11, 27), ["ubnd-xa"])
        jsonschema_rs.meta.validate(schema)
        validator(schema)
        assert ajv(name="proposal", schema=schema) == {"valid": True, "compiled": True}, answer.code
        assert papers_of(form) == to_submit(data), answer.code
        asked += papers_of(form)
        cases += "case" in form.by_key
    assert asked > 3_000
    assert cases > 100


def papers_of(form) -> int:
    return len(form.by_key["papers"].fields) if "papers" in form.by_key else 0


def to_submit(data) -> int:
    """How many papers the text wants, each counted once; notes and what is only shown are none of them."""
    items = [item for group in data["components"] for item in group["items"]]
    return len({" ".join(item["name"].split()).casefold() for item in items if item["kind"] == ComponentKind.SUBMIT})
