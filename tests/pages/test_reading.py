"""What the public reads of editorial pages."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.pages import html, read, version

pytestmark = pytest.mark.django_db
ADDRESS = "huong-dan/nop-truc-tuyen"


def test_a_live_page_stands_at_its_address_in_every_language(site):
    vi, en = read.page_at(ADDRESS, "vi"), read.page_at(ADDRESS, "en")
    assert (vi.page.title, vi.path, vi.is_fallback) == ("Nộp hồ sơ trực tuyến", ADDRESS, False)
    assert (en.page.title, en.path, en.is_fallback) == ("Filing online", ADDRESS, False)


def test_a_missing_translation_falls_back_and_says_so(site):
    site.english.unpublish()
    en = read.page_at(ADDRESS, "en")
    assert (en.page.title, en.locale, en.is_fallback) == ("Nộp hồ sơ trực tuyến", "vi", True)


def test_a_draft_is_not_there_and_neither_are_the_changes_of_a_live_page(site):
    assert read.page_at("huong-dan/chua-xong", "vi") is None
    site.guide.title = "Chưa công bố"
    site.guide.save_revision()
    assert read.page_at(ADDRESS, "vi").page.title == "Nộp hồ sơ trực tuyến"
    assert [each.page.title for each in read.below(read.page_at("huong-dan", "vi"))] == ["Nộp hồ sơ trực tuyến"]


def test_a_page_for_some_readers_only_is_not_there(site):
    PageViewRestriction.objects.create(page=site.section, restriction_type=PageViewRestriction.LOGIN)
    assert read.page_at(ADDRESS, "vi") is None
    assert read.menu("vi") == []


def test_the_menu_is_what_editors_show_in_it(site):
    assert [(each.page.title, each.path) for each in read.menu("vi")] == [("Hướng dẫn", "huong-dan")]
    assert [each.path for each in read.above(read.page_at(ADDRESS, "vi"))] == ["huong-dan"]


def test_an_old_address_leads_on(site):
    Redirect.objects.create(old_path="/cu", redirect_page=site.guide, is_permanent=True)
    Redirect.objects.create(old_path="/ngoai", redirect_link="https://example.vn/", is_permanent=False)
    Redirect.objects.create(old_path="/an", redirect_page=site.draft)
    assert read.page_at("cu", "vi") == read.Moved(ADDRESS, True)
    assert read.page_at("ngoai", "vi") == read.Moved("https://example.vn/", False)
    assert read.page_at("an", "vi") is None


def test_rich_text_is_cleaned_and_its_links_lead_to_public_addresses(site):
    text = (
        f'<p onclick="x()">Xem <a linktype="page" id="{site.guide.pk}">hướng dẫn</a>, '
        f'<a linktype="page" id="{site.draft.pk}">nháp</a>, <a href="javascript:x()">xấu</a>'
        '<script>alert(1)</script><img src="x"></p>'
    )
    made = html.cleaned(text)
    assert f'<a href="/trang/{ADDRESS}" rel="noopener noreferrer">hướng dẫn</a>' in made
    for bad in ("onclick", "javascript", "script", "img", "chua-xong", "linktype"):
        assert bad not in made
    assert html.plain("<p>Một &amp; hai</p><ul><li>ba</li><li>bốn</li></ul>") == "Một & hai\nba\nbốn"


def test_whatever_an_editor_changes_moves_the_version_on(site):
    seen = [version.current()]
    for change in (
        lambda: site.guide.save_revision().publish(),
        lambda: site.guide.unpublish(),
        lambda: Redirect.objects.create(old_path="/x", redirect_link="https://example.vn/"),
        lambda: PageViewRestriction.objects.create(page=site.section, restriction_type=PageViewRestriction.LOGIN),
        lambda: site.section.delete(),
    ):
        change()
        seen.append(version.current())
    assert seen == sorted(set(seen))
