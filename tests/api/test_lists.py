"""Lists: in force on the day, by stable cursors."""

import datetime as dt

import pytest

from api import limits
from cms.drafting import stream
from register import record
from register.models import Agency
from search.engines import engine_named
from search.synchronize import rebuild
from tests.build import agency, announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
PAGE = """query ($after: String, $filter: ProcedureFilter, $on: Date) {
  procedures(first: 2, after: $after, filter: $filter, on: $on) {
    totalCount edges { node { code } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""


def codes(found) -> list[str]:
    return [edge["node"]["code"] for edge in found["edges"]]


def test_an_insertion_between_two_pages_loses_and_repeats_nothing(province, ask):
    announced("1/QĐ-UBND", ("1.000002", "1.000004", "1.000006"), effective_on=APRIL)
    first = ask(PAGE)["procedures"]
    announced("2/QĐ-UBND", ("1.000001", "1.000005"), effective_on=APRIL)
    second = ask(PAGE, after=first["pageInfo"]["endCursor"])["procedures"]
    assert codes(first) + codes(second) == ["1.000002", "1.000004", "1.000005", "1.000006"]
    assert not second["pageInfo"]["hasNextPage"]
    assert second["totalCount"] == 5


def test_only_what_is_in_force_on_the_day_is_listed(province, ask):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000001",), effective_on=MAY, change="abolished")
    assert codes(ask(PAGE, on="2024-04-01")["procedures"]) == ["1.000001", "1.000002"]
    assert codes(ask(PAGE, on="2024-05-01")["procedures"]) == ["1.000002"]


def test_a_list_is_narrowed_by_sector_level_and_audience(province, ask):
    from register.models import Sector

    land = Sector.objects.get(key="dat-dai")
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, sector=land, levels=["province"])
    for chosen, expected in (
        ({"sector": ["dat-dai"]}, ["1.000002"]),
        ({"levels": ["COMMUNE"]}, ["1.000001"]),
        ({"audiences": ["CITIZEN"]}, ["1.000001", "1.000002"]),
        ({"audiences": ["BUSINESS"]}, []),
        ({"sector": ["dat-dai"], "levels": ["COMMUNE"]}, []),
    ):
        assert codes(ask(PAGE, filter=chosen)["procedures"]) == expected


def test_a_list_by_name_is_in_the_order_of_a_vietnamese_dictionary(province, ask):
    ordered = ["Ăn uống", "Anh em", "Cấp phép", "Đăng ký", "Di dời", "Đo đạc", "Ô nhiễm", "Ơn nghĩa"]
    named = {f"1.00000{n}": name for n, name in enumerate(reversed(ordered), 1)}
    for n, (code, name) in enumerate(named.items(), 1):
        announced(f"{n}/QĐ-UBND", (code,), effective_on=APRIL, name=name)
    announced("9/QĐ-UBND", ("1.000009",), effective_on=APRIL, name="Anh em")  # the same name: by code then
    query = """query ($first: Int, $after: String, $last: Int, $before: String) {
      procedures(sort: NAME, first: $first, after: $after, last: $last, before: $before) {
        totalCount edges { node { name } } pageInfo { hasNextPage startCursor endCursor } } }"""

    def names(**page) -> tuple[list[str], dict]:
        found = ask(query, **page)["procedures"]
        assert found["totalCount"] == 9
        return [edge["node"]["name"] for edge in found["edges"]], found["pageInfo"]

    first, place = names(first=5)
    second, end = names(first=5, after=place["endCursor"])
    assert first + second == [
        "Anh em", "Anh em", "Ăn uống", "Cấp phép", "Di dời", "Đăng ký", "Đo đạc", "Ô nhiễm", "Ơn nghĩa",
    ]  # fmt: skip
    assert not end["hasNextPage"]
    assert names(last=5, before=end["startCursor"])[0] == first


def test_agencies_of_a_sector_are_those_that_stand_for_what_its_texts_name(province, ask, today):
    today(MAY)
    district = agency("ubnd-huyen", "Ủy ban nhân dân huyện", "district")
    ward = agency("ubnd-phuong", "Ủy ban nhân dân phường", "commune")
    role = {"role": "performing", "text": "", "act": ""}
    listed = stream("agency", [role | {"agency": row.pk} for row in (district, Agency.objects.get(key="so-xay-dung"))])
    announced("1/QĐ-UBND", effective_on=APRIL, agencies=listed)
    query = "query ($sector: ID) { agencies(sector: $sector) { key } }"

    def keys(sector: str) -> list[str]:
        return [each["key"] for each in ask(query, sector=sector)["agencies"]]

    assert keys("ho-tich") == ["so-xay-dung", "ubnd-huyen"]
    record.succeed(district, ward, APRIL)
    assert keys("ho-tich") == ["so-xay-dung", "ubnd-phuong"]
    assert keys("dat-dai") == []


def test_search_answers_with_marks_facets_and_pages(province, ask):
    announced("1/QĐ-UBND", tuple(f"1.00000{n}" for n in range(1, 6)), effective_on=APRIL, name="Đăng ký kết hôn")
    rebuild(engine_named("embedded"))  # another test may have left an index of its own
    query = """query ($after: String) { searchProcedures(query: "ket hon", first: 2, after: $after) {
      totalCount degraded didYouMean edges { node { code name } highlights { text marked } }
      facets { name values { value label count selected } } pageInfo { endCursor hasNextPage } } }"""
    seen, after = [], None
    while True:
        found = ask(query, after=after)["searchProcedures"]
        seen += codes(found)
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert seen == [f"1.00000{n}" for n in range(1, 6)]
    assert found["edges"][0]["highlights"] == [
        {"text": "Đăng ký ", "marked": False},
        {"text": "kết hôn", "marked": True},
    ]


def test_decisions_come_newest_first_and_page_on(province, ask):
    for number, day in ((1, 1), (2, 3), (3, 2)):
        announced(f"{number}/QĐ-UBND", (f"1.00000{number}",), signed_on=dt.date(2024, 3, day))
    query = """query ($after: String) { decisions(first: 2, after: $after) {
      totalCount edges { node { number } } pageInfo { endCursor hasNextPage } } }"""
    first = ask(query)["decisions"]
    second = ask(query, after=first["pageInfo"]["endCursor"])["decisions"]
    numbers = [edge["node"]["number"] for found in (first, second) for edge in found["edges"]]
    assert numbers == ["2/QĐ-UBND", "3/QĐ-UBND", "1/QĐ-UBND"]
    assert (first["totalCount"], second["pageInfo"]["hasNextPage"]) == (3, False)


def test_a_number_answers_alone_when_it_is_unique_and_its_address_always(province, ask):
    announced("12/QĐ-UBND", ("1.000001",), signed_on=dt.date(2023, 3, 1))
    query = (
        "query ($number: String!) { decision(number: $number) { address } decisions(number: $number) { totalCount } }"
    )
    assert ask(query, number="12/QĐ-UBND")["decision"] == {"address": "12-QD-UBND-2023"}
    announced("12/QĐ-UBND", ("1.000002",), signed_on=dt.date(2024, 3, 1))
    found = ask(query, number="12-QD-UBND")
    assert (found["decision"], found["decisions"]["totalCount"]) == (None, 2)
    assert ask(query, number="12-QD-UBND-2024")["decision"] == {"address": "12-QD-UBND-2024"}


def test_a_decisions_page_shows_its_texts_before_their_day(province, ask, today):
    today(APRIL)
    announced("1/QĐ-UBND", effective_on=MAY, name="Tên của tương lai")
    query = '{ decision(number: "1-QD-UBND") { effectiveOn editions { code name change effectiveOn } } }'
    (edition,) = ask(query)["decision"]["editions"]
    assert edition == {"code": "1.000001", "name": "Tên của tương lai", "change": "NEW", "effectiveOn": "2024-05-01"}


def test_a_withdrawn_decisions_page_says_so(province, ask, today):
    from register import record

    today(APRIL)
    record.withdraw(announced("1/QĐ-UBND", effective_on=MAY), "Ký nhầm", "minh")
    assert ask('{ decision(number: "1-QD-UBND") { withdrawal { reason } } }')["decision"]["withdrawal"] == {
        "reason": "Ký nhầm"
    }


def test_sectors_count_what_is_in_force(province, ask):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=MAY, change="abolished")
    query = "query ($on: Date) { sectors(on: $on) { key name procedureCount } }"
    assert ask(query, on="2024-04-30")["sectors"] == [{"key": "ho-tich", "name": "Hộ tịch", "procedureCount": 2}]
    assert ask(query, on="2024-05-01")["sectors"] == [{"key": "ho-tich", "name": "Hộ tịch", "procedureCount": 1}]


def test_agencies_stand_from_their_first_day_until_their_last(province, ask):
    from register import record

    row = record.add_agency("xa-cu", "commune", from_on=APRIL, until_on=MAY)
    record.name_agency(row, "vi", "Xã Cũ", APRIL)
    query = "query ($on: Date) { agencies(level: COMMUNE, on: $on) { key name level parentKey } }"
    assert ask(query, on="2024-03-31")["agencies"] == []
    assert ask(query, on="2024-04-01")["agencies"] == [
        {"key": "xa-cu", "name": "Xã Cũ", "level": "COMMUNE", "parentKey": None}
    ]
    assert ask(query, on="2024-05-01")["agencies"] == []


EDITIONS = """query ($first: Int, $after: ID) { decision(number: "1-QD-UBND") {
  editions(first: $first, after: $after) { key code } } }"""
HISTORY = """query ($first: Int, $after: ID) { procedure(code: "1.000001", on: "2024-05-01") {
  history(first: $first, after: $after) { key content { agencies { agency { name } } } } } }"""


def test_a_long_decision_is_read_in_parts_or_whole(province, ask):
    announced("1/QĐ-UBND", tuple(f"1.00000{n}" for n in range(1, 6)), effective_on=APRIL)
    whole = ask(EDITIONS)["decision"]["editions"]
    assert [each["code"] for each in whole] == [f"1.00000{n}" for n in range(1, 6)]
    first = ask(EDITIONS, first=2)["decision"]["editions"]
    rest = ask(EDITIONS, first=9, after=first[-1]["key"])["decision"]["editions"]
    assert first + rest == whole


def test_a_history_is_read_in_parts_with_the_names_of_its_time(province, ask):
    announced("1/QĐ-UBND", effective_on=APRIL)
    announced("2/QĐ-UBND", effective_on=MAY, change="amended")
    whole = ask(HISTORY)["procedure"]["history"]
    first = ask(HISTORY, first=1)["procedure"]["history"]
    assert [each["key"] for each in first] == ["1.000001@2-QD-UBND-2024"]
    assert ask(HISTORY, after=first[0]["key"])["procedure"]["history"] == whole[1:]


@pytest.mark.parametrize("given", [{"after": "1.000001@khong-co"}, {"first": 101}, {"first": -1}])
def test_a_part_that_cannot_be_is_refused(province, client, given):
    announced("1/QĐ-UBND", effective_on=APRIL)
    announced("9/QĐ-UBND", ("1.000009",), effective_on=APRIL)
    for each in (given, {"after": "1.000009@9-QD-UBND-2024"}):
        body = {"query": EDITIONS, "variables": each}
        error = client.post("/graphql", body, content_type="application/json").json()["errors"][0]
        assert error["extensions"]["code"] in {"BAD_CURSOR", "PAGE_SIZE"}


def test_lists_that_are_told_whole_are_bounded_together(province, client, monkeypatch):
    """A decision may be asked for by each of its editions, and again by each of theirs."""
    monkeypatch.setattr(limits, "MAX_ROWS", 8)
    announced("1/QĐ-UBND", tuple(f"1.00000{n}" for n in range(1, 6)), effective_on=APRIL)

    def answer(query):
        return client.post("/graphql", {"query": query}, content_type="application/json").json()

    assert "errors" not in answer('{ decision(number: "1-QD-UBND") { editions { code } } }')
    error = answer('{ decision(number: "1-QD-UBND") { editions { decision { editions(first: 4) { code } } } } }')
    told = error["errors"][0]["extensions"]
    assert (told["code"], told["limit"], told["value"] > 8) == ("TOO_MANY_ROWS", 8, True)
    assert "first" in error["errors"][0]["message"]


def test_no_page_of_few_in_force_among_many_that_ended_is_short(province, ask):
    listed = tuple(f"1.0000{n:02}" for n in range(1, 21))
    announced("1/QĐ-UBND", listed, effective_on=APRIL)
    announced("2/QĐ-UBND", listed[1:-2], effective_on=MAY, change="abolished")
    query = "query ($on: Date) { procedures(first: 3, on: $on) { edges { node { code } } pageInfo { hasNextPage } } }"
    found = ask(query, on="2024-05-01")["procedures"]
    assert (codes(found), found["pageInfo"]) == ([listed[0], *listed[-2:]], {"hasNextPage": False})
    back = ask(query.replace("first: 3", "last: 3"), on="2024-05-01")["procedures"]
    assert codes(back) == codes(found)


def test_a_link_bears_the_name_of_the_day_and_none_before_it(province, ask, today):
    today(APRIL)
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, related=["1.000002"])
    announced("2/QĐ-UBND", ("1.000002",), effective_on=MAY, name="Tên của tháng năm")
    query = "query ($on: Date) { procedures(on: $on) { edges { node { edition { content { related { name } } } } } } }"
    for day, name in (("2024-04-01", None), ("2024-05-01", "Tên của tháng năm")):
        first = ask(query, on=day)["procedures"]["edges"][0]["node"]
        assert first["edition"]["content"]["related"] == [{"name": name}]
