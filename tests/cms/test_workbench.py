"""A decision's page: what is in it, what is still to do, and the ways on, each only for whom it is meant."""

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from cms import confirming
from cms.announce import announce
from cms.awaiting import awaiting
from cms.beginning import begin_from_text_in_force, begin_lists
from cms.models import Edition
from register import record
from register.answer import answer
from register.drafts import Refused
from register.models import AnnouncedEdition
from register.words import ChangeKind, CorrectionKind
from tests import build
from tests.build import announced

from .conftest import digest

pytestmark = pytest.mark.django_db

CODE = "1.000001"
DAY = dt.date(2024, 4, 1)
FAR = dt.date(2035, 1, 2)


def at(decision, view):
    return f"/quan-tri/snippets/cms/decision/{view}/{decision.pk}/"


def codes_of(refusal):
    return {(problem.code, problem.field) for problem in refusal.value.problems}


# -- Beginning ---------------------------------------------------------------------------------------------------------


def test_an_amendment_begins_with_the_text_that_the_public_reads_with_its_corrections(province):
    announced(effective_on=DAY, name="Đăng ký khai sinh", steps=["Bước một", "Bước hai"], conditions="Sai chữ")
    public = AnnouncedEdition.objects.get()
    right = public.documents.get().data | {"conditions": "Đúng chữ"}
    record.correct(
        public, kind=CorrectionKind.ENTRY, reason="Gõ sai", author="lan", confirmed_by="minh", locale="vi", data=right
    )
    decision = build.decision("", signed_on=None)
    begun = begin_from_text_in_force(decision, list(build_procedures(CODE)), ChangeKind.AMENDED)
    draft = begun.editions[0]
    assert (draft.name, draft.change, draft.conditions) == ("Đăng ký khai sinh", "amended", "Đúng chữ")
    assert [child["value"]["text"] for child in draft.steps.raw_data] == ["Bước một", "Bước hai"]


def build_procedures(*codes):
    from cms.models import Procedure

    return Procedure.objects.filter(code__in=codes).select_related("department__collection")


def test_what_was_begun_unchanged_is_announced_as_the_same_text(province):
    """There and back again: compile(fields_of(document)) is the document."""
    announced(effective_on=DAY, name="Đăng ký khai sinh", reception="Một cửa", related=["1.000002"])
    before = answer(CODE).edition.data
    decision = build.decision("2/QĐ-UBND", signed_on=dt.date(2024, 5, 1))
    draft = begin_from_text_in_force(decision, list(build_procedures(CODE)), ChangeKind.AMENDED).editions[0]
    confirming.approve(draft, draft.latest_revision)
    draft.refresh_from_db()
    confirming.confirm([draft], "minh")
    announce(decision, "minh")
    after = answer(CODE).edition.data
    own = {"change", "decision", "effective_on"}
    assert {key: after[key] for key in after.keys() - own} == {key: before[key] for key in before.keys() - own}


def test_each_text_of_a_code_with_several_gets_a_draft_of_its_own(province):
    announced("1/QĐ-UBND", effective_on=DAY, levels=["district"], name="Ở huyện")
    announced("2/QĐ-UBND", effective_on=DAY, levels=["commune"], name="Ở xã")
    decision = build.decision("", signed_on=None)
    begun = begin_from_text_in_force(decision, list(build_procedures(CODE)), ChangeKind.AMENDED)
    assert {(row.name, *row.levels) for row in begun.editions} == {("Ở huyện", "district"), ("Ở xã", "commune")}


def test_an_ending_at_one_level_names_that_level_and_carries_no_text(province):
    announced(effective_on=DAY, levels=["district", "commune"], name="Đăng ký", steps=["Làm"])
    decision = build.decision("", signed_on=None)
    begun = begin_from_text_in_force(decision, list(build_procedures(CODE)), ChangeKind.ABOLISHED, levels=["district"])
    ended = begun.editions[0]
    assert (ended.name, ended.levels, list(ended.steps.raw_data)) == ("Đăng ký", ["district"], [])


def test_what_is_there_already_or_not_in_force_is_left_out_with_the_reason(province):
    announced(effective_on=DAY)
    build.edition(build.decision("9/QĐ-UBND", signed_on=None), "1.000002")
    decision = build.decision("", signed_on=None)
    rows = list(build_procedures(CODE, "1.000002"))
    begin_from_text_in_force(decision, rows[:1], ChangeKind.AMENDED)
    begun = begin_from_text_in_force(decision, rows, ChangeKind.AMENDED)
    assert begun.editions == []
    assert dict(begun.left_out).keys() == {CODE, "1.000002"}


