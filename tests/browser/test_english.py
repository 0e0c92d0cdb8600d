"""A reader of English has the whole portal below /en, and is told where a text stands in Vietnamese alone."""

import json
import re
import subprocess

import pytest

from tests.browser.stack import BIN, ROOT, read

pytestmark = pytest.mark.browser

VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def texts(told: object, at: str = "") -> dict[str, str]:
    """Every text of a catalogue by its place; of sentences with gaps there is only that they are there."""
    if isinstance(told, dict):
        return {place: text for key, each in told.items() for place, text in texts(each, f"{at}.{key}").items()}
    if isinstance(told, list):
        return {f"{at}.{place}": text for place, text in enumerate(told)}
    return {at: str(told)}


@pytest.fixture(scope="module")
def catalogues() -> dict[str, dict[str, str]]:
    program = """
      import { vi } from './src/lib/messages/vi.ts';
      import { en } from './src/lib/messages/en.ts';
      const told = (_, value) => typeof value === 'function' ? value(...Array(value.length).fill('1')) : value;
      console.log(JSON.stringify({ vi, en }, told));
    """
    done = subprocess.run(
        [str(BIN / "node"), "--input-type=module", "--eval", program],
        cwd=ROOT / "frontend",
        capture_output=True,
        text=True,
        check=True,
    )
    return {locale: texts(told) for locale, told in json.loads(done.stdout).items()}


def test_every_text_has_its_english(catalogues):
    def but_lists(places: dict[str, str]) -> set[str]:
        return {place for place in places if not place.rsplit(".", 1)[-1].isdigit()}

    assert but_lists(catalogues["en"]) == but_lists(catalogues["vi"])
    assert all(text.strip() for text in catalogues["en"].values())


def test_no_vietnamese_stayed_in_the_english(catalogues):
    left = {place for place, text in catalogues["en"].items() if VIETNAMESE.search(text)}
    assert left == {".site.otherLanguage"}


def test_hoas_friend_reads_a_translated_procedure_in_english(stack, page):
    page.goto(f"{stack.portal}/en/tim-kiem?q=birth+registration")
    page.get_by_role("link", name="Birth registration", exact=True).first.click()
    page.wait_for_url("**/en/thu-tuc/9.000101*")
    assert page.locator("html").get_attribute("lang") == "en"
    text = page.inner_text("main")
    for words in ("What to bring", "How long it takes", "8,000 VND", "1 December 2020", "Legal basis"):
        assert words in text
    assert "not been translated" not in text


def test_every_way_from_an_english_page_stays_english(stack, page):
    for path in ("/en", "/en/thu-tuc/9.000101", "/en/tim-kiem?q=birth", "/en/quyet-dinh", "/en/linh-vuc"):
        page.goto(stack.portal + path)
        links = {link.get_attribute("href") or "" for link in page.locator("a:not([hreflang])").all()}
        assert not {link for link in links if re.match(r"/(?!en\b|tep/|export/|feeds/)", link)}, path
        assert {form.get_attribute("action") for form in page.get_by_role("search").all()} == {"/en/tim-kiem"}, path


def test_the_other_language_is_one_press_away_and_is_the_same_page(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/9.000101?ngay=2022-01-01")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/thu-tuc/9.000101?ngay=2022-01-01")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url(f"{stack.portal}/thu-tuc/9.000101?ngay=2022-01-01")


def test_search_engines_are_told_both_addresses(stack, page):
    page.goto(f"{stack.portal}/en/thu-tuc/9.000101?cap=xa")
    links = {
        link.get_attribute("hreflang"): link.get_attribute("href")
        for link in page.locator("link[rel=alternate][hreflang]").all()
    }
    assert links == {
        "vi": f"{stack.portal}/thu-tuc/9.000101",
        "en": f"{stack.portal}/en/thu-tuc/9.000101",
    }
    assert page.locator("link[rel=canonical]").get_attribute("href") == links["en"]


def test_a_page_that_is_not_there_says_so_in_english(stack):
    status, text = read(f"{stack.portal}/en/khong-co")
    assert status == 404
    assert "This page was not found" in text
