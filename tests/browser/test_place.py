"""Bạn ở xã, phường nào? Asked once, remembered in one cookie, never required, changed and forgotten on any page."""

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.stack import Stack

pytestmark = pytest.mark.browser

BIRTH, RESIDENCE, LAND = "9.000101", "9.000301", "9.000501"  # at communes, at their police, at the land office
COOKIE = "noi-o"
QUESTION = "Bạn ở xã, phường nào?"


def asked(address: str, *, cookie: str = "", sent: dict[str, str] | None = None, **headers: str) -> Any:
    """An answer without following where it leads, as a client that is no browser gets it."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_told: Any) -> None:
            return None

    body = urlencode(sent).encode() if sent is not None else None
    told = headers | ({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
    try:
        return urllib.request.build_opener(Stay).open(urllib.request.Request(address, body, told), timeout=20)
    except urllib.error.HTTPError as answer:
        return answer


def choose(stack: Stack, xa: str, ve: str = "/", **headers: str) -> Any:
    same_site = {"Sec-Fetch-Site": "same-origin", "Origin": stack.portal, "Accept": "text/html"}
    return asked(f"{stack.portal}/noi-o?/chon", sent={"xa": xa, "ve": ve}, **(same_site | headers))


def desks(page: Any) -> str:
    return str(page.inner_text("#noi-nop"))


# -- The way of Hoa --------------------------------------------------------------------------------------------------


def tells_where_she_lives(stack: Stack, page: Any) -> None:
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    assert page.context.cookies() == []
    assert "Trung tâm Phục vụ hành chính công phường Tân Lam" not in page.inner_text("main")
    page.get_by_label(QUESTION).fill("phuong tan lam")
    page.get_by_role("button", name="Chọn").click()
    page.wait_for_url(f"**/thu-tuc/{BIRTH}#noi-nop")


def test_hoa_tells_once_and_reads_her_own_desk_on_each_page(stack, page):
    tells_where_she_lives(stack, page)
    for words in (
        "Trung tâm Phục vụ hành chính công phường Tân Lam",
        "Số 15 đường Hai Bà Trưng",
        "Gọi 1900 0002",
        "Thứ hai đến thứ sáu: 7 giờ 30 đến 11 giờ 30",
        "Xem trên bản đồ",
    ):
        assert words in desks(page)
    # The first screen answers where, too.
    assert "Phường Tân Lam: Trung tâm Phục vụ hành chính công phường Tân Lam" in page.inner_text("dl >> nth=0")
    page.goto(f"{stack.portal}/en/thu-tuc/9.000102")
    assert "Tan Lam Ward Public Administration Service Centre" in desks(page)
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, "Lax")


def test_with_scripts_as_well(stack, live_page):
    tells_where_she_lives(stack, live_page)
    assert "phường Tân Lam" in desks(live_page)


def test_the_name_of_a_former_district_leads_to_a_choice_among_its_communes(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{BIRTH}")
    page.get_by_label(QUESTION).fill("huyện Hòa Thạch")
    page.get_by_role("button", name="Chọn").click()
    page.wait_for_url("**/noi-o?*")
    buttons = page.locator("button[name=xa]")
    assert [each.split("\n")[0] for each in buttons.all_inner_texts()] == ["xã Hòa Sơn", "xã Thạch Bình"]
    assert "trước đây: huyện Hòa Thạch, xã Hòa Lâm, xã Sơn Động Hạ" in buttons.first.inner_text()
    buttons.first.click()
    page.wait_for_url(f"**/thu-tuc/{BIRTH}#noi-nop")
    assert "Thôn Đồng Mới, xã Hòa Sơn" in desks(page)


def test_a_former_name_that_means_one_commune_is_taken_at_once(stack, page):
    page.goto(f"{stack.portal}/noi-o?ve=/co-quan")
    page.get_by_label("Tên xã, phường của bạn").fill("Bến Lam")
    page.get_by_role("button", name="Chọn", exact=True).click()
    page.wait_for_url("**/co-quan")
    assert "Bạn ở phường Lam Giang" in page.inner_text("footer")


def test_a_name_that_there_is_not_says_so_and_shows_all_communes(stack, page):
    page.goto(f"{stack.portal}/noi-o?ten=xyz&ve=/")
    assert "Không tìm thấy" in page.get_by_role("status").inner_text()
    assert page.locator("button[name=xa]").count() == 4


def test_it_is_changed_and_forgotten_at_the_end_of_every_page(stack, page):
    tells_where_she_lives(stack, page)
    page.goto(f"{stack.portal}/tim-kiem?q=khai+sinh")
    page.locator("footer").get_by_role("link", name="Đổi xã, phường").click()
    page.locator("button[name=xa]", has_text="xã Thạch Bình").click()
    page.wait_for_url("**/tim-kiem?q=khai+sinh")
    assert "Bạn ở xã Thạch Bình" in page.inner_text("footer")
    page.locator("footer").get_by_role("button", name="Quên").click()
    page.wait_for_url("**/tim-kiem?q=khai+sinh")
    assert page.locator("footer").get_by_role("link", name=QUESTION).count() == 1
    assert page.context.cookies() == []


# -- What it picks, and what it leaves alone ------------------------------------------------------------------------


def test_a_desk_of_which_nothing_is_told_says_whom_to_ask(stack):
    text = asked(f"{stack.portal}/thu-tuc/{BIRTH}", cookie="ubnd-xa-thach-binh").read().decode()
    place = text.split('id="noi-nop"')[1].split("</section>")[0]
    assert "Trung tâm Phục vụ hành chính công xã Thạch Bình" in place and "Chưa có thông tin" in place


def cost_and_methods(stack: Stack, code: str, cookie: str) -> tuple[str, str]:
    text = asked(f"{stack.portal}/thu-tuc/{code}", cookie=cookie).read().decode()
    return text.split("Hết bao nhiêu tiền", 1)[1].split("</dd>")[0], text.split('id="cach-thuc"')[1].split(
        "</section>"
    )[0]


def test_the_fee_is_that_of_where_she_lives_and_the_others_are_told_apart(stack):
    for cookie, told, left_out in (
        ("", ["Từ 7.000 đồng đến 28.000 đồng"], ["Phường", "Xã"]),
        ("ubnd-phuong-tan-lam", ["28.000 đồng", "14.000 đồng"], ["7.000 đồng", "Xã"]),
        ("ubnd-xa-hoa-son", ["14.000 đồng", "7.000 đồng"], ["28.000 đồng", "Phường"]),
    ):
        cost, methods = cost_and_methods(stack, LAND, cookie)
        assert all(words in cost for words in told) and not any(words in cost for words in left_out), cookie + cost
        # Nothing is hidden from who reads on.
        assert all(words in methods for words in ("28.000 đồng", "14.000 đồng", "7.000 đồng"))
        assert ("Không áp dụng ở" in methods) is bool(cookie)


def test_what_the_police_of_communes_handles_is_not_sent_to_the_one_stop_desk(stack):
    text = asked(f"{stack.portal}/thu-tuc/{RESIDENCE}", cookie="ubnd-phuong-tan-lam").read().decode()
    assert 'id="noi-nop"' not in text
    assert "Trung tâm Phục vụ hành chính công phường Tân Lam" not in text


def test_the_agency_that_handles_it_is_shown_to_who_has_told_nothing(stack, page):
    page.goto(f"{stack.portal}/thu-tuc/{LAND}")
    assert "Văn phòng đăng ký đất đai tỉnh Lam Sơn" in desks(page) and "Gọi 1900 0003" in desks(page)
    assert page.get_by_label(QUESTION).count() == 0


def test_the_text_of_another_day_has_no_desk_of_today(stack):
    text = asked(f"{stack.portal}/thu-tuc/{BIRTH}?ngay=2022-01-01", cookie="ubnd-phuong-tan-lam").read().decode()
    assert 'id="noi-nop"' not in text


def test_a_remembered_commune_that_was_merged_leads_to_what_stands_for_it(stack):
    text = asked(f"{stack.portal}/", cookie="ubnd-xa-hoa-lam").read().decode()
    assert "xã Hòa Sơn" in text.split("<footer")[1]
    for unknown in ("ubnd-huyen-hoa-thach", "khong-co", "%3Cscript%3E", "x" * 500):
        answer = asked(f"{stack.portal}/thu-tuc/{BIRTH}", cookie=unknown)
        assert answer.status == 200 and QUESTION in answer.read().decode()


# -- What stands between a server and a browser -------------------------------------------------------------------


def test_a_page_with_a_choice_is_nobody_elses(stack):
    for path in ("/", f"/thu-tuc/{BIRTH}", "/tim-kiem?q=khai+sinh"):
        bare = asked(stack.portal + path)
        own = asked(stack.portal + path, cookie="ubnd-phuong-tan-lam")
        assert bare.headers["Cache-Control"] == "no-cache"
        assert own.headers["Cache-Control"] == "private, no-cache"
        assert all("Cookie" in answer.headers["Vary"] for answer in (bare, own))
        assert bare.headers["ETag"] != own.headers["ETag"]
        if path.startswith("/tim-kiem"):
            continue  # each page of hits has a mark of its own, by which a press on one is told
        again = {"If-None-Match": own.headers["ETag"]}
        assert asked(stack.portal + path, cookie="ubnd-phuong-tan-lam", **again).status == 304
        assert asked(stack.portal + path, cookie="ubnd-xa-hoa-son", **again).status == 200
        assert asked(stack.portal + path, **again).status == 200


def test_a_choice_comes_from_the_portals_own_forms_alone(stack):
    assert choose(stack, "ubnd-phuong-tan-lam").headers["Set-Cookie"].startswith(f"{COOKIE}=ubnd-phuong-tan-lam;")
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        answer = choose(stack, "ubnd-phuong-tan-lam", **foreign)
        assert answer.status == 403 and "Set-Cookie" not in answer.headers


def test_what_is_no_commune_is_not_remembered(stack):
    for xa in ("so-tu-phap", "", "ubnd-huyen-hoa-thach"):
        answer = choose(stack, xa)
        assert answer.status == 422 and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("ve", "led"),
    [
        ("/thu-tuc/9.000101?cap=xa#noi-nop", "/thu-tuc/9.000101?cap=xa#noi-nop"),
        ("//evil.example/", "/"),
        ("/.//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_it_leads_back_within_the_portal_and_nowhere_else(stack, ve, led):
    answer = choose(stack, "ubnd-phuong-tan-lam", ve)
    assert (answer.status, answer.headers["Location"]) == (303, led)


def test_the_cookie_is_for_https_alone_where_the_portal_is(stack, tmp_path):
    """The portal knows its scheme by `ORIGIN`."""
    secure = Stack(tmp_path)
    try:
        # The API is that of the sample; a form comes from the origin that the portal has.
        secure.start(api_url=f"{stack.api}/graphql", origin="https://thutuc.lamson.example")
        answer = choose(secure, "ubnd-phuong-tan-lam", Origin="https://thutuc.lamson.example")
        assert answer.status == 303
        assert "Secure" in answer.headers["Set-Cookie"] and "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    finally:
        secure.stop()