def test_a_ministrys_text_waits_until_the_province_follows(province):
    announced("1/QĐ-UBND", effective_on=DAY)
    announced("7/QĐ-BTP", ("1.000002", "1.000003"), issuer="bo-tu-phap", effective_on=DAY)
    announced("8/QĐ-BTP", issuer="bo-tu-phap", effective_on=dt.date(2024, 6, 1), signed_on=dt.date(2024, 5, 1))
    assert {row.code: row.number for row in awaiting()} == {
        CODE: "8/QĐ-BTP",
        "1.000002": "7/QĐ-BTP",
        "1.000003": "7/QĐ-BTP",
    }
    decision = build.decision("2/QĐ-UBND", signed_on=dt.date(2024, 6, 2))
    keys = [row.key for row in awaiting() if row.code != "1.000003"]
    begun = begin_lists(decision, keys)
    assert {row.code: (row.change, row.form) for row in begun.editions} == {
        CODE: ("amended", "list"),
        "1.000002": ("new", "list"),
    }
    for row in begun.editions:
        confirming.approve(row, row.latest_revision)
        row.refresh_from_db()
        confirming.confirm([row], "minh")
    announce(decision, "minh")
    assert [row.code for row in awaiting()] == ["1.000003"]
    assert answer("1.000002").edition.data["base"]["key"] == "1.000002@7-QD-BTP-2024"
    limits = answer("1.000002").edition.data["methods"][0]["limits"][0]
    assert (limits["value"], limits["statutory_value"]) == (5, 5)


def test_many_are_begun_in_as_many_queries_of_reading_as_one(province):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    codes = [f"1.{number:06}" for number in range(1, 9)]
    announced(codes=tuple(codes), effective_on=DAY)
    seen = []
    for chosen in (codes[:1], codes[1:]):
        decision = build.decision("", signed_on=None)
        rows = list(build_procedures(*chosen))
        with CaptureQueriesContext(connection) as queries:
            begin_from_text_in_force(decision, rows, ChangeKind.AMENDED)
        seen.append(sum('FROM "register_' in each["sql"] for each in queries.captured_queries))
    assert seen[0] == seen[1]


# -- Approving and comparing -------------------------------------------------------------------------------------------


def test_a_text_changed_after_comparing_is_compared_again(province):
    decision = build.decision("5/QĐ-UBND")
    row = build.edition(decision)
    row.conditions = "Thêm điều kiện"
    row.save()
    confirming.approve(row, row.save_revision())
    with pytest.raises(Refused) as refusal:
        announce(decision, "minh")
    assert codes_of(refusal) == {(CODE, "confirmed")}


def test_a_text_changed_after_approving_is_announced_as_approved(province):
    decision = build.decision("5/QĐ-UBND")
    row = build.edition(decision, name="Tên đã duyệt")
    row.name = "Tên chưa duyệt"
    row.save()
    row.save_revision()
    announce(decision, "minh")
    assert answer(CODE).name == "Tên đã duyệt"


def test_minh_compares_row_by_row_and_only_after_signing(announcer, client):
    decision = build.decision("5/QĐ-UBND")
    one, other = build.edition(decision, confirmed=False), build.edition(decision, "1.000002", confirmed=False)
    client.force_login(announcer)
    client.post(at(decision, "confirm"), {"row": [one.pk, other.pk]})
    assert not Edition.objects.exclude(confirmed_text="").exists()  # there is no signed copy yet
    decision.file = Document.objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.4 x", "ky.pdf"))
    decision.save()
    client.post(at(decision, "confirm"), {"row": [one.pk]})
    assert list(Edition.objects.exclude(confirmed_text="").values_list("pk", "confirmed_by")) == [(one.pk, "minh")]
    client.post(at(decision, "confirm"), {"row": [other.pk]})
    assert list(Edition.objects.exclude(confirmed_text="").values_list("pk", flat=True)) == [other.pk]


def test_what_is_not_approved_cannot_be_ticked(announcer, client):
    decision = build.decision("5/QĐ-UBND")
    decision.file = Document.objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.4 x", "ky.pdf"))
    decision.save()
    row = build.edition(decision, approved=False, confirmed=False)
    client.force_login(announcer)
    client.post(at(decision, "confirm"), {"row": [row.pk]})
    assert Edition.objects.get(pk=row.pk).confirmed_text == ""


# -- The pages ---------------------------------------------------------------------------------------------------------


def test_the_workbench_groups_by_change_and_leads_to_each_problem(announcer, client):
    announced(effective_on=DAY)
    decision = build.decision("", signed_on=None)
    build.edition(decision, CODE, change="amended")
    bad = build.edition(decision, "1.000002", levels=[], approved=False)
    client.force_login(announcer)
    html = client.get(at(decision, "page")).content.decode()
    assert html.index("Mới ban hành") < html.index("Được sửa đổi, bổ sung")
    assert re.findall(r'data-code="([^"]*)" data-field="([^"]*)"', html) == [("1.000002", "levels")]
    assert f"/edit/{bad.pk}/#tab-noi_dung" in html
    assert "đã duyệt 1/2" in html


