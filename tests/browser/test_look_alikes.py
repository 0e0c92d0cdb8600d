"""Seven kinds of birth registration are told apart by one question that Hoa can answer of her own case."""

import pytest

from tests.browser.stack import filled
from tests.browser.test_accessibility import faults_of

pytestmark = pytest.mark.browser

NAMES = (
    "Đăng ký nhận nuôi tằm",
    "Đăng ký nhận nuôi tằm có yếu tố nước ngoài",
    "Đăng ký nhận nuôi tằm tại khu vực biên giới",
    "Đăng ký lại việc nhận nuôi tằm",
    "Đăng ký lại việc nhận nuôi tằm có yếu tố nước ngoài",
    "Gia hạn đăng ký nhận nuôi tằm",
    "Đăng ký nhận nuôi tằm cho người đã có giấy tờ cá nhân",
)
MAKE = f"""
from django.utils import translation
from tests.build import announced
translation.activate("vi")
for number, name in enumerate({NAMES!r}):
    announced(f"{{number}}/QĐ-UBND", (f"7.00020{{number}}",), name=name, controlled=False)
"""
ASKED = "Có yếu tố nước ngoài không?"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("alike"), MAKE) as stack:
        yield stack


def names(page) -> set[str]:
    return {" ".join(each.split()) for each in page.locator("main article h2").all_inner_texts()}


def test_an_answer_leaves_her_case_and_can_be_taken_back(own, page):
    page.goto(f"{own.portal}/tim-kiem?q=nuôi+tằm")
    assert page.locator("#truong-hop").inner_text() == ASKED
    page.get_by_role("link", name="Không", exact=True).click()
    page.wait_for_url("**nuoc-ngoai=khong**")
    assert names(page) == {each for each in NAMES if "nước ngoài" not in each and "biên giới" not in each}
    # What is left differs in what she wants to do.
    assert page.locator("#truong-hop").inner_text() == "Bạn cần làm việc gì?"
    page.get_by_role("link", name="Cấp lại, đổi, đăng ký lại").click()
    page.wait_for_url("**viec=lai**")
    assert names(page) == {"Đăng ký lại việc nhận nuôi tằm"}
    page.get_by_role("link", name=ASKED).click()
    page.wait_for_url(lambda url: "nuoc-ngoai" not in url)
    assert names(page) == {each for each in NAMES if "lại" in each}
    page.go_back()
    assert names(page) == {"Đăng ký lại việc nhận nuôi tằm"}


def test_axe_finds_nothing_while_something_is_asked_and_answered(own, live_page):
    for asked in ("", "&nuoc-ngoai=khong"):
        live_page.goto(f"{own.portal}/tim-kiem?q=nuôi+tằm{asked}")
        assert live_page.locator("#truong-hop").count() == 1
        assert faults_of(live_page) == []


def test_nothing_is_asked_where_names_tell_enough(own, page):
    page.goto(f"{own.portal}/tim-kiem?q=chứng+thực+chữ+ký")
    assert page.locator("main article").count() and page.locator("#truong-hop").count() == 0


@pytest.mark.parametrize(
    "answer", ["nuoc-ngoai=x", "nuoc-ngoai=", "viec=%00", "nuoc-ngoai=khong&nuoc-ngoai=co", "viec=constructor"]
)
def test_an_answer_that_there_is_not_changes_nothing_or_is_the_first(own, page, answer):
    response = page.goto(f"{own.portal}/tim-kiem?q=nuôi+tằm&{answer}")
    assert response.status == 200
    assert page.locator("main article").count() >= 4
