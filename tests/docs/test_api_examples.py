"""The examples of docs/api/README.md are answered as they say, and every root field has one."""

import pytest
from django.core.management import call_command

from api.schema import Query
from search.engines import engine_named
from search.synchronize import rebuild
from tools.api_examples import PAGE, ask, examples

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_root_field_has_an_example():
    headings = {line.removeprefix("### ") for line in TEXT.splitlines() if line.startswith("### ")}
    assert headings == {field.name or _camel(name) for name, field in Query._meta.fields.items()}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def test_the_examples_are_answered_as_they_say():
    call_command("load_sample")
    rebuild(engine_named("embedded"))
    told = examples(TEXT)
    assert len(told) > 10
    for query, answer in told:
        assert ask(query) == answer, query
        assert "errors" not in answer, query
