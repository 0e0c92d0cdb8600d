"""The province's own sign-on opens accounts that are there, and gives nothing that was not given before."""

import copy
import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.login.checks import login_is_whole
from tests import build

from .login_steps import CODE, HOME, LOGIN, add_factor, code, is_in, log_in, told
from .oidc_provider import CLIENT, SECRET, Province

pytestmark = pytest.mark.django_db

BEGIN, BACK = "/quan-tri/login/tinh/", "/quan-tri/login/tinh/tro-lai/"
UNKNOWN = "Tài khoản của tỉnh này chưa mở được tài khoản nào ở đây."
FAILED = "Không đăng nhập được bằng tài khoản của tỉnh."
BUTTON = "Đăng nhập bằng tài khoản của tỉnh"


@pytest.fixture(scope="module")
def running() -> Iterator[Province]:
    with Province() as province:
        yield province


@pytest.fixture
def sign_on(running: Province, settings: Any) -> Province:
    """The province's sign-on, with Lan before it."""
    settings.OIDC_ON, settings.OIDC_ISSUER = True, running.issuer
    providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"] = [
        {"provider_id": settings.OIDC_PROVIDER, "name": "Tỉnh", "client_id": CLIENT, "secret": SECRET,
         "settings": {"server_url": running.issuer}}
    ]  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = providers
    running.person = {"sub": "s-1", "email": "lan@lamson.example", "email_verified": True, "name": "Nguyễn Thị Lan"}
    running.in_token, running.in_userinfo, running.cancels, running.breaks, running.garbles = {}, {}, False, "", ""
    running.asked.clear()
    return running


