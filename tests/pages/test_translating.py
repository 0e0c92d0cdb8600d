"""Pages are translated with the same memory; there Wagtail's publishing is the publishing."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.desk.roles import TRANSLATING, make_roles
from cms.models import MemoryEntry
from cms.pages.models import ContentPage
from cms.pages.roles import make_page_editors
from cms.segments import offer, read

pytestmark = pytest.mark.django_db

ENGLISH = {"Nộp tại nhà": "File at home", "Từng bước một.": "Step by step."}


@pytest.fixture
def editor(site: Any, client: Any) -> Any:
    make_roles()
    user = get_user_model().objects.create_user("lan-trang", "lan-trang@lamson.example")
    group = make_page_editors()
    user.groups.add(group)
    client.force_login(user)
    return user


@pytest.fixture
def translation(site: Any, editor: Any) -> Translation:
    page = site.section.add_child(
        instance=ContentPage(title="Nộp tại nhà", slug="nop-tai-nha", kind="guide", lead="Từng bước một.")
    )
    page.save_revision().publish()
    source, _made = TranslationSource.update_or_create_from_instance(ContentPage.objects.get(pk=page.pk))
    row = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    row.save_target(publish=False)
    return row


def url(translation: Translation) -> str:
    return f"/quan-tri/ban-dich/{translation.pk}/"


def typed(client: Any, translation: Translation, words: dict[str, str], action: str = "save") -> str:
    page = client.get(url(translation)).context["page"]
    data = {f"thay-{each.pk}": each.seen for each in page}
    data |= {f"cau-{each.pk}": words.get(each.source, each.text) for each in page}
    return client.post(url(translation), data | {"action": action}, follow=True).content.decode()


def english(translation: Translation) -> Any:
    return Page.objects.get(pk=translation.get_target_instance().pk).specific


def test_what_is_typed_is_not_public_until_it_is_published(
    translation, editor, client, django_capture_on_commit_callbacks
):
    typed(client, translation, ENGLISH)
    assert not english(translation).live
    with django_capture_on_commit_callbacks(execute=True):
        assert "Đã đăng trang." in typed(client, translation, {}, "publish")
    row = english(translation)
    assert row.live and (row.title, row.lead) == ("File at home", "Step by step.")
    typed(client, translation, {"Nộp tại nhà": "Another"})
    assert english(translation).title == "File at home"


def test_an_unfinished_page_is_not_published(translation, editor, client):
    assert "Còn 1 câu phải xem" in typed(client, translation, {"Nộp tại nhà": "File at home"}, "publish")
    assert not english(translation).live


def test_a_published_translation_feeds_the_memory(translation, editor, client, django_capture_on_commit_callbacks):
    typed(client, translation, ENGLISH)
    assert not MemoryEntry.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        typed(client, translation, {}, "publish")
    assert dict(MemoryEntry.objects.values_list("string__data", "data")) == ENGLISH


def test_a_changed_page_shows_what_its_sentences_said_and_is_told_at_home(
    translation, editor, client, django_capture_on_commit_callbacks
):
    typed(client, translation, ENGLISH)
    with django_capture_on_commit_callbacks(execute=True):
        typed(client, translation, {}, "publish")
    assert "Không có trang tin nào phải cập nhật" in client.get("/quan-tri/").content.decode()
    page = translation.source.get_source_instance().specific
    page.title = "Nộp tại nhà hoặc cơ quan"
    page.save_revision().publish()
    home = client.get("/quan-tri/").content.decode()
    assert "Bản tiếng Việt đã sửa" in home and url(translation) in home
    typed(client, translation, {}, "update")
    segments = read(translation)
    offer(translation, editor, segments)
    changed = [each for each in segments if each.to_look_at]
    assert [each.source for each in changed] == ["Nộp tại nhà hoặc cơ quan"]
    assert changed[0].change.translation == "File at home"
    assert english(translation).title == "File at home"


def test_codes_of_procedures_are_not_asked_to_be_translated(site):
    step = {"title": "Nộp tờ khai", "text": "<p>Ở xã.</p>", "codes": [{"type": "item", "value": "1.000001", "id": "a"}]}
    blocks = [
        {"type": "step", "id": "b", "value": step},
        {"type": "procedures", "id": "c", "value": {"title": "", "codes": step["codes"]}},
    ]
    page = site.section.add_child(instance=ContentPage(title="Sinh con", slug="sinh-con", body=json.dumps(blocks)))
    source, _made = TranslationSource.update_or_create_from_instance(ContentPage.objects.get(pk=page.pk))
    told = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert told == {"Sinh con", "Nộp tờ khai", "Ở xã."}
    english = Locale.objects.get(language_code="en")
    row = Translation.objects.create(source=source, target_locale=english)
    row.save_target(publish=False)
    made = Page.objects.get(pk=row.get_target_instance().pk).specific
    assert [list(block.value["codes"]) for block in made.body] == [["1.000001"], ["1.000001"]]


def test_who_may_not_edit_the_page_does_not_come_near_its_translation(translation, client, site):
    user = get_user_model().objects.create_user("thu")
    user.groups.add(make_roles()[TRANSLATING])
    client.force_login(user)
    for method in (client.get, client.post):
        assert method(url(translation), {"action": "publish"}).status_code == 404
        assert method(f"/quan-tri/localize/submit/page/{site.draft.pk}/").status_code == 404
    assert client.get(f"/quan-tri/localize/translate/{translation.pk}/pofile/download/").status_code == 404
    assert not english(translation).live


def test_a_language_that_was_there_before_the_group_is_for_it_too(site):
    site.home.copy_for_translation(Locale.objects.create(language_code="fr"))
    rights = GroupPagePermission.objects.filter(group=make_page_editors())
    assert {right.page.locale.language_code for right in rights} == {"vi", "en", "fr"}


def test_a_new_language_is_for_the_same_editors(site):
    group = make_page_editors()
    french = Locale.objects.create(language_code="fr")
    row = site.home.copy_for_translation(french)
    rights = GroupPagePermission.objects.filter(group=group)
    assert set(rights.filter(page=row).values_list("permission", flat=True)) == set(
        rights.filter(page=site.home).values_list("permission", flat=True)
    )
