"""Hoa finds, understands and trusts, on a phone and on a desk, with no script running."""

import os

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser


def test_hoa_finds_a_birth_registration_from_the_first_page(stack, page):
    page.goto(stack.portal)
    page.get_by_role("searchbox").first.fill("khai sinh")
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/tim-kiem?*")
    assert page.locator("mark", has_text="khai sinh").count()
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    page.wait_for_url("**/thu-tuc/9.000101*")
    text = page.inner_text("main")
    for words in ("Cần chuẩn bị gì", "Mất bao lâu", "Hết bao nhiêu tiền", "Nộp ở đâu", "Các bước", "Căn cứ pháp lý"):
        assert words in text


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


def test_a_text_of_the_future_is_shown_on_its_day_alone(stack, page):
    """The sample's last decision takes effect on 1/1/2035."""
    page.goto(f"{stack.portal}/quyet-dinh/3057-QD-UBND")
    codes = {link.split("/thu-tuc/")[1].split("?")[0] for link in hrefs(page, "/thu-tuc/")}
    assert len(codes) == 5
    for code in codes:
        page.goto(f"{stack.portal}/thu-tuc/{code}")
        assert "3057/QĐ-UBND" not in page.inner_text("main")
        page.goto(f"{stack.portal}/thu-tuc/{code}?ngay=2035-01-01")
        assert "3057/QĐ-UBND" in page.inner_text("main")


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


def test_with_the_api_away_a_clear_page_answers(alone):
    status, text = read(f"{alone.portal}/thu-tuc/9.000101")
    assert status == 503
    assert "Error:" not in text
    assert "ECONNREFUSED" not in text
    assert read(f"{alone.portal}/health/live") == (200, "live\n")


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
