"""A small tree of pages, in two languages."""

from types import SimpleNamespace

import pytest
from wagtail.models import Locale, Page, Site

from cms.pages.models import ContentPage, HomePage, SectionPage


@pytest.fixture
def site(db):
    """Root, a section of guides in the menu, a guide below it with an English translation, and a draft."""
    english, _created = Locale.objects.get_or_create(language_code="en")
    vietnamese = Locale.objects.get(language_code="vi")
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", locale=vietnamese)
    )
    Site.objects.update(root_page=home)
    section = home.add_child(instance=SectionPage(title="Hướng dẫn", slug="huong-dan", show_in_menus=True))
    guide = section.add_child(
        instance=ContentPage(title="Nộp hồ sơ trực tuyến", slug="nop-truc-tuyen", kind="guide", lead="Từng bước một.")
    )
    draft = section.add_child(instance=ContentPage(title="Chưa xong", slug="chua-xong", live=False))
    in_english = guide.copy_for_translation(english, copy_parents=True)
    in_english.title = "Filing online"
    in_english.save_revision().publish()
    in_english.refresh_from_db()
    return SimpleNamespace(home=home, section=section, guide=guide, draft=draft, english=in_english)
