"""Exactly so many queries, whatever the size of the page. A new one must be wanted."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql_relay import to_global_id as gid

from api.schema import schema
from cms.pages import read as pages_read
from cms.pages.models import ContentPage
from dossiers import switching
from register import clock, record
from register.kept import forget_all
from register.words import ServiceKind
from search import popularity, usage, vocabulary, wording
from search.engines import engine_named
from search.synchronize import rebuild
from tests.build import announced
from tests.pages.conftest import site  # noqa: F401 - a fixture
from tests.register.forms.birth import BIRTH

pytestmark = pytest.mark.django_db

SIGNED = dt.date(2024, 3, 1)
APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
FACTS = """code name state levels { level state } services { kind level decisionNumber }
  guide { summary notWhen { procedure { name } } sample { url } }
  edition { key change decision { number issuer { name } }
  content { sector { name } methods { channel fees { amount { dong } } } related { code name }
  agencies { agency { name } } } }"""
NESTED = """history(first: 2) { name content { related { name } } decision { number editions(first: 2) { code name
    successors { name } } } } changes(from: "2023-01-01") { differences { label } } replacedBy { name }
    related(first: 3) { code name } levels { edition { decision { number editions(first: 1) { code } } } }"""
# What is asked, in how many queries by a process that has just begun, and by one that has answered the same before.
QUERIES = {
    "procedure": ('{ procedure(code: "1.000001") { %s } }' % FACTS, 15, 1),
    "procedure and all below": ('{ procedure(code: "1.000001") { %s } }' % NESTED, 28, 11),
    "procedures": ("{ procedures(first: %%d) { edges { node { %s } } } }" % FACTS, 18, 1),
    "procedures counted": ("{ procedures(first: %d) { totalCount edges { node { code } } } }", 12, 1),
    "procedures of a level": (
        "{ procedures(first: %d, filter: {levels: [COMMUNE]}) { edges { node { code } } } }",
        9,
        1,
    ),
    "procedures and all below": ("{ procedures(first: %%d) { edges { node { %s } } } }" % NESTED, 31, 11),
    "search": ('{ searchProcedures(query: "dang ky", first: %%d) { edges { node { %s } } } }' % FACTS, 23, 1),
    "decision": (
        '{ decision(number: "50-QD-UBND") { number issuer { name } editions(first: %d) { content { related { name }'
        " } } } }",
        13,
        6,
    ),
    "decisions": ("{ decisions(first: %d) { totalCount edges { node { number issuer { name } } } } }", 5, 3),
    "decisions and all below": (
        "{ decisions(first: %d) { edges { node { editions(first: 3) { code content { related { name } }"
        " decision { number editions(first: 1) { name } } } } } } }",
        13,
        8,
    ),
    "intakeForm": ('{ intakeForm(procedureCode: "1.000001") { version from schema ui } }', 6, 1),
    "checkAnswers": (r'{ checkAnswers(version: "1.000001/1", answers: "{}") { path code message } }', 6, 2),
    "filing": ('{ filing(procedureCode: "1.000001") { guests places { level byCommune agencyKey } } }', 12, 2),
    "loginOffered": ("{ loginOffered }", 0, 0),
    "sectors": ("{ sectors { key name procedureCount } }", 6, 1),
    "agencies": ("{ agencies { key name parentKey desk { address fromOn } } }", 5, 2),
    "communes": ('{ communes(called: "lam", first: %d) { key name formerly desk { address } } }', 5, 1),
    "procedure and who receives it": (
        '{ procedure(code: "1.000001") { atCommuneDesk desks { name desk { address } } } }',
        10,
        1,
    ),
    "suggest": ('{ suggest(prefix: "dang k", first: %d) { kind key text } }', 11, 1),
    "recentChanges": (
        "{ recentChanges(first: %d) { totalCount edges { node { on edition { code name decision { number } } } } } }",
        5,
        3,
    ),
    "recentChanges of a sector": ('{ recentChanges(sector: "ho-tich", first: %d) { edges { node { kind } } } }', 5, 3),
    "procedures by name": ("{ procedures(sort: NAME, first: %d) { edges { node { code } } } }", 9, 1),
    "decisions of a sector": ('{ decisions(sector: "ho-tich", first: %d) { edges { node { number } } } }', 2, 2),
    "agencies of a sector": ('{ agencies(sector: "ho-tich") { key } }', 8, 1),
    "changesSince": ("{ changesSince(first: %d) { changes { number codes } cursor hasMore } }", 2, 2),
    "page": (
        '{ page(path: "huong-dan/nop-truc-tuyen") { ... on Page { title crumbs { path } image { alt } } } }',
        14,
        3,
    ),
    "pages": (
        "{ pages(first: %d) { totalCount edges { node { path title crumbs { path } body { __typename } } } } }",
        14,
        3,
    ),
    "lifeSituations": ("{ lifeSituations { title lead body { __typename } } }", 14, 3),
    "menu": ("{ menu { path title } }", 12, 1),
    "siteNotice": ("{ siteNotice { text } }", 1, 1),
    "node, a procedure": (
        '{ node(id: "%s") { id ... on Procedure { %s } } }' % (gid("Procedure", "1.000001|2024-04-01|vi"), FACTS),
        15,
        1,
    ),
    "node, an edition": (
        '{ node(id: "%s") { id ... on Edition { name decision { number } } } }'
        % gid("Edition", "1.000001@1-QD-UBND-2024|2024-04-01|vi"),
        4,
        4,
    ),
    "node, a decision": (
        '{ node(id: "%s") { id ... on Decision { number } } }' % gid("Decision", "1-QD-UBND-2024|2024-04-01|vi"),
        2,
        2,
    ),
    "node, a page": (
        '{ node(id: "%s") { id ... on Page { title } } }' % gid("Page", "huong-dan/nop-truc-tuyen|vi"),
        14,
        3,
    ),
}


def test_every_root_field_is_counted():
    asked = " ".join(query for query, *_counts in QUERIES.values())
    fields = schema.graphql_schema.query_type.fields
    # tests/cms/test_preview.py, tests/cms/test_form_preview.py, tests/following/test_asking.py, tests/api/filing/
    counted_elsewhere = {"preview", "formPreview", "following", "draft", "dossier", "me"}
    assert [name for name in fields if f"{{ {name}" not in asked and name not in counted_elsewhere] == []


def forget_everything() -> None:
    """As in a process that has answered nothing yet."""
    forget_all()
    pages_read.forget()
    for each in (vocabulary, wording, popularity, usage):
        each.forget()


@pytest.mark.parametrize("name", QUERIES)
def test_the_number_of_queries_is_exact_and_independent_of_the_page(province, site, client, name, settings):  # noqa: F811
    settings.FILING_GUESTS = True
    for n in range(1, 13):
        kind = "life_event" if n == 12 else "news"
        site.section.add_child(instance=ContentPage(title=f"Tin {n}", slug=f"tin-{n}", kind=kind))
    site.guide.save_revision().publish()
    codes = tuple(f"1.0000{n:02}" for n in range(1, 13))
    for n, code in enumerate(codes, 1):
        announced(f"{n}/QĐ-UBND", (code,), effective_on=APRIL, related=["1.000002"], name="Đăng ký", signed_on=SIGNED)
    announced(
        "50/QĐ-UBND", codes, effective_on=MAY, name="Đăng ký", related=["2.000001"], change="amended", signed_on=SIGNED
    )
    announced("51/QĐ-UBND", ("2.000001",), effective_on=APRIL, signed_on=SIGNED)
    for code in (*codes, "2.000001"):
        leads_to = codes[int(code[-2:]) % 12]  # each to another one
        record.release_guide(code, "vi", {"summary": "x", "not_when": [{"text": "x", "code": leads_to}]}, "minh")
    for kind in ServiceKind:
        record.release_service_list(kind, dict.fromkeys(codes, ()), "60/QĐ-UBND", SIGNED, APRIL, "minh")
    record.release_form(BIRTH, clock.today(), "minh")
    switching.switch("province", "", True, "minh")
    rebuild(engine_named("embedded"))
    query, cold, warm = QUERIES[name]
    counts = []
    for size in (2, 10) if "%d" in query else (None,):
        body = json.dumps({"query": query % size if size else query})
        forget_everything()
        for _ in ("cold", "warm"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post("/graphql", body, content_type="application/json").json()
            assert "errors" not in answer
            assert None not in answer["data"].values()
            counts.append(len(queries))
    assert counts == [cold, warm] * (len(counts) // 2)


def test_all_procedures_in_force_on_a_day_come_in_a_constant_number_of_queries(province, django_assert_num_queries):
    from register.answer import in_force, overview

    announced("1/QĐ-UBND", tuple(f"1.0000{n:02}" for n in range(1, 41)), effective_on=APRIL)
    overview()
    with django_assert_num_queries(3):
        assert len(in_force()) == 40
