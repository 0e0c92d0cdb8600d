"""Hoa logs in, files without codes, finds what is hers, copies it, uses a paper again, and leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import oidc_provider_mock
import pytest

from tests.browser.stack import PATIENCE, Stack
from tests.browser.test_accessibility import faults_of
from tests.browser.test_filing import CODE, KEY, go_to_the_end, press
from tests.dossiers.papers import PDF

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOA = {"name": "Lê Thị Hoa", "id_number": "001190012345", "phone_number": "+84912345678"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: Any) -> Iterator[Stack]:
    person = oidc_provider_mock.User(sub="hoa", claims=HOA)
    with oidc_provider_mock.run_server_in_thread(user_claims=[person], require_nonce=True) as server:
        made = Stack(
            tmp_path_factory.mktemp("login"),
            DOSSIER_KEYS=KEY,
            CITIZEN_ISSUER=f"http://localhost:{server.server_port}",
            CITIZEN_CLIENT_ID="portal",
            CITIZEN_CLIENT_SECRET="secret",
        )
        made.prepare()
        try:
            yield made.start()
        finally:
            made.stop()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "giấy chứng sinh.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def log_in(page: Any) -> None:
    page.get_by_role("button", name="hoa").click()  # at the sign-on


def heading(page: Any) -> str:
    return str(page.get_by_role("heading", level=1).inner_text())


def begin(page: Any, own: Stack) -> None:
    page.goto(f"{own.portal}/nop-ho-so/{CODE}")
    page.get_by_label("Xã, phường giải quyết hồ sơ của bạn").select_option(index=1)


def go_on_to(page: Any, what: Any) -> None:
    for _each in range(10):
        if what.count():
            return
        press(page, "Tiếp tục")
    raise AssertionError(f"{what} is on no step")


def test_hoa_files_by_her_login_alone(own, page, paper):
    page.goto(f"{own.portal}/thu-tuc/{CODE}")
    page.get_by_role("link", name="Nộp hồ sơ tại đây").click()
    assert not page.get_by_role("button", name="Bắt đầu").count()
    page.get_by_role("link", name="Đăng nhập để nộp hồ sơ").click()
    log_in(page)
    assert page.get_by_text("Bạn đang đăng nhập: Lê Thị Hoa").is_visible()
    begin(page, own)
    press(page, "Bắt đầu")
    page.get_by_role("link", name="Điền hồ sơ").click()
    page.get_by_label("Cho chính tôi").check()
    assert page.get_by_label("Họ, chữ đệm, tên chủ hồ sơ").input_value() == "Lê Thị Hoa"
    assert page.get_by_label("Số định danh cá nhân của chủ hồ sơ").input_value() == "001190012345"
    go_to_the_end(page, paper)
    press(page, "Nộp hồ sơ")
    assert heading(page) == "Đã nộp hồ sơ"

    page.context.clear_cookies(name="ho-so")  # the look-up code is needed no more
    page.goto(f"{own.portal}/ho-so-cua-toi")
    assert page.get_by_text("Mới đăng ký").is_visible()
    page.get_by_role("link", name="Đăng ký khai sinh").click()
    assert page.get_by_role("heading", name="Mới đăng ký").is_visible()

    begin(page, own)
    page.get_by_label("Chép từ hồ sơ đã nộp").select_option(index=1)
    press(page, "Bắt đầu")
    page.get_by_role("link", name="Điền hồ sơ").click()
    assert page.get_by_label("Cho chính tôi").is_checked()
    again = page.get_by_label("Hoặc dùng lại giấy tờ đã nộp").filter(visible=True)
    go_on_to(page, again)
    again.first.select_option(index=1)
    press(page, "Lưu và thoát")
    page.get_by_role("link", name="Điền tiếp").click()
    go_on_to(page, page.get_by_text("Đã tải lên: giấy chứng sinh.pdf"))

    page.goto(f"{own.portal}/ho-so-cua-toi")
    assert page.get_by_role("heading", name="Bản nháp, chưa nộp").is_visible()
    press(page, "Đăng xuất")
    page.goto(f"{own.portal}/ho-so-cua-toi")
    assert page.get_by_role("link", name="Đăng nhập").is_visible()
    assert not page.get_by_text("Lê Thị Hoa").count()


def test_who_refuses_at_the_sign_on_is_told_what_to_do(own, page):
    page.goto(f"{own.portal}/ho-so-cua-toi")
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_role("button", name="Deny").click()
    assert page.get_by_role("alert").inner_text().startswith("Chưa đăng nhập được.")


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_have_no_finding_of_axe(own, chromium, language):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = {}
    page.goto(f"{own.portal}{language}/ho-so-cua-toi")
    found["out"] = faults_of(page)
    page.goto(f"{own.portal}{language}/nop-ho-so/{CODE}")
    found["begin, out"] = faults_of(page)
    page.locator("a[href*='dang-nhap']").click()
    log_in(page)
    found["begin, in"] = faults_of(page)
    page.goto(f"{own.portal}{language}/ho-so-cua-toi")
    found["in"] = faults_of(page)
    assert found == {key: [] for key in found}
    context.close()
