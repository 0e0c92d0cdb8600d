"""Whatever a text says it is shown as words: no markup, no link and no long word does anything in a browser."""

import pytest

from tests.browser.stack import filled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARK = "Q7Z"
HOSTILE = [
    f"<script>document.title='{MARK}'</script>",
    f"<img src=x onerror=\"document.title='{MARK}'\">",
    f"</title></style></textarea></script><svg/onload=document.title='{MARK}'>",
    f"[bấm vào đây](javascript:document.title='{MARK}')",
    f"javascript:document.title='{MARK}'",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} {@html '<b>đậm</b>'}",
    "\u202egnud gnohk\u202c \u200b\u2066xoay\u2069",
    "&lt;b&gt;đậm&lt;/b&gt; &amp; &#x3C;",
]
LONG = "'đăngký' * 13_000"  # 100 kB without a space
CODE, OTHER, NUMBER = "7.000101", "7.000102", "31/QĐ-UBND"
MAKE = f"""
import datetime as dt
from django.utils import translation
from tests.build import announced, sector
translation.activate("vi")
words = " ".join({HOSTILE!r})
# A name is a line of some hundred letters; texts have no end.
announced("{NUMBER}", ("{CODE}",), name=words, reception=words, conditions=words, steps=[words, {HOSTILE[3]!r}],
    sector=sector("thu", {HOSTILE[1]!r}), transition=words,
    legal_basis=[{{"number": {HOSTILE[0]!r}, "title": words, "issued_on": None, "issuer": {HOSTILE[4]!r}}}],
    controlled=False)
announced("32/QĐ-UBND", ("{OTHER}",), name="Đăng ký việc có chữ dài", steps=[{LONG}], reception={LONG},
    conditions={LONG}, controlled=False)
"""
PATHS = [
    f"/thu-tuc/{CODE}",
    f"/thu-tuc/{CODE}/phien-ban",
    f"/thu-tuc/{CODE}/bao-sai",
    f"/en/thu-tuc/{CODE}",
    f"/thu-tuc/{OTHER}",
    "/quyet-dinh/31-QD-UBND",
    "/linh-vuc",
    "/tim-kiem?q=script",
    "/tim-kiem?linh-vuc=thu",
    "/",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("hostile"), MAKE) as stack:
        yield stack


def test_nothing_of_it_runs_and_nothing_leads_into_a_script(hostile, live_page):
    asked, faults = [], []
    live_page.on("dialog", lambda dialog: asked.append(dialog.message))
    live_page.on("pageerror", lambda error: faults.append(str(error)))
    for path in PATHS:
        live_page.goto(hostile.portal + path, wait_until="networkidle")
        assert not live_page.title().startswith(MARK), path
        told = live_page.evaluate(
            """() => ({
                links: [...document.querySelectorAll('[href],[src],[action],[formaction]')]
                    .flatMap((each) => ['href', 'src', 'action', 'formaction'].map((name) => each.getAttribute(name)))
                    .filter((address) => address && /^\\s*(javascript|data|vbscript):/i.test(address)),
                handlers: [...document.querySelectorAll('*')]
                    .filter((each) => each.getAttributeNames().some((name) => name.startsWith('on'))).length,
                scripts: [...document.scripts]
                    .filter((each) => !each.src && each.type !== 'application/ld+json').length,
                frames: document.querySelectorAll('iframe, object, embed, main b script').length,
            })"""
        )
        assert told == {"links": [], "handlers": 0, "scripts": 0, "frames": 0}, path
    assert (asked, faults) == ([], [])


def test_it_is_shown_letter_by_letter(hostile, page):
    page.goto(f"{hostile.portal}/thu-tuc/{CODE}")
    text = page.inner_text("main")
    for each in HOSTILE[:3] + HOSTILE[4:6] + HOSTILE[7:]:
        assert " ".join(each.split()) in " ".join(text.split()), each
    assert "{@html" in page.inner_text("h1")


def test_words_without_end_break_and_the_page_is_as_wide_as_its_screen(hostile, page):
    for path in PATHS:
        page.goto(hostile.portal + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"


@pytest.mark.parametrize(
    "path",
    [
        "/tim-kiem?q=%3Cscript%3Edocument.title%3D1%3C/script%3E",
        "/tim-kiem?q=%22%3E%3Csvg/onload%3Dalert(1)%3E&linh-vuc=%3Cb%3E&cap=%00",
        "/thu-tuc/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/quyet-dinh/%22onmouseover%3Dalert(1)",
        "/co-quan?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
        f"/tim-kiem?q={'d' * 6000}",
    ],
)
def test_an_address_that_is_an_attack_is_words_as_well(hostile, live_page, path):
    faults = []
    live_page.on("dialog", lambda dialog: faults.append(dialog.message))
    response = live_page.goto(hostile.portal + path)
    assert response.status in {200, 400, 404, 414}
    assert live_page.locator("main script:not([type]), main svg[onload], main img[onerror]").count() == 0
    assert faults == []
