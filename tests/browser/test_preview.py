"""Lan types in the desk's editor, presses *Xem trước* and sees the unsaved text in the portal; nobody else does."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as NotInTime

from tests.browser.desk import logged_in, panel, wait_for_form
from tests.browser.stack import PATIENCE, Stack, read

pytestmark = pytest.mark.browser

UNSAVED = "Tên gõ trên màn hình, chưa lưu"
MAKE = """
from cms.form_building import fill
from cms.models import IntakeForm
from tests import build
from tests.register.forms.birth import birth
lan = build.author("lan", "so-tu-phap")
decision = build.decision("", signed_on=None)
made = [build.edition(decision, code, name="Tên đã lưu", reception="") for code in ("7.000001", "7.000002")]
form = IntakeForm(procedure=made[0].procedure)
fill(form, birth())
form.save()
form.save_revision()
print(*(row.pk for row in (*made, form)))
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: Any) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("preview"))
    stack.prepare()
    stack.drafts = stack.manage("shell", "-v0", "-c", MAKE).split()
    try:
        yield stack.start()
    finally:
        stack.stop()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    made = chromium.new_context(viewport={"width": 1600, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def desk(own: Stack, context: Any) -> Any:
    """Lan's browser, logged in."""
    troubles: list[str] = []

    def listen(page: Any) -> None:
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)

    context.on("page", listen)
    page = logged_in(context, own.api, "lan")
    context.remove_listener("page", listen)  # of the desk's own page alone
    page.troubles = troubles
    return page


def edit(desk: Any, own: Stack, draft: int = 0, name: str = UNSAVED) -> None:
    desk.goto(f"{own.api}/quan-tri/snippets/cms/edition/edit/{own.drafts[draft]}/")
    wait_for_form(desk)
    desk.fill("[name=name]", name)


def in_panel(desk: Any) -> Any:
    """What stands in the frame beside the form."""
    panel(desk, "preview")
    return desk.frame_locator("#w-preview-iframe")


def in_new_tab(desk: Any, own: Stack) -> Any:
    in_panel(desk).get_by_role("heading", level=1, name=UNSAVED).wait_for()
    with desk.context.expect_page() as opened:
        desk.click('[data-w-preview-target="newTab"]')
    tab = opened.value
    try:
        tab.wait_for_url(re.compile(rf"^{re.escape(own.portal)}/xem-truoc/[\w-]+$"))
    except NotInTime as error:
        logs = [(own.folder / f"{name}.log").read_text()[-3000:] for name in ("api", "portal")]
        raise AssertionError(f"The tab stays at {tab.url}: {tab.content()[:1000]}", *logs) from error
    return tab


def test_the_unsaved_text_is_seen_in_the_portal_beside_the_form_and_in_a_tab(own, desk):
    edit(desk, own)
    frame = in_panel(desk)
    frame.get_by_role("heading", level=1, name=UNSAVED).wait_for()
    frame.get_by_text("Bản xem trước – chưa công khai").wait_for()  # the panel may draw its frame anew meanwhile
    tab = in_new_tab(desk, own)
    assert tab.get_by_role("heading", level=1).inner_text() == UNSAVED
    told = own.manage("shell", "-v0", "-c", "from cms.models import Edition; print(Edition.objects.latest('pk').name)")
    assert told.strip() == "Tên đã lưu"


def test_what_is_typed_next_follows_in_the_frame(own, desk):
    edit(desk, own)
    frame = in_panel(desk)
    frame.get_by_role("heading", level=1, name=UNSAVED).wait_for()
    desk.fill("[name=name]", "Tên gõ sau đó")
    frame.get_by_role("heading", level=1, name="Tên gõ sau đó").wait_for()


def test_a_form_is_drawn_as_it_stands_on_the_screen(own, desk):
    desk.goto(f"{own.api}/quan-tri/snippets/cms/intakeform/edit/{own.drafts[2]}/")
    wait_for_form(desk)
    desk.fill("[name=title]", UNSAVED)
    frame = in_panel(desk)
    frame.get_by_role("heading", level=1, name=UNSAVED).wait_for()
    frame.get_by_text("Bản xem trước – chưa công khai").wait_for()  # the panel may draw its frame anew meanwhile
    frame.get_by_label("Quan hệ khác").wait_for()  # asked in one case alone
    frame.get_by_role("group", name="Trẻ em (1)").get_by_role("group", name="Ngày sinh").wait_for()


def test_another_day_is_seen_in_the_same_preview(own, desk):
    edit(desk, own)
    tab = in_new_tab(desk, own)
    tab.fill("#ngay", "2020-01-01")
    tab.click("form:has(#ngay) button")
    assert "Vào ngày 01/01/2020 dự thảo chưa có hiệu lực" in tab.content()
    assert UNSAVED not in tab.content()


def test_the_desks_checks_work_in_the_previewed_page(own, desk):
    """The user bar runs in the portal's page, and the checks beside the form count what axe finds in the frame."""
    edit(desk, own)
    frame = in_panel(desk)
    frame.get_by_role("heading", level=1, name=UNSAVED).wait_for()
    panel(desk, "checks")
    words = desk.locator("[data-content-word-count]")
    desk.wait_for_function("Number(document.querySelector('[data-content-word-count]').textContent) > 20")
    assert words.inner_text().isdigit()
    tab = in_new_tab(desk, own)
    bar = tab.locator("wagtail-userbar")
    bar.locator("[data-wagtail-userbar-trigger]").click()
    bar.get_by_role("menuitem", name=re.compile("Checks|Kiểm tra")).click()
    assert bar.locator("[role=dialog]").is_visible()
    blocked = [line for line in desk.troubles if "Content Security Policy" in line or "Refused" in line]
    assert blocked == []


def test_the_same_address_shows_nothing_to_another_browser(own, desk, chromium):
    edit(desk, own)
    tab = in_new_tab(desk, own)
    assert UNSAVED in tab.content()
    other = chromium.new_context()
    page = other.new_page()
    page.goto(tab.url)
    assert "Không có bản xem trước ở đây" in page.content() and UNSAVED not in page.content()
    other.close()
    status, text = read(tab.url)
    assert status == 404 and UNSAVED not in text


def test_a_preview_opens_its_own_draft_only(own, desk):
    edit(desk, own)
    first = in_new_tab(desk, own)
    edit(desk, own, 1)
    second = in_new_tab(desk, own)
    assert first.url != second.url
    cookies = {cookie["path"]: cookie for cookie in desk.context.cookies([first.url, second.url])}
    one, two = (cookies[url.removeprefix(own.portal)] for url in (first.url, second.url))
    assert one["httpOnly"] and one["sameSite"] == "Lax"
    assert seen_with(first.url, one["value"])[0] == 200
    status, text = seen_with(first.url, two["value"])
    assert status == 404 and UNSAVED not in text


def seen_with(address: str, secret: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers={"Cookie": f"xem-truoc={secret}"})
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_used_or_invented_token_shows_nothing(own, desk):
    edit(desk, own)
    asked: list[str] = []
    desk.context.on("request", lambda request: asked.append(request.url))
    in_new_tab(desk, own)
    used = [url for url in asked if "token=" in url]
    assert used
    for address in (used[-1], re.sub("token=.*", "token=x", used[-1]), re.sub("token=.*", "token=", used[-1])):
        status, text = read(address)
        assert status == 404 and UNSAVED not in text


def test_only_the_path_of_previews_may_be_framed_and_only_by_the_desk(own):
    def headers(path: str) -> Any:
        try:
            with urllib.request.urlopen(f"{own.portal}{path}") as answer:
                return answer.headers
        except urllib.error.HTTPError as error:
            return error.headers

    for path in ("/", "/thu-tuc/7.000001", "/quyet-dinh", "/tim-kiem?q=xem-truoc", "/xem-truoc-khac", "/khong-co"):
        told = headers(path)
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"] and told["X-Frame-Options"] == "DENY", path
    for path in ("/xem-truoc", "/xem-truoc/x", "/xem-truoc/x?token=y"):
        told = headers(path)
        assert told["Content-Security-Policy"].endswith(f"frame-ancestors {own.api}") and not told["X-Frame-Options"]
        assert (told["Cache-Control"], told["Referrer-Policy"]) == ("private, no-store", "no-referrer")
        assert "noindex" in told["X-Robots-Tag"]


def test_nothing_is_left_after_leaving_the_desk(own, desk):
    edit(desk, own)
    tab = in_new_tab(desk, own)
    desk.context.clear_cookies(name="sessionid", domain="127.0.0.1")
    tab.reload()
    assert UNSAVED in tab.content()  # the portal asks no cookie of the desk
    own.manage(
        "shell", "-v0", "-c", "from django.contrib.sessions.models import Session as S; S.objects.all().delete()"
    )
    tab.reload()
    assert "Không có bản xem trước ở đây" in tab.content() and UNSAVED not in tab.content()


def test_nothing_is_left_after_a_quarter_of_an_hour(own, desk):
    edit(desk, own)
    tab = in_new_tab(desk, own)
    own.processes["api"].terminate()
    own.processes["api"].wait(15)
    own.environment["CLOCK_OFFSET_SECONDS"] = str(15 * 60)
    try:
        own.start_api()
        tab.reload()
        assert "Không có bản xem trước ở đây" in tab.content() and UNSAVED not in tab.content()
    finally:
        own.environment.pop("CLOCK_OFFSET_SECONDS")
        own.processes["api"].terminate()
        own.processes["api"].wait(15)
        own.start_api()
    for log in own.folder.glob("*.log"):
        text = log.read_text(encoding="utf-8", errors="replace")
        assert "token=" not in text and UNSAVED not in text
