"""Author, head, control office: each step for those of the text's department, with letters, a limit, a substitute."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import TaskState

from cms import mailing
from cms.desk.roles import ANNOUNCING, AUDITING, CONTROL, TRANSLATING, make_roles
from cms.models import Edition, Letter, Step, Substitute
from register import clock, working_days
from tests import build

from .conftest import desk_digest
from .forms import approve_all, edition_form, page

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 30)


@pytest.fixture
def hanh(control):
    """Hạnh heads the Department of Justice."""
    return build.head("hanh", "so-tu-phap")


@pytest.fixture
def draft(control):
    return build.edition(build.decision("", signed_on=None), approved=False, confirmed=False, name="Tên bí mật")


def act(client, user, edition, state, action, comment=""):
    client.force_login(user)
    return client.post(page(edition, "workflow/action", action, state.current_task_state_id), {"comment": comment})


def test_a_text_goes_from_the_author_to_the_head_to_the_control_office(draft, lan, hanh, minh, client):
    state = draft.get_workflow().start(draft, lan)
    assert state.current_task_state.task.specific.right == "head"
    act(client, minh, draft, state, "approve")
    state.refresh_from_db()
    assert state.current_task_state.task.specific.right == "head"  # it is not Minh's turn
    act(client, hanh, draft, state, "approve")
    state.refresh_from_db()
    assert (state.status, state.current_task_state.task.specific.right) == ("in_progress", "control")
    act(client, hanh, draft, state, "approve")
    state.refresh_from_db()
    assert state.status == "in_progress"
    act(client, minh, draft, state, "approve")
    state.refresh_from_db()
    assert state.status == "approved"
    assert Edition.objects.get(pk=draft.pk).approved_revision_id


def test_what_the_control_officer_mends_at_her_step_is_what_she_approves(draft, lan, hanh, minh, client):
    state = draft.get_workflow().start(draft, lan)
    act(client, hanh, draft, state, "approve")
    state.refresh_from_db()
    client.force_login(minh)
    client.post(page(draft), edition_form(draft, name="Minh sửa một chữ"))
    act(client, minh, draft, state, "approve")
    approved = Edition.objects.get(pk=draft.pk).approved_revision
    assert approved.as_object().name == "Minh sửa một chữ"


def test_the_author_takes_no_step_of_her_own_text(draft, lan, client):
    state = draft.get_workflow().start(draft, lan)
    act(client, lan, draft, state, "approve")
    state.refresh_from_db()
    assert (state.status, state.current_task_state.task.specific.right) == ("in_progress", "head")


def test_the_head_of_another_department_takes_no_step(draft, lan, client):
    state = draft.get_workflow().start(draft, lan)
    before = desk_digest()
    assert act(client, build.head("khanh", "so-xay-dung"), draft, state, "approve").status_code == 404
    assert desk_digest() == before


def test_while_a_text_waits_its_author_does_not_change_it(draft, lan, client):
    draft.get_workflow().start(draft, lan)
    client.force_login(lan)
    client.post(page(draft), edition_form(draft, name="Sửa lén"))
    assert Edition.objects.get(pk=draft.pk).name == "Tên bí mật"


def test_a_refused_text_comes_back_to_its_author_with_the_reason(draft, lan, hanh, client):
    state = draft.get_workflow().start(draft, lan)
    act(client, hanh, draft, state, "reject", "Thiếu căn cứ")
    state.refresh_from_db()
    assert (state.status, state.current_task_state.comment) == ("needs_changes", "Thiếu căn cứ")
    client.force_login(lan)
    client.post(page(draft), edition_form(draft, name="Đã bổ sung"))
    assert Edition.objects.get(pk=draft.pk).name == "Đã bổ sung"


# -- Letters -----------------------------------------------------------------------------------------------------------


def test_those_whose_turn_it_is_get_a_letter_that_tells_nothing_of_the_text(draft, lan, hanh, minh, client):
    state = draft.get_workflow().start(draft, lan)
    assert list(Letter.objects.values_list("to", flat=True)) == ["hanh@lamson.example"]
    act(client, hanh, draft, state, "approve")
    assert Letter.objects.last().to == "minh@lamson.example"
    mailing.send_due()
    assert [each.to for each in mail.outbox] == [["hanh@lamson.example"], ["minh@lamson.example"]]
    for each in mail.outbox:
        assert "1.000001" in each.body and f"/edit/{draft.pk}/" in each.body
        assert "bí mật" not in each.subject + each.body


def test_the_author_gets_a_letter_when_it_comes_back(draft, lan, hanh, client):
    state = draft.get_workflow().start(draft, lan)
    act(client, hanh, draft, state, "reject", "Thiếu căn cứ")
    letter = Letter.objects.last()
    assert (letter.to, "trả lại" in letter.subject) == ("lan@lamson.example", True)


def test_a_letter_is_tried_again_until_the_server_is_back_and_sent_once(draft, lan, hanh, monkeypatch, settings):
    draft.get_workflow().start(draft, lan)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert mailing.send_due() == 0
    assert mailing.send_due() == 0  # not due again yet
    later = clock.now() + dt.timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mailing.send_due() == 1
    assert mailing.send_due() == 0
    letter = Letter.objects.get()
    assert (letter.attempts, len(mail.outbox)) == (2, 1)


# -- Limits and substitutes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "days", "due"),
    [
        (MONDAY, 2, MONDAY + dt.timedelta(days=2)),
        (dt.date(2026, 11, 27), 1, MONDAY),  # over a week-end
        (dt.date(2026, 11, 23), 1, dt.date(2026, 11, 25)),  # 24/11 is a holiday since 2026
        (dt.date(2026, 4, 29), 1, dt.date(2026, 5, 4)),  # 30/4, 1/5 and a week-end
    ],
)
def test_a_limit_counts_working_days(begins, days, due):
    assert working_days.after(begins, days) == due


def test_the_home_tells_what_waits_and_until_when(draft, lan, hanh, client, today):
    today(MONDAY)
    state = draft.get_workflow().start(draft, lan)
    TaskState.objects.filter(pk=state.current_task_state_id).update(started_at=clock.now())
    client.force_login(hanh)
    html = client.get("/quan-tri/").content.decode()
    assert "Việc chờ bạn" in html and "02/12/2026" in html and "Tên bí mật" in html
    assert "quá hạn" not in html
    today(MONDAY + dt.timedelta(days=7))
    client.force_login(hanh)
    assert "quá hạn" in client.get("/quan-tri/").content.decode()


def test_a_substitute_does_for_some_days_what_the_absent_may(draft, lan, hanh, client, today):
    tuan = build.author("tuan", "so-xay-dung")
    Substitute.objects.create(user=tuan, absent=hanh, from_on=MONDAY, until_on=MONDAY)
    state = draft.get_workflow().start(draft, lan)
    today(MONDAY - dt.timedelta(days=1))
    assert act(client, tuan, draft, state, "approve").status_code == 404
    today(MONDAY + dt.timedelta(days=1))
    assert act(client, tuan, draft, state, "approve").status_code == 404
    today(MONDAY)
    assert act(client, tuan, draft, state, "approve").status_code == 302
    state.refresh_from_db()
    assert state.current_task_state.task.specific.right == "control"


def test_nobody_stands_in_for_the_administrator(draft, lan, chief, client, today):
    today(MONDAY)
    tuan = build.author("tuan", "so-xay-dung")
    Substitute.objects.create(user=tuan, absent=chief, from_on=MONDAY, until_on=MONDAY)
    client.force_login(tuan)
    assert client.get(page(draft)).status_code == 404


# -- Groups ------------------------------------------------------------------------------------------------------------


def test_migrate_makes_the_groups_and_leaves_them_as_an_administrator_did(province):
    names = set(Group.objects.values_list("name", flat=True))
    assert {CONTROL, ANNOUNCING, TRANSLATING, AUDITING} <= names
    Group.objects.get(name=ANNOUNCING).permissions.clear()
    make_roles()
    assert not Group.objects.get(name=ANNOUNCING).permissions.exists()
    assert list(Step.objects.order_by("pk").values_list("right", flat=True)) == ["head", "control"]


def member_of(name, group):
    user = build.person(name)
    user.groups.add(Group.objects.get(name=group))
    return user


def test_the_auditor_reads_all_and_changes_nothing(draft, client):
    client.force_login(member_of("vinh", AUDITING))
    assert "Tên bí mật" in client.get(page(draft, "inspect")).content.decode()
    workbench = client.get(f"/quan-tri/snippets/cms/decision/page/{draft.decision_id}/").content.decode()
    assert page(draft, "inspect") in workbench and page(draft) not in workbench
    before = desk_digest()
    client.post(page(draft), edition_form(draft, name="Bị sửa"))
    client.post(page(draft, "delete"))
    decision = f"/quan-tri/snippets/cms/decision/edit/{draft.decision_id}/"
    client.post(decision, {"title": "Bị sửa"})
    assert desk_digest() == before


def test_the_announcer_announces_and_writes_no_text(draft, client):
    client.force_login(member_of("thanh", ANNOUNCING))
    assert client.get(f"/quan-tri/snippets/cms/decision/announce/{draft.decision_id}/").status_code == 200
    before = desk_digest()
    client.post(page(draft), edition_form(draft, name="Bị sửa"))
    assert desk_digest() == before


def test_the_translator_writes_the_english_text_alone(draft, client):
    english = build.translated(draft, "Marriage registration")
    english.save_revision(clean=False)
    client.force_login(member_of("thu", TRANSLATING))
    before = desk_digest()
    client.post(page(draft), edition_form(draft, name="Bị sửa"))
    assert desk_digest() == before
    client.post(page(english), edition_form(english, name="Registration of marriage"))
    assert Edition.objects.get(pk=english.pk).name == "Registration of marriage"


def test_the_translator_finds_in_the_list_what_is_left_to_translate(draft, client):
    done = build.edition(draft.decision, "1.000009", approved=False)
    build.translated(done, "Done")
    client.force_login(member_of("thu", TRANSLATING))
    listed = client.get("/quan-tri/snippets/cms/edition/").content.decode()
    assert f"/localize/submit/snippet/cms/edition/{draft.pk}/" in listed
    assert f"/localize/submit/snippet/cms/edition/{done.pk}/" not in listed


def test_approvals_of_one_text_are_whole(draft, lan, hanh, minh, client):
    assert approve_all(draft, lan, client, hanh, minh).status == "approved"
