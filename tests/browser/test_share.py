"""Hoa hands the page of a procedure on: as an address, as a code to scan from paper, by her phone's own way."""

import urllib.request
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BIRTH = "/thu-tuc/9.000101"
# What a phone has and a headless browser has not.
PHONE = """
navigator.share = async (told) => { window.shared = told; };
Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.written = text; } } });
"""


def part(page: Any) -> Any:
    return page.get_by_role("region", name="Chia sẻ trang này")


def test_without_scripts_the_address_is_there_to_copy_and_the_code_to_scan(stack, page):
    page.goto(f"{stack.portal}{BIRTH}?cap=xa")
    assert part(page).locator("p.address").inner_text() == stack.portal + BIRTH
    assert part(page).get_by_role("button").count() == 0
    assert part(page).get_by_role("img", name="Mã QR của địa chỉ trang này").evaluate("(each) => each.naturalWidth") > 0


def test_a_phone_hands_it_on_in_its_own_way_or_copies_it(stack, live_page):
    live_page.add_init_script(PHONE)
    live_page.goto(stack.portal + BIRTH)
    part(live_page).get_by_role("button", name="Chia sẻ").click()
    assert live_page.evaluate("shared") == {"title": "Đăng ký khai sinh", "url": stack.portal + BIRTH}
    part(live_page).get_by_role("button", name="Sao chép địa chỉ").click()
    assert live_page.evaluate("written") == stack.portal + BIRTH
    assert part(live_page).get_by_role("status").inner_text() == "Đã sao chép."


def test_where_a_browser_has_no_way_there_is_no_button_for_it(stack, live_page):
    live_page.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.clipboard;")
    live_page.goto(stack.portal + BIRTH)
    assert part(live_page).get_by_role("button").count() == 0


def test_paper_has_the_address_and_the_code_but_no_buttons(stack, live_page):
    live_page.add_init_script(PHONE)
    live_page.goto(stack.portal + BIRTH)
    live_page.emulate_media(media="print")
    assert part(live_page).locator("img").is_visible() and part(live_page).locator("p.address").is_visible()
    assert part(live_page).get_by_role("button").count() == 0


def test_the_code_of_the_english_page_leads_to_it(stack):
    def picture(path: str) -> tuple[str, bytes]:
        with urllib.request.urlopen(f"{stack.portal}{path}/ma-qr.svg", timeout=20) as answer:
            return answer.headers["Content-Type"], answer.read()

    assert picture(BIRTH)[0] == picture(f"/en{BIRTH}")[0] == "image/svg+xml"
    assert picture(BIRTH)[1] != picture(f"/en{BIRTH}")[1]


def test_the_text_of_another_day_is_not_handed_on_by_an_address_that_leads_to_todays(stack, page):
    page.goto(f"{stack.portal}{BIRTH}?ngay=2022-01-01")
    assert part(page).count() == 0
