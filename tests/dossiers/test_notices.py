"""Hoa is told what happens to her dossier: by letter and telephone, at least once, recorded once, by its code alone."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from standardwebhooks import Webhook

from dossiers import answering, moving
from dossiers.access import Asker
from dossiers.handling import Action, Role
from dossiers.models import Notice
from dossiers.notices import sending, words
from dossiers.notices.words import Words
from register import clock, holding
from tests import build
from tests.dossiers.build import received, sent
from tests.mailbox import Mailbox, receiving
from tests.receiver import receiving as receiving_posts

pytestmark = pytest.mark.django_db
HOA = "hoa@lamson.example"
SECRET = "whsec_" + "QUJD" * 8


@pytest.fixture
def mailbox(settings: Any) -> Any:
    with receiving() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", made.port, False
        yield made


@pytest.fixture
def later(monkeypatch: Any) -> Any:
    def move(**span: float) -> None:
        moment = clock.now() + dt.timedelta(**span)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


def told(mailbox: Mailbox, address: str = HOA) -> list[str]:
    """The first sentence of each letter to her."""
    return [str(each.get_content()).splitlines()[0] for each in mailbox.to(address)]


def everything_sent() -> None:
    while sending.send_due():
        pass


def outcomes() -> list[tuple[str, str, str]]:
    return list(Notice.objects.order_by("pk").values_list("person", "channel", "outcome"))


def file_for_another(draft_file: Any = None, **changed: Any) -> Any:
    return sent(
        _applicant__for_whom="another",
        _submitter={
            "name": "Lê Văn Tuấn",
            "id_number": "001085012345",
            "phone": "0987654321",
            "email": "tuan@lamson.example",
            "relation": "family",
        },
        **changed,
    )


def test_each_step_is_told_by_the_code_alone(offered, mailbox):
    dossier, look_up = sent()
    everything_sent()
    received(dossier)
    moving.move(dossier, Action.ASK_PAPERS, Role.RECEIVER, "Thiếu giấy chứng sinh của bé Lê Thị Na", officer="tuan")
    everything_sent()
    assert told(mailbox) == [
        f"Hồ sơ {dossier.code} đã được gửi tới Ủy ban nhân dân tỉnh Lam Sơn.",
        f"Hồ sơ {dossier.code} đã được tiếp nhận. Hẹn trả kết quả: 11/05/2026.",
        f"Hồ sơ {dossier.code} cần bổ sung giấy tờ. Xem ở trang tra cứu hồ sơ.",
    ]
    assert mailbox.messages[2]["Subject"].strip() == f"Hồ sơ {dossier.code}: Yêu cầu bổ sung giấy tờ"
    every = b"".join(raw for _to, raw in mailbox.raw).decode()
    for personal in ("Hoa ", "Lê", "Na", "0912", "001190012345", look_up):
        assert personal not in every.replace(HOA, "")


def test_in_the_language_that_was_filed_in(offered, mailbox):
    dossier, _look_up = sent()
    type(dossier).objects.update(locale="en")
    everything_sent()
    assert told(mailbox) == [f"Dossier {dossier.code} has been sent to Ủy ban nhân dân tỉnh Lam Sơn."]


def test_applicant_and_submitter_are_both_told(offered, mailbox):
    file_for_another()
    everything_sent()
    assert len(told(mailbox)) == len(told(mailbox, "tuan@lamson.example")) == 1
    ids = {each["Message-ID"] for each in mailbox.messages}
    assert len(ids) == 2
    assert outcomes() == [("applicant", "mail", "sent"), ("submitter", "mail", "sent")]


def test_what_a_citizen_does_tells_the_citizen_nothing(offered, mailbox):
    dossier, look_up = sent()
    answering.write(dossier.code, Asker(look_up), "Khi nào xong?")
    answering.withdraw(dossier.code, Asker(look_up), "Tôi không cần nữa")
    assert Notice.objects.count() == 1


def test_what_did_not_happen_is_not_told(offered, mailbox):
    dossier, _look_up = sent()
    with pytest.raises(RuntimeError), transaction.atomic():
        received(dossier)
        raise RuntimeError
    everything_sent()
    assert len(told(mailbox)) == 1


def test_nothing_is_told_twice(offered, mailbox):
    dossier, _look_up = sent()
    everything_sent()
    everything_sent()
    assert len(told(mailbox)) == 1
    row = Notice.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            dossier=dossier, event=row.event, person=row.person, channel=row.channel, noted_at=clock.now()
        )


def test_a_notice_that_another_worker_has_is_left_to_it(offered, mailbox, monkeypatch):
    sent()
    real = sending._send
    inner = []

    def slow(*args: Any) -> Any:
        inner.append(sending.send_due())
        return real(*args)

    monkeypatch.setattr(sending, "_send", slow)
    everything_sent()
    assert inner == [0]
    assert len(told(mailbox)) == 1


def test_a_worker_that_died_over_a_notice_leaves_it_to_the_next_attempt(offered, mailbox, later, monkeypatch):
    sent()
    real = sending._record
    monkeypatch.setattr(sending, "_record", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        sending.send_due()
    monkeypatch.setattr(sending, "_record", real)
    assert sending.send_due() == 0
    later(minutes=1)
    everything_sent()
    first, second = mailbox.to(HOA)
    assert first["Message-ID"] == second["Message-ID"]
    assert outcomes() == [("applicant", "mail", "sent")]


def test_a_server_that_is_away_is_asked_again_for_two_days(offered, settings, later):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sent()
    attempts = 0
    while Notice.objects.filter(outcome="").exists():
        assert sending.send_due() == 0
        attempts = Notice.objects.get().attempts
        later(hours=1)
    row = Notice.objects.get()
    assert (row.outcome, row.due_at) == ("given_up", None)
    assert dt.timedelta(hours=48) <= row.ended_at - row.noted_at <= dt.timedelta(hours=50)
    assert attempts > 15


def test_an_address_that_does_not_exist_is_not_tried_again(offered, mailbox):
    mailbox.refusals[HOA] = "550 no such mailbox"
    sent()
    everything_sent()
    assert outcomes() == [("applicant", "mail", "refused")]


def test_after_a_restore_people_wait_for_the_operator(offered, mailbox):
    sent()
    holding.hold()
    everything_sent()
    assert told(mailbox) == []
    holding.release()
    everything_sent()
    assert len(told(mailbox)) == 1


def test_whoever_gave_no_address_is_told_by_telephone(offered, settings, tmp_path):
    settings.GATEWAYS, settings.DATA_DIR = {"zalo": "", "sms": "file"}, tmp_path
    dossier, _look_up = sent(_applicant__email=None)
    everything_sent()
    (text,) = [json.loads(each.read_text()) for each in (tmp_path / "sms").iterdir()]
    assert text == {
        "id": f"{dossier.code}-1-applicant-sms",
        "channel": "sms",
        "to": "0912345678",
        "text": f"Hồ sơ {dossier.code} đã được gửi tới Ủy ban nhân dân tỉnh Lam Sơn. "
        "http://127.0.0.1:3000/tra-cuu-ho-so",
        "locale": "vi",
    }


def test_whom_zalo_does_not_reach_gets_an_sms(offered, settings, tmp_path):
    with receiving_posts(tmp_path) as receiver:
        receiver.host, receiver.answers = "localhost", [422]
        settings.WEBHOOK_PORTS, settings.WEBHOOK_CA = [str(receiver.port)], receiver.authorities
        settings.WEBHOOK_ALLOW = ["127.0.0.0/8", "::1/128"]
        settings.GATEWAYS, settings.GATEWAY_SECRET = {"zalo": receiver.url, "sms": "file"}, SECRET
        settings.DATA_DIR = tmp_path
        sent(_applicant__email=None)
        everything_sent()
        everything_sent()
        (post,) = receiver.received
        signed = Webhook(SECRET).sign(post.headers["webhook-id"], clock.now(), post.body.decode())
        assert post.headers["webhook-signature"] == signed
        assert json.loads(post.body)["to"] == "0912345678"
        assert outcomes() == [("applicant", "zalo", "refused"), ("applicant", "sms", "sent")]


def test_an_inner_address_is_no_gateway(offered, settings):
    settings.GATEWAYS, settings.GATEWAY_SECRET = {"zalo": "https://10.0.0.1/", "sms": ""}, SECRET
    sent(_applicant__email=None)
    everything_sent()
    assert outcomes() == [("applicant", "zalo", "")]


def test_all_words_fit_their_length_and_know_their_placeholders():
    for action in words.TOLD:
        for form in words.Form:
            for locale in ("vi", "en"):
                text = words.ours(action, form, locale)
                assert words.wrong(form, text) == ""
                assert "{" not in words.filled(text, words.example(action, locale)).text
    vietnamese, english = (words.ours("keep", "letter", locale).text for locale in ("vi", "en"))
    assert vietnamese != english


@pytest.mark.parametrize(
    ("subject", "text", "wrong"),
    [
        ("Hồ sơ", "Kính gửi {ho_ten}", "Không có mục {ho_ten}"),
        ("Hồ sơ", "{% include 'x' %}", "Không có mục"),
        ("Hồ sơ", "{{ ma_ho_so }}", "Không có mục"),
        ("Hồ sơ", "Hồ sơ {ma_ho_so}}", "Dấu { và }"),
        ("Hồ sơ", "{ma_ho_so.__class__}", "Không có mục"),
        ("Hồ sơ", "x" * 2001, "dài 2001 ký tự"),
        ("", "Hồ sơ {ma_ho_so}", "Hãy viết tiêu đề"),
    ],
)
def test_words_that_cannot_be_are_refused_with_a_sentence(subject, text, wrong):
    assert wrong in words.wrong("letter", Words(subject, text))


def editor(client: Any) -> Any:
    from django.contrib.auth.models import Permission

    user = build.author("lan", "so-tu-phap")
    user.user_permissions.add(Permission.objects.get(codename="add_wording"))
    client.force_login(user)
    return user


def test_lan_sets_the_words_tries_them_and_takes_them_back(offered, client, mailbox):
    editor(client)
    page = "/quan-tri/mau-tin-bao/sent/letter/vi/"
    mine = {"subject": "Đã nộp {ma_ho_so}", "text": "Cảm ơn bạn đã nộp {ma_ho_so}."}
    tried = client.post(page, mine | {"try": "1"}).content.decode()
    assert "Cảm ơn bạn đã nộp 000.00.01.H62-260504-0001." in tried
    assert words.words("sent", "letter", "vi").text != mine["text"]
    assert client.post(page, mine).status_code == 302
    dossier, _look_up = sent()
    everything_sent()
    assert told(mailbox) == [f"Cảm ơn bạn đã nộp {dossier.code}."]
    client.post(page, {"subject": "", "text": ""})
    assert words.words("sent", "letter", "vi") == words.ours("sent", "letter", "vi")


def test_a_wrong_placeholder_is_told_at_the_field(offered, client):
    editor(client)
    page = client.post("/quan-tri/mau-tin-bao/sent/short/vi/", {"text": "Chào {ten}"}).content.decode()
    assert "Không có mục {ten}." in page
    assert "Chào {ten}" in page


def test_the_words_are_not_for_everybody(offered, client):
    client.force_login(build.author("lan", "so-tu-phap"))
    for address in ("/quan-tri/mau-tin-bao/", "/quan-tri/mau-tin-bao/sent/short/vi/"):
        assert client.get(address).status_code == client.post(address, {"text": "x"}).status_code == 302
    assert not words.Wording.objects.exists()


def test_the_officer_sees_what_was_told(offered, client, mailbox):
    from tests.dossiers.test_desk import officer, page

    dossier, _look_up = sent()
    officer(client)
    assert "chờ gửi" in client.get(page(dossier)).content.decode()
    everything_sent()
    assert "đã gửi" in client.get(page(dossier)).content.decode()