def test_its_number_of_queries_does_not_grow_with_its_editions(announcer, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(announcer)
    seen = {}
    for count in (2, 20):
        decision = build.decision("", signed_on=None)
        for number in range(count):
            build.edition(decision, f"1.{count:03}{number:03}")
        for view in ("page", "confirm", "add-editions"):
            client.get(at(decision, view))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at(decision, view)).status_code == 200
            seen.setdefault(view, []).append(len(queries))
    assert all(few == many for few, many in seen.values()), seen
    assert all(many <= 140 for _few, many in seen.values()), seen


def test_lan_begins_many_drafts_with_one_click_and_none_of_another_department(lan, client):
    announced(codes=(CODE, "1.000002"), effective_on=DAY)
    foreign = build.decision("3/QĐ-UBND", effective_on=DAY, department_key="so-xay-dung")
    build.edition(foreign, "1.000009", department_key="so-xay-dung")
    announce(foreign, "minh")
    decision = build.decision("", signed_on=None)
    client.force_login(lan)
    html = client.get(at(decision, "add-editions")).content.decode()
    assert CODE in html and "1.000009" not in html
    client.post(at(decision, "add-editions"), {"row": [CODE, "1.000002", "1.000009"], "change": "amended"})
    drafts = Edition.objects.filter(decision=decision)
    assert sorted(drafts.values_list("procedure__code", flat=True)) == [CODE, "1.000002"]
    assert drafts.first().latest_revision.user == lan


def test_replacing_asks_what_stands_for_it(lan, client):
    announced(effective_on=DAY)
    decision = build.decision("", signed_on=None)
    client.force_login(lan)
    refused = client.post(at(decision, "add-editions"), {"row": [CODE], "change": "replaced"}).content.decode()
    assert "Hãy ghi mã của thủ tục thay thế." in refused
    assert not Edition.objects.filter(decision=decision).exists()
    client.post(at(decision, "add-editions"), {"row": [CODE], "change": "replaced", "successors": "1.000005"})
    assert [child["value"] for child in Edition.objects.get(decision=decision).successors.raw_data] == ["1.000005"]


def test_the_whole_decision_is_seen_as_the_public_will_and_nothing_is_kept(lan, client):
    announced(effective_on=DAY, name="Đăng ký khai sinh", conditions="Điều kiện cũ")
    decision = build.decision("", signed_on=None)
    build.edition(decision, change="amended", name="Đăng ký khai sinh", conditions="Điều kiện mới", approved=False)
    client.force_login(lan)
    before = digest("register_", "cms_")
    html = client.get(at(decision, "as-public")).content.decode()
    assert "<del>cũ</del>" in html and "<ins>mới</ins>" in html
    assert digest("register_", "cms_") == before


def test_minh_withdraws_before_the_day_with_a_reason_that_the_public_reads(announcer, client):
    decision = build.decision("5/QĐ-UBND", effective_on=FAR)
    build.edition(decision)
    announce(decision, "minh")
    client.force_login(announcer)
    assert at(decision, "withdraw") in client.get(at(decision, "page")).content.decode()
    client.post(at(decision, "withdraw"), {"reason": " "})
    assert not hasattr(decision.announcement(), "withdrawal")
    client.post(at(decision, "withdraw"), {"reason": "Ký nhầm phụ lục"})
    assert decision.announcement().withdrawal.reason == "Ký nhầm phụ lục"
    assert "Ký nhầm phụ lục" in client.get(at(decision, "page")).content.decode()


def test_after_its_day_it_is_not_withdrawn(announcer, client):
    decision = build.decision("5/QĐ-UBND", effective_on=DAY)
    build.edition(decision)
    announce(decision, "minh")
    client.force_login(announcer)
    assert at(decision, "withdraw") not in client.get(at(decision, "page")).content.decode()
    html = client.post(at(decision, "withdraw"), {"reason": "Muộn rồi"}).content.decode()
    assert "Đã có hiệu lực" in html
    assert not hasattr(decision.announcement(), "withdrawal")


@pytest.mark.parametrize("view", ["confirm", "announce", "withdraw"])
def test_lan_neither_compares_announces_nor_withdraws(lan, client, view):
    decision = build.decision("5/QĐ-UBND", effective_on=FAR)
    build.edition(decision)
    if view == "withdraw":
        announce(decision, "minh")
    client.force_login(lan)
    before = digest("register_", "cms_")
    for ask in (client.get, client.post):
        assert ask(at(decision, view), {"reason": "x"}).status_code in {302, 403}
    assert digest("register_", "cms_") == before


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_written_day_first_in_both_languages(language):
    """11/12 is the eleventh of December, and what a form shows is what it takes."""
    from django.forms import DateField
    from django.utils import translation
    from wagtail.admin.widgets import AdminDateInput

    with translation.override(language):
        assert DateField().clean("11/12/2026") == dt.date(2026, 12, 11)
        assert AdminDateInput().format_value(dt.date(2026, 12, 11)) == "11/12/2026"
