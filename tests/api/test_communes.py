"""`communes`: where a citizen lives, by the names of now and of before, and whose desk receives there."""

import datetime as dt

import pytest

from cms.drafting import stream
from register import record
from register.models import Agency
from register.words import ServiceKind
from tests.build import agency, announced

pytestmark = pytest.mark.django_db

BEFORE, MERGED, TODAY = dt.date(2020, 1, 1), dt.date(2023, 7, 1), dt.date(2024, 5, 2)
DESK = {
    "address": "Số 1 đường Bờ Sông",
    "latitude": None,
    "longitude": None,
    "telephone": "1900 0000",
    "hours": [],
    "counters": [],
    "bank_account": "",
}
WHOLE = """query ($called: String, $key: ID, $locale: String) { communes(called: $called, key: $key, locale: $locale) {
  key name formerly oneStop { key name } desk { address telephone } } }"""


@pytest.fixture
def communes(province, today):
    """Two communes of today with one-stop desks, merged from two communes and a district; one tells of its desk."""
    today(TODAY)
    district = agency("ubnd-huyen-hoa-thach", "Ủy ban nhân dân huyện Hòa Thạch", "district", province)
    for place, name in (("hoa-son", "xã Hòa Sơn"), ("thach-binh", "phường Thạch Bình")):
        committee = agency(f"ubnd-{place}", f"Ủy ban nhân dân {name}", "commune", province)
        agency(f"mot-cua-{place}", f"Trung tâm Phục vụ hành chính công {name}", "commune", committee)
        record.succeed(district, committee, MERGED)
    old = agency("ubnd-xa-hoa-lam", "Ủy ban nhân dân xã Hòa Lâm", "commune", district)
    record.succeed(old, Agency.objects.get(key="ubnd-hoa-son"), MERGED)
    # In general, as texts name them: no places.
    agency("ubnd-xa", "Ủy ban nhân dân cấp xã", "commune", province)
    agency("cong-an-xa", "Công an cấp xã", "commune", agency("cong-an-tinh", "Công an tỉnh", parent=province))
    record.tell_desk(Agency.objects.get(key="mot-cua-hoa-son"), DESK, BEFORE, "minh")


def keys(ask, **asked) -> list[str]:
    return [each["key"] for each in ask(WHOLE, **asked)["communes"]]


def test_a_commune_is_told_with_its_former_names_and_the_desk_of_its_one_stop_agency(communes, ask):
    first, second = ask(WHOLE)["communes"]
    assert (first["name"], second["name"]) == ("phường Thạch Bình", "xã Hòa Sơn")
    assert second == {
        "key": "ubnd-hoa-son",
        "name": "xã Hòa Sơn",
        "formerly": ["huyện Hòa Thạch", "xã Hòa Lâm"],
        "oneStop": {"key": "mot-cua-hoa-son", "name": "Trung tâm Phục vụ hành chính công xã Hòa Sơn"},
        "desk": {"address": "Số 1 đường Bờ Sông", "telephone": "1900 0000"},
    }
    assert first["desk"] is None


def test_it_is_found_by_its_name_new_or_old_and_by_that_of_its_former_district(communes, ask):
    for called, found in (
        ("Hòa Sơn", ["ubnd-hoa-son"]),
        ("xa hoa lam", ["ubnd-hoa-son"]),
        ("hoà lâm", ["ubnd-hoa-son"]),
        ("huyện Hòa Thạch", ["ubnd-thach-binh", "ubnd-hoa-son"]),
        ("cấp xã", []),
        ("không có", []),
        (" ,;", []),
    ):
        assert keys(ask, called=called) == found, called


def test_a_key_that_is_remembered_leads_on_to_what_stands_for_it(communes, ask):
    assert keys(ask, key="ubnd-hoa-son") == ["ubnd-hoa-son"]
    assert keys(ask, key="ubnd-xa-hoa-lam") == ["ubnd-hoa-son"]
    assert len(keys(ask, key="ubnd-huyen-hoa-thach")) == 2
    assert keys(ask, key="so-tu-phap") == keys(ask, key="khong-co") == []


