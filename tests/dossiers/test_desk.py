"""Tuấn's desk: the dossiers of his agency and no other, each reading noted with its purpose, each act by the table."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import moving
from dossiers.handling import Action, Role
from dossiers.models import Assignment, Dossier, Reading
from dossiers.states import State
from tests import build
from tests.dossiers.build import received, sent
from tests.dossiers.papers import PDF

pytestmark = pytest.mark.django_db


def officer(client, name="tuan", agency="ubnd-tinh", roles=("receiver", "handler")):
    user = build.author(name, "so-tu-phap")
    for role in roles:
        Assignment.objects.create(user=user, agency=agency, role=role)
    client.force_login(user)
    return user


def page(dossier, *more):
    return "/quan-tri/ho-so/" + "".join(f"{each}/" for each in (dossier.code, *more))


def read(client, dossier, purpose="handle"):
    return client.post(page(dossier), {"purpose": purpose}).content.decode()


def act(client, dossier, action, **more):
    return client.post(page(dossier, "viec", action), more, follow=True).content.decode()


def state(dossier):
    return Dossier.objects.get(pk=dossier.pk).state


def test_the_list_has_the_agencys_dossiers_and_nothing_personal(offered, client):
    dossier, _look_up = sent()
    officer(client)
    told = client.get("/quan-tri/ho-so/").content.decode()
    assert dossier.code in told and "Mới đăng ký" in told
    assert "Lê Thị Hoa" not in told and "0912" not in told
    officer(client, "minh", "so-xay-dung")
    assert dossier.code not in client.get("/quan-tri/ho-so/").content.decode()


def test_who_is_assigned_nowhere_has_no_list(offered, client):
    client.force_login(build.author("lan", "so-tu-phap"))
    assert client.get("/quan-tri/ho-so/").status_code == 302


def test_what_was_sent_is_read_for_a_purpose_and_noted(offered, client):
    dossier, _look_up = sent(_applicant__for_whom="self")
    officer(client)
    assert "Lê Thị Hoa" not in client.get(page(dossier)).content.decode()
    assert "Lê Thị Hoa" not in read(client, dossier, "curious")
    assert not Reading.objects.exists()
    told = read(client, dossier, "receive")
    assert "Lê Thị Hoa" in told and "Họ tên" in told and "31/03/2026" in told
    assert list(Reading.objects.values_list("officer", "purpose", "dossier__code")) == [
        ("tuan", "receive", dossier.code)
    ]


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_dossier_of_another_agency_does_not_exist(offered, client, way):
    dossier, _look_up = sent()
    officer(client, agency="so-xay-dung")
    missing = Dossier(code="000.00.00.H00-260504-9999")
    for each in (dossier, missing):
        for more in ((), ("viec", "receive"), ("tin-nhan",), ("tep", "x")):
            answer = getattr(client, way)(page(each, *more), {"purpose": "handle", "text": "x"})
            assert answer.status_code in {404, 405}, more
    assert state(dossier) == State.NEW and not Reading.objects.exists()


def test_it_is_received_with_the_limit_that_the_text_tells(offered, client):
    dossier, _look_up = sent()
    officer(client)
    assert "5 ngày làm việc" in client.get(page(dossier)).content.decode()
    assert "Hãy chọn thời hạn" in act(client, dossier, "receive", limit="1-month")
    assert state(dossier) == State.NEW
    act(client, dossier, "receive", limit="5-working_day")
    assert Dossier.objects.get().due_at.date() == dt.date(2026, 5, 11)


def test_the_citizen_reads_why_papers_are_asked_for(offered, client):
    dossier, _look_up = sent()
    officer(client)
    assert "Hãy viết nội dung" in act(client, dossier, "ask_papers", text=" ")
    assert state(dossier) == State.NEW
    act(client, dossier, "ask_papers", text="Thiếu giấy chứng sinh.")
    assert state(dossier) == State.PAPERS_ASKED


def test_the_result_comes_with_its_file(offered, client):
    dossier, _look_up = sent()
    officer(client)
    moving.move(received(dossier), Action.BEGIN, Role.RECEIVER)
    act(client, dossier, "finish", text="Đã ký.", files=SimpleUploadedFile("khai-sinh.pdf", PDF))
    assert state(dossier) == State.FINISHED
    (row,) = dossier.attachments.all()
    answer = client.post(page(dossier, "tep", row.key), {"purpose": "answer"})
    assert b"".join(answer.streaming_content) == PDF and answer["Cache-Control"].startswith("private, no-store")
    assert Reading.objects.get().file == row.key


def test_a_bad_file_leaves_the_dossier_where_it_was(offered, client):
    dossier, _look_up = sent()
    officer(client)
    moving.move(received(dossier), Action.BEGIN, Role.RECEIVER)
    told = act(client, dossier, "finish", files=SimpleUploadedFile("a.pdf", b"<html>"))
    assert "Loại tệp này không nhận được" in told and state(dossier) == State.IN_HAND


def test_one_does_what_ones_role_may(offered, client):
    dossier, _look_up = sent()
    officer(client, roles=("handler",))
    assert "Việc này không làm được" in act(client, dossier, "receive")
    assert state(dossier) == State.NEW


def test_two_who_receive_at_once_receive_once(offered, client):
    dossier, _look_up = sent()
    officer(client)
    act(client, dossier, "receive", limit="5-working_day")
    assert "Việc này không làm được" in act(client, dossier, "receive", limit="5-working_day")
    assert dossier.events.count() == 2


def test_messages_go_both_ways(offered, client):
    dossier, _look_up = sent()
    officer(client)
    client.post(page(dossier, "tin-nhan"), {"text": "Anh chị chờ chút."})
    assert "Anh chị chờ chút." in read(client, dossier)


def test_administrators_assign_and_read_nothing_by_that(offered, client, admin_user):
    dossier, _look_up = sent()
    tuan = build.author("tuan", "so-tu-phap")
    client.force_login(admin_user)
    client.post("/quan-tri/can-bo-mot-cua/", {"user": tuan.pk, "agency": "ubnd-tinh", "role": "receiver"})
    assert "tuan" in client.get("/quan-tri/can-bo-mot-cua/").content.decode()
    assert client.get(page(dossier)).status_code in {302, 404}
    client.post(f"/quan-tri/can-bo-mot-cua/{Assignment.objects.get().pk}/bo/")
    assert not Assignment.objects.exists()


def test_the_list_takes_as_many_queries_however_long_it_is(offered, client):
    officer(client)
    counts = []
    for _each in range(2):
        for _one in range(4):
            sent()
        client.get("/quan-tri/ho-so/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/quan-tri/ho-so/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
