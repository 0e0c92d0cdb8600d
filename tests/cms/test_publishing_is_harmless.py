"""Nothing of Wagtail's or wagtail-localize's own publishing makes a text public, changes one, or takes one away.

Each as a superuser, who may do all that Wagtail can.
"""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import Locale, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.announce import announce
from cms.models import AnnouncedError, Decision, Edition, Procedure
from register.answer import answer
from register.models import AnnouncedDocument
from tests import build

from .conftest import digest
from .forms import EDITION, approve_all, edition_form, page

pytestmark = pytest.mark.django_db

CODE, DRAFTED = "1.000001", "1.000002"


@pytest.fixture
def desk(control: Any, chief: Any, client: Any) -> Any:
    """One announced procedure and one draft, and a superuser at the desk."""
    build.announced(codes=(CODE,), name="Tên đã công khai")
    build.edition(build.decision("2/QĐ-UBND"), DRAFTED, name="Tên dự thảo")
    client.force_login(chief)
    return client


def announced_edition() -> Edition:
    return Edition.objects.get(procedure__code=CODE, locale__language_code="vi")


def draft() -> Edition:
    return Edition.objects.get(procedure__code=DRAFTED, locale__language_code="vi")


class Untouched:
    """The public record before and after: same rows, same answers, and no edition live."""

    def __enter__(self) -> None:
        self.rows, self.name = digest("register_"), answer(CODE).name

    def __exit__(self, kind: Any, *rest: Any) -> None:
        if kind is None:
            assert digest("register_") == self.rows
            assert answer(CODE).name == self.name == "Tên đã công khai"
            assert answer(DRAFTED) is None
            assert not Edition.objects.filter(live=True).exists()
            assert not Edition.objects.exclude(live_revision=None, last_published_at=None).exists()


def test_publishing_a_draft_saves_a_draft(desk):
    with Untouched():
        response = desk.post(page(draft()), edition_form(draft(), name="Sửa") | {"action-publish": "1"})
    assert response.status_code == 302
    assert draft().name == "Sửa"


def test_creating_and_publishing_creates_a_draft(desk):
    procedure = Procedure.objects.create(code="1.000003", department=build.department("so-tu-phap"))
    data = edition_form(draft(), procedure=procedure.pk) | {"action-publish": "1"}
    with Untouched():
        assert desk.post(f"{EDITION}add/", data).status_code == 302
    assert answer("1.000003") is None
    assert Edition.objects.filter(procedure=procedure, live=False).exists()


def test_scheduling_does_nothing(desk):
    from django.core.management import call_command

    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with Untouched():
        data = edition_form(draft()) | {"go_live_at": "2020-01-01 00:00", "action-publish": "1"}
        desk.post(page(draft()), data)
        revision = draft().save_revision(clean=False, approved_go_live_at=past)
        call_command("publish_scheduled", verbosity=0)
        desk.post(page(draft(), "history") + f"revisions/{revision.pk}/unschedule/")
        revision.publish()


def test_the_last_step_of_the_workflow_keeps_what_was_approved(desk, minh, lan):
    edition = draft()
    with Untouched():
        state = approve_all(edition, lan, desk, build.head("hanh", "so-tu-phap"), minh)
    assert state.status == "approved"
    assert draft().approved_revision_id == TaskState.objects.filter(workflow_state=state).last().revision_id


def test_unpublishing_takes_nothing_away(desk):
    with Untouched():
        for edition in (announced_edition(), draft()):
            assert desk.get(page(edition, "unpublish")).status_code == 302
            assert desk.post(page(edition, "unpublish")).status_code == 302


def test_an_announced_edition_is_neither_edited_nor_reverted_nor_deleted(desk):
    edition = announced_edition()
    revision = edition.latest_revision
    before = digest("cms_")
    with Untouched():
        for url in (
            page(edition),
            page(edition, "delete"),
            f"{page(edition, 'history')}revisions/{revision.pk}/revert/",
            page(edition, "lock"),
        ):
            response = desk.post(url, edition_form(edition, name="Sửa") | {"action-publish": "1"}, follow=True)
            assert response.status_code == 200
            assert "chỉ quyết định khác hoặc đính chính" in response.content.decode(), url
    assert digest("cms_") == before


def test_an_announced_decision_is_neither_edited_nor_deleted(desk):
    decision = announced_edition().decision
    before = digest("cms_")
    with Untouched():
        for view in ("edit", "delete"):
            url = f"/quan-tri/snippets/cms/decision/{view}/{decision.pk}/"
            for response in (desk.get(url, follow=True), desk.post(url, {"title": "Sửa"}, follow=True)):
                assert response.status_code == 200
                assert "chỉ quyết định khác hoặc đính chính" in response.content.decode()
    assert digest("cms_") == before


