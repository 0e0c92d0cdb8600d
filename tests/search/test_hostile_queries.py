"""Whatever is typed, both engines answer: without an error, in time, and with hits that the record has."""

import datetime as dt
import json
import os
from collections.abc import Callable
from math import isfinite
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, assume, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

import search.find
from api.limits import MAX_BODY
from search.engines import Engine, EngineUnavailable, breaker
from search.find import find
from search.suggest import suggest
from search.synchronize import rebuild
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
NAMES = {
    "1.000001": "Đăng ký kết hôn có yếu tố nước ngoài",
    "1.000002": "Đăng ký khai sinh kết hợp nhận cha, mẹ, con",
    "1.000003": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "1.000004": "Cấp lại Giấy phép lái xe (GPLX)",
    "1.000005": "Thủ tục hoà giải tranh chấp đất đai 100% trực tuyến",
}
WORDS = [
    *sorted({word for name in NAMES.values() for word in name.split()}),
    "sổ đỏ", "ket hon", "khaisinh", "đkkh", "PCCC", "P.C.C.C", "ddawng kys", "d9a8ng ky1", "lam giay khai sinhh",
    "xin cấp lại", "ở đâu", "bao nhiêu tiền", "cấp xã", "hoà", "hòa", "Đ", "ươ", "ngh", "giấy tờ gì",
]  # fmt: skip
CODES = [
    *NAMES, "1.00", "1.000001.000.00.00.H62", "1-000 001", "l.OOOOO1", "000001", "9.999999", "12/QĐ-UBND", "1.1.1.1.1",
    "²", "٣", "①②③", "1e308", "-1", "0x1F",
]  # fmt: skip
LUCENE = [
    "*", "?", "~", "~2", "^9", "\"", "(", ")", "[", "]", "{", "}", " TO ", ":", "\\", "/", "/.*/", "+", "-", "!",
    "&&", "||", " AND ", " OR ", " NOT ", "name:*", "_exists_:hash", "[* TO *]", "\\u0000", "{\"match_all\":{}}",
    "${jndi:", "%00", "' OR 1=1 --", "<script>",
]  # fmt: skip

emoji = st.text(st.characters(categories=["So"]) | st.sampled_from("👨‍👩‍👧‍👦🇻🇳👍🏽🏳️‍🌈💍🏠\u200d\ufe0f"), max_size=40)
right_to_left = st.text(
    st.characters(min_codepoint=0x0590, max_codepoint=0x08FF, exclude_categories=["Cs"])
    | st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
    max_size=40,
)
control = st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Zs"]), max_size=40)
surrogates = st.text(st.characters(categories=["Cs"]), min_size=1, max_size=10)
marks = st.text(st.characters(categories=["Mn", "Me", "Mc"]), max_size=60)
anything = st.text(max_size=200) | st.text(st.characters(exclude_categories=[]), max_size=50)
lucene = st.lists(st.sampled_from(LUCENE), max_size=30).map("".join)
words, codes = st.sampled_from(WORDS), st.sampled_from(CODES)
pieces = st.one_of(
    words, words, codes, st.sampled_from(LUCENE), emoji, right_to_left, control, surrogates, marks, anything,
    st.just("\0"),
)  # fmt: skip
mixed = st.builds(
    str.join, st.sampled_from(["", " ", "\0", ".", "\n", "_", "\u200b", "\ud800", "*"]), st.lists(pieces, max_size=12)
)
# Ten thousand signs: one piece again and again.
long = st.builds(lambda piece: (piece * 10_000)[:10_000], st.one_of(words, codes, lucene, emoji, surrogates, marks))
queries = st.one_of(
    mixed, mixed, mixed, anything, lucene, emoji, right_to_left, control, surrogates, marks, long,
    st.sampled_from("*?\0~\"( đ\u0301\ud800").map(lambda sign: sign * 1000),
)  # fmt: skip

# The same queries at each run of CI, so that a submission is not judged by luck; others elsewhere.
CALM = {
    "derandomize": bool(os.environ.get("CI")),
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "print_blob": True,
    "phases": [Phase.explicit, Phase.generate, Phase.shrink],
}
ASK = """query ($query: String!, $filter: ProcedureFilter) {
  searchProcedures(query: $query, filter: $filter) {
    totalCount degraded didYouMean edges { node { code name } } facets { name values { value count } }
    ended { code } agencies { key } decisions { number }
  }
  suggest(prefix: $query) { kind key text }
}"""


