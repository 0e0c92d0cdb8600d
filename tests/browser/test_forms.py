"""Hoa tries the online form of a birth: without scripts from the first step to the last, and with them."""

import gzip
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.stack import PATIENCE, ROOT, read
from tests.browser.test_accessibility import faults_of

pytestmark = pytest.mark.browser

BIRTH = "/thu-tuc/9.000101"
FORM = f"{BIRTH}/mau-don"


@pytest.fixture
def phone(chromium):
    """A phone whose browser runs no script."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def fill(page: Any, **fields: str) -> None:
    """Boxes by their places, as `child__0__name`."""
    for place, text in fields.items():
        page.locator(f"#o-{place.replace('__', '-')}").fill(text)


def fill_day(page: Any, place: str, day: str, month: str, year: str) -> None:
    fill(page, **{f"{place}__day": day, f"{place}__month": month, f"{place}__year": year})


def fill_address(page: Any, place: str, detail: str) -> None:
    page.locator(f"#o-{place}-place").select_option(index=2)
    page.locator(f"#o-{place}-detail").fill(detail)


def tick(page: Any, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def go_on(page: Any) -> None:
    page.get_by_role("button", name="Tiếp tục").last.click()


def is_at(page: Any, step: str, heading: str) -> None:
    page.get_by_role("heading", level=1, name=heading).wait_for()
    assert step in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def fill_applicant(page: Any) -> None:
    fill(page, applicant__name="Trần Thị Hoa", applicant__id_number="001190012345", applicant__phone="0912 345 678")
    fill_address(page, "applicant-home", "Thôn Đồng Mới")


def fill_child(page: Any, place: int, name: str, certificate: Path) -> None:
    at = f"child__{place}"
    fill(page, **{f"{at}__name": name, f"{at}__ethnicity": "Kinh", f"{at}__nationality": "Việt Nam"})
    fill(page, **{f"{at}__home_town": "Xã Hòa Sơn, tỉnh Lam Sơn"})
    fill_day(page, f"{at}__born", "31", "3", "2026")
    page.locator(f"#o-child-{place}-sex-1").check()
    page.locator(f"#o-child-{place}-born_at-0").check()
    fill_address(page, f"child-{place}-place", "Bệnh viện đa khoa Lam Sơn")


def test_hoa_fills_in_the_whole_form_without_scripts_and_nothing_is_filed(stack, phone, tmp_path):
    paper = tmp_path / "giay-chung-sinh.pdf"
    paper.write_bytes(b"%PDF-1.7 of a size that no form takes" * 100_000)
    phone.goto(stack.portal + BIRTH)
    phone.get_by_role("link", name="Xem trước mẫu đơn điện tử").click()
    phone.get_by_role("heading", level=1, name="Mẫu đơn điện tử: Đăng ký khai sinh").wait_for()
    assert "Giấy chứng sinh" in phone.inner_text("main")
    phone.get_by_role("button", name="Điền thử").click()

    is_at(phone, "Bước 1/5", "Người đi khai sinh")
    fill_applicant(phone)
    fill(phone, applicant__id_number="12")
    tick(phone, "Bạn là gì của trẻ?", "Mẹ")
    go_on(phone)
    assert phone.title().startswith("Cần sửa: ")
    faults = phone.get_by_role("alert")
    assert faults.get_by_role("link").count() == 1
    assert faults.evaluate("each => each === document.activeElement")
    faults.get_by_role("link").click()
    assert phone.url.endswith("#o-applicant-id_number")
    box = phone.get_by_label("Số định danh cá nhân")
    assert box.get_attribute("aria-invalid") == "true"
    (error, *_others) = box.get_attribute("aria-describedby").split()
    assert phone.locator(f"#{error}").inner_text() == faults.get_by_role("link").inner_text()
    assert phone.get_by_label("Họ, chữ đệm, tên").input_value() == "Trần Thị Hoa"
    box.fill("001190012345")
    go_on(phone)

    is_at(phone, "Bước 2/5", "Trẻ được khai sinh")
    fill_child(phone, 0, "Lê Minh An", paper)
    go_on(phone)
    assert "Câu trả lời của bạn mở thêm 2 mục" in phone.inner_text("main")
    assert phone.get_by_role("alert").count() == 0
    fill(phone, child__0__clinic="Bệnh viện đa khoa Lam Sơn")
    phone.locator("#o-child-0-certificate").set_input_files(paper)
    phone.get_by_role("button", name="Thêm: Trẻ được khai sinh").click()
    assert "Đã chọn: giay-chung-sinh.pdf" in phone.inner_text("main")
    assert phone.locator("#o-child-0-name").input_value() == "Lê Minh An"
    phone.get_by_role("button", name="Bỏ: Trẻ được khai sinh (2)").click()
    assert phone.locator("#o-child-1-name").count() == 0
    go_on(phone)

    is_at(phone, "Bước 3/5", "Cha và mẹ")
    tick_all(phone, "Không")
    go_on(phone)
    is_at(phone, "Bước 4/5", "Kết quả")
    tick(phone, "Cần thêm bản sao Giấy khai sinh?", "Có")
    phone.get_by_label("Tôi cam đoan").check()
    go_on(phone)
    assert "Câu trả lời của bạn mở thêm 1 mục" in phone.inner_text("main")
    fill(phone, copies__each="3")
    go_on(phone)

    is_at(phone, "Bước 5/5", "Kiểm tra lại trước khi nộp")
    told = phone.inner_text("main")
    assert "Tổng số bản sao" in told and "31/03/2026" in told and "giay-chung-sinh.pdf" in told
    phone.get_by_role("button", name="Sửa: Người đi khai sinh").click()
    is_at(phone, "Bước 1/5", "Người đi khai sinh")
    assert phone.get_by_label("Bạn là gì của trẻ?").count() == 0 or phone.get_by_label("Mẹ").is_checked()
    phone.get_by_role("button", name="Xong, về trang kiểm tra lại").click()
    is_at(phone, "Bước 5/5", "Kiểm tra lại trước khi nộp")
    phone.get_by_role("button", name="Kết thúc bản thử").last.click()
    phone.get_by_role("heading", level=1, name="Đây là bản thử, chưa nộp gì").wait_for()
    assert phone.get_by_role("link", name="Nộp hồ sơ trên Cổng Dịch vụ công quốc gia").is_visible()
    assert "Hoa" not in phone.url and "Trần Thị Hoa" not in phone.content()


def tick_all(page: Any, answer: str) -> None:
    """That answer to each question of the page."""
    for each in page.get_by_role("group").get_by_label(answer, exact=True).all():
        each.check()


def test_with_scripts_questions_come_as_one_answers_and_axe_finds_nothing_at_any_step(stack, live_page, tmp_path):
    large = tmp_path / "giay-chung-sinh.pdf"
    large.write_bytes(b"%" * 10_000_001)
    page, faults = live_page, []
    page.goto(stack.portal + FORM)
    faults += faults_of(page)
    page.get_by_role("button", name="Điền thử").click()
    fill_applicant(page)
    faults += faults_of(page)
    paper = page.get_by_label("Văn bản ủy quyền của cha hoặc mẹ")
    assert not paper.is_visible()
    tick(page, "Bạn là gì của trẻ?", "Ông, bà")
    paper.wait_for()
    tick(page, "Bạn là gì của trẻ?", "Mẹ")
    paper.wait_for(state="hidden")

    box = page.get_by_label("Số định danh cá nhân")
    box.fill("12")
    page.get_by_label("Số điện thoại").focus()
    page.locator("#o-applicant-id_number-error").get_by_text("hãy ghi đủ 12 số").wait_for()
    assert box.get_attribute("aria-invalid") == "true"
    faults += faults_of(page)
    go_on(page)
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").evaluate("each => each === document.activeElement")
    faults += faults_of(page)
    box.fill("001190012345")
    page.get_by_label("Số điện thoại").focus()
    page.locator("#o-applicant-id_number-error").wait_for(state="hidden")
    go_on(page)

    is_at(page, "Bước 2/5", "Trẻ được khai sinh")
    fill_child(page, 0, "Lê Minh An", large)
    page.locator("#o-child-0-certificate").wait_for()
    page.locator("#o-child-0-certificate").set_input_files(large)
    page.get_by_label("Tên cơ sở y tế").fill("Bệnh viện đa khoa Lam Sơn")
    page.get_by_label("Tên cơ sở y tế").blur()
    page.evaluate("window.stays = true")
    page.get_by_role("button", name="Thêm: Trẻ được khai sinh").click()
    page.locator("#o-child-1-name").wait_for()
    assert page.evaluate("window.stays && document.activeElement.textContent").strip() == "Trẻ được khai sinh (2)"
    assert page.locator("#o-child-0-name").input_value() == "Lê Minh An"
    faults += faults_of(page)
    page.get_by_role("button", name="Bỏ: Trẻ được khai sinh (2)").click()
    page.locator("#o-child-1-name").wait_for(state="detached")
    go_on(page)
    page.get_by_role("alert").get_by_role("link", name="Tệp quá lớn").wait_for()
    page.get_by_label("Bỏ tệp này").check()
    small = tmp_path / "nho.pdf"
    small.write_bytes(b"%PDF")
    page.locator("#o-child-0-certificate").set_input_files(small)
    go_on(page)

    is_at(page, "Bước 3/5", "Cha và mẹ")
    tick_all(page, "Không")
    faults += faults_of(page)
    go_on(page)
    is_at(page, "Bước 4/5", "Kết quả")
    tick(page, "Cần thêm bản sao Giấy khai sinh?", "Có")
    page.get_by_label("Số bản sao cho mỗi trẻ").fill("3")
    page.get_by_label("Tôi cam đoan").check()
    page.locator("output#o-copies-all").get_by_text("3").wait_for()
    go_on(page)
    is_at(page, "Bước 5/5", "Kiểm tra lại trước khi nộp")
    faults += faults_of(page)
    page.get_by_role("button", name="Kết thúc bản thử").last.click()
    page.get_by_role("heading", level=1, name="Đây là bản thử, chưa nộp gì").wait_for()
    faults += faults_of(page)
    assert "\n".join(faults) == ""


def test_what_is_tried_is_kept_nowhere(stack, phone):
    with phone.expect_response(stack.portal + FORM) as first:
        phone.goto(stack.portal + FORM)
    with phone.expect_response(stack.portal + FORM) as begun:
        phone.get_by_role("button", name="Điền thử").click()
    assert {each.value.headers["cache-control"] for each in (first, begun)} == {"private, no-store"}
    assert phone.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert phone.context.cookies() == []


def test_more_than_a_trial_takes_is_told_of_and_not_lost(stack):
    much = {"applicant": {"name": "Ngô" * 30_000}}
    sent = urlencode({"go": "on", "version": "9.000101/1", "page": "", "answers": json.dumps(much)}).encode()
    request = urllib.request.Request(stack.portal + FORM, sent, {"Origin": stack.portal})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    told = refused.value.read().decode()
    assert refused.value.code == 422
    assert "Bản thử không nhận được nhiều chữ đến vậy" in told and "Ngô" * 30_000 in told


def test_a_procedure_without_a_form_leads_to_none(stack):
    status, page = read(f"{stack.portal}/thu-tuc/9.000107")
    assert status == 200 and "/mau-don" not in page
    assert read(f"{stack.portal}/thu-tuc/9.000107/mau-don")[0] == 404


def test_its_script_is_light():
    assert len(gzip.compress((ROOT / "frontend" / "static" / "mau-don.js").read_bytes())) <= 5_000


def test_in_english_it_is_english(stack, phone):
    phone.goto(f"{stack.portal}/en{FORM}")
    phone.get_by_role("button", name="Try the form").click()
    phone.get_by_role("button", name="Continue").last.click()
    assert phone.get_by_role("alert").get_by_role("link", name="Fill in “Full name”.").is_visible()
    assert "Step 1/5" in phone.inner_text("main")
