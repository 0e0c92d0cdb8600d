"""Hoa follows a sector, gets the message of the next morning, and ends it: with processes, worker and mail server."""

import email.message
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.stack import ROOT, Stack, read
from tests.browser.test_accessibility import faults_of
from tests.mailbox import Mailbox, receiving

pytestmark = pytest.mark.browser

BIRTH = "9.000101"
ANNOUNCE = """
import datetime as dt
from tests.build import announced
announced("{number}", ("{code}",), name="{name}", controlled=False, effective_on=dt.date(2040, 1, 1))
"""
MORNING = "from following import daily; daily.send_due()"
FOLLOWED = """
from following.models import Following
print(list(Following.objects.values_list("follower__address", "subject")))
"""


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with receiving() as made:
        yield made


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Stack]:
    """The default stack with a worker, whose letters arrive."""
    made = Stack(
        tmp_path_factory.mktemp("mailed"),
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(mailbox.port),
        EMAIL_TLS="0",
        FOLLOW_HOUR="0",
        FOLLOW_LETTERS_PER_DAY="100",
    )
    made.prepare()
    try:
        yield made.start(worker=True)
    finally:
        made.stop()


@pytest.fixture
def tomorrow(mailed: Stack) -> Stack:
    """The same, a day later."""
    return Stack(mailed.folder, **mailed.environment | {"CLOCK_OFFSET_SECONDS": str(25 * 3600)})


def arrived(mailbox: Mailbox, address: str, count: int = 1) -> email.message.EmailMessage:
    """The newest of so many messages to an address, which may be on their way."""
    until = time.monotonic() + 300
    while len(mailbox.to(address)) < count:
        assert time.monotonic() < until, "no letter came"
        time.sleep(0.2)
    return mailbox.to(address)[count - 1]


def link_in(message: email.message.EmailMessage) -> str:
    body = message.get_body(("plain",))
    found = re.search(r"\S+[?]ma=\S+", body.get_content() if body else "")
    assert found
    return found[0]


def follow(mailed: Stack, page: Any, mailbox: Mailbox, address: str) -> None:
    """Hoa's way from the form to *Bạn đang theo dõi*."""
    page.goto(f"{mailed.portal}/theo-doi?linh-vuc=ho-tich")
    assert page.inner_text("h1") == "Theo dõi thay đổi"
    assert "Lĩnh vực: Hộ tịch" in page.inner_text("main")
    assert "xóa ngay khi bạn thôi theo dõi" in page.inner_text("main")
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
    page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
    page.wait_for_url("**/theo-doi/da-gui")
    assert page.inner_text("h1") == "Hãy mở hộp thư của bạn"
    page.goto(link_in(arrived(mailbox, address)))
    assert page.inner_text("h1") == "Xác nhận theo dõi"
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", level=1, name="Bạn đang theo dõi").wait_for()
    assert "Hộ tịch" in page.inner_text("main")


def story(mailed: Stack, tomorrow: Stack, page: Any, mailbox: Mailbox, name: str) -> None:
    address = f"{name}@lamson.example"
    follow(mailed, page, mailbox, address)
    number, code = f"9{name[-2:]}/QĐ-UBND", f"7.0001{name[-2:]}"
    mailed.manage("shell", "-v0", "-c", ANNOUNCE.format(number=number, code=code, name="Đăng ký khai sinh lưu động"))
    tomorrow.manage("shell", "-v0", "-c", MORNING)
    message = arrived(mailbox, address, 2)
    body = message.get_body(("plain",))
    assert body and f"Quyết định {number}" in body.get_content()
    leave = link_in(message)
    page.goto(leave)
    assert page.inner_text("h1") == "Thôi theo dõi"
    assert "Lĩnh vực: Hộ tịch" in page.inner_text("main")
    assert address in mailed.manage("shell", "-v0", "-c", FOLLOWED)  # reading ends nothing
    page.get_by_role("button", name="Thôi theo dõi tất cả").click()
    page.get_by_role("heading", level=1, name="Bạn không còn theo dõi gì").wait_for()
    assert address not in mailed.manage("shell", "-v0", "-c", FOLLOWED)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_hoa_follows_a_sector_and_unsubscribes_without_scripts(mailed, tomorrow, page, mailbox):
    width = page.viewport_size["width"]
    story(mailed, tomorrow, page, mailbox, "hoa10" if width == 390 else "hoa11")


def test_hoa_follows_a_sector_and_unsubscribes_with_scripts(mailed, tomorrow, live_page, mailbox):
    width = live_page.viewport_size["width"]
    story(mailed, tomorrow, live_page, mailbox, "hoa12" if width == 390 else "hoa13")


