"""What a front end gets of search."""

import datetime as dt

import pytest

from search.engines import engine_named
from search.synchronize import rebuild
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)


@pytest.fixture
def ask(province, client):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn (cấp xã)")
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, name="Đăng ký kết hôn (cấp tỉnh)")
    announced("3/QĐ-UBND", ("1.000003",), effective_on=APRIL, name="Cấp giấy phép xây dựng")
    announced("4/QĐ-UBND", ("1.000003",), effective_on=MAY, name="Cấp giấy phép xây dựng", change="abolished")
    rebuild(engine_named("embedded"))

    def asked(document: str) -> dict:
        answer = client.post("/graphql", {"query": document}, content_type="application/json").json()
        assert "errors" not in answer, answer
        return answer["data"]

    return asked


def test_a_misspelt_query_is_mended_and_there_is_a_way_back(ask):
    document = '{ searchProcedures(query: "dang ky ket hom"%s) { totalCount didYouMean corrected } }'
    mended = ask(document % "")["searchProcedures"]
    assert (mended["didYouMean"], mended["corrected"]) == ("dang ky ket hon", True)
    exactly = ask(document % ", exactly: true")["searchProcedures"]
    assert (exactly["didYouMean"], exactly["corrected"]) == ("dang ky ket hon", False)


def test_hits_that_differ_by_level_alone_can_be_shown_as_one(ask):
    edges = ask('{ searchProcedures(query: "kết hôn") { edges { alike node { code } } } }')["searchProcedures"]["edges"]
    assert len(edges) == 2
    assert edges[0]["alike"] == edges[1]["alike"]


def test_what_has_ended_stands_beside_the_hits_and_says_so(ask):
    found = ask('{ searchProcedures(query: "giay phep xay dung") { totalCount ended { code state } } }')[
        "searchProcedures"
    ]
    assert found == {"totalCount": 0, "ended": [{"code": "1.000003", "state": "ABOLISHED"}]}


def test_agencies_and_decisions_stand_beside_the_hits(ask):
    found = ask(
        '{ a: searchProcedures(query: "so tu phap") { agencies { key name } }'
        '  b: searchProcedures(query: "3/QĐ-UBND") { decisions { number } } }'
    )
    assert found["a"]["agencies"] == [{"key": "so-tu-phap", "name": "Sở Tư pháp"}]
    assert found["b"]["decisions"] == [{"number": "3/QĐ-UBND"}]


def test_the_box_gets_proposals_with_the_typed_marked(ask):
    (first, _second) = ask('{ suggest(prefix: "ket h") { kind key text pieces { text marked } } }')["suggest"]
    assert (first["kind"], first["text"]) == ("PROCEDURE", "Đăng ký kết hôn (cấp xã)")
    assert [piece["text"] for piece in first["pieces"] if piece["marked"]] == ["kết hôn"]


def test_a_procedure_names_those_related_to_it(ask):
    assert ask('{ procedure(code: "1.000001") { related { code name } } }')["procedure"]["related"] == [
        {"code": "1.000002", "name": "Đăng ký kết hôn (cấp tỉnh)"}
    ]


@pytest.mark.parametrize(
    "filter", ["channels: [ONLINE]", "fee: [FREE]", 'agencies: ["khong-co"]', 'sector: ["ho-tich"]']
)
def test_lists_and_search_are_narrowed_by_the_same_filter(ask, filter):
    found = ask(
        f'{{ searchProcedures(query: "", filter: {{ {filter} }}) {{ edges {{ node {{ code }} }} }}'
        f"  procedures(filter: {{ {filter} }}) {{ edges {{ node {{ code }} }} }} }}"
    )
    assert found["searchProcedures"]["edges"] == found["procedures"]["edges"]


def test_every_facet_has_words_to_show(ask):
    facets = ask('{ searchProcedures(query: "") { facets { name values { value label count } } } }')["searchProcedures"]
    assert [facet["name"] for facet in facets["facets"]] == [
        "SECTOR", "AGENCIES", "LEVELS", "AUDIENCES", "CHANNELS", "FEE",
    ]  # fmt: skip
    assert all(value["label"] for facet in facets["facets"] for value in facet["values"])
