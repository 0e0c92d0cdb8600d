"""Hoa reads a procedure: the guide beside the text, what lists say of it, papers to tick, and a mistake to tell of."""

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.stack import Stack, read

pytestmark = pytest.mark.browser

BIRTH, MARRIAGE, NEITHER = "9.000101", "9.000102", "9.000103"
PETITIONS = "https://phananh.example/gui"
TOLD = "from inbox.models import Mistake; print([(m.code, m.field, m.text) for m in Mistake.objects.order_by('pk')])"

LISTED = """
import datetime as dt
from register import record
from register.words import ServiceKind
signed, day = dt.date(2024, 8, 20), dt.date(2024, 9, 1)
record.release_service_list(ServiceKind.PARTIAL, {{"{code}": ["commune"]}}, "2873/QĐ-UBND", signed, day, "minh")
record.release_service_list(ServiceKind.ANYWHERE, {{"{code}": []}}, "2874/QĐ-UBND", signed, day, "minh")
"""


# -- The guide -------------------------------------------------------------------------------------------------------


def test_the_guide_stands_between_the_key_facts_and_the_announced_text_and_says_what_it_is(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    headings = page.locator("main h2").all_inner_texts()
    assert headings[:3] == ["Điều cần biết", "Hướng dẫn dễ hiểu", "Các bước"]
    text = guide(page).inner_text()
    for words in (
        "Không thay thế nội dung đã công bố",
        "làm giấy khai sinh",
        "Dùng khi\nCon bạn mới sinh và chưa có giấy khai sinh.",
        "Không dùng khi\nCon đã có giấy khai sinh nhưng giấy bị mất hoặc hỏng.",
        "Lỗi thường gặp\nQuên mang giấy chứng sinh.",
        "Cách làm đúng: Xin giấy chứng sinh ở bệnh viện trước khi về.",
    ):
        assert words in text


def test_a_case_that_it_is_not_for_leads_to_the_procedure_that_is(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    guide(page).get_by_role("link").first.click()
    page.wait_for_url("**/thu-tuc/9.000105")


def test_a_procedure_without_a_guide_has_no_place_for_one(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{NEITHER}")
    assert page.locator("h1").count()
    assert guide(page).count() == 0


def test_an_english_guide_is_told_in_english(stack, page):
    page.goto(f"{stack.portal}/en/thu-tuc/{BIRTH}")
    assert "Use it when\nYour child was just born" in guide(page).inner_text()
    assert guide(page).locator("[lang]").count() == 0


def test_a_guide_that_nobody_translated_says_so_and_is_marked_vietnamese(stack, page):
    page.goto(f"{stack.portal}/en/thu-tuc/{MARRIAGE}")
    assert "This guide has not been translated yet" in guide(page).inner_text()
    marked = guide(page).locator("[lang=vi]").all_inner_texts()
    assert "Hai bạn đủ tuổi và muốn được công nhận là vợ chồng." in marked
    assert guide(page).locator("h3").first.inner_text() == "Use it when"


def guide(page: Any) -> Any:
    return page.locator("#huong-dan")


# -- What lists of the province say ----------------------------------------------------------------------------------


def test_a_list_of_the_province_says_how_far_it_is_online_and_by_which_decision(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    facts = page.locator("[aria-labelledby=dieu-can-biet]").inner_text()
    assert "dịch vụ công trực tuyến toàn trình (theo Quyết định 2871/QĐ-UBND)" in facts
    methods = page.locator("#cach-thuc").inner_text()
    assert "qua dịch vụ bưu chính công ích (theo Quyết định 2872/QĐ-UBND, từ ngày 01/09/2024)" in methods


def test_before_the_day_of_the_list_the_announced_text_alone_is_told(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}?ngay=2024-08-31")
    text = page.inner_text("main")
    assert "toàn trình" not in text
    assert "2872/QĐ-UBND" not in text


@pytest.fixture(scope="module")
def copies(stack: Stack) -> str:
    """The code of a procedure of two levels, by the announced text not online; listed anywhere, and partly online in
    communes."""
    code = "9.000203"
    stack.manage("shell", "-v0", "-c", LISTED.format(code=code))
    return code


def test_what_a_list_says_of_one_level_is_told_of_that_level_alone(stack, page, copies):
    page.goto(f"{stack.portal}/thu-tuc/{copies}")
    text = page.locator("[aria-labelledby=dieu-can-biet]").inner_text()
    assert "Cấp xã: Được, dịch vụ công trực tuyến một phần (theo Quyết định 2873/QĐ-UBND)" in text
    assert "Cấp tỉnh: Chưa được. Cách nộp: trực tiếp, dịch vụ bưu chính" in text
    assert "Tiếp nhận ở mọi nơi trong tỉnh (theo Quyết định 2874/QĐ-UBND)" in text


# -- The checklist ---------------------------------------------------------------------------------------------------


def test_without_scripts_the_papers_are_a_list(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    assert "Giấy chứng sinh do cơ sở y tế nơi trẻ sinh ra cấp" in page.inner_text("#giay-to")
    assert page.locator("#giay-to input, #giay-to button:visible").count() == 0


def test_hoa_ticks_what_she_has_by_touch_and_by_keyboard_and_finds_it_again(stack, live_page):
    live_page.goto(f"{stack.portal}/thu-tuc/{BIRTH}", wait_until="networkidle")
    sent = []
    live_page.on("request", lambda request: sent.append(request.url))
    live_page.get_by_text("Giấy chứng sinh do cơ sở y tế").click()
    form = live_page.get_by_role("checkbox", name="Tờ khai đăng ký khai sinh")
    form.focus()
    form.press("Space")
    assert live_page.get_by_role("status").filter(has_text="Đã chuẩn bị").inner_text() == "Đã chuẩn bị 2 trong 7 mục"
    assert not [url for url in sent if not url.endswith("/favicon.svg")]
    live_page.reload()
    assert form.is_checked()
    assert live_page.locator("#giay-to input:checked").count() == 2
    live_page.goto(f"{stack.portal}/en/thu-tuc/{BIRTH}")
    assert "2 of 7 ready" in live_page.inner_text("#giay-to")
    live_page.get_by_role("button", name="Remove all ticks").click()
    assert live_page.evaluate("Object.keys(localStorage).length") == 0
    live_page.reload()
    assert live_page.locator("#giay-to input:checked").count() == 0


def test_a_browser_that_keeps_nothing_ticks_all_the_same(stack, live_page):
    live_page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none') } })")
    faults = []
    live_page.on("pageerror", lambda fault: faults.append(str(fault)))
    live_page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    live_page.get_by_role("checkbox").first.check()
    assert "Đã chuẩn bị 1 trong 7 mục" in live_page.inner_text("#giay-to")
    assert not faults


def test_the_button_prints_the_page_without_what_is_not_for_paper(stack, live_page):
    live_page.add_init_script("window.print = () => { window.printed = true }")
    live_page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    live_page.get_by_role("button", name="In trang này").click()
    assert live_page.evaluate("window.printed")
    live_page.emulate_media(media="print")
    assert live_page.get_by_role("checkbox").first.is_visible()
    assert not live_page.get_by_role("button", name="In trang này").is_visible()
    assert not live_page.locator("#bao-sai").is_visible()


def test_the_script_of_the_checklist_is_sent_with_papers_alone_and_is_small(stack):
    assert "/giay-to.js" in read(f"{stack.portal}/thu-tuc/{BIRTH}")[1]
    assert "/giay-to.js" not in read(f"{stack.portal}/quyet-dinh")[1]
    status, script = read(f"{stack.portal}/giay-to.js")
    assert status == 200
    assert len(gzip.compress(script.encode())) <= 5_000


# -- A mistake -------------------------------------------------------------------------------------------------------


def test_hoa_tells_of_a_mistake_and_the_desk_has_it(stack, page, request):
    words = f"Lệ phí nay là 5.000 đồng ({request.node.name})"
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    page.get_by_text("Báo nội dung sai").click()
    page.get_by_label("Mục nào sai").select_option("Cách nộp, thời hạn, phí và lệ phí")
    page.get_by_label("Sai gì").fill(f"{words}\nxem lại giúp.")
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_url(f"**/thu-tuc/{BIRTH}/bao-sai/da-gui")
    assert page.inner_text("h1") == "Cảm ơn bạn đã báo"
    page.reload()  # sends nothing again
    assert stack.manage("shell", "-v0", "-c", TOLD).count(f"('{BIRTH}', 'methods', '{words} xem lại giúp.')") == 1
    page.get_by_role("link", name="Trở lại thủ tục").click()
    page.wait_for_url(f"**/thu-tuc/{BIRTH}")


def test_in_english_the_whole_way_is_english(stack, page):
    page.goto(f"{stack.portal}/en/thu-tuc/{BIRTH}")
    page.get_by_text("Report a mistake").click()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(f"**/en/thu-tuc/{BIRTH}/bao-sai")
    assert "Please write what is wrong." in page.inner_text("main")
    page.get_by_label("What is wrong, and what").fill("The fee is another.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(f"**/en/thu-tuc/{BIRTH}/bao-sai/da-gui")
    assert page.inner_text("h1") == "Thank you for telling us"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Hãy ghi điều bạn thấy sai."),
        ("a" * 2_001, "nhiều nhất 2.000 ký tự, bạn đã viết 2.001"),
        ("ớ" * 40_000, "bạn đã viết 40.000"),
    ],
    ids=["nothing", "too much", "more than the API reads"],
)
def test_what_is_refused_is_told_at_the_field_and_what_was_typed_stays(stack, page, typed, told):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}/bao-sai")
    page.get_by_label("Mục nào sai").select_option("Các bước")
    page.get_by_label("Sai gì").fill(typed)
    page.get_by_role("button", name="Gửi").click()
    page.locator("textarea[aria-invalid=true]").wait_for()
    ids = page.get_by_label("Sai gì").get_attribute("aria-describedby").split()
    assert told in page.locator(f"#{ids[0]}").inner_text()
    assert page.title().startswith("Chưa gửi được")
    assert page.get_by_label("Sai gì").input_value() == typed
    assert page.locator("option:checked").inner_text() == "Các bước"


def test_who_tells_too_often_is_told_when_to_come_back(stack, chromium):
    limited = Stack(stack.folder, MISTAKE_RATE_LIMIT="1/hour")
    page = chromium.new_page()
    try:
        limited.start()
        for count in range(10):  # each process of the API counts for itself here
            page.goto(f"{limited.portal}/thu-tuc/{BIRTH}/bao-sai")
            page.get_by_label("Sai gì").fill(f"Lần thứ {count}")
            page.get_by_role("button", name="Gửi").click()
            page.wait_for_load_state()
            if not page.url.endswith("/da-gui"):
                break
        assert re.search(r"xin gửi lại sau \d+ phút", page.inner_text("main"))
        assert page.get_by_label("Sai gì").input_value() == f"Lần thứ {count}"
    finally:
        page.close()
        limited.stop()


def test_with_the_api_away_what_was_typed_stays(chromium, alone):
    page = chromium.new_page()
    try:
        page.goto(f"{alone.portal}/thu-tuc/{BIRTH}/bao-sai")
        page.get_by_label("Sai gì").fill("Sai ở bước hai")
        page.get_by_role("button", name="Gửi").click()
        page.get_by_text("Lúc này chưa gửi được").wait_for()
        assert page.get_by_label("Sai gì").input_value() == "Sai ở bước hai"
    finally:
        page.close()


def test_of_a_code_that_was_never_announced_nothing_can_be_told(stack):
    assert read(f"{stack.portal}/thu-tuc/9.999999/bao-sai")[0] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "OWN"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({"Origin": "OWN"}, 422),
    ],
)
def test_a_form_of_another_site_is_refused(stack, headers, status):
    told = {name: stack.portal if value == "OWN" else value for name, value in headers.items()}
    body = urlencode({"text": ""}).encode()
    asked = urllib.request.Request(f"{stack.portal}/thu-tuc/{BIRTH}/bao-sai", body, told)
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(asked, timeout=20)
    assert answer.value.code == status


# -- The legal way ---------------------------------------------------------------------------------------------------


@pytest.fixture
def with_petitions(stack: Stack) -> Iterator[Stack]:
    made = Stack(stack.folder, PETITION_URL=PETITIONS)
    try:
        yield made.start(api_url=f"{stack.api}/graphql")
    finally:
        made.stop()


def test_beside_it_stands_where_petitions_are_received_by_law(with_petitions, chromium):
    page = chromium.new_page()
    for path in (f"/thu-tuc/{BIRTH}", f"/thu-tuc/{BIRTH}/bao-sai"):
        page.goto(with_petitions.portal + path)
        link = page.get_by_role("link", name="nơi tiếp nhận phản ánh, kiến nghị")
        assert link.get_attribute("href") == PETITIONS
    page.close()


def test_a_province_that_names_no_such_place_has_no_link_to_it(stack):
    assert "phản ánh, kiến nghị" not in read(f"{stack.portal}/thu-tuc/{BIRTH}")[1]
