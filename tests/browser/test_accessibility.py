"""What a citizen needs who sees, hears or moves otherwise: axe-core's rules, the keyboard alone, large letters."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.stack import ROOT, Stack

pytestmark = pytest.mark.browser

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (390, 1280)

# Every page of the portal in every state that the sample has, by what it shows. Each stands below /en as well.
PAGES = {
    "home": "/",
    "found": "/tim-kiem?q=khai+sinh",
    "all": "/tim-kiem",
    "filtered": "/tim-kiem?q=dang+ky&linh-vuc=ho-tich&cap=xa",
    "newest first": "/tim-kiem?q=dang+ky&xep=moi-nhat",
    "nothing found": "/tim-kiem?q=xyzxyz",
    "mended spelling": "/tim-kiem?q=khai+sihn",
    "decision found": "/tim-kiem?q=2846",
    "handled elsewhere": "/tim-kiem?q=nop+thue",
    "sectors": "/linh-vuc",
    "sector": "/linh-vuc/ho-tich",
    "what is new": "/moi-cap-nhat",
    "what is new in a sector": "/moi-cap-nhat?linh-vuc=dat-dai",
    "decisions": "/quyet-dinh",
    "decision": "/quyet-dinh/2846-QD-UBND",
    "decision of the future": "/quyet-dinh/3057-QD-UBND",
    "procedure": "/thu-tuc/9.000101",
    "procedure on another day": "/thu-tuc/9.000101?ngay=2022-01-01",
    "before it was announced": "/thu-tuc/9.000101?ngay=2019-01-01",
    "not yet in force": "/thu-tuc/9.001006",
    "replaced": "/thu-tuc/9.000601",
    "ended at one level": "/thu-tuc/9.000201",
    "texts of a procedure": "/thu-tuc/9.000201/phien-ban",
    "comparison": "/thu-tuc/9.000201/so-sanh?tu=2022-01-01&den=2025-01-01",
    "comparison without difference": "/thu-tuc/9.000101/so-sanh?tu=2022-01-01&den=2022-01-02",
    "agencies": "/co-quan",
    "agencies found": "/co-quan?ten=Tan+Lam",
    "no agency found": "/co-quan?ten=xyzxyz",
    "agency with a desk": "/co-quan/mot-cua-phuong-lam-giang",
    "agency": "/co-quan/so-tu-phap",
    "trial of a form": "/thu-tuc/9.000101/mau-don",
    "following": "/theo-doi?linh-vuc=ho-tich",
    "following, nothing chosen": "/theo-doi",
    "following, letter sent": "/theo-doi/da-gui",
    "link of a letter that holds no more": "/theo-doi/thoi",
    "where one lives": "/noi-o",
    "where one lives, of a former district": "/noi-o?ten=Hoa+Thach&ve=/thu-tuc/9.000101",
    "no such place": "/noi-o?ten=xyzxyz",
    "procedure of an agency with a desk": "/thu-tuc/9.000501",
    "section": "/trang/huong-dan",
    "editorial page": "/trang/huong-dan/nop-ho-so-truc-tuyen",
    "life situation": "/trang/su-kien/sinh-con",
    "404": "/thu-tuc/9.999999",
    "400": "/thu-tuc/9.000101?ngay=hom-nay",
}

# What most people meet; the others are asked in the long run.
FEW = ("home", "found", "nothing found", "procedure", "replaced", "comparison", "404")

# States that the sample does not have, by the same doors as the desk's.
RARE = """
import datetime as dt
from django.utils import translation
from wagtail.models import Locale
from cms.pages.models import SiteNotice
from register import record
from tests.build import announced
translation.activate("vi")
later = {"signed_on": dt.date(2024, 4, 1), "effective_on": dt.date(2024, 5, 1)}
announced("11/QĐ-UBND", ("7.000001", "7.000002", "7.000003"), controlled=False)
announced("12/QĐ-UBND", ("7.000001",), levels=["province"], name="Đăng ký việc ở cấp tỉnh", controlled=False, **later)
announced("13/QĐ-UBND", ("7.000002",), change="abolished", controlled=False, **later)
announced("14/QĐ-BTP", ("7.000003",), issuer="bo-tu-phap", controlled=False, **later)
withdrawn = announced("15/QĐ-UBND", ("7.000004",), effective_on=dt.date(2040, 1, 1), controlled=False)
record.withdraw(withdrawn, "Ban hành nhầm thẩm quyền.", "minh")
notices = {"vi": "Bộ phận một cửa nghỉ sáng thứ Hai.", "en": "The one-stop desk is closed on Monday morning."}
for locale, text in notices.items():
    SiteNotice.objects.create(
        locale=Locale.objects.get(language_code=locale), text=text, url="https://example.org/",
        from_on=dt.date(2020, 1, 1), until_on=dt.date(2100, 1, 1),
    )
