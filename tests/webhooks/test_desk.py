"""Officers see who is told what, and act on it, in words."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from api.webhooks import following
from api.webhooks.desk.form import SubscriberForm
from api.webhooks.models import Delivery, Subscriber
from register import changes
from tests.build import PASSWORD
from tests.receiver import reply

from .conftest import only, renamed, states, tell, verified

pytestmark = pytest.mark.django_db
GROUP = "Người quản trị kết nối"


@pytest.fixture
def desk(client, province):
    """Lan, whom the group makes an officer for connections."""
    user = get_user_model().objects.create_user("lan-ket-noi", password=PASSWORD)
    user.groups.add(Group.objects.get(name=GROUP))
    client.force_login(user)
    return client


def page(client, name, *args, **query):
    return client.get(reverse(f"webhooks:{name}", args=args), query).content.decode()


def press(client, name, *args, **body):
    return client.post(reverse(f"webhooks:{name}", args=args), body, follow=True).content.decode()


def test_the_menu_leads_there(desk):
    assert reverse("webhooks:index") in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_a_subscriber_is_added_and_its_key_shown_this_once(desk, receiver):
    form = {"name": "Kho dữ liệu", "url": receiver.url, "kinds": ["announced", "withdrawn"]}
    shown = desk.post(reverse("webhooks:add"), form)
    row = Subscriber.objects.get()
    assert (row.url, row.kinds, row.state) == (receiver.url, ["announced", "withdrawn"], "active")
    assert row.created_by.username == "lan-ket-noi"
    key = shown.context["key"]
    assert shown.content.decode().count(key) == 1
    assert "chỉ hiện ở trang này, một lần" in shown.content.decode()
    press(desk, "try", row.pk)
    assert verified(receiver.received[0], key)["type"] == "webhook.test"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://hooks.example/", "Địa chỉ phải bắt đầu bằng https://"),
        ("https://10.0.0.1/", "Địa chỉ này trỏ vào mạng nội bộ nên không được dùng."),
        ("https://localhost/", "Địa chỉ này trỏ vào mạng nội bộ nên không được dùng."),
        ("https://169.254.169.254/latest/meta-data", "Địa chỉ này trỏ vào mạng nội bộ nên không được dùng."),
        ("https://[::ffff:10.0.0.1]/", "Địa chỉ này trỏ vào mạng nội bộ nên không được dùng."),
        ("https://2130706433/", "Tên máy trong địa chỉ không hợp lệ: hãy ghi tên miền."),
        ("https://hooks.example:22/", "Cổng này không được dùng"),
        ("https://lan:mat-khau@hooks.example/", "Địa chỉ không được chứa tên người dùng hay mật khẩu."),
        ("https://không-có.example/", "tên miền có dấu viết ở dạng xn--"),
        ("https://khong-co.invalid/", "Không tìm thấy tên miền này."),
    ],
)
def test_an_address_that_may_not_be_used_is_told_why(desk, url, words):
    response = desk.post(reverse("webhooks:add"), {"name": "Kho", "url": url})
    assert words in response.content.decode()
    assert not Subscriber.objects.exists()


def test_changing_name_or_address_moves_no_cursor_and_shows_no_key(desk, subscribe, receiver):
    row = subscribe()
    edit = reverse("webhooks:edit", args=[row.pk])
    renamed("Tên 1")

    def meanwhile(*_args, **_more):
        tell(row)
        return saved(*_args, **_more)

    saved, SubscriberForm.save = SubscriberForm.save, meanwhile
    try:
        response = desk.post(edit, {"name": "Kho mới", "url": receiver.url + "&a=b"})
    finally:
        SubscriberForm.save = saved
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.name, row.url) == ("Kho mới", receiver.url + "&a=b")
    assert following.behind(row) == 0 and row.lease == ""
    tell(row)
    assert len(receiver.received) == 1


def test_the_page_tells_the_queue_with_attempts_and_the_last_answer(desk, subscriber, receiver):
    receiver.answers = [503]
    renamed("Tên 1")
    tell(subscriber)
    renamed("Tên 2")
    told = page(desk, "inspect", subscriber.pk)
    row = only(subscriber)
    for words in ("Đang chờ (1)", "Máy nhận trả lời 503.", "Gửi tiếp lúc", row.message_id, "2 thay đổi chưa báo"):
        assert words in told
    assert "Chưa có thông báo nào" in page(desk, "inspect", subscriber.pk, state="given_up")
    assert "Kho dữ liệu dùng chung" in page(desk, "index")


def test_the_page_holds_nothing_that_the_receiver_answered_and_nobodys_name(desk, subscriber, receiver):
    receiver.answers = [reply(500, "Nguyễn Thị Hoa".encode())]
    renamed("Tên 1")
    tell(subscriber)
    told = page(desk, "inspect", subscriber.pk).split("<main")[1]
    assert "Hoa" not in told
    assert "lan-ket-noi" not in told


def test_sending_is_paused_and_goes_on(desk, subscriber, receiver):
    assert "Tạm dừng" in press(desk, "pause", subscriber.pk)
    renamed("Tên 1")
    tell(subscriber)
    assert receiver.received == []
    assert "Cán bộ đã tạm dừng." in page(desk, "inspect", subscriber.pk)
    press(desk, "resume", subscriber.pk)
    tell(subscriber)
    assert len(receiver.received) == 1


def test_a_trial_tells_what_the_receiver_answered(desk, subscriber, receiver):
    receiver.answers = [204, 401, reply(302, Location="/")]
    assert "Gửi thử thành công. Máy nhận trả lời 204." in press(desk, "try", subscriber.pk)
    assert "Gửi thử không được. Máy nhận trả lời 401." in press(desk, "try", subscriber.pk)
    assert "hãy ghi thẳng địa chỉ cuối cùng" in press(desk, "try", subscriber.pk)
    assert not Delivery.objects.exists()


def test_a_message_is_sent_again_or_skipped(desk, subscriber, receiver):
    receiver.answers = [500]
    renamed("Tên 1")
    tell(subscriber)
    row = only(subscriber)
    press(desk, "skip", subscriber.pk, row.pk)
    assert states(subscriber) == ["skipped"]
    assert "không còn chờ gửi" in press(desk, "skip", subscriber.pk, row.pk)
    assert "vẫn mang mã cũ" in press(desk, "resend", subscriber.pk, row.pk)
    tell(subscriber)
    assert states(subscriber) == ["delivered"]


def test_what_was_given_up_is_sent_again_from_a_day_on(desk, subscriber, receiver, moved):
    receiver.answers = [500, 500]
    renamed("Tên 1")
    tell(subscriber)
    moved.forward(hours=49)
    tell(subscriber)
    press(desk, "resend_given_up", subscriber.pk, since="2026-03-03")
    assert states(subscriber) == ["given_up"]
    assert "Hãy chọn ngày" in press(desk, "resend_given_up", subscriber.pk, since="hôm qua")
    assert "1 thông báo được gửi lại" in press(desk, "resend_given_up", subscriber.pk, since="2026-03-02")
    assert states(subscriber) == ["waiting"]


def test_a_message_of_another_subscriber_is_not_reached_through_ones_own(desk, subscribe, receiver):
    first, second = subscribe("Một"), subscribe("Hai")
    renamed("Tên 1")
    tell(first)
    for name in ("resend", "skip"):
        address = reverse(f"webhooks:{name}", args=[second.pk, only(first).pk])
        assert desk.post(address).status_code == 404
    assert states(first) == ["delivered"]


def test_after_a_restored_backup_the_page_says_what_going_on_means(desk, subscriber, receiver):
    renamed("Tên 1")
    tell(subscriber)
    changes.renew_epoch()
    tell(subscriber)
    told = page(desk, "inspect", subscriber.pk)
    assert "chờ người vận hành" in told and "đọc lại toàn bộ" in told
    old = reverse("webhooks:resend", args=[subscriber.pk, only(subscriber).pk])
    assert old not in told
    assert "không gửi lại được" in desk.post(old, follow=True).content.decode()


def test_the_history_tells_who_did_what(desk, subscriber, receiver):
    for name in ("pause", "resume", "rotate", "try"):
        press(desk, name, subscriber.pk)
    told = page(desk, "history", subscriber.pk)
    for words in ("Tạm dừng gửi", "Gửi tiếp", "Đổi khóa ký", "Gửi thử"):
        assert words in told
    assert {entry.user.username for entry in ModelLogEntry.objects.filter(object_id=str(subscriber.pk))} == {
        "lan-ket-noi"
    }


def test_many_messages_are_shown_in_pages(desk, subscriber, receiver, monkeypatch):
    monkeypatch.setattr("api.webhooks.desk.page.PER_PAGE", 2)
    for number in range(3):
        renamed(f"Tên {number}")
        tell(subscriber)
    first, second = page(desk, "inspect", subscriber.pk), page(desk, "inspect", subscriber.pk, p=2)
    ids = list(Delivery.objects.order_by("-pk").values_list("message_id", flat=True))
    assert [each in first for each in ids] == [True, True, False]
    assert [each in second for each in ids] == [False, False, True]


def test_a_deleted_subscriber_takes_its_messages_with_it(desk, subscriber, receiver):
    renamed("Tên 1")
    tell(subscriber)
    press(desk, "delete", subscriber.pk)
    assert not Subscriber.objects.exists() and not Delivery.objects.exists()
