"""Hostile documents are refused as early as bytes, tokens or structure tell; honest ones pass."""

import json
import re

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse
from graphql.language.parser import Parser

from api import limits, persisted, view
from api.schema import schema

pytestmark = pytest.mark.django_db

LONG = "{" + " ".join(f"a{n}: sectors {{ key }}" for n in range(10_000)) + "}"
NESTED = "{ sectors " + "{ name " * 1_000 + "}" * 1_000 + "}"
ALIASES = "{" + " ".join(f"a{n}: sectors {{ key }}" for n in range(limits.MAX_ALIASES + 1)) + "}"
DIRECTIVES = "{ sectors { key " + "@include(if: true) " * (limits.MAX_DIRECTIVES + 1) + "} }"
REPEATED = "{" + " sectors { key }" * 500 + "}"
SPREADS = "{ sectors {" + " ...F" * 500 + "} } fragment F on Sector { key }"
INLINE = "{ sectors {" + " ... on Sector { key }" * 500 + "} }"
IN_EACH_FRAGMENT = (
    "{ sectors { ...F0 } } "
    + " ".join(f"fragment F{n} on Sector {{ key ...F{n + 1} }}" for n in range(30))
    + " fragment F30 on Sector { key }"
)
IN_THREE_LEVELS = "{" + ("procedures { " + ("edges { " + "node { name } " * 3 + "} ") * 3 + "} ") * 3 + "}"
DOUBLING = (
    "{ sectors { ...F0 } } "
    + " ".join(f"fragment F{n} on Sector {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    + " fragment F60 on Sector { key }"
)
CYCLE = "{ sectors { ...A } } fragment A on Sector { ...B } fragment B on Sector { ...A }"
CIRCULAR = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
PAGES = """{ procedures(first: 100) { edges { node { code related(first: 100) { code name }
    edition { content { methods { channel description limits { text case duration { value unit } statutory { value } }
    fees { kind case amount { dong } rule act fromOn untilOn area } } components { case items { name note kind
    originals copies form { name url } } } steps { title text } legalBasis { number title } } } } } } }"""


def refused(client, query: str, **more) -> dict:
    answer = client.post("/graphql", json.dumps({"query": query, **more}), content_type="application/json").json()
    assert "data" not in answer
    return answer["errors"][0]


@pytest.fixture
def parsing(monkeypatch):
    """How many documents reached the parser."""
    reached = []
    monkeypatch.setattr(view, "parse", lambda *args, **more: reached.append(1) or parse(*args, **more))
    view.parsed.cache_clear()
    return reached


@pytest.mark.parametrize(
    ("query", "code"), [(LONG, "DOCUMENT_TOO_LONG"), (NESTED, "TOO_DEEP"), ("{" * 90_000, "TOO_MANY_TOKENS")]
)
def test_what_tokens_and_brackets_tell_is_refused_before_parsing(client, parsing, query, code):
    assert refused(client, query)["extensions"]["code"] == code
    assert parsing == []


def test_a_body_of_five_megabytes_is_refused_by_its_length(client, parsing):
    response = client.post("/graphql", "x" * 5_000_000, content_type="application/json")
    assert response.status_code == 413
    told = response.json()["errors"][0]["extensions"]
    assert told == {"code": "BODY_TOO_LARGE", "value": 5_000_000, "limit": limits.MAX_BODY}
    assert parsing == []


@pytest.mark.parametrize(
    ("query", "code", "limit"),
    [
        (ALIASES, "TOO_MANY_ALIASES", limits.MAX_ALIASES),
        (DIRECTIVES, "TOO_MANY_DIRECTIVES", limits.MAX_DIRECTIVES),
        (REPEATED, "TOO_MANY_REPEATS", limits.MAX_REPEATS),
        (SPREADS, "TOO_MANY_REPEATS", limits.MAX_REPEATS),
        (INLINE, "TOO_MANY_REPEATS", limits.MAX_REPEATS),
        (IN_EACH_FRAGMENT, "TOO_MANY_REPEATS", limits.MAX_MERGED),
        (IN_THREE_LEVELS, "TOO_MANY_REPEATS", limits.MAX_MERGED),
        (CIRCULAR, "TOO_DEEP", limits.MAX_INTROSPECTION),
    ],
)
def test_what_the_structure_tells_is_refused_before_validation(client, monkeypatch, query, code, limit):
    monkeypatch.setattr(view, "validate", lambda *_args, **_more: pytest.fail("was validated"))
    view.parsed.cache_clear()
    error = refused(client, query)
    assert error["extensions"]["code"] == code
    assert error["extensions"]["limit"] == limit
    assert error["extensions"]["value"] > limit
    assert str(limit) in error["message"]


def test_a_cycle_of_fragments_is_refused(client):
    assert refused(client, CYCLE)["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_fragments_that_double_are_weighed_without_being_walked_twice(client):
    assert refused(client, DOUBLING)["extensions"]["code"] == "TOO_COSTLY"


def test_pages_multiply_what_they_hold(client):
    error = refused(client, PAGES)
    assert error["extensions"]["code"] == "TOO_COSTLY"
    assert error["extensions"]["value"] > limits.MAX_COST


def test_the_length_of_a_page_in_a_variable_counts_as_well(client, province):
    query = PAGES.replace("{ procedures(first: 100)", "query Q($n: Int = 100) { procedures(first: $n)", 1)
    assert refused(client, query)["extensions"]["code"] == "TOO_COSTLY"
    assert refused(client, query, variables={"n": 90})["extensions"]["code"] == "TOO_COSTLY"
    answer = client.post(
        "/graphql", json.dumps({"query": query, "variables": {"n": 5}}), content_type="application/json"
    ).json()
    assert "errors" not in answer


def test_a_string_may_hold_any_brackets(client, province):
    query = 'query { searchProcedures(query: "' + "{[(" * 100 + '") { totalCount } }'
    assert "errors" not in client.post("/graphql", {"query": query}, content_type="application/json").json()


def test_an_answer_that_takes_too_long_is_ended(client, province, monkeypatch):
    monkeypatch.setattr(limits, "MAX_SECONDS", -1.0)
    answer = client.post(
        "/graphql", {"query": "{ procedures { edges { node { code } } } }"}, content_type="application/json"
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_SLOW"


@pytest.mark.parametrize(
    "document", persisted.documents().values(), ids=lambda text: re.search(r"(?:query|mutation) (\w+)", text)[1]
)
def test_the_portals_own_documents_pass(document):
    limits.look_at_text(document)
    asked = parse(document)
    limits.look_at_structure(asked)
    for operation in (each for each in asked.definitions if isinstance(each, OperationDefinitionNode)):
        limits.look_at_cost(limits.weigh(schema.graphql_schema, asked, operation), {"first": 100})


def test_graphiql_can_ask_for_the_schema(client, db):
    assert (
        "errors"
        not in client.post("/graphql", {"query": get_introspection_query()}, content_type="application/json").json()
    )


def test_the_schema_is_not_told_where_that_is_switched_off(client, db, settings):
    settings.INTROSPECTION = False
    view.parsed.cache_clear()
    error = refused(client, "{ __schema { types { name } } }")
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    view.parsed.cache_clear()


def test_tokens_are_counted_as_the_parser_counts_them():
    for text in persisted.documents().values():
        counted = sum(1 for _ in limits.TOKEN.finditer(limits.STRINGS.sub('"', text)))
        parser = Parser(text)
        parser.parse_document()
        assert counted == parser.token_count


CHAIN = (
    "{ sectors { ...F0 } } "
    + " ".join(f"fragment F{n} on Sector {{ ...F{n + 1} }}" for n in range(470))
    + " fragment F470 on Sector { key }"
)
DOUBLED_PAGES = (
    "query ($n: Int = 1) { procedures(first: 1) { edges { node { ...F0 } } } } "
    + " ".join(f"fragment F{n} on Procedure {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    + " fragment F60 on Procedure { related(first: $n) { code } }"
)


def test_a_long_chain_of_fragments_is_refused_and_no_fault(client):
    assert refused(client, CHAIN)["extensions"]["code"] == "TOO_MANY_FRAGMENTS"


def test_pages_doubled_by_fragments_are_weighed_in_steps_and_refused(client):
    assert refused(client, DOUBLED_PAGES)["extensions"]["code"] == "TOO_COSTLY"


@pytest.mark.parametrize("size", [100, 100.0, "100"])
def test_a_page_weighs_what_its_variable_means_however_it_is_written(size):
    document = parse("query ($n: Int = 1) { procedures(first: $n) { edges { node { code name } } } }")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert limits.weigh(schema.graphql_schema, document, operation).cost({"n": size}) > 300


def test_a_string_without_its_end_is_looked_at_once():
    """Twice as long takes twice the steps; tried anew at each quote it took four times."""
    taken = limits.STRINGS.match('"' + '\\"' * 1_000)
    assert taken and taken.end() == 2_001
    limits.look_at_text('{ a(b: "' + '\\"' * 40_000)


@pytest.mark.parametrize(
    "variables", [{"c": "\ud800"}, {"f": {"\ud800": 1}}], ids=["half a character as value", "and as key"]
)
def test_half_a_character_in_the_variables_is_a_mistake_and_no_fault(client, variables):
    query = """query ($c: SearchSort, $f: ProcedureFilter) {
      procedures(filter: $f, first: 1) { totalCount } searchProcedures(query: "x", sort: $c) { totalCount }
    }"""
    response = client.post(
        "/graphql", json.dumps({"query": query, "variables": variables}), content_type="application/json"
    )
    assert response.status_code < 500
    assert response.json()["errors"]
