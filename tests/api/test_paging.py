"""Pages of lists, forwards and backwards, as Relay's clients ask for them."""

import datetime as dt
from itertools import chain

import pytest

from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
PROCEDURES = """query ($first: Int, $after: String, $last: Int, $before: String) {
  list: procedures(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { key: code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
DECISIONS = PROCEDURES.replace("procedures(", "decisions(").replace("key: code", "key: number")


@pytest.fixture
def five(province):
    """Five decisions of one procedure each; the third and the fourth were signed on one day."""
    for number, day in enumerate((5, 4, 3, 3, 1), 1):
        announced(f"{number}/QĐ-UBND", (f"1.00000{number}",), signed_on=dt.date(2024, 3, day), effective_on=APRIL)


LISTS = {
    PROCEDURES: [f"1.00000{n}" for n in range(1, 6)],
    DECISIONS: [f"{n}/QĐ-UBND" for n in (1, 2, 4, 3, 5)],  # of one day, what was announced later stands first
}
both_lists = pytest.mark.parametrize("document", LISTS, ids=["procedures", "decisions"])


@pytest.fixture
def refused(client):
    """The code of the first error."""

    def send(query: str, **variables) -> str:
        body = {"query": query, "variables": variables}
        answer = client.post("/graphql", body, content_type="application/json").json()
        return answer["errors"][0]["extensions"]["code"]

    return send


def keys(page) -> list[str]:
    return [edge["node"]["key"] for edge in page["edges"]]


@both_lists
def test_forth_and_back_show_the_same_rows_in_the_same_order(five, ask, document):
    forth, back, here = [], [], {"first": 2}
    while True:
        page = ask(document, **here)["list"]
        forth.append(keys(page))
        if not page["pageInfo"]["hasNextPage"]:
            break
        here = {"first": 2, "after": page["pageInfo"]["endCursor"]}
    here = {"last": 2}
    while True:
        page = ask(document, **here)["list"]
        back.insert(0, keys(page))
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        here = {"last": 2, "before": page["pageInfo"]["startCursor"]}
    assert list(chain(*forth)) == list(chain(*back)) == LISTS[document]
    assert [len(page) for page in forth] == [2, 2, 1]
    assert [len(page) for page in back] == [1, 2, 2]


@both_lists
def test_both_ends_may_be_given(five, ask, document):
    cursors = [edge["cursor"] for edge in ask(document, first=5)["list"]["edges"]]
    assert keys(ask(document, after=cursors[0], before=cursors[4], last=2)["list"]) == LISTS[document][2:4]
    assert keys(ask(document, after=cursors[0], before=cursors[4], first=2)["list"]) == LISTS[document][1:3]


def test_an_insertion_before_the_page_does_not_move_the_page_before_it(five, ask):
    page = ask(PROCEDURES, last=2)["list"]
    announced("9/QĐ-UBND", ("1.0000025", "1.000009"), effective_on=APRIL, controlled=False)
    before = ask(PROCEDURES, last=3, before=page["pageInfo"]["startCursor"])["list"]
    assert keys(before) == ["1.000002", "1.0000025", "1.000003"]


@both_lists
def test_without_a_size_a_page_has_twenty(five, ask, document):
    assert keys(ask(document)["list"]) == LISTS[document]


@both_lists
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"first": 1, "last": 1}, "BAD_PAGING"),
        ({"last": 101}, "PAGE_SIZE"),
        ({"first": -1}, "PAGE_SIZE"),
        ({"before": "bm90aGluZw=="}, "BAD_CURSOR"),
        ({"after": "ZGVjaXNpb246bm9kYXk="}, "BAD_CURSOR"),
    ],
)
def test_what_cannot_be_a_page_is_refused(five, refused, document, given, code):
    assert refused(document, **given) == code


def test_a_page_that_is_too_long_is_refused_with_both_numbers(client, province):
    body = {"query": "{ procedures(first: 101) { totalCount } }"}
    error = client.post("/graphql", body, content_type="application/json").json()["errors"][0]
    assert error["extensions"] == {"code": "PAGE_SIZE", "value": 101, "limit": 100}
    assert "cursors" in error["message"]


def test_a_cursor_holds_no_number_of_a_row(five, ask):
    import base64

    cursor = ask(DECISIONS, first=1)["list"]["edges"][0]["cursor"]
    assert base64.urlsafe_b64decode(cursor).decode() == "decision:2024-03-05|1-QD-UBND-2024"


@both_lists
@pytest.mark.parametrize("given", [{"first": 100}, {"last": 100}])
def test_a_page_costs_by_its_size_in_either_direction(document, given):
    from graphql import get_operation_ast, parse

    from api.limits import weigh
    from api.schema import schema

    parsed = parse(document)
    weight = weigh(schema.graphql_schema, parsed, get_operation_ast(parsed))
    assert weight.cost(given) > 4 * weight.cost({}) > 4 * weight.cost({"first": 1})