@pytest.fixture
def index(province, engine) -> Engine:
    for place, (code, name) in enumerate(NAMES.items(), 1):
        announced(f"{place}/QĐ-UBND", (code,), name=name, effective_on=APRIL)
    rebuild(engine)
    return engine


def found_well(query: str, offset: int, sector: str | None) -> None:
    """The search is answered by the engine, and what it says can be shown."""
    selected = {} if sector is None else {"sector": [sector]}
    result = find(query, first=3, offset=offset, selected=selected)
    assert len(result.found) <= min(3, result.total)
    assert result.total <= len(NAMES)
    for hit in result.found:
        assert "".join(piece.text for piece in hit.name) == NAMES[hit.answer.code]
        assert isfinite(hit.score)
    for counts in result.facets.values():
        assert all(0 < count <= len(NAMES) for count in counts.values())
    (result.did_you_mean or "").encode()


def suggested_well(query: str) -> None:
    proposals = suggest(query)
    assert len(proposals) <= 8
    for proposal in proposals:
        assert proposal.kind in {"procedure", "sector"}
        assert proposal.kind == "sector" or proposal.text == NAMES[proposal.key]


def each_is_answered(count: int) -> None:
    @effort(max_examples=count, **CALM)
    @given(queries, st.integers(0, 12_000) | st.just(0), st.none() | st.just("ho-tich") | queries)
    @example("*" * 1000, 0, None)
    @example("\0", 0, None)
    @example("kết hôn \ud800", 0, None)
    @example("kết hôn", 0, "\ud800")
    @example("x" * 10_000, 0, None)
    @example("٣" * 10_000, 0, None)  # longer than an expression of the embedded engine may be
    @example("kết hôn", 0, "𐄷" * 10_000)  # longer than a term of Elasticsearch may be
    def run(query: str, offset: int, sector: str | None) -> None:
        twice(lambda: found_well(query, offset, sector))
        twice(lambda: suggested_well(query))

    run()


def twice(ask: Callable[[], None]) -> None:
    """Again where it took too long: other work on the machine does so once, a query that is too slow each time."""
    try:
        ask()
    except EngineUnavailable:
        ask()


@pytest.fixture
def no_rescue(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot answer is an error here, and the database does not step in."""

    class Never(Exception):
        pass

    for module in (search.find,):
        monkeypatch.setattr(module, "EngineUnavailable", Never)
    monkeypatch.setattr(breaker, "REST", 0)


@pytest.mark.usefixtures("index", "no_rescue")
def test_some_hostile_queries_are_answered() -> None:
    each_is_answered(200)


@pytest.mark.long
@pytest.mark.timeout(2400)
@pytest.mark.usefixtures("index", "no_rescue")
def test_ten_thousand_hostile_queries_are_answered() -> None:
    each_is_answered(10_000)


def told_by_api(body: str) -> dict[str, Any]:
    response = Client().post("/graphql", body, content_type="application/json")
    answer = json.loads(response.content)
    assert response.status_code == 200, answer
    assert "errors" not in answer
    found: dict[str, Any] = answer["data"]["searchProcedures"]
    return found


@pytest.mark.usefixtures("index")
def test_hostile_queries_pass_through_the_api() -> None:
    @effort(max_examples=60, **CALM)
    @given(queries, st.none() | queries)
    @example("\ud800", "\ud800")
    @example("\0 kết hôn", "\0")
    @example("*" * 1000, None)
    def run(query: str, sector: str | None) -> None:
        asked = {"query": query, "filter": None if sector is None else {"sector": [sector]}}
        # Half characters and NUL travel as JSON's escapes.
        body = json.dumps({"query": ASK, "variables": asked})
        assume(len(body) <= MAX_BODY)  # a longer one is refused before it is read
        told = told_by_api(body)
        if told["degraded"]:  # once may be the machine's other work
            told = told_by_api(body)
        assert not told["degraded"]
        assert all(edge["node"]["name"] == NAMES[edge["node"]["code"]] for edge in told["edges"])

    run()