def test_one_of_several_is_taken_back_and_the_rest_stays(mailed, page, mailbox):
    address = f"lan{page.viewport_size['width']}@lamson.example"
    follow(mailed, page, mailbox, address)
    page.goto(f"{mailed.portal}/thu-tuc/{BIRTH}")
    page.get_by_role("link", name="Nhận thư khi có thay đổi").click()
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
    page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
    page.wait_for_url("**/theo-doi/da-gui")
    page.goto(link_in(arrived(mailbox, address, 2)))
    page.get_by_role("button", name="Xác nhận").click()
    page.goto(f"{mailed.portal}/theo-doi?linh-vuc=ho-tich")
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
    page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
    page.goto(link_in(arrived(mailbox, address, 3)))  # known already: the link shows all that is followed
    page.get_by_role("button", name="Bỏ mục này: Hộ tịch").click()
    page.get_by_text("Đã bỏ. Bạn còn theo dõi").wait_for()
    assert "Hộ tịch" not in page.inner_text("main ul")
    assert f"('{address}', '{BIRTH}')" in mailed.manage("shell", "-v0", "-c", FOLLOWED)
    page.get_by_role("button", name="Thôi theo dõi tất cả").click()
    page.get_by_role("heading", level=1, name="Bạn không còn theo dõi gì").wait_for()


def test_axe_core_finds_nothing_on_the_pages_of_letters(mailed, live_page, mailbox):
    address = f"tuan{live_page.viewport_size['width']}@lamson.example"
    for count, query in enumerate(("linh-vuc=ho-tich", "co-quan=so-tu-phap"), 1):
        live_page.goto(f"{mailed.portal}/theo-doi?{query}")
        live_page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
        live_page.locator("input[aria-invalid=true]").wait_for()
        assert faults_of(live_page) == []
        live_page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
        live_page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
        live_page.wait_for_url("**/da-gui")
        live_page.goto(link_in(arrived(mailbox, address, count)))
        assert faults_of(live_page) == []
        live_page.get_by_role("button", name="Xác nhận").click()
        live_page.get_by_role("heading", level=1, name="Bạn đang theo dõi").wait_for()
        assert faults_of(live_page) == []
    live_page.goto(f"{mailed.portal}/theo-doi?linh-vuc=ho-tich")
    live_page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
    live_page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
    live_page.wait_for_url("**/da-gui")
    live_page.goto(link_in(arrived(mailbox, address, 3)))
    assert live_page.locator("main ul li").count() == 2
    assert faults_of(live_page) == []
    live_page.get_by_role("button", name="Thôi theo dõi tất cả").click()
    live_page.get_by_role("heading", level=1, name="Bạn không còn theo dõi gì").wait_for()
    assert faults_of(live_page) == []


def test_in_english_the_whole_way_is_english(mailed, page, mailbox):
    address = f"emma{page.viewport_size['width']}@lamson.example"
    page.goto(f"{mailed.portal}/en/co-quan/so-tu-phap")
    page.get_by_role("link", name="Get a message when it changes").click()
    page.get_by_role("button", name="Send me the message").click()
    page.locator("input[aria-invalid=true]").wait_for()
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me the message").click()
    page.wait_for_url("**/en/theo-doi/da-gui")
    letter = arrived(mailbox, address)
    assert letter["Subject"].strip().startswith("Confirm that you want to follow")
    page.goto(link_in(letter))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", level=1, name="You are following").wait_for()


def test_a_worker_killed_once_the_server_has_the_message_sends_the_very_same_again(mailed, chromium, mailbox):
    address = "vinh@lamson.example"
    page = chromium.new_page()
    follow(mailed, page, mailbox, address)
    page.close()
    mailed.manage("shell", "-v0", "-c", ANNOUNCE.format(number="980/QĐ-UBND", code="7.000180", name="Kết hôn"))

    def morning(minutes: int) -> subprocess.Popen[bytes]:
        later = mailed.environment | {"CLOCK_OFFSET_SECONDS": str(25 * 3600 + minutes * 60)}
        return subprocess.Popen([sys.executable, "manage.py", "shell", "-v0", "-c", MORNING], cwd=ROOT, env=later)

    worker = morning(0)
    mailbox.taken = lambda to: worker.kill() if to == [address] else None
    assert worker.wait(60) == -signal.SIGKILL
    mailbox.taken = lambda _to: None
    assert morning(5).wait(60) == 0
    assert len(mailbox.to(address)) == 2  # the letter, and what the killed one sent
    for _each in range(2):
        assert morning(20).wait(60) == 0
    _letter, first, again = mailbox.to(address)
    assert first["Message-ID"] == again["Message-ID"]
    assert [part.get_content() for part in first.iter_parts()] == [part.get_content() for part in again.iter_parts()]


# -- Links of letters --------------------------------------------------------------------------------------------------


