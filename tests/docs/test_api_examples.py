"""The examples of docs/api/README.md are answered as they say, and every root field has one."""

import pytest
from django.core.management import call_command
from graphql import parse, validate

from api.examples import PAGE, examples, tabs
from api.schema import Query, schema
from search.engines import engine_named
from search.synchronize import rebuild
from tools.api_examples import ask

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


def test_graphiql_opens_with_each_example_under_its_name():
    documents = [parse(query) for query in tabs()]
    names = [document.definitions[0].name.value for document in documents]
    assert len(set(names)) == len(examples(TEXT))
    assert names[:3] == ["Procedure", "Procedure2", "Procedure3"]
    assert not any(validate(schema.graphql_schema, document) for document in documents)