"""
RARE_PAGES = {
    "levels to choose": ("/thu-tuc/7.000001", "#chon-cap"),
    "abolished": ("/thu-tuc/7.000002", "section.ended"),
    "the ministry's newer text waits": ("/thu-tuc/7.000003", "main section.notice"),
    "withdrawn": ("/quyet-dinh/15-QD-UBND", "section.ended"),
    "list with a withdrawn decision": ("/quyet-dinh", ".withdrawn"),
    # Last, because the first page of an API that has just started may stand without the notice.
    "site notice": ("/", "div.notice"),
}


def in_both_languages(path: str) -> tuple[str, str]:
    return path, f"/en{path}".rstrip("/")


def faults_of(page: Any) -> list[str]:
    """What axe-core says against the page as it stands, with everything on it unfolded: rule, place, reason."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    assert len(found["passes"]) > 20, "axe-core did not look"
    place = f"{urlsplit(page.url)._replace(scheme='', netloc='').geturl()} at {page.viewport_size['width']} pixels"
    return [
        f"{place}: {rule['id']} ({rule['help']}) at {node['target']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def faults_at(page: Any, addresses: list[str]) -> str:
    faults = []
    for address in addresses:
        page.goto(address)
        faults += faults_of(page)
    return "\n".join(faults)


def test_axe_finds_nothing_on_what_most_people_meet(stack, live_page):
    addresses = [stack.portal + path for name in FEW for path in in_both_languages(PAGES[name])]
    assert faults_at(live_page, addresses) == ""


@pytest.mark.long
@pytest.mark.parametrize("language", [0, 1], ids=["vi", "en"])
def test_axe_finds_nothing_on_any_page(stack, live_page, language):
    addresses = [stack.portal + in_both_languages(each)[language] for each in PAGES.values()]
    assert faults_at(live_page, addresses) == ""


@pytest.mark.long
def test_axe_finds_nothing_in_the_states_that_are_rare(tmp_path, chromium):
    own = Stack(tmp_path)
    own.prepare()
    own.manage("shell", "-v0", "-c", RARE)
    faults = []
    try:
        own.start()
        for width in WIDTHS:
            page = chromium.new_page(viewport={"width": width, "height": 844})
            for name, (each, sign) in RARE_PAGES.items():
                for path in in_both_languages(each):
                    page.goto(own.portal + path)
                    assert page.locator(sign).count(), f"{path} does not show: {name}"
                    faults += faults_of(page)
            page.close()
    finally:
        own.stop()
    assert faults == []


@pytest.mark.long
def test_axe_finds_nothing_on_the_page_that_says_that_the_portal_is_maintained(closed, live_page):
    addresses = [closed.portal + path for path in in_both_languages("/thu-tuc/9.000101")]
    assert faults_at(live_page, addresses) == ""


@pytest.mark.long
def test_axe_finds_nothing_on_the_page_that_says_that_the_api_is_away(alone, live_page):
    addresses = [alone.portal + path for path in in_both_languages("/thu-tuc/9.000101")]
    assert faults_at(live_page, addresses) == ""


def test_axe_finds_nothing_on_a_page_that_knows_the_commune(stack, live_page):
    live_page.context.add_cookies([{"name": "noi-o", "value": "ubnd-phuong-tan-lam", "url": stack.portal}])
    paths = [*in_both_languages(PAGES["procedure of an agency with a desk"]), *in_both_languages(PAGES["procedure"])]
    assert faults_at(live_page, [stack.portal + path for path in paths]) == ""
    assert live_page.locator("#noi-nop article").count() == 1


def propose(page, text):
    """Type until proposals are there: where the API is busy they are left out, and come with what is typed next."""
    for _each in range(6):
        page.get_by_role("combobox").fill("")
        page.get_by_role("combobox").press_sequentially(text)
        with suppress(PlaywrightTimeout):
            return page.get_by_role("option").first.wait_for(timeout=10_000)
    raise AssertionError("no proposals came")


def test_axe_finds_nothing_while_proposals_are_shown(stack, live_page):
    for path in in_both_languages("/"):
        live_page.goto(stack.portal + path)
        propose(live_page, "birth" if "en" in path else "khai sinh")
        live_page.keyboard.press("ArrowDown")
        assert faults_of(live_page) == []


# -- The keyboard alone ------------------------------------------------------------------------------------------------

# What stands under the keys: its words, how its focus is drawn, and whether it is on the screen with nothing above it.
FOCUSED = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = [...here.getClientRects()].find((rect) => rect.width && rect.height);
  const above = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (here.innerText || here.getAttribute('aria-label') || here.name || here.tagName).trim(),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: Boolean(above) && (here.contains(above) || above.contains(here)),
  };
}"""


def stop(page: Any) -> str:
    """The words of what has the focus, which must be drawn and in sight."""
    here = page.evaluate(FOCUSED)
    assert here["outline"] >= 2, f"no focus is drawn around: {here['name']}"
    assert here["seen"], f"the focus is out of sight: {here['name']}"
    return here["name"]


def tab_to(page: Any, words: str, most: int = 60) -> None:
    passed = []
    for _press in range(most):
        page.keyboard.press("Tab")
        passed.append(stop(page))
        if passed[-1] == words:
            return
    pytest.fail(f"Tab does not reach “{words}”, only {passed}")


def test_hoa_goes_from_the_first_page_to_the_papers_by_keyboard_alone(stack, live_page):
    keys = live_page.keyboard
    live_page.goto(stack.portal)
    keys.press("Tab")
    assert stop(live_page) == "Đến nội dung chính"
    keys.press("Enter")
    live_page.wait_for_url("**/#noi-dung")
    keys.press("Tab")
    assert stop(live_page) == "q"

    propose(live_page, "khai sinh")
    keys.press("ArrowDown")
    chosen = live_page.get_by_role("option", selected=True)
    assert chosen.count() == 1
    other = live_page.get_by_role("option", selected=False).first
    background = "(each) => getComputedStyle(each).backgroundColor"
    assert chosen.evaluate(background) != other.evaluate(background)
    keys.press("Escape")
    keys.press("Enter")
    live_page.wait_for_url("**/tim-kiem?q=khai+sinh")

    tab_to(live_page, "Đăng ký khai sinh")
    keys.press("Enter")
    live_page.wait_for_url("**/thu-tuc/9.000101")
    tab_to(live_page, "Xem danh sách giấy tờ")
    keys.press("Enter")
    live_page.wait_for_url("**/thu-tuc/9.000101#giay-to")
    top = live_page.locator("#giay-to").evaluate("(each) => each.getBoundingClientRect().top")
    assert 0 <= top < 844 / 2


def test_every_stop_of_the_keyboard_is_seen(stack, live_page):
    for name in FEW:
        live_page.goto(stack.portal + PAGES[name])
        stops = []
        for _press in range(100):
            live_page.keyboard.press("Tab")
            if live_page.evaluate("document.activeElement === document.body"):
                break  # after the last one
            stops.append(stop(live_page))
        else:
            pytest.fail(f"{name} holds the keyboard, or has very many stops: {stops}")
        assert len(stops) > 5, name


# -- Large letters and wide spacing ------------------------------------------------------------------------------------

# WCAG 2.2, 1.4.12. A style sheet made by a script is the reader's own, which the portal's policy does not forbid.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
  `);
  document.adoptedStyleSheets = [sheet];
}"""
# Boxes that cut off what stands in them, or that words run out of. What only screen readers read is none.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter((each) => each.clientWidth > 1 && !each.closest('.visually-hidden, thead'))
  // A long answer is shortened to four lines on purpose, with a link to the whole.
  .filter((each) => getComputedStyle(each).webkitLineClamp === 'none')
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    || (getComputedStyle(each).overflowY !== 'visible' && each.scrollHeight > each.clientHeight + 1))
  .map((each) => `${each.tagName} ${each.textContent.trim().slice(0, 60)}`)"""
MAIN = (
    *FEW,
    "filtered",
    "sectors",
    "sector",
    "what is new",
    "where one lives",
    "decisions",
    "decision",
    "texts of a procedure",
    "agencies",
    "agency with a desk",
)


@pytest.mark.parametrize("spacing", [False, True], ids=["plain", "spaced"])
@pytest.mark.parametrize("screen", [(320, 256), (1280, 1024)], ids=["400 percent", "100 percent"])
def test_large_letters_and_wide_spacing_lose_nothing(stack, chromium, screen, spacing):
    """A window of 1280 × 1024 at 400 % has 320 × 256 pixels (WCAG 2.2, 1.4.10)."""
    page = chromium.new_page(viewport={"width": screen[0], "height": screen[1]})
    lost = {}
    for name in MAIN:
        for path in in_both_languages(PAGES[name]):
            page.goto(stack.portal + path)
            if spacing:
                page.evaluate(SPACING)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if found := [f"{wide} pixels too wide"] * (wide > 0) + page.evaluate(CUT):
                lost[path] = found
    page.close()
    assert lost == {}