def test_an_english_name_is_the_place_alone(communes, ask):
    record.name_agency(
        Agency.objects.get(key="ubnd-hoa-son"), "en", "Hoa Son Commune People's Committee", dt.date(2000, 1, 1)
    )
    assert ask(WHOLE, locale="en", called="Hoa Son")["communes"][0]["name"] == "Hoa Son Commune"


WITHIN = "query ($areas: [String!]!) { communes { key within(areas: $areas) } }"


def test_an_area_in_words_is_told_by_commune(communes, ask):
    areas = ["các phường", "huyện Hòa Thạch (cũ)", "xã Hòa Lâm (cũ)", "vùng cao"]
    told = {each["key"]: each["within"] for each in ask(WITHIN, areas=areas)["communes"]}
    assert told == {"ubnd-thach-binh": [True, True, False, None], "ubnd-hoa-son": [False, True, True, None]}


def test_areas_ask_the_database_once_however_many_they_are(communes, ask, django_assert_num_queries):
    ask(WITHIN, areas=[])
    with django_assert_num_queries(2):  # the log's position, and who stands above whom
        ask(WITHIN, areas=["các phường", "huyện Hòa Thạch (cũ)"])
    with django_assert_num_queries(1):
        ask(WITHIN, areas=["xã Hòa Lâm (cũ)"] * 50)


def test_more_areas_than_a_page_has_are_refused(communes, client):
    sent = {"query": WITHIN, "variables": {"areas": ["xã"] * 101}}
    (error,) = client.post("/graphql", sent, content_type="application/json").json()["errors"]
    assert error["extensions"]["code"] == "PAGE_SIZE" and "100" in error["message"]


PLACES = (
    """query ($code: ProcedureCode!) { procedure(code: $code) { atCommuneDesk desks { key name desk { address } } } }"""
)


@pytest.mark.parametrize(
    ("key", "text", "received"),
    [
        ("ubnd-xa", "", True),
        ("ubnd-huyen-hoa-thach", "", True),  # its communes stand for it
        ("cong-an-xa", "", False),
        ("so-tu-phap", "", False),
        ("", "UBND cấp xã", True),
        ("", "Công an xã, phường", False),
        (None, "", True),  # nobody is named
    ],
)
def test_the_desk_of_a_commune_receives_what_a_committee_of_communes_performs(communes, ask, key, text, received):
    row = Agency.objects.get(key=key).pk if key else None
    parts = [] if key is None else [{"role": "performing", "agency": row, "text": text, "act": ""}]
    announced("1/QĐ-UBND", effective_on=BEFORE, signed_on=BEFORE, agencies=stream("agency", parts))
    assert ask(PLACES, code="1.000001")["procedure"]["atCommuneDesk"] is received


def test_what_is_received_anywhere_in_the_province_is_received_at_communes(communes, ask):
    announced("1/QĐ-UBND", effective_on=BEFORE, signed_on=BEFORE, levels=["province"])
    assert ask(PLACES, code="1.000001")["procedure"]["atCommuneDesk"] is False
    record.release_service_list(ServiceKind.ANYWHERE, {"1.000001": []}, "9/QĐ-UBND", BEFORE, BEFORE, "minh")
    assert ask(PLACES, code="1.000001")["procedure"]["atCommuneDesk"] is True


def test_agencies_that_perform_it_are_told_with_their_own_desks(communes, ask):
    justice = Agency.objects.get(key="so-tu-phap")
    parts = [
        {"role": role, "agency": Agency.objects.get(key=key).pk, "text": "", "act": ""}
        for role, key in (("performing", "so-tu-phap"), ("performing", "ubnd-xa"), ("competent", "so-xay-dung"))
    ]
    announced("1/QĐ-UBND", effective_on=BEFORE, signed_on=BEFORE, agencies=stream("agency", parts))
    assert ask(PLACES, code="1.000001")["procedure"]["desks"] == []
    record.tell_desk(justice, DESK, BEFORE, "minh")
    assert ask(PLACES, code="1.000001")["procedure"]["desks"] == [
        {"key": "so-tu-phap", "name": "Sở Tư pháp", "desk": {"address": "Số 1 đường Bờ Sông"}}
    ]
