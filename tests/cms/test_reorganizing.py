"""Communes merge and split on a day: names of the time, successors afterwards, all at once, undone until the day."""

import datetime as dt

import pytest

from cms.drafting import stream
from cms.reorganizing import committee_of, planned, read
from register import record
from register.drafts import Refused
from register.models import Agency, AgencyName, Reorganization
from register.naming import agency_names
from search.elsewhere import agencies_named
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

DAY = dt.date(2035, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)
LIST = "Phường Lam Giang: Xã Tân Lam; Xã Hòa Sơn\nXã Thạch Bình: Xã Hòa Sơn; Thị trấn Bình Sơn"
HOW = {"title": "Sắp xếp cấp xã", "act": "Nghị quyết 1/NQ", "on": DAY, "level": "commune", "kind": "xã", "parent": ""}
INDEX = "/quan-tri/sap-xep-co-quan/"


@pytest.fixture
def old(province):
    row = build.agency("ubnd-xa-tan-lam", "Uỷ ban nhân dân xã Tân Lam", "commune")
    part = {"role": "performing", "agency": row.pk, "text": "", "act": ""}
    announced(effective_on=dt.date(2024, 4, 1), agencies=stream("agency", [part]))
    return row


def done(text=LIST, **changed):
    plan, _matched = planned(read(text).lines, **(HOW | changed))
    return record.reorganize(plan, "minh")


def performing(ask, on):
    query = """query ($on: Date) { procedure(code: "1.000001", on: $on) { edition { content { agencies {
                 agency { key name } } } } } }"""
    return ask(query, on=str(on))["procedure"]["edition"]["content"]["agencies"][0]["agency"]["name"]


@pytest.fixture
def ask(client):
    def asked(query, **variables):
        body = {"query": query, "variables": variables}
        return client.post("/graphql", body, content_type="application/json").json()["data"]

    return asked


def test_before_the_day_the_old_name_stands_and_from_it_the_successor(old, ask):
    done()
    assert performing(ask, BEFORE) == "Uỷ ban nhân dân xã Tân Lam"
    assert performing(ask, DAY) == "Ủy ban nhân dân phường Lam Giang"


def test_an_agency_that_is_split_leads_to_all_that_stand_for_it(old):
    done()
    hoa_son = AgencyName.objects.get(name="Ủy ban nhân dân xã Hòa Sơn").agency.key
    assert agency_names().on(hoa_son, DAY) == "Ủy ban nhân dân phường Lam Giang, Ủy ban nhân dân xã Thạch Bình"


def test_what_merged_is_merged_again(old):
    done()
    done("Phường Sông Lam: Phường Lam Giang", on=dt.date(2036, 1, 1))
    assert agency_names().on(old.key, dt.date(2036, 1, 1)) == "Ủy ban nhân dân phường Sông Lam"


def test_the_list_of_agencies_of_a_day_has_those_of_the_day(old, ask):
    done()

    def listed(day):
        return {row["name"] for row in ask("query ($on: Date) { agencies(on: $on) { name } }", on=str(day))["agencies"]}

    assert "Uỷ ban nhân dân xã Tân Lam" in listed(BEFORE) and "Ủy ban nhân dân phường Lam Giang" not in listed(BEFORE)
    assert "Uỷ ban nhân dân xã Tân Lam" not in listed(DAY) and "Ủy ban nhân dân phường Lam Giang" in listed(DAY)


def test_search_finds_the_old_name_and_the_new(old):
    done()
    assert [row.key for row in agencies_named("xã tân lam", DAY)] == ["ubnd-xa-tan-lam"]
    assert agencies_named("phuong lam giang", DAY)
    assert agencies_named("phuong lam giang", BEFORE) == []