def at_the_province(address: str) -> str:
    """What the browser does there: asks, and is sent back."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    return connection.getresponse().headers["Location"]


def come_in(client: Any, **typed: str) -> Any:
    """Presses the button, signs on at the province, and comes back."""
    begun = client.post(BEGIN, typed)
    if begun["Location"] == LOGIN:
        return begun
    return client.get(at_the_province(begun["Location"]))


def refused(client: Any, words: str) -> None:
    response = come_in(client)
    assert response["Location"] == LOGIN
    assert words in told(client.get(LOGIN))
    assert not is_in(client)


def test_the_button_is_there_where_it_is_set_up_and_nowhere_else(client, db, sign_on, settings):
    assert BUTTON in told(client.get(LOGIN))
    settings.OIDC_ON = False
    assert BUTTON not in told(client.get(LOGIN))


def test_without_it_its_addresses_are_none(client, db):
    assert client.post(BEGIN).status_code == 404
    assert client.get(BACK, {"code": "x", "state": "y"}).status_code == 404


def test_a_verified_address_opens_the_account_that_has_it(client, lan, sign_on):
    assert come_in(client)["Location"] == HOME
    assert is_in(client) and client.session["_auth_user_id"] == str(lan.pk)
    entry = ModelLogEntry.objects.get(action="login.bound")
    assert (entry.object_id, entry.user) == (str(lan.pk), lan)
    assert {"/token", "/userinfo"} <= set(sign_on.asked)


def test_it_leads_to_where_one_wanted_and_to_no_other_site(client, lan, sign_on):
    asked = "/quan-tri/snippets/cms/edition/"
    assert come_in(client, next=asked)["Location"] == asked
    assert come_in(Client(), next="https://example.org/")["Location"] == HOME


def test_from_then_on_the_subject_counts_and_not_the_address(client, lan, tuan, sign_on):
    come_in(client)
    sign_on.person["email"] = tuan.email
    other = Client()
    assert come_in(other)["Location"] == HOME
    assert other.session["_auth_user_id"] == str(lan.pk)
    assert SocialAccount.objects.count() == 1


def test_another_subject_with_the_same_address_does_not_come_in(client, lan, sign_on):
    come_in(client)
    sign_on.person["sub"] = "s-2"
    refused(Client(), UNKNOWN)


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@lamson.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email": ""},
        {"email": "LAN@LAMSON.EXAMPLE.evil.example"},
        {"email": "lan@lamſon.example"},
        {"email": "lan@lamson.example "},
    ],
)
def test_without_a_verified_address_that_is_known_nobody_comes_in(client, lan, sign_on, person):
    sign_on.person |= person
    refused(client, UNKNOWN)
    assert not SocialAccount.objects.exists()


def test_a_missing_claim_is_not_taken_for_a_yes(client, lan, sign_on):
    del sign_on.person["email_verified"]
    refused(client, UNKNOWN)


def test_no_account_is_ever_made(client, lan, sign_on):
    sign_on.person |= {"sub": "s-9", "email": "moi@lamson.example"}
    before = get_user_model().objects.count()
    refused(client, UNKNOWN)
    for path in ("/quan-tri/login/signup/", "/quan-tri/social/signup/", "/accounts/social/signup/"):
        assert client.post(path, {"username": "moi", "email": "moi@lamson.example"}).status_code in {302, 404}
    assert get_user_model().objects.count() == before


def test_an_address_of_two_accounts_opens_neither(client, lan, sign_on):
    other = build.person("lan2")
    other.email = lan.email.upper()
    other.save()
    refused(client, UNKNOWN)


def test_a_closed_account_stays_closed(client, lan, sign_on):
    come_in(client)
    lan.is_active = False
    lan.save()
    refused(Client(), UNKNOWN)
    SocialAccount.objects.all().delete()
    refused(Client(), UNKNOWN)


def test_an_administrators_account_is_not_bound_by_an_address(client, chief, sign_on):
    sign_on.person["email"] = chief.email
    refused(client, UNKNOWN)
    assert not SocialAccount.objects.exists()


def test_it_gives_no_right(client, lan, sign_on):
    sign_on.person |= {"groups": ["Công khai quyết định"], "roles": ["admin"], "is_superuser": True, "is_staff": True}
    sign_on.person |= {"preferred_username": "chief", "given_name": "Người khác"}
    before = (list(lan.groups.all()), list(lan.user_permissions.all()))
    come_in(client)
    lan.refresh_from_db()
    assert (list(lan.groups.all()), list(lan.user_permissions.all())) == before
    assert (lan.username, lan.first_name, lan.is_superuser, lan.is_staff) == ("lan", "", False, False)


def test_the_second_factor_is_asked_for_all_the_same(client, lan, sign_on):
    first = Client()
    log_in(first)
    secret, _codes = add_factor(first)
    assert come_in(client)["Location"] == CODE
    assert not is_in(client)
    client.post(CODE, {"code": code(secret)})
    assert is_in(client)


def test_nothing_of_what_the_province_tells_is_kept_but_the_subject(client, lan, sign_on):
    for _twice in range(2):
        come_in(Client())
        row = SocialAccount.objects.get()
        assert (row.uid, row.extra_data) == ("s-1", {})
    assert not SocialToken.objects.exists()


# -- Answers that are wrong -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token",
    [
        {"iss": "https://another.example"},
        {"aud": "another-client"},
        {"exp": 1_700_000_000},
        {"sub": "s-2"},
        {"iss": ""},
    ],
    ids=["another issuer", "another client", "too late", "another person", "none"],
)
def test_a_token_that_is_not_for_us_now_opens_nothing(client, lan, sign_on, token):
    sign_on.in_token = token
    refused(client, FAILED)
    assert not SocialAccount.objects.exists()


def test_claims_about_somebody_else_open_nothing(client, lan, tuan, sign_on):
    come_in(client)
    sign_on.in_userinfo = {"sub": "s-2", "email": tuan.email}
    refused(Client(), FAILED)


def test_claims_without_a_subject_open_nothing(client, lan, sign_on):
    del sign_on.person["sub"]
    refused(client, FAILED)


def test_who_cancels_there_is_back_at_the_login(client, lan, sign_on):
    sign_on.cancels = True
    refused(client, FAILED)


@pytest.mark.parametrize("how", ["breaks", "garbles"])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/userinfo"])
def test_a_sign_on_that_is_broken_is_told_in_words(client, lan, sign_on, path, how):
    setattr(sign_on, how, path)
    refused(client, FAILED)


def test_a_sign_on_that_is_away_is_told_in_words(client, lan, sign_on, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    refused(client, FAILED)


def test_an_answer_that_was_not_asked_for_in_this_browser_opens_nothing(client, lan, sign_on):
    """Else Tuấn could have Lan come in as him, and read what she writes."""
    theirs = at_the_province(Client().post(BEGIN)["Location"])
    for address in (theirs, BACK, f"{BACK}?code=x", f"{BACK}?code=x&state=y", f"{BACK}?error=x&state=y"):
        assert client.get(address)["Location"] == LOGIN
        assert not is_in(client)


def test_an_answer_works_once(client, lan, sign_on):
    answer = at_the_province(client.post(BEGIN)["Location"])
    assert client.get(answer)["Location"] == HOME
    client.post("/quan-tri/logout/")
    assert client.get(answer)["Location"] == LOGIN
    assert not is_in(client)


def test_a_link_does_not_begin_it(client, lan, sign_on):
    assert client.get(BEGIN).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(BEGIN).status_code == 403


def test_nobody_binds_a_subject_to_the_account_he_sits_in(client, lan, tuan, sign_on):
    """allauth can connect accounts; here only the verified address does."""
    client.force_login(tuan)
    for asked in ("connect", "redirect"):
        begun = client.post(f"{BEGIN}?process={asked}")
        client.get(at_the_province(begun["Location"]))
        assert not SocialAccount.objects.exists()


# -- Set up, and taken away -------------------------------------------------------------------------------------------


def test_an_administrator_takes_the_binding_away(client, lan, chief, sign_on):
    come_in(client)
    office = Client()
    office.force_login(chief)
    page = f"/quan-tri/tai-khoan/{lan.pk}/"
    assert "đã gắn" in told(office.get(page))
    office.post(page, {"act": "unbind"})
    assert "chưa gắn" in told(office.get(page)) and not SocialAccount.objects.exists()
    assert ModelLogEntry.objects.filter(action="login.unbound", user=chief).count() == 1


def found(settings: Any, **given: str) -> list[str]:
    for name, value in ({"DESK_URL": "https://tthc.example"} | given).items():
        setattr(settings, name, value)
    return [each.id for each in login_is_whole()]


def test_a_half_set_sign_on_is_an_error_of_the_deployment(settings):
    whole = {"OIDC_ISSUER": "https://sso.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}
    assert found(settings) == found(settings, **whole) == []
    for name in whole:
        assert found(settings, **(whole | {name: ""})) == ["cms.E001"]


def test_an_issuer_that_is_not_https_is_one_too(settings):
    given = {"OIDC_ISSUER": "http://sso.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}
    assert found(settings, **given) == ["cms.E002"]


def test_a_desk_that_is_not_https_is_one_too(settings):
    assert found(settings, DESK_URL="http://tthc.example") == ["cms.E003"]


def test_a_group_for_the_second_factor_that_is_not_the_desks_is_warned_of(settings):
    settings.SECOND_FACTOR_FOR = ["Công khai quyết định", "Cong khai"]
    assert found(settings) == ["cms.W001"]
