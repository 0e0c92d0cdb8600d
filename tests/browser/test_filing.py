"""Hoa files on a phone without scripts, loses the connection, comes back by her codes, sends; Tuấn's desk answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.sample import intake_forms
from dossiers.frame import framed
from register.forms.definition import Form
from tests.browser.stack import PATIENCE, Stack
from tests.browser.test_accessibility import faults_of
from tests.browser.test_ten_forms import fill_page
from tests.dossiers.papers import PDF

pytestmark = pytest.mark.browser

CODE = "9.000101"
PROCEDURE = f"/thu-tuc/{CODE}"
KEY = "1:" + "QUFB" * 10 + "QUE="
DESK = """
from dossiers import attaching, moving
from dossiers.deadlines import Limit
from dossiers.handling import Action, Role
from dossiers.models import Dossier
from register.words import Unit
from tests.dossiers.papers import PDF
held = Dossier.objects.get(code={code!r})
"""
RECEIVE = """
held = moving.move(held, Action.RECEIVE, Role.RECEIVER, officer="tuan", limit=Limit(5, Unit.WORKING_DAY))
held = moving.move(held, Action.ASK_PAPERS, Role.RECEIVER, "Thiếu giấy chứng sinh.", officer="tuan")
"""
FINISH = """
held = moving.move(held, Action.BEGIN, Role.RECEIVER, officer="tuan")
begun = attaching.begin(held, "giấy khai sinh.pdf", len(PDF))
row = attaching.receive(begun.attachment, 0, PDF)
moving.move(held, Action.FINISH, Role.HANDLER, "Đã ký.", [row.key], officer="tuan")
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: Any) -> Iterator[Stack]:
    made = Stack(tmp_path_factory.mktemp("filing"), FILING_GUESTS="1", DOSSIER_KEYS=KEY)
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


def phone(chromium: Any) -> Any:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def codes(page: Any) -> list[str]:
    return [each.inner_text() for each in page.locator(".codes dd").all()]


def begin(page: Any, own: Stack) -> list[str]:
    """To the codes of a new draft."""
    page.goto(f"{own.portal}{PROCEDURE}")
    page.get_by_role("link", name="Nộp hồ sơ tại đây").click()
    page.get_by_label("Xã, phường giải quyết hồ sơ của bạn").select_option(index=1)
    press(page, "Bắt đầu")
    assert page.get_by_role("heading", level=1).inner_text() == "Hãy giữ hai mã này"
    return codes(page)


def fill_people(page: Any) -> None:
    page.get_by_label("Cho chính tôi").check()
    page.get_by_label("Công dân Việt Nam").check()
    page.get_by_label("Số điện thoại của chủ hồ sơ").fill("0912 345 678")
    press(page, "Tiếp tục")  # opens what is asked of a citizen
    page.get_by_label("Họ, chữ đệm, tên chủ hồ sơ").fill("Lê Thị Hoa")
    page.get_by_label("Số định danh cá nhân của chủ hồ sơ").fill("001190012345")


def form() -> Form:
    """All that is asked, the questions around the editors' form as well."""
    return framed(next(each for each in intake_forms() if each.procedure == CODE), 1)


def go_to_the_end(page: Any, paper: Path) -> None:
    for _each in range(40):
        if page.get_by_role("heading", level=1).inner_text() == "Kiểm tra lại trước khi nộp":
            return
        fill_page(page, form(), paper)
        press(page, "Tiếp tục")
    raise AssertionError(f"The form has no end: {page.content()[:3000]}")


