"""Remarks at the fields of a draft: said by whoever works on it, at the place, until settled; no text carries them."""

import json

import pytest
from django.core import mail

from cms import mailing
from cms.compile import compile_text
from cms.desk.roles import AUDITING, make_roles
from cms.models import Edition, Remark
from tests import build

from .conftest import desk_digest
from .forms import page

pytestmark = pytest.mark.django_db

SAID = "Thiếu thời hạn khi phải xác minh"


@pytest.fixture
def draft(lan):
    return build.edition(build.decision("", signed_on=None), steps=["Nộp hồ sơ.", "Nhận kết quả."], approved=False)


@pytest.fixture
def head(draft):
    return build.head("truong-phong", "so-tu-phap")


def say(client, draft, place="reception", text=SAID):
    return client.post(page(draft, "remarks"), {"place": place, "text": text})


def test_the_head_says_it_at_a_field_and_the_author_settles_it(draft, head, lan, client):
    client.force_login(head)
    (said,) = say(client, draft).json()["remarks"]
    assert (said["label"], said["text"], said["settledBy"]) == ("Nơi tiếp nhận", SAID, "")
    client.force_login(lan)
    assert json.dumps(SAID)[1:-1] in client.get(page(draft)).content.decode()
    (settled,) = client.post(page(draft, "remarks"), {"settle": said["id"]}).json()["remarks"]
    assert settled["settledBy"] == "lan"


def test_a_block_is_called_by_its_place_in_the_newest_draft(draft, head, client):
    client.force_login(head)
    second = draft.steps[1].id
    (said,) = say(client, draft, place=f"steps.{second}").json()["remarks"]
    assert said["label"] == "Trình tự thực hiện, 2"
    del draft.steps[0]
    draft.save()
    draft.save_revision()
    assert client.get(page(draft, "remarks")).json()["remarks"][0]["label"] == "Trình tự thực hiện, 1"


@pytest.mark.parametrize("place", ["", "approved_text", "khong_co", "steps.1", "name" * 30])
def test_it_refuses_a_place_that_the_form_does_not_have(draft, head, client, place):
    client.force_login(head)
    response = say(client, draft, place=place)
    assert response.status_code == 400 and "ở một mục của nội dung" in response.json()["error"]
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_it_refuses_no_word_and_too_many(draft, head, client, text):
    client.force_login(head)
    assert say(client, draft, text=text).status_code == 400
    assert not Remark.objects.exists()


def test_who_only_reads_says_nothing(draft, client):
    auditor = build.person("thanh-tra")
    auditor.groups.add(make_roles()[AUDITING])
    client.force_login(auditor)
    before = desk_digest()
    assert client.get(page(draft, "remarks")).json()["mayWrite"] is False
    assert say(client, draft).status_code in {302, 403}
    assert desk_digest() == before


def test_a_remark_of_another_text_is_not_settled_here(draft, head, lan, client):
    other = build.edition(draft.decision, "1.000002", approved=False)
    client.force_login(head)
    said = say(client, other).json()["remarks"][0]["id"]
    assert client.post(page(draft, "remarks"), {"settle": said}).status_code == 404
    assert Remark.objects.get().settled_at is None


def test_nothing_is_said_of_what_is_public(head, lan, client):
    build.announced("9/QĐ-UBND", ("1.000009",))

    public = Edition.objects.get(procedure__code="1.000009")
    client.force_login(head)
    assert client.get(page(public, "remarks")).json()["mayWrite"] is False
    say(client, public)
    assert not Remark.objects.exists()


def test_no_text_and_no_revision_carries_it(draft, head, client):
    client.force_login(head)
    say(client, draft)
    draft.refresh_from_db()
    revision = draft.save_revision()
    assert SAID not in str(compile_text(draft)) and SAID not in str(revision.content)


def test_who_sent_the_text_is_told_where_it_was_remarked_but_not_what(draft, head, lan, client):
    lan.email = "lan@lamson.example"
    lan.save()
    state = draft.get_workflow().start(draft, lan)
    client.force_login(head)
    say(client, draft)
    client.post(page(draft, "workflow/action", "reject", state.current_task_state_id), {"comment": "Xem ý kiến."})
    mailing.send_due()
    (letter,) = [each for each in mail.outbox if "bị trả lại" in each.subject]
    assert "Nơi tiếp nhận" in letter.body and SAID not in letter.body


def test_the_page_of_the_decision_counts_what_is_not_settled(draft, head, lan, client):
    client.force_login(head)
    say(client, draft)
    say(client, draft, place="name")
    client.post(page(draft, "remarks"), {"settle": Remark.objects.first().pk})
    workbench = draft.decision.snippet_viewset.address("overview", draft.decision)
    assert "1 ý kiến chưa xử lý" in client.get(workbench).content.decode()
