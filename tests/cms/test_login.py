"""A password opens the desk to whoever may work there, follows a policy, and cannot be guessed."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.desk import roles
from tests.build import PASSWORD

from .login_steps import HOME, LOGIN, is_in, log_in, told

pytestmark = pytest.mark.django_db

WRONG = "khong-phai-mat-khau-nay"
ELSEWHERE = "198.51.100.7"


def fail(client: Any, times: int, name: str = "lan", **more: Any) -> Any:
    for _each in range(times):
        response = log_in(client, name, WRONG, **more)
    return response


# -- Coming in --------------------------------------------------------------------------------------------------------


def test_a_password_opens_the_desk(client, lan):
    response = log_in(client)
    assert (response.status_code, response["Location"]) == (302, HOME)
    assert is_in(client)


def test_it_is_wagtails_own_login_address_and_leads_to_where_one_wanted(client, lan):
    asked = "/quan-tri/snippets/cms/edition/"
    response = client.get(asked)
    assert response["Location"] == f"{LOGIN}?next={asked}"
    page = client.get(response["Location"])
    assert f'name="next" value="{asked}"' in told(page)
    response = client.post(LOGIN, {"username": "lan", "password": PASSWORD, "next": asked})
    assert response["Location"] == asked


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"])
def test_it_leads_to_no_other_site(client, lan, away):
    response = client.post(LOGIN, {"username": "lan", "password": PASSWORD, "next": away})
    assert response["Location"] == HOME


def test_all_that_it_says_is_vietnamese(client, lan):
    texts = [told(client.get(LOGIN)), told(log_in(client, "lan", WRONG)), told(log_in(client, "", ""))]
    assert texts[2].count("Trường này là bắt buộc.") == 2
    for text in texts:
        assert "Đăng nhập bàn biên tập" in text and "Tên đăng nhập" in text
        for english in ("Sign in", "Username", "Password:", "not correct", "is required"):
            assert english not in text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in texts[1]


def test_a_browser_that_asks_for_nothing_but_html_is_enough(client, lan):
    assert "<form" in told(client.get(LOGIN)) and "onclick" not in told(client.get(LOGIN))


def test_a_closed_account_is_told_the_same_as_a_wrong_password(client, lan):
    wrong = told(log_in(client, "lan", WRONG))
    lan.is_active = False
    lan.save()
    closed = told(log_in(Client(), "lan", PASSWORD))
    sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert sentence in wrong and sentence in closed
    assert not is_in(client)


def test_an_account_without_a_right_at_the_desk_is_told_so_and_may_come_in_as_another(client, lan):
    lan.groups.clear()
    log_in(client)
    page = client.get(HOME, follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"] == LOGIN
    lan.groups.add(Group.objects.get(name__startswith="Soạn thảo"))
    assert log_in(client)["Location"] == HOME


def test_nobody_signs_up(client, db):
    for path in ("login/signup/", "signup/", "accounts/signup/", "login/dang-ky/"):
        assert client.get(f"/quan-tri/{path}").status_code in {302, 404}
        response = client.post(f"/quan-tri/{path}", {"username": "moi", "password1": PASSWORD, "password2": PASSWORD})
        assert response.status_code in {302, 403, 404}
    assert not get_user_model().objects.filter(username="moi").exists()


def test_the_first_account_is_made_with_a_password_that_opens_the_desk(client, province, capsys, monkeypatch):
    from cms.management.commands import prepare

    real = prepare.call_command
    monkeypatch.setattr(prepare, "call_command", lambda name, *a, **k: name == "migrate" and real(name, *a, **k))
    call_command("prepare")
    password = capsys.readouterr().out.partition("mật khẩu (chỉ hiện một lần): ")[2].split()[0]
    validate_password(password)
    assert log_in(client, "quantri", password)["Location"] == HOME
    assert is_in(client)
    call_command("prepare")
    assert "mật khẩu" not in capsys.readouterr().out


# -- What a password must be ------------------------------------------------------------------------------------------


def refusals(password: str, user: Any = None) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    return refused.value.messages


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("ngan-qua", "Mật khẩu phải có ít nhất 12 ký tự."),
        ("1qaz2wsx3edc", "Mật khẩu này quá phổ biến."),
        ("830174658302", "Mật khẩu này hoàn toàn là số."),
        ("lanlanlanlan", "Mật khẩu quá giống"),
        ("NguyenThiLan1", "Mật khẩu quá giống"),
        ("NGUYỄN-THỊ-LAN!", "Mật khẩu quá giống"),
        ("lan.nguyen.stp", "Mật khẩu quá giống"),
    ],
)
def test_it_refuses_a_password_that_others_guess(lan, password, words):
    lan.first_name, lan.last_name, lan.email = "Lan", "Nguyễn Thị", "lan.nguyen.stp@lamson.example"
    assert any(words in each for each in refusals(password, lan))


def test_it_takes_a_sentence(lan):
    lan.first_name, lan.last_name = "Lan", "Nguyễn Thị"
    validate_password("bốn mùa hoa gạo nở đỏ", lan)
    validate_password(PASSWORD)


def test_it_refuses_the_one_that_is_being_changed(lan):
    assert refusals(PASSWORD, lan) == ["Mật khẩu mới phải khác mật khẩu đang dùng."]


def test_the_policy_is_told_in_vietnamese_before_one_types():
    words = [each.get_help_text() for each in get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)]
    assert len(words) == 5 and all("ật khẩu" in each for each in words)


def test_the_desk_asks_for_it_where_a_password_is_set(client, lan, chief):
    client.force_login(lan)
    typed = {"password-old_password": PASSWORD, "password-new_password1": "ngan", "password-new_password2": "ngan"}
    client.post("/quan-tri/account/", typed)
    client.force_login(chief)
    form = {"username": "lan", "email": lan.email, "first_name": "Lan", "last_name": "Nguyễn", "is_active": "on"}
    response = client.post(f"/quan-tri/users/edit/{lan.pk}/", form | {"password1": "ngan", "password2": "ngan"})
    assert "Mật khẩu phải có ít nhất 12 ký tự." in told(response)
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


# -- Guessing ---------------------------------------------------------------------------------------------------------


def test_after_some_failures_even_the_right_password_waits(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS - 1)
    assert "Đã nhập sai quá nhiều lần" in told(log_in(client, "lan", WRONG))
    page = told(log_in(client))
    assert "Đã nhập sai quá nhiều lần. Hãy thử lại sau 15 phút, hoặc đề nghị người quản trị mở khóa." in page
    assert not is_in(client)


def test_one_failure_fewer_does_not_lock(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS - 1)
    assert log_in(client)["Location"] == HOME


def test_coming_in_forgets_the_failures(client, lan):
    for _twice in range(2):
        fail(client, settings.LOGIN_ATTEMPTS - 1)
        assert log_in(client)["Location"] == HOME
        client.post("/quan-tri/logout/")


def test_a_lock_holds_for_the_address_that_failed_alone(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS, REMOTE_ADDR=ELSEWHERE)
    assert log_in(Client(), REMOTE_ADDR=ELSEWHERE).status_code == 200
    assert log_in(client)["Location"] == HOME


def test_a_lock_holds_for_the_account_that_failed_alone(client, lan, tuan):
    fail(client, settings.LOGIN_ATTEMPTS)
    assert log_in(client, "tuan")["Location"] == HOME


def test_another_browser_at_the_same_address_is_locked_too(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS, HTTP_USER_AGENT="one")
    assert log_in(Client(), HTTP_USER_AGENT="other").status_code == 200


def test_the_lock_ends_by_itself(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS)
    for row in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=row.attempt_time - settings.AXES_COOLOFF_TIME)
    assert log_in(client)["Location"] == HOME


def test_who_goes_on_trying_does_not_make_it_longer(client, lan):
    fail(client, settings.LOGIN_ATTEMPTS)
    before = list(AccessAttempt.objects.values_list("attempt_time", "failures_since_start"))
    fail(client, 3)
    assert list(AccessAttempt.objects.values_list("attempt_time", "failures_since_start")) == before


def test_a_lock_does_not_tell_whether_there_is_such_an_account(client, lan):
    """The pages of a known and of an unknown name are the same, at each of the steps."""

    def pages(name: str) -> list[str]:
        one = Client()
        answers = [log_in(one, name, WRONG) for _each in range(settings.LOGIN_ATTEMPTS + 1)]
        assert {answer.status_code for answer in answers} == {200}
        return [_without_token(told(answer)).replace(f'value="{name}"', "") for answer in answers]

    assert pages("lan") == pages("nobody")


def _without_token(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.parametrize("sent", ["203.0.113.9", "203.0.113.9, 203.0.113.10"])
def test_nobody_changes_his_address_by_a_header(client, lan, sent):
    for number in range(settings.LOGIN_ATTEMPTS):
        address = f"203.0.113.{number}"
        log_in(client, "lan", WRONG, HTTP_X_FORWARDED_FOR=address, HTTP_X_REAL_IP=address, HTTP_FORWARDED=address)
    assert log_in(client, HTTP_X_FORWARDED_FOR=sent).status_code == 200


def test_behind_a_trusted_proxy_the_address_is_the_one_it_tells(client, lan, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    fail(client, settings.LOGIN_ATTEMPTS, HTTP_X_FORWARDED_FOR=ELSEWHERE)
    assert log_in(Client(), HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == 200
    assert log_in(Client(), HTTP_X_FORWARDED_FOR=f"{ELSEWHERE}, 203.0.113.9")["Location"] == HOME


def test_neighbours_of_an_ipv6_network_are_one_address(client, lan):
    for number in range(settings.LOGIN_ATTEMPTS):
        log_in(client, "lan", WRONG, REMOTE_ADDR=f"2001:db8:1:2::{number + 1}")
    assert log_in(client, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 200
    assert log_in(client, REMOTE_ADDR="2001:db8:1:3::1")["Location"] == HOME


@pytest.mark.parametrize("address", ["", "unix:", "not an address"])
def test_an_address_that_is_none_does_not_break_it(client, lan, address):
    fail(client, settings.LOGIN_ATTEMPTS, REMOTE_ADDR=address)
    assert log_in(Client(), REMOTE_ADDR=address).status_code == 200


def test_no_password_is_kept_of_what_was_tried(client, lan):
    fail(client, 2)
    assert WRONG not in str(list(AccessAttempt.objects.values()))


def test_an_administrator_sees_the_lock_and_takes_it_away(client, lan, chief):
    fail(client, settings.LOGIN_ATTEMPTS, REMOTE_ADDR=ELSEWHERE)
    office = Client()
    office.force_login(chief)
    page = f"/quan-tri/tai-khoan/{lan.pk}/"
    assert f"đang khóa từ {ELSEWHERE}" in told(office.get(page))
    assert "Đã mở khóa." in told(office.post(page, {"act": "unlock"}, follow=True))
    assert ELSEWHERE not in told(office.get(page))
    assert log_in(client, REMOTE_ADDR=ELSEWHERE)["Location"] == HOME
    acts = ModelLogEntry.objects.filter(object_id=str(lan.pk), action__startswith="login.").order_by("pk")
    assert list(acts.values_list("action", "user__username")) == [
        ("login.locked", None),
        ("login.unlocked", chief.username),
    ]
    assert "Mở khóa đăng nhập" in told(office.get(f"/quan-tri/users/history/{lan.pk}/"))


def test_many_addresses_together_do_not_guess_one_password_for_ever(client, lan):
    for number in range(30):
        log_in(client, "lan", WRONG, REMOTE_ADDR=f"198.51.100.{number}")
    assert "Đã nhập sai quá nhiều lần" in told(log_in(client, REMOTE_ADDR="198.51.100.200"))


def test_one_address_does_not_try_one_password_on_everybody(client, lan):
    for number in range(30):
        log_in(client, f"nobody-{number}", WRONG)
    assert "Đã nhập sai quá nhiều lần" in told(log_in(client))
    assert log_in(client, REMOTE_ADDR=ELSEWHERE)["Location"] == HOME


def test_who_is_locked_at_one_address_does_not_use_up_the_accounts_own_limit(client, lan):
    fail(client, 40, REMOTE_ADDR=ELSEWHERE)
    assert log_in(client)["Location"] == HOME


def test_the_roles_that_need_a_second_factor_in_production_are_those_of_the_desk():
    named = {roles.ANNOUNCING, roles.CONTROL}
    source = (settings.BASE_DIR / "config" / "settings.py").read_text(encoding="utf-8")
    assert f'"" if DEBUG else "{roles.ANNOUNCING},{roles.CONTROL}"' in source
    assert named <= set(roles.GROUPS)
