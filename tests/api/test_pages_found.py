"""What a search finds among editorial pages: live and public ones alone, in the asked language."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.pages.models import ContentPage
from tests.pages.conftest import site  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

FOUND = """query ($q: String!, $locale: String) {
  searchProcedures(query: $q, locale: $locale) { pages { path title kind } } }"""
GUIDE = "huong-dan/nop-truc-tuyen"


@pytest.fixture
def paths(site, ask):  # noqa: F811
    def found(query: str, **options) -> list[str]:
        return [page["path"] for page in ask(FOUND, q=query, **options)["searchProcedures"]["pages"]]

    return found


def published(site, title: str, slug: str, *paragraphs: str, **fields) -> ContentPage:  # noqa: F811
    page = site.section.add_child(instance=ContentPage(title=title, slug=slug, **fields))
    page.body = json.dumps([{"type": "text", "value": f"<p>{each}</p>"} for each in paragraphs])
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("query", ["Nộp hồ sơ trực tuyến", "nop ho so truc tuyen", "trực tuyến nộp hồ sơ"])
def test_a_page_is_found_by_its_title_with_and_without_accents_in_any_order(paths, query):
    assert paths(query) == [GUIDE]


def test_a_page_is_found_by_its_text_whatever_block_it_stands_in(site, paths):  # noqa: F811
    site.guide.body = json.dumps(
        [
            {"type": "heading", "value": {"text": "Trước khi bắt đầu"}},
            {"type": "text", "value": "<p>Chuẩn bị <b>căn</b> cước</p><p>bản chụp</p>"},
            {"type": "notice", "value": {"tone": "info", "text": "Không chuyển khoản cho người lạ"}},
        ]
    )
    site.guide.save_revision().publish()
    for query in ("trước khi bắt đầu", "chuan bi can cuoc", "chuyển khoản người lạ", "từng bước một"):
        assert paths(query) == [GUIDE], query
    assert paths("cuoc chup nguoi") == []  # far from each other there


def test_what_it_says_of_it_is_what_a_link_needs(site, ask):  # noqa: F811
    (page,) = ask(FOUND, q="nop ho so truc tuyen")["searchProcedures"]["pages"]
    assert page == {"path": GUIDE, "title": "Nộp hồ sơ trực tuyến", "kind": "GUIDE"}


def test_it_is_found_by_the_words_of_the_asked_language_alone(paths):
    assert paths("filing online", locale="en") == [GUIDE]
    assert paths("filing online") == []
    assert paths("nop ho so truc tuyen", locale="en") == []


def test_titles_come_before_texts_and_right_accents_before_others(site, paths):  # noqa: F811
    published(site, "Tin mới", "trong-bai", "Cách nộp lệ phí tại quầy.")
    published(site, "Nộp lệ phí", "ten-bai")
    published(site, "Nộp lẻ phí", "dau-khac")
    assert paths("nộp lệ phí") == ["huong-dan/ten-bai", "huong-dan/dau-khac", "huong-dan/trong-bai"]


def test_no_more_than_three_are_told(site, paths):  # noqa: F811
    for number in range(5):
        published(site, f"Lịch nghỉ lễ {number}", f"nghi-le-{number}")
    assert len(paths("lịch nghỉ lễ")) == 3


def test_a_single_word_has_to_stand_in_the_title(site, paths):  # noqa: F811
    published(site, "Bưu chính", "buu-chinh", "Gửi thư bảo đảm.")
    assert paths("buu") == ["huong-dan/buu-chinh"]
    assert paths("thu") == paths("") == paths("xin") == []


def test_a_draft_and_what_is_not_yet_published_of_a_page_are_never_told(site, paths):  # noqa: F811
    assert paths("chưa xong") == []
    site.guide.title, site.guide.lead = "Đổi tên bimat", "lời bimat"
    site.guide.save_revision()
    assert paths("đổi tên") == paths("lời bimat") == paths("bimat") == []


def test_a_page_taken_down_or_closed_is_not_found_any_more(site, paths):  # noqa: F811
    closed = published(site, "Nội bộ cơ quan", "noi-bo")
    assert paths("nội bộ cơ quan") == ["huong-dan/noi-bo"]
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert paths("nội bộ cơ quan") == []
    site.guide.unpublish()
    assert paths("nop ho so truc tuyen") == []


def test_the_words_are_read_once_until_an_editor_changes_something(site, paths):  # noqa: F811
    paths("nop ho so truc tuyen")
    with CaptureQueriesContext(connection) as queries:
        assert paths("nop ho so truc tuyen") == [GUIDE]
    assert not [each for each in queries if "pages_contentpage" in each["sql"]]
    published(site, "Lịch nghỉ lễ", "nghi-le")
    assert paths("lịch nghỉ") == ["huong-dan/nghi-le"]
