"""Announcing a decision: all of its texts or none, only what was approved, and every problem named at once."""

import datetime as dt
import re

import pytest

from cms import announce as announcing
from cms.announce import announce, announce_translation
from cms.models import AnnouncedError, Edition
from register.answer import answer
from register.drafts import AlreadyAnnounced, Refused
from register.models import AnnouncedDocument, AnnouncedEdition, Announcement
from register.words import State
from tests import build

from .conftest import digest
from .forms import DECISION, approve_all, edition_form, page

pytestmark = pytest.mark.django_db

APRIL, MAY = dt.date(2024, 4, 1), dt.date(2024, 5, 1)
CODE = "1.000001"


def problems_of(decision):
    with pytest.raises(Refused) as refusal:
        announce(decision, "minh")
    return {(problem.code, problem.field) for problem in refusal.value.problems}


def test_a_refusal_names_every_problem_by_edition_and_field(province):
    decision = build.decision("", signed_on=None)
    build.edition(decision, CODE, name=" ", levels=[], approved=False)
    build.edition(decision, "1.000002", change="replaced", confirmed=False)
    build.edition(decision, "1.000003", form="list", base_key="1.000003@khong-co")
    before = digest("register_")
    assert problems_of(decision) == {
        ("", "number"),
        ("", "signed_on"),
        (CODE, "approved"),
        (CODE, "name"),
        (CODE, "levels"),
        ("1.000002", "confirmed"),
        ("1.000002", "successors"),
        ("1.000003", "base_key"),
    }
    assert digest("register_") == before


def test_a_decision_without_editions_is_refused(province):
    assert problems_of(build.decision()) == {("", "editions")}


def test_one_bad_edition_keeps_all_of_the_decision_back(province):
    decision = build.decision()
    build.edition(decision, CODE)
    build.edition(decision, "1.000002", name=" ")
    assert problems_of(decision) == {("1.000002", "name")}
    assert answer(CODE) is None


def test_announcing_again_answers_already_announced_and_writes_nothing(province):
    decision = build.decision()
    build.edition(decision)
    first = announce(decision, "minh")
    before = digest("register_", "cms_")
    with pytest.raises(AlreadyAnnounced) as told:
        announce(decision, "minh")
    assert told.value.announcement == first
    assert digest("register_", "cms_") == before


def test_only_the_approved_revision_is_announced_though_the_text_was_edited_after(control, lan, minh, client):
    decision = build.decision()
    edition = build.edition(decision, CODE, name="Đã duyệt", approved=False)
    approve_all(edition, lan, client, build.head("hanh", "so-tu-phap"), minh)
    client.force_login(lan)
    client.post(page(edition), edition_form(edition, name="Sửa sau khi duyệt", steps=["Bước chưa duyệt"]))
    assert Edition.objects.get(pk=edition.pk).name == "Sửa sau khi duyệt"
    announce(decision, "minh")
    text = answer(CODE).edition.data
    assert (text["name"], text["steps"][0]["text"]) == ("Đã duyệt", "Nộp hồ sơ tại bộ phận một cửa.")


def test_a_text_changed_between_compiling_and_the_lock_is_refused(province, monkeypatch):
    decision = build.decision()
    edition = build.edition(decision, CODE, name="Đã đọc")
    hand_over = announcing.record.announce

    def while_another_saves(draft, by, recheck):
        Edition.objects.get(pk=edition.pk).save()
        return hand_over(draft, by, recheck=recheck)

    monkeypatch.setattr(announcing.record, "announce", while_another_saves)
    assert problems_of(decision) == {("", "editions")}
    assert not Announcement.objects.exists()


def test_an_edition_has_its_own_day_where_it_differs(province):
    decision = build.decision(effective_on=APRIL)
    build.edition(decision, CODE)
    build.edition(decision, "1.000002", effective_on=MAY)
    announce(decision, "minh")
    assert answer(CODE, APRIL).state == State.IN_FORCE
    assert answer("1.000002", APRIL).state == State.NOT_YET_IN_FORCE
    assert answer("1.000002", MAY).state == State.IN_FORCE


def test_a_list_of_the_province_stands_on_the_text_of_the_ministry(province):
    build.announced("9/QĐ-BTP", issuer="bo-tu-phap", steps=["Bước của bộ."], reception="Nơi của bộ")
    base = AnnouncedEdition.objects.get().key
    decision = build.decision("10/QĐ-UBND", effective_on=APRIL)
    build.edition(decision, CODE, form="list", base_key=base, steps=[], reception="Quầy số 3")
    announce(decision, "minh")
    text = answer(CODE, APRIL).edition.data
    assert text["steps"][0]["text"] == "Bước của bộ."
    assert text["reception"] == "Quầy số 3"
    assert text["base"]["key"] == base


def test_a_translation_announced_later_changes_nothing_in_force(province):
    decision = build.decision()
    edition = build.edition(decision, CODE, name="Đăng ký khai sinh")
    announce(decision, "minh")
    before = answer(CODE)
    row = build.translated(Edition.objects.get(pk=edition.pk), "Birth registration")
    announce_translation(row)
    after = answer(CODE)
    assert (before.state, before.edition.data) == (after.state, after.edition.data)
    assert answer(CODE, locale="en").name == "Birth registration"
    with pytest.raises(Refused):
        announce_translation(Edition.objects.get(pk=row.pk))


