"""A second factor stands between password and desk: for who wants it, and for whose role must have it."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.desk import roles
from cms.login import sessions
from cms.models import Substitute
from register import clock
from tests.build import PASSWORD

from .conftest import digest
from .login_steps import ADD, CODE, HOME, LOGIN, add_factor, code, is_in, log_in, told, wrong

pytestmark = pytest.mark.django_db

MINE = "/quan-tri/account/xac-thuc/"
CODES, NEW_CODES, REMOVE = f"{MINE}ma-du-phong/", f"{MINE}ma-du-phong/moi/", f"{MINE}bo/"


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = [roles.ANNOUNCING, roles.CONTROL]


@pytest.fixture
def secret(lan: Any) -> str:
    """Lan has a second factor."""
    browser = Client()
    log_in(browser)
    return add_factor(browser)[0]


def later(monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
    moment = clock.now() + dt.timedelta(**more)
    monkeypatch.setattr(clock, "now", lambda: moment)


def acts(user: Any) -> list[str]:
    rows = ModelLogEntry.objects.filter(object_id=str(user.pk), action__startswith="login.").order_by("pk")
    return [action.removeprefix("login.") for action in rows.values_list("action", flat=True)]


# -- Setting it up ----------------------------------------------------------------------------------------------------


def test_an_officer_may_set_it_up(client, lan):
    log_in(client)
    assert "Chưa bật." in told(client.get(MINE))
    secret, codes = add_factor(client)
    assert len(secret) == 32 and len(codes) == len(set(codes)) == 10
    assert "Đang bật" in told(client.get(MINE)) and "Còn 10 mã dự phòng." in told(client.get(MINE))
    assert acts(lan) == ["factor_set"]


def test_the_desks_account_page_leads_there(client, lan):
    client.force_login(lan)
    assert f'href="{MINE}"' in client.get("/quan-tri/account/").content.decode()


def test_the_picture_is_made_here_and_nothing_is_fetched_for_it(client, lan):
    log_in(client)
    page = told(client.get(ADD))
    assert 'src="data:image/svg+xml;base64,' in page
    assert "://" not in page.replace("http://www.w3.org/", "")


def test_a_wrong_code_sets_nothing_up(client, lan):
    log_in(client)
    client.get(ADD)
    assert "Mã không đúng." in told(client.post(ADD, {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_the_recovery_codes_are_shown_once(client, lan):
    log_in(client)
    _secret, codes = add_factor(client)
    page = told(client.get(CODES))
    assert "chỉ hiện một lần" in page and not any(each in page for each in codes)


def test_neither_key_nor_codes_stand_readable_in_the_database(client, lan):
    log_in(client)
    secret, codes = add_factor(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and not any(each in stored for each in codes)


def test_a_former_secret_key_still_opens_it(client, lan, secret, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    log_in(client)
    client.post(CODE, {"code": code(secret)})
    assert is_in(client)


def test_without_the_key_of_its_time_nobody_gets_in_and_nothing_breaks(client, lan, secret, settings):
    settings.SECRET_KEY = "a new one, and the former is gone"
    log_in(client)
    assert "Mã không đúng." in told(client.post(CODE, {"code": code(secret)}))
    assert not is_in(client)


# -- Logging in with it -----------------------------------------------------------------------------------------------


def test_a_password_alone_does_not_open_the_desk(client, secret):
    assert log_in(client)["Location"] == CODE
    assert client.get(HOME)["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_the_code_opens_it_and_leads_to_where_one_wanted(client, secret):
    asked = "/quan-tri/snippets/cms/edition/"
    client.post(LOGIN, {"username": "lan", "password": PASSWORD, "next": asked})
    assert client.post(CODE, {"code": code(secret)})["Location"] == asked
    assert is_in(client)


def test_a_code_works_once(client, secret):
    now = code(secret)
    for browser, good in ((client, True), (Client(), False)):
        log_in(browser)
        browser.post(CODE, {"code": now})
        assert is_in(browser) == good


def test_a_recovery_code_opens_it_once(client, lan):
    first = Client()
    log_in(first)
    _secret, codes = add_factor(first)
    for browser, good in ((client, True), (Client(), False)):
        log_in(browser)
        browser.post(CODE, {"code": codes[0]})
        assert is_in(browser) == good
    assert "Còn 9 mã dự phòng." in told(client.get(MINE))


@pytest.mark.parametrize("typed", [{}, {"code": ""}, {"code": "x" * 500}, {"code": "000 000"}, {"credential": "{}"}])
def test_anything_else_does_not(client, secret, typed):
    log_in(client)
    assert client.post(CODE, typed).status_code == 200
    assert not is_in(client)


def test_the_page_for_the_code_is_nothing_without_the_password(client, secret):
    for method in (client.get, client.post):
        assert method(CODE, {"code": code(secret)})["Location"] == LOGIN
    assert not is_in(client)


def test_who_goes_back_begins_anew(client, secret, tuan):
    log_in(client)
    assert client.get(LOGIN).status_code == 200
    assert client.post(CODE, {"code": code(secret)})["Location"] == LOGIN
    assert log_in(client, "tuan")["Location"] == HOME


def test_wrong_codes_lock_like_wrong_passwords(client, lan, secret):
    for _each in range(settings.LOGIN_ATTEMPTS):
        log_in(client)
        page = told(client.post(CODE, {"code": wrong(secret)}))
    assert "Đã nhập sai quá nhiều lần. Hãy thử lại sau 15 phút" in page
    assert "Đã nhập sai quá nhiều lần" in told(client.post(CODE, {"code": code(secret)}))
    assert "Đã nhập sai quá nhiều lần" in told(log_in(Client()))
    assert acts(lan) == ["factor_set", "locked"]


def test_the_password_does_not_forgive_wrong_codes(client, secret):
    """Else who knows the password could guess without end."""
    for _each in range(settings.LOGIN_ATTEMPTS - 1):
        log_in(client)
        client.post(CODE, {"code": wrong(secret)})
    log_in(client)
    client.post(CODE, {"code": wrong(secret)})
    client.post(CODE, {"code": code(secret)})
    assert not is_in(client)


def test_an_account_closed_between_password_and_code_stays_out(client, lan, secret):
    log_in(client)
    lan.is_active = False
    lan.save()
    client.post(CODE, {"code": code(secret)})
    assert not is_in(client)


# -- Who must have it -------------------------------------------------------------------------------------------------


def test_a_role_that_must_have_it_is_led_to_it_before_anything_else(client, minh, required):
    log_in(client, "minh")
    before = digest("cms_")
    for path in ("", "snippets/cms/edition/", "account/", "account/xac-thuc/", "logs/none/", "tai-lieu/1/x.pdf"):
        for ask in (client.get, client.post):
            answer = ask(f"{HOME}{path}")
            assert (answer.status_code, answer["Location"]) == (302, ADD), path
    assert digest("cms_") == before
    assert "Vai trò của bạn phải đăng nhập bằng hai lớp" in told(client.get(ADD))
    add_factor(client)
    assert is_in(client)


def test_it_can_leave(client, minh, required):
    log_in(client, "minh")
    assert client.post("/quan-tri/logout/")["Location"] == LOGIN


def test_administrators_must_have_it_too(client, chief, required):
    client.force_login(chief)
    assert client.get(HOME)["Location"] == ADD


def test_who_stands_in_for_one_must_have_it(client, lan, minh, required):
    client.force_login(lan)
    assert is_in(client)
    today = clock.today()
    Substitute.objects.create(user=lan, absent=minh, from_on=today, until_on=today)
    assert client.get(HOME)["Location"] == ADD


def test_other_roles_may_go_without(client, lan, tuan, required):
    log_in(client, "tuan")
    assert is_in(client)


def test_where_no_role_is_named_nobody_must(client, minh):
    assert settings.SECOND_FACTOR_FOR == []  # while developing
    log_in(client, "minh")
    assert is_in(client)


def test_who_must_have_it_and_takes_it_off_is_led_to_it_again(client, minh, required):
    log_in(client, "minh")
    add_factor(client)
    client.post(REMOVE)
    assert client.get(HOME)["Location"] == ADD


def test_a_session_from_long_ago_shows_who_it_is_before_it_sets_one_up(client, minh, required, monkeypatch):
    log_in(client, "minh")
    later(monkeypatch, minutes=10)
    again = client.get(ADD)["Location"]
    assert again.startswith("/quan-tri/login/mat-khau/")
    assert "Mật khẩu không đúng." in told(client.post(again, {"password": "sai-mat-khau-roi"}))
    assert client.post(again, {"password": PASSWORD})["Location"] == ADD
    assert client.get(ADD).status_code == 200


def test_without_a_password_only_a_new_login_shows_who_it_is(client, lan, monkeypatch):
    lan.set_unusable_password()
    lan.save()
    client.force_login(lan)
    later(monkeypatch, minutes=10)
    page = client.get(ADD, follow=True)
    assert page.status_code == 200 and "Hãy đăng xuất rồi đăng nhập lại." in told(page)


# -- Changing it ------------------------------------------------------------------------------------------------------


def test_taking_it_off_asks_for_the_code_and_not_for_the_password(client, lan, secret, monkeypatch):
    log_in(client)
    client.post(CODE, {"code": code(secret)})
    later(monkeypatch, minutes=10)
    again = client.get(REMOVE)["Location"]
    assert again.startswith("/quan-tri/login/ma-lan-nua/")
    assert client.get(f"/quan-tri/login/mat-khau/?next={REMOVE}")["Location"] == again
    client.post(REMOVE)
    assert Authenticator.objects.filter(user=lan).count() == 2
    done = client.post(again, {"code": code(secret, 1)}, follow=True)  # what was asked for is done then
    assert "Đã tắt xác thực hai lớp." in told(done)
    assert not Authenticator.objects.filter(user=lan).exists()
    assert acts(lan) == ["factor_set", "factor_off"]
    assert log_in(Client())["Location"] == HOME


def test_new_recovery_codes_take_the_place_of_the_old(client, lan):
    log_in(client)
    _secret, old = add_factor(client)
    page = told(client.post(NEW_CODES, follow=True))
    assert page.count("<li><code>") == 10 and old[0] not in page
    other = Client()
    log_in(other)
    other.post(CODE, {"code": old[0]})
    assert not is_in(other)


def test_all_its_pages_are_vietnamese(client, lan):
    log_in(client)
    pages = [client.get(ADD), client.post(ADD, {"code": ""})]
    add_factor(client)
    pages += [client.get(path) for path in (MINE, CODES, NEW_CODES, REMOVE)]
    other = Client()
    log_in(other)
    pages += [other.get(CODE), other.post(CODE, {"code": "1"})]
    for page in pages:
        assert page.status_code == 200
        for english in ("Authenticator", "ecovery", "factor auth", "Code", "Sign", "Incorrect", "Deactivate"):
            assert english not in told(page), (page.request["PATH_INFO"], english)


# -- When it is lost --------------------------------------------------------------------------------------------------


def test_an_administrator_resets_it_which_is_logged_and_ends_its_sessions(client, lan, secret, chief):
    log_in(client)
    client.post(CODE, {"code": code(secret)})
    office = Client()
    office.force_login(chief)
    page = f"/quan-tri/tai-khoan/{lan.pk}/"
    assert "đang bật" in told(office.get(page))
    assert "Đã bỏ xác thực hai lớp" in told(office.post(page, {"act": "factor"}, follow=True))
    assert not is_in(client) and is_in(office)
    assert acts(lan) == ["factor_set", "factor_reset"]
    assert ModelLogEntry.objects.get(action="login.factor_reset").user == chief
    assert log_in(Client())["Location"] == HOME


def test_the_list_of_accounts_leads_there(client, lan, chief):
    client.force_login(chief)
    page = client.get("/quan-tri/users/").content.decode()
    assert f'href="/quan-tri/tai-khoan/{lan.pk}/"' in page
    assert f'href="/quan-tri/tai-khoan/{chief.pk}/"' not in page


@pytest.mark.parametrize("act", ["unlock", "factor", "unbind", "sessions"])
def test_nobody_else_may(client, lan, secret, minh, tuan, act):
    for user in (minh, tuan):
        client.force_login(user)
        for number in (lan.pk, 999_999):
            page = f"/quan-tri/tai-khoan/{number}/"
            assert client.get(page)["Location"] == client.post(page, {"act": act})["Location"] == HOME
    assert Authenticator.objects.filter(user=lan).exists()
    assert acts(lan) == ["factor_set"]


def test_who_may_change_accounts_does_not_reset_an_administrators_or_his_own(client, tuan, lan, chief):
    tuan.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(tuan)
    for user in (chief, tuan):
        assert client.post(f"/quan-tri/tai-khoan/{user.pk}/", {"act": "factor"})["Location"] == HOME
    assert client.get(f"/quan-tri/tai-khoan/{lan.pk}/").status_code == 200


def test_the_only_administrator_is_helped_from_the_command_line(client, chief, capsys):
    from django.core.management import call_command

    client.force_login(chief)
    add_factor(client)
    call_command("reset_login", chief.username)
    assert "bỏ xác thực hai lớp" in capsys.readouterr().out
    assert not Authenticator.objects.exists() and sessions.sessions_of(chief) == []
    assert acts(chief)[-1] == "factor_reset"
