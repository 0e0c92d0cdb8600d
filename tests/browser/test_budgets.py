"""What a cheap phone on 3G has to fetch stays within a budget, in gzip bytes of the pages of the sample."""

import gzip
import urllib.request

import pytest

from tests.browser.stack import ROOT

pytestmark = pytest.mark.browser

HTML, FONTS = 40_000, 60_000
# Scripts: the checklist's, those of searching, and none where one reads.
CHECKLIST, SEARCH = 5_000, 25_000
PAGES = {
    "/": SEARCH,
    "/tim-kiem?q=khai+sinh": SEARCH,
    "/thu-tuc/9.000101": CHECKLIST,
    "/en/thu-tuc/9.000101": CHECKLIST,
    "/thu-tuc/9.000101/phien-ban": 0,
    "/quyet-dinh/2846-QD-UBND": 0,
    "/linh-vuc": 0,
    "/linh-vuc/ho-tich": 0,
    "/moi-cap-nhat": 0,
    "/trang/su-kien/sinh-con": 0,
    "/co-quan": 0,
    "/thu-tuc/9.000101/mau-don": 0,
}


def zipped(address: str) -> int:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as response:
        body = response.read()
        return len(body if response.headers.get("Content-Encoding") == "gzip" else gzip.compress(body))


def fetched(stack, chromium, path: str) -> dict[str, list[str]]:
    """Addresses that a browser asks for on this page, by what they are."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    found: dict[str, list[str]] = {}
    page.on("request", lambda request: found.setdefault(request.resource_type, []).append(request.url))
    page.goto(stack.portal + path, wait_until="networkidle")
    context.close()
    return found


@pytest.mark.parametrize(("path", "script"), PAGES.items())
def test_a_page_is_light(stack, chromium, path, script):
    found = fetched(stack, chromium, path)
    (document,) = found["document"]
    assert zipped(document) <= HTML
    assert sum(zipped(each) for each in found.get("script", [])) <= script
    fonts = [urllib.request.urlopen(font, timeout=20).read() for font in found.get("font", [])]
    assert fonts and sum(map(len, fonts)) <= FONTS


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_is_asked_for_anything(stack, chromium, path):
    found = fetched(stack, chromium, path)
    assert {address.split("/", 3)[2] for each in found.values() for address in each} == {
        stack.portal.removeprefix("http://")
    }


def test_the_scripts_of_the_portal_are_those_in_static(stack, chromium):
    """csr is off: SvelteKit sends none of its own."""
    own = {path.name for path in (ROOT / "frontend" / "static").glob("*.js")}
    sent = {script.rsplit("/", 1)[1] for path in PAGES for script in fetched(stack, chromium, path).get("script", [])}
    assert sent <= own
