"""Arguments as machines send them: explicit nulls, and texts that name nothing."""

import datetime as dt

import pytest
from graphql import GraphQLObjectType, Undefined

from api.schema import schema
from tests.build import announced

pytestmark = pytest.mark.django_db

REQUIRED = {
    "query": '"khai sinh"',
    "prefix": '"kha"',
    "code": '"1.000001"',
    "number": '"1/QĐ-UBND"',
    "id": '"x"',
    "path": '"x"',
    "token": '"x"',
    "version": '"1.000001/1"',
    "answers": '"{}"',
    "procedureCode": '"1.000001"',
    "lookUpCode": '"7K2M-9QXC-4TBD"',
}


def with_defaults() -> list[tuple[str, str]]:
    query = schema.graphql_schema.query_type
    assert isinstance(query, GraphQLObjectType)
    return [
        (name, argument)
        for name, field in query.fields.items()
        for argument, found in field.args.items()
        if found.default_value not in (Undefined, None)
    ]


@pytest.mark.parametrize(("field", "argument"), with_defaults())
def test_an_explicit_null_means_the_default(province, ask, field, argument):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=dt.date(2024, 4, 1))
    known = schema.graphql_schema.query_type.fields[field]
    needed = [f"{name}: {REQUIRED[name]}" for name in known.args if name in REQUIRED and name != argument]
    told, plain = ", ".join([*needed, f"{argument}: null"]), ", ".join(needed)
    query = "{{ found: {}{} {{ __typename }} }}"
    assert ask(query.format(field, f"({told})")) == ask(query.format(field, f"({plain})" if plain else ""))


@pytest.mark.parametrize("number", ["", " ", "…", "số", "///"])
def test_a_number_without_letter_or_digit_names_no_decision(province, ask, number):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=dt.date(2024, 4, 1))
    query = (
        "query ($number: String!) { decision(number: $number) { number } decisions(number: $number) { totalCount } }"
    )
    assert ask(query, number=number) == {"decision": None, "decisions": {"totalCount": 0}}