@pytest.fixture
def leave(mailed: Stack, chromium: Any, mailbox: Mailbox) -> Iterator[Callable[[], bool]]:
    """Whether somebody is still followed by; with the link by which he ends it as `leave.link`."""
    address = f"minh{time.monotonic_ns()}@lamson.example"
    page = chromium.new_page()
    follow(mailed, page, mailbox, address)
    page.goto(f"{mailed.portal}/theo-doi?linh-vuc=ho-tich")
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill(address)
    page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()

    def follows() -> bool:
        return address in mailed.manage("shell", "-v0", "-c", FOLLOWED)

    follows.link = link_in(arrived(mailbox, address, 2))  # type: ignore[attr-defined]
    yield follows
    page.close()


def post(address: str, headers: dict[str, str] | None = None) -> int:
    body = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers or {}), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_one_click_of_a_mail_program_ends_it_and_a_page_of_another_site_does_not(leave):
    link = leave.link
    for headers in (
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert post(link, headers) == 403
    assert post(link.replace("/thoi", "/xac-nhan")) == 403
    with urllib.request.urlopen(link, timeout=20) as answer:
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert leave()
    assert post(link) == 200
    assert not leave()
    assert post(link) == 200  # once more does no harm


@pytest.mark.parametrize("path", ["xac-nhan", "thoi", "thoi?ma=x", "xac-nhan?ma=%00", "thoi?ma=%F0"])
def test_a_link_that_we_never_wrote_says_so(mailed, path):
    status, html = read(f"{mailed.portal}/theo-doi/{path}")
    assert status == 200 and "Liên kết này không còn dùng được" in html


# -- What cannot be followed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["thu-tuc=9.999999", "linh-vuc=khong-co", "co-quan=khong-co"])
def test_what_was_never_announced_is_not_found(mailed, query):
    assert read(f"{mailed.portal}/theo-doi?{query}")[0] == 404


def test_without_a_subject_the_page_leads_to_where_one_is_chosen(mailed, page):
    page.goto(f"{mailed.portal}/theo-doi")
    assert page.locator("main form").count() == 0
    assert page.locator("main ul a").count() == 3


def test_what_is_refused_is_told_at_the_field_and_what_was_typed_stays(mailed, page):
    page.goto(f"{mailed.portal}/theo-doi?thu-tuc={BIRTH}")
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill("hoa lamson.example")
    page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
    field = page.locator("input[aria-invalid=true]")
    field.wait_for()
    ids = field.get_attribute("aria-describedby").split()
    assert "Hãy ghi một địa chỉ thư điện tử" in page.locator(f"#{ids[0]}").inner_text()
    assert page.title().startswith("Chưa gửi được")
    assert field.input_value() == "hoa lamson.example"
    assert "lamson.example" not in page.url


def test_with_the_api_away_the_address_stays(chromium, alone, tmp_path):
    page = chromium.new_page()
    try:
        page.goto(f"{alone.portal}/theo-doi?linh-vuc=ho-tich")
        page.get_by_label("Địa chỉ thư điện tử của bạn").fill("hoa@lamson.example")
        page.get_by_role("button", name="Gửi thư xác nhận cho tôi").click()
        page.get_by_text("Lúc này chưa gửi được").wait_for()
        assert page.get_by_label("Địa chỉ thư điện tử của bạn").input_value() == "hoa@lamson.example"
        assert "hoa@" not in (tmp_path / "portal.log").read_text()
    finally:
        page.close()


# -- Feeds and logs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_path", [f"/thu-tuc/{BIRTH}", "/co-quan/so-tu-phap"])
def test_pages_name_their_feed_which_the_portal_passes_on(mailed, page, page_path):
    page.goto(mailed.portal + page_path)
    named = page.locator("link[type='application/atom+xml']").evaluate_all("(all) => all.map((each) => each.href)")
    own = next(each for each in named if "decisions" not in each)
    assert page.get_by_role("link", name="Kênh tin Atom").evaluate("(link) => link.href") == own
    status, feed = read(own)
    assert status == 200 and ET.fromstring(feed).tag == "{http://www.w3.org/2005/Atom}feed"
    assert read(own.replace(BIRTH, "9.999999").replace("so-tu-phap", "khong-co"))[0] == 404


def test_no_log_and_no_message_of_the_broker_has_an_address_or_a_link(mailed, page, mailbox):
    address = f"marker{page.viewport_size['width']}@lamson.example"
    follow(mailed, page, mailbox, address)
    token = link_in(mailbox.to(address)[0]).partition("?ma=")[2]
    read_files = [each for each in mailed.folder.rglob("*") if each.is_file() and "sqlite" not in each.name]
    assert any(each.name == "worker.log" for each in read_files)
    for each in read_files:
        content = each.read_bytes()
        assert address.encode() not in content, each
        assert token.encode() not in content, each