def test_hoa_files_on_a_phone_and_always_knows_where_the_paper_is(own, chromium, paper):
    page = phone(chromium)
    draft, look_up = begin(page, own)
    page.get_by_role("link", name="Điền hồ sơ").click()
    fill_people(page)
    press(page, "Lưu và thoát")
    assert page.get_by_role("heading", level=1).inner_text() == "Bản nháp đã được lưu"
    page.context.close()  # the connection is lost, and the browser with it

    page = phone(chromium)
    page.goto(f"{own.portal}/tra-cuu-ho-so")
    page.get_by_label("Mã hồ sơ hoặc mã bản nháp").fill(draft.lower())
    page.get_by_label("Mã tra cứu").fill(look_up.replace("-", " ").lower())
    press(page, "Tra cứu")
    page.get_by_role("link", name="Điền tiếp").click()
    assert page.get_by_label("Họ, chữ đệm, tên chủ hồ sơ").input_value() == "Lê Thị Hoa"
    go_to_the_end(page, paper)
    assert "giấy chứng sinh.pdf" in page.content()
    press(page, "Nộp hồ sơ")
    assert page.get_by_role("heading", level=1).inner_text() == "Đã nộp hồ sơ"
    code, same = codes(page)
    assert re.fullmatch(r"[\d.]+H00-\d{6}-0001", code) and same == look_up
    assert look_up not in page.url and "Trần Thị Hoa" in page.content()
    page.reload()  # sends nothing twice
    count = own.manage("shell", "-v0", "-c", "from dossiers.models import Dossier; print(Dossier.objects.count())")
    assert count.strip() == "1"

    own.manage("shell", "-v0", "-c", DESK.format(code=code) + RECEIVE)
    page.goto(f"{own.portal}/tra-cuu-ho-so/{code}")
    assert page.get_by_text("Thiếu giấy chứng sinh.").first.is_visible()
    page.get_by_label("Lời nhắn kèm theo").fill("Tôi gửi giấy chứng sinh.")
    page.locator("#bo-sung-files").set_input_files(paper)
    press(page, "Gửi bổ sung")
    assert page.get_by_role("heading", name="Được tiếp nhận").is_visible()

    own.manage("shell", "-v0", "-c", DESK.format(code=code) + FINISH)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="giấy khai sinh.pdf").first.click()
    assert Path(download.value.path()).read_bytes() == PDF
    for question in page.locator("fieldset").all():
        question.get_by_label("5").check()
    press(page, "Gửi đánh giá")
    assert page.get_by_text("Đã ghi nhận").is_visible()
    assert not page.get_by_role("button", name="Gửi đánh giá").count()
    page.context.close()


def test_a_wrong_answer_loses_no_file_and_a_bad_file_is_told_at_its_field(own, chromium, paper, tmp_path):
    page = phone(chromium)
    begin(page, own)
    page.get_by_role("link", name="Điền hồ sơ").click()
    page.get_by_label("Cho người khác hoặc cho tổ chức").check()
    press(page, "Tiếp tục")
    page.get_by_label("Người được ủy quyền").check()
    press(page, "Tiếp tục")
    bad = tmp_path / "trang.pdf"
    bad.write_bytes(b"<html>")
    page.locator('input[type="file"]').set_input_files(bad)
    press(page, "Tiếp tục")
    assert page.get_by_text("Loại tệp này không nhận được").first.is_visible()
    page.locator('input[type="file"]').set_input_files(paper)
    press(page, "Tiếp tục")  # much else is missing still
    assert page.get_by_text("Đã tải lên: giấy chứng sinh.pdf").is_visible()
    page.get_by_label("Bỏ tệp này").check()
    press(page, "Tiếp tục")
    assert not page.get_by_text("Đã tải lên").count()
    page.context.close()


def test_who_has_no_look_up_code_is_asked_for_it_and_told_nothing(own, chromium):
    page = phone(chromium)
    draft, _look_up = begin(page, own)
    page.context.close()
    page = phone(chromium)
    page.goto(f"{own.portal}/nop-ho-so/nhap/{draft}")
    assert page.url == f"{own.portal}/tra-cuu-ho-so?ma={draft}"
    page.get_by_label("Mã tra cứu").fill("7K2M-9QXC-4TBD")
    press(page, "Tra cứu")
    assert page.get_by_text("Không tìm thấy.").is_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_have_no_finding_of_axe(own, chromium, paper, language):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = {}
    for address in (f"{language}/nop-ho-so/{CODE}", f"{language}/tra-cuu-ho-so"):
        page.goto(f"{own.portal}{address}")
        found[address] = faults_of(page)
    page.goto(f"{own.portal}{language}/nop-ho-so/{CODE}")
    page.locator("select#xa").select_option(index=1)
    page.locator("main form button").first.click()
    for _each in range(40):
        page.wait_for_load_state()
        found[page.url] = faults_of(page)
        if page.locator('form[action$="?/nop"]').count():
            break
        if page.locator("form.questions").count():
            fill_page(page, form(), paper)
            page.locator('.buttons button[value="on"]').click()
        else:
            page.locator("main a.button").last.click()
    page.locator('.buttons button[value="end"]').click()
    page.wait_for_url("**/tra-cuu-ho-so/**")
    found[page.url] = faults_of(page)
    assert {address: each for address, each in found.items() if each} == {}
    assert len(found) > 8
    context.close()
