"""What citizens come for, from the first screen to the paper in the hand: on a phone and on a desk, with scripts and
without. Following a sector is told in test_following.py."""

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from pypdf import PdfReader

from tests.browser.stack import PATIENCE, read

pytestmark = pytest.mark.browser

BIRTH, REPLACED, OF_2035 = "9.000101", "9.000601", "3057-QD-UBND"


WAYS = [(390, True), (390, False), *(pytest.param((1280, live), marks=pytest.mark.wide) for live in (True, False))]


@pytest.fixture(params=WAYS, ids=str)
def reader(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """The page of a browser of this width, that runs scripts or does not."""
    width, runs_scripts = request.param
    context = chromium.new_context(viewport={"width": width, "height": 844}, java_script_enabled=runs_scripts)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def bare(text: str) -> str:
    """Without spaces: a printed file parts words where the font's subsets meet."""
    return "".join(text.split())


def main(page: Any) -> str:
    return str(page.inner_text("main"))


def test_hoa_finds_the_birth_certificate_reads_what_to_bring_and_prints_it(stack, reader):
    reader.goto(stack.portal)
    box = reader.locator("main [name=q]")
    box.fill("giay khai sinh")
    box.press("Enter")
    reader.wait_for_url("**/tim-kiem?*")
    reader.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    reader.wait_for_url(f"**/thu-tuc/{BIRTH}*")
    for question in ("Cần chuẩn bị gì", "Mất bao lâu", "Hết bao nhiêu tiền", "Nộp ở đâu", "Làm trực tuyến được không"):
        assert question in main(reader)
    # The first screen answers, before anything is scrolled.
    assert reader.get_by_text("Cần chuẩn bị gì").first.bounding_box()["y"] < 844
    papers = [each.strip() for each in reader.locator("#giay-to li").all_inner_texts()]
    assert papers
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reader.pdf(format="A4"))).pages)
    for paper in papers:
        assert bare(paper.split("\n")[0])[:40] in bare(printed)
    assert not any(bare(words) in bare(printed) for words in ("Theo dõi thủ tục", "In trang này", "Báo sai sót"))


def test_a_decision_of_the_future_is_read_on_its_own_day_and_changes_nothing_before(stack, reader):
    """The sample's last decision takes effect on 1/1/2035."""
    reader.goto(f"{stack.portal}/quyet-dinh/{OF_2035}")
    links = {link.get_attribute("href") for link in reader.locator("main a[href^='/thu-tuc/']").all()}
    codes = {link.split("/thu-tuc/")[1].split("?")[0] for link in links}
    assert len(codes) == 5
    for code in codes:
        reader.goto(f"{stack.portal}/thu-tuc/{code}")
        assert "3057/QĐ-UBND" not in main(reader)
        reader.goto(f"{stack.portal}/thu-tuc/{code}?ngay=2035-01-01")
        assert "3057/QĐ-UBND" in main(reader)


def test_a_procedure_that_has_ended_leads_to_its_successor(stack, reader):
    reader.goto(f"{stack.portal}/thu-tuc/{REPLACED}")
    assert "thay thế" in main(reader)
    successor = reader.locator("main a[href^='/thu-tuc/']:visible").first
    code = successor.get_attribute("href").split("/thu-tuc/")[1].split("?")[0].split("/")[0]
    successor.click()
    reader.wait_for_url(f"**/thu-tuc/{code}*")
    assert code != REPLACED and "Cần chuẩn bị gì" in main(reader)


def test_a_friend_who_reads_english_is_told_where_a_text_is_vietnamese(stack, reader):
    reader.goto(f"{stack.portal}/en/thu-tuc/{BIRTH}")
    assert "What to bring" in main(reader) and reader.locator("h1").get_attribute("lang") is None
    query = '{ procedures(first: 100, locale: "en") { edges { node { code edition { isFallback } } } } }'
    listed = json.loads(read(f"{stack.api}/graphql?{urlencode({'query': query})}")[1])["data"]["procedures"]["edges"]
    untranslated = next(each["node"]["code"] for each in listed if each["node"]["edition"]["isFallback"])
    reader.goto(f"{stack.portal}/en/thu-tuc/{untranslated}")
    assert "has not been translated yet" in main(reader)
    assert reader.locator("h1").get_attribute("lang") == "vi"


def test_with_the_api_away_a_clear_page_says_so_and_offers_to_try_again(alone, reader):
    answer = reader.goto(f"{alone.portal}/thu-tuc/{BIRTH}")
    assert answer.status == 503
    assert "Trang đang tạm ngừng phục vụ" in main(reader)
    assert reader.locator("main a.button").get_attribute("href") == f"/thu-tuc/{BIRTH}"
    assert "ECONNREFUSED" not in reader.content() and "Error:" not in reader.content()
