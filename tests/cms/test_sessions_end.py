"""A login ends: after some hours, after some minutes of nothing, with its password, and by leaving."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.models import PreviewToken
from register import clock
from tests import build
from tests.build import PASSWORD

from .forms import edition_form, page
from .login_steps import LOGIN, is_in, log_in, told

pytestmark = pytest.mark.django_db

NEW = "bốn mùa hoa gạo nở đỏ"
PING = "/quan-tri/editing-sessions/ping/wagtailcore/page/1/0/"


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Any:
    def passed(**more: float) -> None:
        moment = clock.now() + dt.timedelta(**more)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return passed


def stays_until_end(client: Any, after: Any) -> None:
    """Works, every half an hour, until a minute before the end."""
    for _each in range(settings.SESSION_HOURS * 2 - 1):
        after(minutes=30)
        assert is_in(client)
    after(minutes=29)
    assert is_in(client)


def test_it_ends_some_hours_after_it_began_however_busy(client, lan, after):
    log_in(client)
    stays_until_end(client, after)
    after(minutes=1)
    assert not is_in(client)


def test_it_ends_when_nothing_was_done_for_some_minutes(client, lan, after):
    log_in(client)
    after(minutes=settings.SESSION_IDLE_MINUTES - 1)
    assert is_in(client)
    after(minutes=settings.SESSION_IDLE_MINUTES - 1)
    assert is_in(client)
    after(minutes=settings.SESSION_IDLE_MINUTES)
    assert not is_in(client)


def test_what_the_browser_does_by_itself_is_nothing_done(client, lan, after):
    log_in(client)
    for _each in range(settings.SESSION_IDLE_MINUTES // 10):
        client.post(PING)
        client.get("/quan-tri/jsi18n/")
        after(minutes=10)
    assert not is_in(client)


def test_it_says_so_and_leads_back(client, lan, after):
    log_in(client)
    after(hours=settings.SESSION_HOURS)
    asked = "/quan-tri/snippets/cms/edition/"
    response = client.get(asked)
    assert response["Location"] == f"{LOGIN}?next={asked}"
    assert "Phiên làm việc đã hết. Hãy đăng nhập lại." in told(client.get(response["Location"]))
    assert client.post(LOGIN, {"username": "lan", "password": PASSWORD, "next": asked})["Location"] == asked


def test_nothing_is_written_in_a_session_that_is_over(client, lan, after):
    draft = build.edition(build.decision("", signed_on=None), "1.000777", name="Tên cũ")
    log_in(client)
    before = draft.latest_revision_id
    after(hours=settings.SESSION_HOURS)
    response = client.post(page(draft, "edit"), edition_form(draft, name="Tên mới"))
    assert response["Location"].startswith(LOGIN)
    draft.refresh_from_db()
    assert draft.latest_revision_id == before


def test_a_session_from_before_the_limits_begins_now(client, lan, after):
    client.force_login(lan)
    session = client.session
    for each in ("began_at", "seen_at"):
        del session[each]
    session.save()
    assert is_in(client)
    after(minutes=settings.SESSION_IDLE_MINUTES)
    assert not is_in(client)


def test_the_cookie_goes_with_the_browser(client, lan):
    cookie = log_in(client).cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"] and not cookie["expires"]


def test_logging_in_changes_the_cookie(client, lan):
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_a_new_password_ends_the_other_sessions_and_not_this_one(client, lan):
    other = Client()
    for each in (client, other):
        log_in(each)
    form = {f"password-{name}": value for name, value in
            (("old_password", PASSWORD), ("new_password1", NEW), ("new_password2", NEW))}  # fmt: skip
    account = {"name_email-first_name": "Lan", "name_email-last_name": "Nguyễn", "name_email-email": lan.email}
    more = {"locale-preferred_language": "", "locale-current_time_zone": "", "theme-theme": "system",
            "theme-contrast": "system", "theme-density": "default", "theme-keyboard_shortcuts": "on"}  # fmt: skip
    client.post("/quan-tri/account/", form | account | more)
    lan.refresh_from_db()
    assert lan.check_password(NEW)
    assert is_in(client) and not is_in(other)


def test_a_password_that_an_administrator_sets_ends_them_all(client, lan):
    log_in(client)
    lan.set_password(NEW)
    lan.save()
    assert not is_in(client)


def test_closing_the_account_ends_them_all(client, lan):
    log_in(client)
    lan.is_active = False
    lan.save()
    assert not is_in(client)


def test_an_administrator_ends_them_which_is_logged(client, lan, tuan, chief):
    other, office = Client(), Client()
    log_in(client)
    log_in(other, "tuan")
    office.force_login(chief)
    page = f"/quan-tri/tai-khoan/{lan.pk}/"
    assert 'value="sessions"' in told(office.get(page))
    office.post(page, {"act": "sessions"})
    assert not is_in(client) and is_in(other) and is_in(office)
    assert ModelLogEntry.objects.get(action="login.sessions_ended").user == chief
    assert 'value="sessions"' not in told(office.get(page))


def test_leaving_ends_the_session_and_its_previews(client, lan):
    draft = build.edition(build.decision("", signed_on=None), "1.000777")
    draft.save_revision(user=lan, clean=False)
    other = Client()
    for each in (client, other):
        log_in(each)
        assert each.post(page(draft, "preview"), edition_form(draft)).json()["is_available"]
        each.get(page(draft, "preview"))
    key = client.session.session_key
    assert PreviewToken.objects.count() == 2
    assert client.post("/quan-tri/logout/")["Location"] == LOGIN
    assert not is_in(client)
    assert PreviewToken.objects.exclude(session_key=key).count() == PreviewToken.objects.count() == 1
    assert is_in(other)


def test_a_preview_ends_with_the_session_that_is_over(client, lan, after):
    from urllib.parse import parse_qs, urlsplit

    from cms.preview.opening import open_preview

    draft = build.edition(build.decision("", signed_on=None), "1.000777")
    draft.save_revision(user=lan, clean=False)
    log_in(client)
    stays_until_end(client, after)
    client.post(page(draft, "preview"), edition_form(draft))
    where = urlsplit(client.get(page(draft, "preview"))["Location"])
    key, token = where.path.split("/")[-1], parse_qs(where.query)["token"][0]
    after(minutes=2)
    assert open_preview(key, token) is None
    after(minutes=-2)
    assert open_preview(key, token)


def test_leaving_takes_a_click_and_no_link(client, lan):
    log_in(client)
    client.get("/quan-tri/logout/")
    assert is_in(client)


def test_who_has_no_right_at_the_desk_can_leave_too(client, lan):
    lan.groups.clear()
    log_in(client)
    client.post("/quan-tri/logout/")
    assert "_auth_user_id" not in client.session
