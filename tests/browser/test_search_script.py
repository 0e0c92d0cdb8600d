"""What the one script of the portal adds: proposals while typing, and notes of what is searched and opened."""

import time

import pytest

from tests.browser.stack import read

pytestmark = pytest.mark.browser


def box(page):
    return page.locator("main form[role=search] input, header form[role=search] input").first


def proposals(page):
    return page.locator("[role=option]:visible")


def test_hoa_chooses_a_proposal_with_the_keyboard(stack, live_page):
    live_page.goto(stack.portal)
    box(live_page).press_sequentially("ket hon", delay=20)
    proposals(live_page).first.wait_for()
    assert box(live_page).get_attribute("aria-expanded") == "true"
    box(live_page).press("ArrowDown")
    chosen = live_page.locator(f"#{box(live_page).get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    box(live_page).press("Enter")
    live_page.wait_for_url("**/thu-tuc/*")
    assert "kết hôn" in live_page.inner_text("h1").lower()


def test_escape_closes_the_proposals_and_keeps_what_was_typed(stack, live_page):
    live_page.goto(stack.portal)
    box(live_page).press_sequentially("ket hon", delay=20)
    proposals(live_page).first.wait_for()
    box(live_page).press("Escape")
    assert proposals(live_page).count() == 0
    assert box(live_page).input_value() == "ket hon"


def test_a_proposal_is_opened_by_touch(stack, live_page):
    live_page.goto(f"{stack.portal}/tim-kiem?q=khai+sinh")
    box(live_page).fill("")
    box(live_page).press_sequentially("hộ t", delay=20)
    proposals(live_page).first.click()
    live_page.wait_for_url(lambda url: "/linh-vuc/" in url or "/thu-tuc/" in url)


def test_enter_without_a_choice_searches_as_ever(stack, live_page):
    live_page.goto(stack.portal)
    box(live_page).press_sequentially("ket hon", delay=20)
    box(live_page).press("Enter")
    live_page.wait_for_url("**/tim-kiem?q=ket+hon")


def test_typed_markup_proposes_nothing_harmful(stack, live_page):
    seen = []
    live_page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    live_page.goto(stack.portal)
    box(live_page).press_sequentially("<img src=x onerror=alert(1)> kết", delay=5)
    live_page.wait_for_timeout(600)
    assert seen == []


def test_what_is_searched_and_opened_is_noted_for_the_editors(stack, live_page):
    words = f"khai sinh {live_page.viewport_size['width']}"
    live_page.goto(f"{stack.portal}/tim-kiem?q={words.replace(' ', '+')}")
    live_page.locator("[data-hit]").first.click()
    live_page.wait_for_url("**/thu-tuc/*")
    count = (
        "from search.models import SearchRecord as R;"
        f"print('noted', R.objects.filter(query='{words}').exclude(clicked='').count())"
    )
    until = time.monotonic() + 30
    while "noted 1" not in (told := stack.manage("shell", "--command", count)) and time.monotonic() < until:
        time.sleep(1)
    assert "noted 1" in told


def test_a_note_that_is_no_note_does_no_harm(stack):
    import urllib.request

    for body in (b"", b"{", b'{"search": "1", "code": "x"}', b'{"code": "9.999999"}', b"[]", b"null"):
        request = urllib.request.Request(
            f"{stack.portal}/tim-kiem/ghi", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as response:
            assert response.status == 204


def test_proposals_are_small(stack):
    status, text = read(f"{stack.portal}/tim-kiem/goi-y?q=cap%20giay")
    assert status == 200
    assert len(text.encode()) <= 5_000
