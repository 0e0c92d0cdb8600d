"""Each rule of content: what it refuses or warns of, in which field, and what it lets pass."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from cms.announce import announce
from cms.checks import Known, problems_of_edition, warnings_of_edition
from cms.compile import Named, compile_text
from cms.drafting import listed, stream
from cms.models import Edition, EndedAct
from register import record
from register.answer import answer
from register.drafts import Refused
from register.models import Agency
from register.words import ServiceKind
from tests import build
from tests.build import announced

from .forms import page

pytestmark = pytest.mark.django_db

CODE = "1.000001"
DAY = dt.date(2024, 4, 1)


def draft(**fields):
    return build.edition(build.decision("9/QĐ-UBND"), **fields)


def fields_of(edition, rules):
    text = compile_text(edition, named=Named.by([edition]))
    return [problem.field for problem in rules(edition, text, Known([edition]))]


def refused(edition):
    return fields_of(edition, problems_of_edition)


def warned(edition):
    return fields_of(edition, warnings_of_edition)


def method(limits=(), fees=(), **more):
    return [{"channel": "counter", "description": "", "limits": listed(limits), "fees": listed(fees)} | more]


LIMIT = {"case": "", "value": 5, "unit": "working_day", "text": ""}
AGENCY = {"role": "performing", "agency": None, "text": "Phòng chưa có", "act": ""}
PAPER = {"kind": "submit", "name": "Tờ khai", "originals": 1, "copies": 0, "form": None, "form_name": "", "note": ""}


def papers(**changed):
    return stream("case", [{"case": "", "items": listed([PAPER | changed])}])


def test_a_whole_text_passes(province):
    edition = draft()
    assert (refused(edition), warned(edition)) == ([], [])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"legal_basis": []}, "legal_basis"),
        ({"methods": []}, "methods"),
        ({"methods": method()}, "methods"),
        ({"methods": method([LIMIT | {"value": None}])}, "methods"),
        ({"methods": method([LIMIT], [{"kind": "fee", "case": "", "amount": 0, "rule": "Thu 8.000 đồng"}])}, "methods"),
    ],
)
def test_it_refuses_a_text_without_what_the_law_asks_for(province, fields, field):
    edition = draft(**fields)
    assert refused(edition) == [field]
    with pytest.raises(Refused):
        announce(edition.decision, "minh")
    assert answer(CODE) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"methods": method([LIMIT | {"value": None, "text": "Ngay khi nhận đủ hồ sơ"}])},
        {"methods": method([LIMIT], [{"kind": "fee", "case": "", "amount": 0, "rule": "Không thu"}])},
        {"change": "abolished", "legal_basis": [], "methods": []},
    ],
)
def test_it_lets_pass_what_is_said_in_words_or_not_needed(province, fields):
    if fields.get("change"):
        announced(effective_on=DAY)
    assert refused(draft(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"legal_basis": [{"number": "Luật Hộ tịch", "title": "x", "issued_on": None, "issuer": ""}]}, "legal_basis"),
        ({"components": papers(originals=0)}, "components"),
        ({"components": papers(form_name="Mẫu số 1")}, "components"),
        ({"agencies": stream("agency", [AGENCY])}, "agencies"),
        ({"change": "amended"}, "change"),
        ({"effective_on": dt.date(2020, 1, 1)}, "effective_on"),
    ],
)
def test_it_warns_and_does_not_stop(province, fields, field):
    edition = draft(**fields)
    assert (refused(edition), warned(edition)) == ([], [field])
    announce(edition.decision, "minh")


@pytest.mark.parametrize(
    "number", ["45/2020/NĐ-CP", "60/2014/QH13", "04/2020/TT-BTP", "282/QĐ-BTP", "01a/2021/TTLT-BYT-BTC"]
)
def test_real_numbers_of_legal_texts_pass(province, number):
    edition = draft(legal_basis=[{"number": number, "title": "", "issued_on": None, "issuer": ""}])
    assert warned(edition) == []


def ended(number="60/2014/QH13", ended_on=DAY, **more):
    row = EndedAct(number=number, ended_on=ended_on, **more)
    row.full_clean(exclude=["slug"])
    row.save()
    return row


def told_of_acts(effective_on):
    edition = build.edition(build.decision("9/QĐ-UBND", effective_on=effective_on))
    text = compile_text(edition, named=Named.by([edition]))
    return [each.message for each in warnings_of_edition(edition, text, Known([edition]))]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Căn cứ 60/2014/QH13 hết hiệu lực từ 01/04/2024."),
        ({"replaced_by": "1/2024/QH15"}, "Căn cứ 60/2014/QH13 hết hiệu lực từ 01/04/2024, được thay bằng 1/2024/QH15."),
        ({"is_partly": True}, "Căn cứ 60/2014/QH13 hết hiệu lực một phần từ 01/04/2024: hãy xem điều khoản còn dùng "
         "được không."),
        ({"number": " 60/2014/qh13 "}, "Căn cứ 60/2014/QH13 hết hiệu lực từ 01/04/2024."),
    ],
)  # fmt: skip
def test_a_legal_basis_that_holds_no_more_on_its_day_is_told(province, more, words):
    ended(**more)
    assert told_of_acts(DAY) == [words]
    assert told_of_acts(DAY - dt.timedelta(days=1)) == []


def test_an_act_is_listed_once_with_the_procedures_that_still_stand_on_it(province, minh, control, client):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), effective_on=DAY)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=DAY, signed_on=DAY, change="abolished")
    ended()
    client.force_login(minh)
    found = client.get("/quan-tri/snippets/cms/endedact/").content.decode()
    assert "1.000001" in found and "1.000002" not in found
    given = {"number": "60/2014/QH13", "ended_on": "2024-04-01"}
    assert "Đã có văn bản này" in client.post("/quan-tri/snippets/cms/endedact/add/", given).content.decode()


def test_a_name_that_another_procedure_has_is_told_with_its_code(province):
    announced(codes=("1.000002",), effective_on=DAY, name="Đăng ký khai sinh")
    edition = draft(name="ĐĂNG KÝ  khai sinh")
    text = compile_text(edition)
    told = list(warnings_of_edition(edition, text, Known([edition])))
    assert [(each.field, "1.000002" in each.message) for each in told] == [("name", True)]


def test_equal_days_are_told_before_the_record_refuses_them(province):
    announced(effective_on=DAY, signed_on=build.SIGNED)
    edition = build.edition(build.decision("9/QĐ-UBND", effective_on=DAY), change="amended")
    assert warned(edition) == ["equal_days"]
    edition.equal_days, edition.standing_reason = "after", "Ký sau"
    assert warned(edition) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"change": "abolished"}, True),
        ({"change": "abolished", "transition": "Hồ sơ đã nộp được giải quyết đến hết."}, False),
        ({"change": "abolished", "levels": ["province"]}, False),  # nobody files there
        ({"change": "amended"}, False),
    ],
)
def test_an_ending_is_asked_what_becomes_of_dossiers_under_way(province, fields, told):
    announced(effective_on=DAY, levels=["commune"])
    assert ("transition" in warned(draft(**fields))) == told


def test_an_agency_that_is_no_more_is_found_in_the_words(province):
    gone = build.agency("ubnd-huyen", "Ủy ban nhân dân huyện Lam Giang", "district")
    Agency.objects.filter(pk=gone.pk).update(until_on=dt.date(2025, 7, 1))
    assert warned(draft(reception="Bộ phận một cửa, UỶ BAN NHÂN DÂN huyện Lam Giang, số 1")) == ["reception"]
    assert warned(build.edition(build.decision("10/QĐ-UBND"), "1.000002", reception="Ủy ban nhân dân xã")) == []


@pytest.mark.parametrize(
    ("kind", "codes", "channel", "told"),
    [
        ("full", {CODE: ["commune"]}, "counter", ["methods"]),
        ("full", {CODE: []}, "counter", ["methods"]),
        ("full", {CODE: ["commune"]}, "online", []),
        ("full", {CODE: ["province"]}, "counter", []),
        ("full", {"1.000002": []}, "counter", []),
        ("partial", {CODE: []}, "counter", []),
    ],
)
def test_a_full_online_service_without_an_online_method_is_warned_of(province, kind, codes, channel, told):
    record.release_service_list(ServiceKind(kind), codes, "7/QĐ-UBND", build.SIGNED, build.SIGNED, "minh")
    edition = draft(methods=method([LIMIT], channel=channel))
    assert (refused(edition), warned(edition)) == ([], told)


def test_a_list_that_comes_later_than_the_text_does_not_warn(province):
    record.release_service_list(ServiceKind.FULL, {CODE: []}, "7/QĐ-UBND", build.SIGNED, DAY, "minh")
    assert warned(draft(methods=method([LIMIT]))) == []


def test_the_editor_shows_them_beside_the_form(province, lan, client):
    edition = draft(legal_basis=[], agencies=stream("agency", [AGENCY]))
    client.force_login(lan)
    html = client.get(page(edition)).content.decode()
    assert "Phải sửa trước khi công khai" in html and "Chưa có căn cứ pháp lý." in html
    assert "Nên xem lại" in html and "Phòng chưa có" in html


def test_the_command_tells_all_of_it_and_ends_with_an_error(province, capsys):
    draft(legal_basis=[], agencies=stream("agency", [AGENCY]))
    with pytest.raises(CommandError, match="1 lỗi, 1 lưu ý"):
        call_command("check_content")
    told = capsys.readouterr().out
    assert f"Lỗi {CODE} (legal_basis)" in told and f"Lưu ý {CODE} (agencies)" in told


def test_the_number_of_queries_does_not_grow_with_the_texts(province):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seen = []
    for count in (2, 12):
        decision = build.decision(f"{count}/QĐ-UBND")
        for number in range(count):
            build.edition(decision, f"1.{count:03}{number:03}")
        rows = Edition.objects.filter(decision=decision)
        editions = list(rows.select_related("decision__issuer", "procedure", "locale", "sector"))
        with CaptureQueriesContext(connection) as queries:
            known, named = Known(editions), Named.by(editions)
            for edition in editions:
                text = compile_text(edition, named=named)
                list(problems_of_edition(edition, text, known))
                list(warnings_of_edition(edition, text, known))
        seen.append(len(queries))
    assert seen[0] >= seen[1]  # what is kept of the day may make the second cheaper