def test_a_translation_is_refused_before_its_decision(province):
    row = build.translated(build.edition(build.decision(), CODE), "Birth registration")
    with pytest.raises(Refused):
        announce_translation(row)
    assert not AnnouncedDocument.objects.exists()


def test_an_edition_of_an_announced_decision_is_locked_for_superusers_too(province, chief):
    build.announced()
    edition = Edition.objects.get()
    assert edition.get_lock().for_user(chief)
    with pytest.raises(AnnouncedError):
        edition.save()
    with pytest.raises(AnnouncedError):
        edition.delete()
    with pytest.raises(AnnouncedError):
        build.edition(edition.decision, "1.000002")


def test_an_edition_cannot_join_an_announced_decision_at_the_desk(control, chief, client):
    build.announced()
    public = Edition.objects.get().decision
    other = build.edition(build.decision("2/QĐ-UBND"), "1.000002")
    client.force_login(chief)
    response = client.post(page(other), edition_form(other, decision=public.pk))
    assert "decision" in response.context["form"].errors
    assert Edition.objects.get(pk=other.pk).decision_id != public.pk


# -- The button --------------------------------------------------------------------------------------------------------


def at(decision, view):
    return f"{DECISION}{view}/{decision.pk}/"


def test_the_button_says_what_will_change_on_which_day_then_announces(announcer, client):
    decision = build.decision("5/QĐ-UBND", effective_on=dt.date(2035, 1, 2))
    edition = build.edition(decision, CODE, name="Đăng ký khai sinh")
    client.force_login(announcer)
    assert at(decision, "announce") in client.get(at(decision, "page")).content.decode()

    before = digest("register_", "cms_")
    html = client.get(at(decision, "announce")).content.decode()
    for words in ("Từ ngày 02/01/2035", CODE, "Đăng ký khai sinh", "mới ban hành"):
        assert words in html
    assert digest("register_", "cms_") == before

    answered = client.post(at(decision, "announce"), follow=True)
    assert "Đã công khai 5/QĐ-UBND" in answered.content.decode()
    assert Announcement.objects.get().announced_by == "minh"
    assert answer(CODE, dt.date(2035, 1, 2)).name == "Đăng ký khai sinh"
    assert Edition.objects.get(pk=edition.pk).announced_key

    before = digest("register_", "cms_")
    again = client.post(at(decision, "announce"), follow=True).content.decode()
    assert "đã công khai, không ghi thêm gì" in again
    assert digest("register_", "cms_") == before


def test_the_button_names_every_problem_with_a_way_to_it(announcer, client):
    decision = build.decision("", signed_on=None)
    edition = build.edition(decision, CODE, name=" ", confirmed=False)
    client.force_login(announcer)
    before = digest("register_", "cms_")
    for response in (client.get(at(decision, "announce")), client.post(at(decision, "announce"))):
        html = response.content.decode()
        named = set(re.findall(r'data-code="([^"]*)" data-field="([^"]*)"', html))
        assert named == {("", "number"), ("", "signed_on"), (CODE, "confirmed"), (CODE, "name")}
        assert page(edition) in html and at(decision, "edit") in html
    assert digest("register_", "cms_") == before


def test_an_author_does_not_announce_and_does_not_write_number_and_day(lan, control, client):
    decision = build.decision("5/QĐ-UBND")
    build.edition(decision)
    client.force_login(lan)
    before = digest("register_")
    assert at(decision, "announce") not in client.get(at(decision, "page")).content.decode()
    for ask in (client.get, client.post):
        assert ask(at(decision, "announce")).status_code == 302
    client.post(
        at(decision, "edit"),
        {
            "title": "Tên mới",
            "effective_from": "signing",
            "department": decision.department_id,
            "number": "6/QĐ-UBND",
            "opinion": "Đồng ý.",
        },
    )
    decision.refresh_from_db()
    assert (decision.title, decision.number, decision.opinion) == ("Tên mới", "5/QĐ-UBND", "")
    assert digest("register_") == before


def test_a_name_of_an_agency_is_added_and_never_changed(control, chief, client):
    from register.models import Agency

    agency = Agency.objects.get(key="so-tu-phap")
    client.force_login(chief)
    url = f"/quan-tri/snippets/register/agency/edit/{agency.pk}/"
    client.post(url, {"locale": "vi", "name": "Sở Tư pháp và Hộ tịch", "from_on": "2030-01-01", "key": "khac"})
    agency.refresh_from_db()
    assert agency.key == "so-tu-phap"
    assert list(agency.names.order_by("id").values_list("name", flat=True)) == ["Sở Tư pháp", "Sở Tư pháp và Hộ tịch"]
    assert client.post(f"/quan-tri/snippets/register/agency/delete/{agency.pk}/").status_code == 302
    assert Agency.objects.filter(pk=agency.pk).exists()
    new = {
        "key": "so-moi",
        "level": "province",
        "parent": "",
        "locale": "vi",
        "name": "Sở mới",
        "from_on": "2024-01-01",
    }
    client.post("/quan-tri/snippets/register/agency/add/", new)
    assert str(Agency.objects.get(key="so-moi")) == "Sở mới"
