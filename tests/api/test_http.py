"""GraphQL over HTTP: what is taken, what is refused, and that nothing leaks."""

import json

import pytest

from api import limits, view
from api.cursors import encode
from tests.build import announced

pytestmark = pytest.mark.django_db
QUERY = "{ sectors { key } }"


def post(client, body, content_type="application/json", **headers):
    return client.post("/graphql", body, content_type=content_type, headers=headers)


def test_it_answers_post_and_get(province, client):
    assert post(client, json.dumps({"query": QUERY})).json() == {"data": {"sectors": []}}
    assert client.get("/graphql", {"query": QUERY}).json() == {"data": {"sectors": []}}


def test_it_answers_in_the_media_type_that_was_asked_for(province, client):
    response = post(client, json.dumps({"query": QUERY}), accept="application/graphql-response+json")
    assert response["Content-Type"].startswith("application/graphql-response+json")
    assert post(client, json.dumps({"query": QUERY}))["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (" ", "application/json", 400),
        ("{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("[]", "application/json", 400),
        ('{"query": 1}', "application/json", 400),
        ('{"query": "{ sectors { key } }", "extensions": 1}', "application/json", 400),
        ('{"query": "query a { sectors { key } } query b { sectors { key } }"}', "application/json", 400),
        ('{"query": "{ sectors { key } }", "variables": []}', "application/json", 400),
        ('{"query": "{ sectors { key } }", "operationName": 1}', "application/json", 400),
        ("query={sectors{key}}", "application/x-www-form-urlencoded", 415),
        ("x" * (limits.MAX_BODY + 1), "application/json", 413),
    ],
)
def test_a_bad_request_is_told_in_words(province, client, body, content_type, status):
    response = post(client, body, content_type)
    assert response.status_code == status
    assert response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        (
            {"query": "query Q($n: Int) { procedures(first: $n) { totalCount } }", "variables": {"n": "x"}},
            "BAD_USER_INPUT",
        ),
    ],
)
def test_a_document_that_cannot_be_carried_out_is_told_with_a_code(province, client, body, code):
    knows_more = post(client, json.dumps(body), accept="application/graphql-response+json")
    assert knows_more.status_code == 400
    assert "data" not in knows_more.json()
    knows_json_alone = post(client, json.dumps(body))
    assert knows_json_alone.status_code == 200
    for response in (knows_more, knows_json_alone):
        assert response.json()["errors"][0]["extensions"]["code"] == code


def test_a_wrong_argument_is_told_and_names_the_way_out(province, client):
    announced()
    for query, code in (
        ('{ procedure(code: "1.000001", locale: "fr") { code } }', "BAD_LOCALE"),
        ("{ procedures(first: 101) { totalCount } }", "PAGE_SIZE"),
        ('{ procedures(after: "abc") { totalCount } }', "BAD_CURSOR"),
        ('{ searchProcedures(query: "", after: "%%%") { totalCount } }', "BAD_CURSOR"),
    ):
        answer = post(client, json.dumps({"query": query})).json()
        assert answer["errors"][0]["extensions"]["code"] == code


def test_a_fault_shows_no_trace_and_its_number_is_in_the_log(province, client, monkeypatch, caplog):
    from api.queries import procedure

    def broken(*args):
        raise RuntimeError("SELECT secret FROM somewhere")

    monkeypatch.setattr(procedure, "answer", broken)
    response = post(client, json.dumps({"query": '{ procedure(code: "1.000001") { code } }'}))
    (error,) = response.json()["errors"]
    assert "secret" not in response.content.decode()
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["id"] in caplog.text


def test_a_document_is_parsed_and_validated_once(province, client):
    view.parsed.cache_clear()
    for _ in range(3):
        post(client, json.dumps({"query": QUERY}))
    assert view.parsed.cache_info().misses == 1


def test_graphiql_is_there_in_development_only(client, db, settings):
    settings.GRAPHIQL = True
    assert "graphiql" in client.get("/graphql", headers={"accept": "text/html"}).content.decode().lower()
    settings.GRAPHIQL = False
    assert client.get("/graphql", headers={"accept": "text/html"}).status_code == 400


def test_no_cookie_is_set(province, client):
    assert not post(client, json.dumps({"query": QUERY})).cookies


@pytest.mark.parametrize("key", ["abc", "-3", "²", "9" * 5_000])
def test_a_crafted_cursor_of_a_search_is_told_as_one_that_is_not_ours(province, client, key):
    query = f'{{ searchProcedures(query: "", after: "{encode("search", key)}") {{ totalCount }} }}'
    answer = post(client, json.dumps({"query": query})).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


@pytest.mark.parametrize("number", ["²", "x", "9" * 5_000])
def test_a_crafted_cursor_of_the_log_begins_anew_and_is_no_fault(province, client, number):
    query = f'{{ changesSince(cursor: "{encode("log", f"khac/{number}")}") {{ notice }} }}'
    assert post(client, json.dumps({"query": query})).json()["data"]["changesSince"]["notice"] == "CURSOR_RESET"
