"""All drafts of a decision are sent in one go, and those that wait for an officer are approved in one go."""

import pytest

from cms.models import Edition, Letter
from cms.together import waiting_for
from tests import build

from .conftest import desk_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(lan, control):
    row = build.decision("", signed_on=None)
    for code in ("1.000001", "1.000002", "1.000003"):
        build.edition(row, code, approved=False)
    return row


@pytest.fixture
def head(decision):
    return build.head("truong-phong", "so-tu-phap")


def address(decision, name):
    return decision.snippet_viewset.address(name, decision)


def sent(client, lan, decision):
    client.force_login(lan)
    return client.post(address(decision, "send"), follow=True).content.decode()


def tick_all(client, user, decision):
    client.force_login(user)
    page = client.get(address(decision, "approve"))
    values = [value for _row, value, _step in page.context["waiting"]]
    return client.post(address(decision, "approve"), {"row": values}, follow=True).content.decode()


def test_three_drafts_go_from_the_author_to_approved_in_three_steps(decision, lan, head, minh, client):
    assert "Đã trình 3 nội dung." in sent(client, lan, decision)
    assert "Đã duyệt 3 nội dung." in tick_all(client, head, decision)
    assert "Đã duyệt 3 nội dung." in tick_all(client, minh, decision)
    assert Edition.objects.filter(approved_revision__isnull=False).count() == 3


def test_one_letter_tells_of_them_all(decision, lan, head, minh, client):
    sent(client, lan, decision)
    (letter,) = Letter.objects.filter(to=head.email)
    assert all(code in letter.body for code in ("1.000001", "1.000002", "1.000003"))
    assert address(decision, "overview") in letter.body
    assert "Đăng ký việc" not in letter.body


def test_what_has_errors_is_not_sent_and_is_told(decision, lan, client):
    build.edition(decision, "1.000004", approved=False, legal_basis=[])
    told = sent(client, lan, decision)
    assert "Đã trình 3 nội dung." in told and "1 nội dung còn việc phải sửa" in told
    assert not Edition.objects.get(procedure__code="1.000004").workflow_states.exists()


def test_what_was_sent_back_goes_on_where_it_stood(decision, lan, head, client):
    sent(client, lan, decision)
    state = next(iter(waiting_for(list(decision.editions.all()), head).values()))
    state.reject(user=head, comment="Thiếu phí")
    assert "Đã trình 1 nội dung." in sent(client, lan, decision)
    assert len(waiting_for(list(decision.editions.all()), head)) == 3


def test_twice_sends_nothing_twice(decision, lan, client):
    sent(client, lan, decision)
    before = desk_digest()
    assert "Đã trình 0 nội dung." in sent(client, lan, decision)
    assert desk_digest() == before


def test_a_text_changed_since_the_page_was_read_is_not_approved_unread(decision, lan, head, client):
    sent(client, lan, decision)
    client.force_login(head)
    values = [value for _row, value, _step in client.get(address(decision, "approve")).context["waiting"]]
    changed = decision.editions.get(procedure__code="1.000002")
    changed.name = "Tên sửa sau khi trang đã mở"
    changed.save_revision(user=head)
    told = client.post(address(decision, "approve"), {"row": values}, follow=True).content.decode()
    assert "Đã duyệt 2 nội dung." in told and "hãy xem lại" in told
    assert list(waiting_for(list(decision.editions.all()), head)) == [changed.pk]


def test_who_takes_no_step_approves_nothing(decision, lan, head, minh, client):
    sent(client, lan, decision)
    client.force_login(head)
    values = [value for _row, value, _step in client.get(address(decision, "approve")).context["waiting"]]
    before = desk_digest()
    for user in (lan, minh):  # the author, and the office whose turn has not come
        client.force_login(user)
        assert "Không có nội dung nào" in client.get(address(decision, "approve")).content.decode()
        client.post(address(decision, "approve"), {"row": values})
    assert desk_digest() == before


def test_who_reads_alone_sends_nothing(decision, client):
    from cms.desk.roles import AUDITING, make_roles

    auditor = build.person("thanh-tra")
    auditor.groups.add(make_roles()[AUDITING])
    client.force_login(auditor)
    before = desk_digest()
    client.post(address(decision, "send"))
    assert desk_digest() == before