def test_the_history_of_a_procedure_calls_agencies_as_they_were_called(old, ask):
    done()
    part = {"role": "performing", "agency": old.pk, "text": "", "act": ""}
    announced("2/QĐ-UBND", effective_on=dt.date(2036, 1, 1), change="amended", agencies=stream("agency", [part]))
    query = (
        """{ procedure(code: "1.000001", on: "2037-01-01") { history { content { agencies { agency { name } } } } } }"""
    )
    names = [each["content"]["agencies"][0]["agency"]["name"] for each in ask(query)["procedure"]["history"]]
    assert names == ["Ủy ban nhân dân phường Lam Giang"] * 2
    record.cancel_reorganization(Reorganization.objects.get(), "Ghi nhầm", "minh")
    names = [each["content"]["agencies"][0]["agency"]["name"] for each in ask(query)["procedure"]["history"]]
    assert names == ["Uỷ ban nhân dân xã Tân Lam"] * 2


def answers_of_all_days(ask):
    names = agency_names()
    days = (dt.date(2024, 4, 1), BEFORE, DAY, dt.date(2040, 1, 1))
    return [
        (performing(ask, day), ask("query ($on: Date) { agencies(on: $on) { key name level parentKey } }", on=str(day)),
         sorted(names.on(key, day) for key in names.rows))
        for day in days
    ]  # fmt: skip


def test_undone_before_the_day_everything_answers_as_before(old, ask):
    before = answers_of_all_days(ask)
    row = done()
    assert answers_of_all_days(ask) != before
    record.cancel_reorganization(row, "Nghị quyết bị hoãn", "minh")
    assert answers_of_all_days(ask) == before


def test_after_the_day_it_is_not_undone(old, today):
    row = done()
    today(DAY)
    with pytest.raises(Refused):
        record.cancel_reorganization(row, "Muộn", "minh")


def test_nothing_of_it_is_kept_where_anything_is_wrong(old):
    done()
    count = Agency.objects.count()
    plan, _matched = planned(read("Xã Mới: Xã Tân Lam").lines, **HOW)
    broken = type(plan)(plan.title, plan.act, DAY + dt.timedelta(days=1), [
        type(plan.units[0])(name="Ủy ban nhân dân xã Mới", level="commune", predecessors=["khong-co"])
    ])  # fmt: skip
    with pytest.raises(Refused):
        record.reorganize(broken, "minh")
    assert Agency.objects.count() == count


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("An Bình", "Ủy ban nhân dân xã An Bình"),
        ("Phường Âu Cơ", "Ủy ban nhân dân phường Âu Cơ"),
        ("Xã Đoàn Kết (huyện Yên Thủy)", "Ủy ban nhân dân xã Đoàn Kết (huyện Yên Thủy)"),
        ("Ủy ban nhân dân xã X", "Ủy ban nhân dân xã X"),
    ],
)
def test_a_place_stands_for_its_committee(place, name):
    assert committee_of(place, "xã") == name


@pytest.mark.parametrize("text", ["", "không có dấu hai chấm", "{", '{"a": 1}', "[1]", '[{"name": "x"}]', "A: b\nA: c"])
def test_a_list_that_says_nothing_is_told_so(text):
    found = read(text)
    assert found.problems or not found.lines


def test_minh_looks_first_and_then_does_it_and_undoes_it(old, announcer, client):
    client.force_login(announcer)
    form = HOW | {"text": LIST, "on": str(DAY)}
    shown = client.post(INDEX + "moi/", form).content.decode()
    assert "2 đơn vị mới" in shown and "Chia vào nhiều đơn vị:" in shown and not Reorganization.objects.exists()
    client.post(INDEX + "moi/", form | {"confirm": "1"})
    row = Reorganization.objects.get()
    assert "Sắp xếp cấp xã" in client.get(INDEX).content.decode()
    client.post(f"{INDEX}huy/{row.pk}/", {"reason": "Hoãn"})
    assert "đã hủy (minh): Hoãn" in client.get(INDEX).content.decode()


@pytest.mark.parametrize("path", ["", "moi/", "huy/1/"])
def test_lan_does_not_reorganize(old, lan, client, path):
    done()
    client.force_login(lan)
    for asked in (client.get, client.post):
        assert asked(INDEX + path, HOW | {"text": LIST, "confirm": "1"}).status_code in {302, 403}
    assert Reorganization.objects.count() == 1 and not hasattr(Reorganization.objects.get(), "cancellation")
