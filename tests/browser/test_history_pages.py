"""What was announced before, what a decision changed, which agency it is: pages for a citizen who asks further."""

import json
import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_a_journalist_reads_what_the_provinces_decision_changed(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101")
    page.get_by_role("link", name="Các nội dung đã công bố và thay đổi").click()
    page.wait_for_url("**/thu-tuc/9.000101/phien-ban")
    rows = page.locator("main li:has(time)")
    assert [rows.nth(place).locator("time").inner_text() for place in range(rows.count())] == [
        "01/12/2020",
        "01/11/2020",
    ]
    assert "Nội dung đầu tiên" in rows.nth(1).inner_text()
    rows.first.get_by_role("link", name="Thay đổi so với trước").click()
    page.wait_for_url("**/so-sanh?*")
    text = page.inner_text("main")
    assert "1526/QĐ-BTP" in text and "2846/QĐ-UBND" in text
    assert "Bộ phận Một cửa của" in page.locator("main ins").first.inner_text()
    assert page.locator("main del").count()


def test_without_days_the_last_change_is_shown(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101/so-sanh")
    assert page.locator("input[name=tu]").input_value() == "2020-11-30"


def test_two_days_of_one_text_say_that_nothing_differs(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101/so-sanh?tu=2022-01-01&den=2023-01-01")
    assert "Hai ngày này cùng một nội dung" in page.inner_text("main")


def test_words_that_changed_stand_together_as_phrases(stack, page):
    """Not word by word in turns, which nobody can read."""
    page.goto(f"{stack.portal}/thu-tuc/9.000101/so-sanh")
    reception = page.locator("section[aria-labelledby=RECEPTION]")
    assert "trong tỉnh Lam Sơn; nộp trực tuyến tại" in reception.locator("ins").last.inner_text()
    assert reception.locator("del").count() == 1


@pytest.mark.parametrize("days", ["tu=2022-02-30", "tu=hom-qua", "den=x&tu=2022-01-01"])
def test_a_day_that_does_not_exist_is_refused_in_words(stack, days):
    status, text = read(f"{stack.portal}/thu-tuc/9.000101/so-sanh?{days}")
    assert status == 400
    assert "Địa chỉ này không đúng" in text


@pytest.mark.parametrize("page_of", ["phien-ban", "so-sanh"])
def test_what_was_never_announced_has_no_such_pages(stack, page_of):
    assert read(f"{stack.portal}/thu-tuc/8.888888/{page_of}")[0] == 404


def test_hoa_finds_the_agency_and_what_it_handles(stack, page):
    page.goto(f"{stack.portal}/co-quan")
    page.get_by_label("Tên cơ quan, xã, phường").fill("tu phap")
    page.get_by_role("button", name="Tìm cơ quan").click()
    page.wait_for_url("**/co-quan?ten=tu+phap")
    page.get_by_role("link", name="Sở Tư pháp tỉnh Lam Sơn").click()
    page.wait_for_url("**/co-quan/so-tu-phap")
    text = page.inner_text("main")
    assert "Nơi nộp hồ sơ" in text
    assert "Cấp Phiếu lý lịch tư pháp" in text


def test_an_agency_that_is_not_found_says_so(stack, page):
    page.goto(f"{stack.portal}/co-quan?ten={quote('không có đâu')}")
    assert "Không tìm thấy cơ quan nào" in page.inner_text("main")
    assert read(f"{stack.portal}/co-quan/khong-co")[0] == 404


def test_the_sitemap_leads_to_every_procedure_in_both_languages(stack):
    status, index = read(f"{stack.portal}/sitemap.xml")
    assert status == 200
    parts = [each.text for each in ET.fromstring(index).iter(LOC)]
    places = {each.text for part in parts for each in ET.fromstring(read(part)[1]).iter(LOC)}
    for path in (
        "/thu-tuc/9.000101",
        "/en/thu-tuc/9.000101",
        "/quyet-dinh/2846-QD-UBND-2020",
        "/co-quan/so-tu-phap",
        "/",
    ):
        assert stack.portal + path in places, path
    for place in sorted(places)[:: max(len(places) // 12, 1)]:
        assert read(place)[0] == 200, place


def test_robots_are_led_to_it_and_kept_from_searches_and_previews(stack):
    status, text = read(f"{stack.portal}/robots.txt")
    assert status == 200
    assert f"Sitemap: {stack.portal}/sitemap.xml" in text
    assert {"Disallow: /tim-kiem", "Disallow: /xem-truoc"} <= set(text.splitlines())
    # What the first page leads to may be found, and says nothing else.
    assert "Allow: /tim-kiem?q=khai+sinh$" in text.splitlines()
    assert 'name="robots"' not in read(f"{stack.portal}/tim-kiem?q=khai+sinh")[1]
    assert 'content="noindex"' in read(f"{stack.portal}/tim-kiem?q=khai+sinh&cap=xa")[1]
    assert 'content="noindex"' in read(f"{stack.portal}/tim-kiem?q=goi+0912")[1]


def test_a_procedure_tells_machines_that_it_is_a_government_service(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101")
    told = [json.loads(each.inner_text()) for each in page.locator('script[type="application/ld+json"]').all()]
    service = next(each for each in told if each["@type"] == "GovernmentService")
    assert service["name"] == "Đăng ký khai sinh"
    assert service["url"] == f"{stack.portal}/thu-tuc/9.000101"
    trail = next(each for each in told if each["@type"] == "BreadcrumbList")
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3]
