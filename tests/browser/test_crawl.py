"""Every address that the portal names answers, in every width that people hold in their hands. Long."""

import re
import urllib.error
import urllib.request
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.long]

MOST = 600  # pages; beyond it the portal repeats itself with other facets
LINK = re.compile(r'(?:href|src|action)="([^"]+)"')
WIDTHS = (320, 390, 768, 1280)
PAGES = (
    "/",
    "/linh-vuc",
    "/linh-vuc/ho-tich",
    "/moi-cap-nhat",
    "/quyet-dinh",
    "/tim-kiem?q=khai+sinh",
    "/tim-kiem?q=dang+ky&linh-vuc=ho-tich&cap=xa",
    "/tim-kiem?q=khong+co+gi+nhu+vay+zzz",
    "/thu-tuc/9.000101",
    "/thu-tuc/9.999999",
)


def fetched(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            kind = response.headers.get_content_type()
            return response.status, kind, response.read().decode("utf-8", "replace") if kind == "text/html" else ""
    except urllib.error.HTTPError as error:
        return error.code, "", ""


def kind_of(path: str) -> str:
    """Search pages differ by their facets without end: a few of each kind are enough."""
    return "search" if path.startswith("/tim-kiem") else "other"


def test_no_address_that_a_page_names_is_dead(stack):
    waiting, seen, searches = [(stack.portal + "/", "")], set(), 0
    dead = []
    while waiting and len(seen) < MOST:
        address, source = waiting.pop(0)
        if address in seen:
            continue
        if kind_of(urlsplit(address).path) == "search":
            searches += 1
            if searches > MOST // 4:
                continue
        seen.add(address)
        status, kind, text = fetched(address)
        if status != 200:
            dead.append((status, address, source))
        if kind != "text/html":
            continue
        for link in LINK.findall(text):
            there = urldefrag(urljoin(address, link.replace("&amp;", "&")))[0]
            if there.startswith(stack.portal + "/"):
                waiting.append((there, address))
    assert dead == []
    assert len(seen) > 100


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [False, True])
def test_no_page_is_wider_than_its_screen_or_has_a_fault_in_its_console(stack, chromium, width, scripts):
    context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    if not scripts:
        context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in PAGES:
        page.goto(stack.portal + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide at {width}"
        assert page.locator("h1").count() == 1, path
    assert faults == []
    context.close()
