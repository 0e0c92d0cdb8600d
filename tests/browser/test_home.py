"""From the first page by what happens in a life, with and without scripts, in both languages."""

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser


def test_hoa_who_has_a_child_finds_what_to_do_in_its_order(stack, page):
    follows_the_steps(stack, page)


def test_with_scripts_as_well(stack, live_page):
    follows_the_steps(stack, live_page)


def follows_the_steps(stack, page):
    page.goto(stack.portal)
    page.get_by_role("link", name="Sinh con", exact=True).click()
    page.wait_for_url("**/trang/su-kien/sinh-con")
    steps = page.locator("main ol > li", has=page.get_by_role("heading"))
    assert [step.get_by_role("heading").inner_text() for step in steps.all()] == [
        "Xin giấy khai sinh",
        "Cho con vào hộ khẩu của cha mẹ",
        "Lấy thẻ bảo hiểm y tế",
    ]
    # As people call it, with its official name beside.
    assert "Đăng ký khai sinh – 9.000101" in steps.first.inner_text()
    steps.first.get_by_role("link", name="Làm giấy khai sinh").click()
    page.wait_for_url("**/thu-tuc/9.000101")


def test_the_whole_card_of_a_life_situation_is_pressed(stack, page):
    page.goto(stack.portal)
    page.get_by_role("listitem").filter(has_text="Xem quy hoạch, xin phép, rồi mới khởi công.").click()
    page.wait_for_url("**/trang/su-kien/xay-nha")


def test_life_situations_are_told_in_english(stack):
    _status, home = read(f"{stack.portal}/en")
    assert 'href="/en/trang/su-kien/sinh-con"' in home and "Having a child" in home
    _status, page = read(f"{stack.portal}/en/trang/su-kien/sinh-con")
    assert "Get the birth certificate" in page
    assert "Birth certificate" in page  # the everyday name of the guide
