"""Exactly so many queries, whatever the size of the page. A new one must be wanted."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.schema import schema
from cms.pages.models import ContentPage
from register import record
from register.kept import forget_all
from search.engines import engine_named
from search.synchronize import rebuild
from tests.build import announced
from tests.pages.conftest import site  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
FACTS = """code name state levels { level state }
  guide { summary notWhen { procedure { name } } sample { url } }
  edition { key change decision { number issuer { name } }
  content { sector { name } methods { channel fees { amount { dong } } } related { code name }
  agencies { agency { name } } } }"""
QUERIES = {
    "procedure": ('{ procedure(code: "1.000001") { %s } }' % FACTS, 1),
    "procedures": ("{ procedures(first: %%d) { totalCount edges { node { %s } } } }" % FACTS, 1),
    "search": ('{ searchProcedures(query: "dang ky", first: %%d) { edges { node { %s } } } }' % FACTS, 1),
    "decision": ('{ decision(number: "1-QD-UBND") { number issuer { name } editions { code name } } }', 6),
    "decisions": ("{ decisions(first: %d) { totalCount edges { node { number issuer { name } } } } }", 3),
    "sectors": ("{ sectors { key name procedureCount } }", 1),
    "agencies": ("{ agencies { key name parentKey } }", 2),
    "suggest": ('{ suggest(prefix: "dang k", first: %d) { kind key text } }', 1),
    "changesSince": ("{ changesSince(first: %d) { changes { number codes } cursor hasMore } }", 2),
    "page": ('{ page(path: "huong-dan/nop-truc-tuyen") { ... on Page { title crumbs { path } image { alt } } } }', 3),
    "pages": (
        "{ pages(first: %d) { totalCount edges { node { path title crumbs { path } body { __typename } } } } }",
        3,
    ),
    "menu": ("{ menu { path title } }", 1),
    "siteNotice": ("{ siteNotice { text } }", 1),
    "node": ('{ node(id: "UHJvY2VkdXJlOjEuMDAwMDAxfDIwMjQtMDQtMDF8dmk=") { id ... on Procedure { %s } } }' % FACTS, 1),
}


def test_every_root_field_is_counted():
    asked = " ".join(query for query, _count in QUERIES.values())
    fields = schema.graphql_schema.query_type.fields
    counted_elsewhere = {"preview"}  # tests/cms/test_preview.py
    assert [name for name in fields if f"{{ {name}" not in asked and name not in counted_elsewhere] == []


@pytest.mark.parametrize("name", QUERIES)
def test_the_number_of_queries_is_exact_and_independent_of_the_page(province, site, client, name):  # noqa: F811
    for n in range(1, 31):
        site.section.add_child(instance=ContentPage(title=f"Tin {n}", slug=f"tin-{n}"))
    site.guide.save_revision().publish()
    codes = tuple(f"1.0000{n:02}" for n in range(1, 31))
    announced("1/QĐ-UBND", codes, effective_on=APRIL, related=["1.000002"], name="Đăng ký")
    announced("2/QĐ-UBND", ("2.000001",), effective_on=APRIL)
    for code in (*codes, "2.000001"):
        record.release_guide(
            code, "vi", {"summary": "Dễ hiểu.", "not_when": [{"text": "x", "code": "2.000001"}]}, "minh"
        )
    rebuild(engine_named("embedded"))
    query, expected = QUERIES[name]
    sizes = (2, 2, 25) if "%d" in query else (None,)
    counted, cold = [], []
    for size in sizes:
        body = json.dumps({"query": query % size if size else query})
        forget_all()
        for counts in (cold, counted):  # first with nothing kept in the process, then as a process that has answered
            with CaptureQueriesContext(connection) as queries:
                answer = client.post("/graphql", body, content_type="application/json").json()
            assert "errors" not in answer
            assert None not in answer["data"].values()
            counts.append(len(queries))
    assert counted == [expected] * len(sizes)
    assert len(set(cold[1:] or cold)) == 1  # the first also reads what the whole process keeps


def test_all_procedures_in_force_on_a_day_come_in_a_constant_number_of_queries(province, django_assert_num_queries):
    from register.answer import in_force, overview

    announced("1/QĐ-UBND", tuple(f"1.0000{n:02}" for n in range(1, 41)), effective_on=APRIL)
    overview()
    with django_assert_num_queries(3):
        assert len(in_force()) == 40
