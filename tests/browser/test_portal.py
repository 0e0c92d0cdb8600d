"""Hoa finds, understands and trusts, on a phone and on a desk, with no script running."""

import os

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser


def test_without_accents_as_well(stack, page):
    page.goto(f"{stack.portal}/tim-kiem?q=dang+ky+ket+hon")
    assert "Đăng ký kết hôn" in page.inner_text("main")


def test_the_results_stand_in_the_page_itself(stack):
    status, text = read(f"{stack.portal}/tim-kiem?q=khai%20sinh")
    assert status == 200
    assert "/thu-tuc/9.000101" in text


def test_a_facet_narrows_and_is_taken_back(stack, page):
    page.goto(f"{stack.portal}/tim-kiem?q=dang+ky&linh-vuc=ho-tich")
    narrowed = page.locator("main a[href^='/thu-tuc/']").count()
    assert narrowed
    page.goto(f"{stack.portal}/tim-kiem?q=dang+ky")
    assert page.locator("main a[href^='/thu-tuc/']").count() >= narrowed


def test_nothing_found_says_what_to_do(stack, page):
    page.goto(f"{stack.portal}/tim-kiem?q=xyzxyz")
    assert "Không" in page.inner_text("main")


def test_the_decisions_page_lists_what_it_says_of_each_procedure(stack, page):
    page.goto(f"{stack.portal}/quyet-dinh/2846-QD-UBND")
    text = page.inner_text("main")
    assert "2846/QĐ-UBND" in text
    assert "Đăng ký khai sinh" in text


def test_pages_lead_machines_to_the_feed_and_to_the_procedure_as_data(stack, page):
    def alternates(path: str) -> dict[str, str]:
        page.goto(f"{stack.portal}{path}")
        links = page.locator("head link[rel=alternate][type]").all()
        return {link.get_attribute("type"): link.get_attribute("href") for link in links}

    assert alternates("/").keys() == {"application/atom+xml"}
    found = alternates("/thu-tuc/9.000101")
    assert found.keys() == {"application/atom+xml", "application/ld+json"}
    answers = [read(f"{stack.portal}{path}") for path in found.values()]
    assert [status for status, _text in answers] == [200, 200]
    assert all("9.000101" in text or "<feed" in text for _status, text in answers)


def test_what_is_not_there_is_told(stack, page):
    response = page.goto(f"{stack.portal}/thu-tuc/9.999999")
    assert response.status == 404
    assert page.inner_text("h1")


def test_no_page_is_wider_than_the_screen_of_a_small_phone(stack, chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in ("/", "/tim-kiem?q=khai+sinh", "/thu-tuc/9.000101", "/quyet-dinh/2846-QD-UBND", "/thu-tuc/9.999999"):
        page.goto(f"{stack.portal}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_nothing_is_asked_of_a_third_party(stack, chromium):
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/tim-kiem?q=khai+sinh", "/thu-tuc/9.000101"):
        page.goto(f"{stack.portal}{path}", wait_until="networkidle")
    assert all(url.startswith(stack.portal) for url in asked), asked
    context.close()


def test_with_the_api_away_the_portal_lives(alone):
    assert read(f"{alone.portal}/health/live") == (200, "live\n")


def test_while_the_portal_is_maintained_every_page_says_until_when(closed):
    for path, words in (
        ("/", "Dự kiến phục vụ trở lại lúc 06:00 ngày 01/12/2035"),
        ("/thu-tuc/9.000101?ngay=2024-01-01", "Cổng đang được bảo trì"),
        ("/en/tim-kiem?q=birth", "back at 06:00 on 1 December 2035"),
    ):
        status, text = read(closed.portal + path)
        assert (status, words in text) == (503, True), path
    assert read(f"{closed.portal}/health/live") == (200, "live\n")


def test_at_other_times_the_page_of_maintenance_leads_home(stack):
    status, text = read(f"{stack.portal}/bao-tri")
    assert status == 200 and "bảo trì" not in text


@pytest.mark.skipif(not os.environ.get("REAL_PROCEDURES"), reason="REAL_PROCEDURES names no file")
def test_the_real_marriage_registration_is_found_and_shown(stack, page):
    page.goto(f"{stack.portal}/tim-kiem?q=dang+ky+ket+hon")
    assert any("/thu-tuc/1.000894" in link for link in hrefs(page, "/thu-tuc/")[:3])
    page.goto(f"{stack.portal}/thu-tuc/1.000894")
    assert page.inner_text("h1") == "Thủ tục đăng ký kết hôn"
    page.goto(f"{stack.portal}/quyet-dinh/379-QD-BNNMT")
    assert "379/QĐ-BNNMT" in page.inner_text("main")


def hrefs(page, beginning: str) -> list[str]:
    links = page.locator(f"main a[href^='{beginning}']").all()
    return list(dict.fromkeys(link.get_attribute("href") for link in links))