def test_a_procedure_with_texts_is_not_deleted(desk):
    procedure = announced_edition().procedure
    with Untouched():
        response = desk.post(f"/quan-tri/snippets/cms/procedure/delete/{procedure.pk}/", follow=True)
    assert "Không xóa được" in response.content.decode()
    assert Procedure.objects.filter(pk=procedure.pk).exists()


@pytest.mark.parametrize("model", ["edition", "decision", "procedure", "agency", "sector"])
def test_nothing_is_deleted_in_bulk(desk, model):
    app = "register" if model in {"agency", "sector"} else "cms"
    before = digest("cms_", "register_")
    for ids in ("id=1&id=2", "id=all"):
        assert desk.post(f"/quan-tri/bulk/{app}/{model}/delete/?{ids}").status_code == 404
    assert digest("cms_", "register_") == before


def test_reverting_a_draft_changes_only_the_draft(desk):
    edition = draft()
    first = edition.latest_revision
    desk.post(page(edition), edition_form(edition, name="Bản hai"))
    with Untouched():
        desk.post(
            f"{page(edition, 'history')}revisions/{first.pk}/revert/",
            edition_form(edition, name="Tên dự thảo") | {"revision": first.pk},
        )
    assert draft().name == "Tên dự thảo"


@pytest.mark.parametrize("which", [announced_edition, draft])
def test_translating_and_publishing_a_translation_makes_nothing_public(desk, which, django_capture_on_commit_callbacks):
    edition, english = which(), Locale.objects.get(language_code="en")
    with Untouched(), django_capture_on_commit_callbacks(execute=True):
        url = f"/quan-tri/localize/submit/snippet/cms/edition/{edition.pk}/"
        assert desk.post(url, {"locales": [english.pk]}).status_code == 302
        source = TranslationSource.objects.get()
        translation = Translation.objects.get()
        for segment in StringSegment.objects.filter(source=source):
            StringTranslation.objects.create(
                translation_of=segment.string, locale=english, context=segment.context, data="Published by mistake"
            )
        row = edition.get_translation(english)
        assert desk.post(page(row), {"action": "publish"}).status_code == 302
        desk.post(f"/quan-tri/localize/update/{source.pk}/", {"publish_translations": "on"})
        translation.save_target(publish=True)
    assert edition.get_translation(english).name == "Published by mistake"
    assert not AnnouncedDocument.objects.filter(locale="en").exists()
    assert (answer(CODE, locale="en").name, answer(CODE, locale="en").edition.is_fallback) == ("Tên đã công khai", True)


def test_an_announced_translation_is_read_only(desk):
    source = build.edition(build.decision("3/QĐ-UBND"), "1.000003")
    row = build.translated(source, "English name")
    announce(source.decision, "minh")
    row.refresh_from_db()
    assert row.announced_key
    origin, _made = TranslationSource.update_or_create_from_instance(source)
    translation = Translation.objects.create(source=origin, target_locale=row.locale)
    before = digest("cms_", "register_")
    assert desk.post(page(row), {"action": "save-draft"}).status_code == 302
    assert desk.post(f"/quan-tri/localize/translate/{translation.pk}/pofile/upload/").status_code == 302
    with pytest.raises(AnnouncedError):
        translation.save_target(publish=False)
    assert digest("cms_", "register_") == before


def test_live_cannot_be_set_even_by_sql(desk):
    with Untouched(), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cms_edition SET live = %s", [True])
    with Untouched():
        edition = draft()
        edition.live = True
        edition.save()


def test_no_page_of_the_desk_offers_to_publish(desk, lan):
    Decision.objects.filter(number="2/QĐ-UBND").update(number="")
    english = Locale.objects.get(language_code="en")
    edition = draft()
    source, _made = TranslationSource.update_or_create_from_instance(edition)
    Translation.objects.create(source=source, target_locale=english).save_target(publish=False)
    edition.get_workflow().start(edition, lan)
    for url in (page(edition), f"{EDITION}add/", EDITION, page(edition.get_translation(english))):
        html = desk.get(url).content.decode()
        for offer in (
            "action-publish",
            "action-unpublish",
            "and Publish",
            "&quot;canPublish&quot;: true",
            "unschedule",
        ):
            assert offer not in html, (url, offer)
    assert "Lưu dự thảo" in desk.get(f"{EDITION}add/").content.decode()
