"""A sector's page and what is new, day by day: lists that are told part by part, with the browser's own way back."""

import json
import re

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser


def test_a_sector_shows_its_procedures_decisions_and_agencies(stack, page):
    page.goto(f"{stack.portal}/linh-vuc")
    page.get_by_role("link", name=re.compile("^Hộ tịch, nuôi con nuôi")).first.click()
    page.wait_for_url("**/linh-vuc/ho-tich")
    assert page.inner_text("h1") == "Hộ tịch, nuôi con nuôi"
    names = page.locator("#thu-tuc li > a").all_inner_texts()
    assert page.get_by_text(f"{len(names)} thủ tục đang có hiệu lực.").is_visible()
    assert names[0] == "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"
    assert names.index("Đăng ký kết hôn") < names.index("Đăng ký khai sinh") < names.index("Đăng ký lại khai sinh")
    assert "Còn gọi là: làm giấy khai sinh, khai sinh cho con" in page.inner_text("#thu-tuc")
    assert "Quyết định 2308/QĐ-UBND" in page.inner_text("#quyet-dinh")
    assert page.locator("#co-quan a[href='/co-quan/ubnd-xa']").count() == 1


def test_a_procedure_leads_up_to_its_sector(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101")
    page.get_by_role("link", name="Hộ tịch, nuôi con nuôi").first.click()
    page.wait_for_url("**/linh-vuc/ho-tich")


def test_a_sector_tells_machines_where_it_stands_and_the_sitemap_leads_to_it(stack):
    _status, text = read(f"{stack.portal}/linh-vuc/ho-tich")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert [each["name"] for each in data["itemListElement"]] == ["Trang chủ", "Lĩnh vực"]
    for locale in ("", "/en"):
        assert f"<loc>{stack.portal}{locale}/linh-vuc/ho-tich</loc>" in read(f"{stack.portal}/sitemap/linh-vuc.xml")[1]
        assert f"<loc>{stack.portal}{locale}/moi-cap-nhat</loc>" in read(f"{stack.portal}/sitemap/chung.xml")[1]


def test_there_is_no_sector_without_procedures(stack):
    assert read(f"{stack.portal}/linh-vuc/khong-co")[0] == 404
    assert read(f"{stack.portal}/moi-cap-nhat?linh-vuc=khong-co")[0] == 404


def test_a_sector_is_told_in_english(stack):
    _status, text = read(f"{stack.portal}/en/linh-vuc/ho-tich")
    assert "Civil status and adoption" in text and 'href="/en/thu-tuc/9.000101"' in text


def days(page) -> list[str]:
    return page.locator("main h2 time").evaluate_all("(times) => times.map((each) => each.dateTime)")


def test_what_is_new_goes_from_day_to_day_and_back(stack, page):
    page.goto(stack.portal)
    page.get_by_role("link", name="Xem thay đổi theo từng ngày").click()
    page.wait_for_url("**/moi-cap-nhat")
    first = days(page)
    assert first == sorted(first, reverse=True)
    page.get_by_role("link", name="Thay đổi cũ hơn").click()
    page.wait_for_url("**/moi-cap-nhat?sau=*")
    older = days(page)
    assert older[0] <= first[-1]
    page.go_back()
    page.wait_for_url("**/moi-cap-nhat")
    assert days(page) == first


def test_the_journalist_reads_what_a_decision_changed(stack, live_page):
    live_page.goto(f"{stack.portal}/moi-cap-nhat?linh-vuc=chung-thuc")
    change = live_page.get_by_role("listitem").filter(has_text="Chứng thực bản sao từ bản chính").first
    assert "Được sửa đổi, bổ sung" in change.inner_text()
    assert change.get_by_role("link", name="Quyết định 2308/QĐ-UBND").count() == 1
    change.get_by_role("link", name="Thay đổi so với trước").click()
    live_page.wait_for_url("**/thu-tuc/9.000201/so-sanh?*")
    assert live_page.locator("main ins, main del").count()


def test_nothing_of_the_future_is_new(stack):
    """The sample's last decision takes effect on 1/1/2035."""
    assert "3057/QĐ-UBND" not in read(f"{stack.portal}/moi-cap-nhat")[1]
    assert "3057/QĐ-UBND" in read(f"{stack.portal}/linh-vuc/dat-dai")[1] + read(f"{stack.portal}/linh-vuc/y-te")[1]
