"""What the public reads of editorial pages."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.pages import html, read, version

pytestmark = pytest.mark.django_db
ADDRESS = "huong-dan/nop-truc-tuyen"


def title(path, locale="vi"):
    """The title that stands there, and its language; None where nothing does."""
    entry = read.tree(locale).at(path)
    return entry and (read.pages([entry])[entry.pk].title, entry.locale)


def test_a_live_page_stands_at_one_address_in_every_language(site):
    assert title(ADDRESS) == ("Nộp hồ sơ trực tuyến", "vi")
    assert title(f"/{ADDRESS}/", "en") == ("Filing online", "en")


def test_a_missing_translation_falls_back_and_says_so(site):
    site.english.unpublish()
    assert title(ADDRESS, "en") == ("Nộp hồ sơ trực tuyến", "vi")


def test_a_draft_is_not_there_and_neither_are_the_changes_of_a_live_page(site):
    assert title("huong-dan/chua-xong") is None
    site.guide.title = "Chưa công bố"
    site.guide.save_revision()
    assert title(ADDRESS) == ("Nộp hồ sơ trực tuyến", "vi")
    assert [entry.path for entry in read.tree("vi").below("huong-dan")] == [ADDRESS]


def test_a_page_for_some_readers_only_is_not_there(site):
    assert title(ADDRESS)
    PageViewRestriction.objects.create(page=site.section, restriction_type=PageViewRestriction.LOGIN)
    assert title(ADDRESS) is None
    assert read.tree("vi").menu() == []


def test_the_menu_is_what_editors_show_in_it_and_crumbs_lead_down_to_a_page(site):
    tree = read.tree("vi")
    assert [(entry.title, entry.path) for entry in tree.menu()] == [("Hướng dẫn", "huong-dan")]
    assert [entry.path for entry in tree.above(tree.at(ADDRESS))] == ["huong-dan"]


def test_texts_are_listed_by_kind_and_place(site):
    tree = read.tree("vi")
    for kinds, under, expected in (
        ((), "", [ADDRESS]),
        (("guide",), "huong-dan", [ADDRESS]),
        (("news",), "", []),
        ((), "huong", []),
    ):
        assert [entry.path for entry in tree.texts(kinds, under)] == expected


def test_an_old_address_leads_on(site):
    Redirect.objects.create(old_path="/cu", redirect_page=site.guide, is_permanent=True)
    Redirect.objects.create(old_path="/ngoai", redirect_link="https://example.vn/", is_permanent=False)
    Redirect.objects.create(old_path="/an", redirect_page=site.draft)
    assert read.moved("cu/") == read.Moved(ADDRESS, True)
    assert read.moved("ngoai") == read.Moved("https://example.vn/", False)
    assert read.moved("an") is None


def test_a_kept_tree_costs_one_query(site, django_assert_num_queries):
    read.tree("en")
    with django_assert_num_queries(1):
        assert read.tree("en").at(ADDRESS)


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
