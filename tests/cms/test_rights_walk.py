"""An author of another department gets no word of a foreign text, and changes nothing, at any address of the desk.

The addresses come from the resolver. One that names an object and has no expectation here fails the walk, so that an
upgrade which brings a new view cannot open a door unseen.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import GroupCollectionPermission, Locale, ReferenceIndex, TaskState, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from api.webhooks import acting
from api.webhooks.models import Subscriber
from cms.models import Edition, Guide, IntakeForm, NationalNote, PaperFile, PublicationTerm, ReviewItem
from dossiers.models import Assignment
from inbox.models import Mistake
from register import clock
from tests import build
from tests.dossiers.build import a_dossier

from .conftest import desk_digest
from .forms import edition_form

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARKER = "BÍMẬTCỦASỞTƯPHÁP"
PREFIXES = {
    "edition": ("snippets/cms/edition/", "snippets/choose/cms/edition/"),
    "decision": ("snippets/cms/decision/", "snippets/choose/cms/decision/"),
    "procedure": ("snippets/cms/procedure/", "snippets/choose/cms/procedure/"),
    "guide": ("snippets/cms/guide/", "snippets/choose/cms/guide/"),
    "intakeform": ("snippets/cms/intakeform/", "snippets/choose/cms/intakeform/"),
    "reviewitem": ("snippets/cms/reviewitem/", "snippets/choose/cms/reviewitem/"),
    "mistake": ("bao-cao/nguoi-dan-bao-sai/",),
    "national": ("bao-cao/csdl-quoc-gia/",),
    "subscriber": ("webhook/",),
    "account": ("tai-khoan/",),
    "paper": ("van-ban/",),
    "dossier": ("ho-so/",),
    "assignment": ("can-bo-mot-cua/",),
}
# Addresses of the lists above that name no object: a list, a form, a chooser. All others must answer 404.
WITHOUT_OBJECT = {
    "list",
    "list_results",
    "index",
    "index_results",
    "mistakes",
    "mistakes_results",
    "national",
    "national_results",
    "national_note",
    "add",
    "preview_on_add",
    "choose",
    "choose_results",
    "create",
}
# What no department owns is a matter of one right: who lacks it is led back to the first page.
BY_ONE_RIGHT = {"subscriber", "account", "assignment"}
# Of the generic addresses, those that can name one of our objects; each must answer 404 for a foreign one.
GENERIC = {
    "wagtail_bulk_action",
    "submit_snippet_translation",
    "update_translations",
    "edit_string_translation",
    "edit_override",
    "download_pofile",
    "upload_pofile",
    "machine_translate",
    "preview_translation",
    "stop_translation",
    "bench",
    "review_translation",
    "announce_translation",
    "snippets_api_listing",
    "snippets_api_detail",
    "ping",
    "translations_report",
    "translations_report_results",
    "locked_pages",
    "locked_pages_results",
    "workflow",
    "workflow_results",
    "workflow_tasks",
    "workflow_tasks_results",
    "site_history",
    "site_history_results",
    "aging_pages",
    "aging_pages_results",
    "page_types_usage",
    "page_types_usage_results",
}
NAMES_A_ROW = re.compile(r"<[^>]*(?:app_label|app_name|model|translation|session|revision|task_state|workflow_state)")
# Generic addresses that match the above and name rows of Wagtail's own, never one of ours.
NOT_OURS = {
    "release",
    "add_task",
    "add",
    "choose_parent",
    "type_use",
    "type_use_results",
    "preview_on_add",
    "wagtailadmin_tag_model_autocomplete",
    "submit_page_translation",
    "convert_to_alias",
}
# What is there for who has not come in yet.
BEFORE_LOGIN = {
    "account_login",
    "mfa_authenticate",
    "openid_connect_callback",
    "openid_connect_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
# Leaving the desk, and Wagtail's own test of its error page.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    def walk(patterns: Any, before: str) -> Iterator[tuple[str, URLPattern]]:
        for each in patterns:
            path = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, path)
            else:
                yield path, each

    for path, each in walk(get_resolver().url_patterns, ""):
        if path.startswith("quan-tri/"):
            yield path.removeprefix("quan-tri/"), each


def ours(path: str) -> str | None:
    return next((name for name, prefixes in PREFIXES.items() if path.startswith(prefixes)), None)


@pytest.fixture
def story(lan: Any, minh: Any, tuan: Any, control: Any) -> dict[str, Any]:
    """Lan's draft with a running workflow, a translation, a review item; Tuấn has a draft of his own."""
    decision = build.decision("", signed_on=None, title=f"Công bố {MARKER}", summary=MARKER)
    edition = build.edition(decision, "1.000777", name=f"Tên {MARKER}", steps=[f"Bước {MARKER}"], reception=MARKER)
    edition.save_revision(user=lan, clean=False)
    guide = Guide.objects.create(procedure=edition.procedure, summary=MARKER)
    guide.save_revision(user=lan, clean=False)
    form = IntakeForm.objects.create(procedure=edition.procedure, title=MARKER)
    form.save_revision(user=lan, clean=False)
    item = ReviewItem.objects.create(source=MARKER, code="1.000777", edition=edition, field="name", text=MARKER)
    ReviewItem.objects.create(source=MARKER, code="", field="issuer", text=MARKER)
    ReferenceIndex.create_or_update_for_object(edition)
    source, _made = TranslationSource.update_or_create_from_instance(edition)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(user=lan, publish=False)
    state = edition.get_workflow().start(edition, lan)
    PublicationTerm.objects.create(from_on=build.LONG_AGO, announce_within=3, enter_within=5, source="Điều 1")
    build.announced("9/QĐ-UBND", ("1.000776",))
    public = Edition.objects.get(procedure__code="1.000776")
    NationalNote.objects.create(edition=public, state="differs", differences=MARKER, by="minh", noted_at=clock.now())
    subscriber = Subscriber(name=MARKER, url=f"https://hooks.example/{MARKER}")
    acting.begin(subscriber, lan)
    subscriber.save()
    account = build.person("hoa")
    account.first_name, account.email = MARKER, f"{MARKER}@lamson.example"
    account.save()
    paper = PaperFile.objects.create(
        user=lan, decision=decision, form="pdf", name=MARKER, content=MARKER.encode(), asked_at=clock.now()
    )
    dossier = a_dossier(MARKER)
    own = build.edition(
        build.decision("", signed_on=None, department_key="so-xay-dung"), "1.000888", department_key="so-xay-dung"
    )
    own.get_workflow().start(own, tuan)
    return {
        "edition": edition,
        "decision": decision,
        "procedure": edition.procedure,
        "guide": guide,
        "intakeform": form,
        "reviewitem": item,
        "subscriber": subscriber,
        "mistake": Mistake.objects.create(code="1.000777", text=MARKER, told_at=clock.now()),
        "national": public,
        "account": account,
        "paper": paper,
        "dossier": dossier,
        "assignment": Assignment.objects.create(user=tuan, agency="so-xay-dung", role="receiver"),
        "translation": translation,
        "source": source,
        "segment": StringSegment.objects.filter(source=source).first(),
        "state": state,
        "own": own,
    }


def fill(path: str, story: dict[str, Any], model: str) -> str:
    """The address with the foreign object's key in every place."""
    row = story[model]
    edition = story["edition"]
    revision = (row if model in {"decision", "guide", "intakeform"} else edition).latest_revision_id
    values = {
        "pk": row.pk,
        "object_id": row.pk,
        "revision_id": revision,
        "app_label": "cms",
        "app_name": "cms",
        "model_name": model,
        "action": "delete",
        "action_name": "approve",
        "task_state_id": TaskState.objects.get(workflow_state=story["state"]).pk,
        "task_id": TaskState.objects.get(workflow_state=story["state"]).task_id,
        "workflow_state_id": story["state"].pk,
        "translation_id": story["translation"].pk,
        "translation_source_id": story["source"].pk,
        "string_segment_id": story["segment"].pk,
        "overridable_segment_id": 1,
        "session_id": 0,
        "delivery": 1,
        "mode": "default",
        "code": getattr(row, "code", row.pk),
    }
    path = re.sub(r"\(\?P<revision_id_a>[^)]*\)", "earliest", path)
    path = re.sub(r"\(\?P<revision_id_b>[^)]*\)", "latest", path)
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: str(values.get(found[1], row.pk)), path)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], row.pk)), path)
    path = re.sub(r"\([^)]*\)", str(row.pk), path)
    return "/quan-tri/" + path.replace("\\.", ".").replace("^", "").replace("$", "").replace(".*", "x")


def ask(client: Any, method: str, url: str, story: dict[str, Any], model: str) -> Any:
    pk = story[model].pk
    foreign = {
        "id": [pk],
        "decision": story["decision"].pk,
        "procedure": story["procedure"].pk,
        "department": story["decision"].department_id,
        "q": "Tên",
    }
    if method == "get":
        return client.get(url, foreign)
    query = "&".join(f"id={pk}" for _once in [1])
    body = {**foreign, "name": "Bị sửa", "title": "Bị sửa", "value": "Changed", "action-publish": "1", "confirm": "on"}
    return getattr(client, method)(f"{url}?{query}", body)


def leaks(response: Any) -> bool:
    """Whether body, headers or cookies hold the marker, plain or escaped."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    told = (body.decode("utf-8", "replace"), str(response.headers), str(response.cookies))
    escaped = json.dumps(MARKER)[1:-1]
    return any(form.lower() in text.lower() for text in told for form in (MARKER, escaped, quote(MARKER), "BIMATCUA"))


def test_every_address_that_names_an_object_has_an_expectation():
    unknown = [
        path
        for path, each in addresses()
        if not ours(path)
        and NAMES_A_ROW.search(path)
        and not path.startswith(("pages/", "snippets/register/"))
        and each.name not in GENERIC | NOT_OURS
    ]
    assert unknown == []
    bare = [path for path, each in addresses() if ours(path) and "<" not in path and each.name not in WITHOUT_OBJECT]
    assert [path for path in bare if not path.endswith("chosen-multiple/")] == []


def approves(user: Any) -> None:
    """Gives the user every step of the workflow on her own department."""
    for right in ("head", "control"):
        GroupCollectionPermission.objects.create(
            group=user.groups.get(),
            collection=build.department("so-xay-dung").collection,
            permission=Permission.objects.get(codename=f"{right}_edition"),
        )


@pytest.mark.parametrize("approves_at_home", [False, True])
@pytest.mark.parametrize("model", PREFIXES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_department_gets_no_word_and_changes_nothing(
    story, tuan, client, monkeypatch, method, model, approves_at_home
):
    if approves_at_home:
        approves(tuan)
    client.force_login(tuan)
    client.raise_request_exception = False
    before = desk_digest()
    asked, wrong = 0, []
    for path, each in list(addresses()):
        named = ours(path)
        if named not in {None, model} or each.name in LEFT_OUT:
            continue
        if named is None and each.name not in GENERIC and model != "edition":
            continue  # Wagtail's other pages name no row of ours: once is enough
        url = fill(path, story, model)
        response = ask(client, method, url, story, model)
        bare = getattr(client, method)(url)  # the whole list, where the foreign keys would have narrowed it
        asked += 1
        foreign = (named and each.name not in WITHOUT_OBJECT) or (named is None and each.name in GENERIC)
        failed = response.status_code >= 500 and (named or each.name in GENERIC)
        refused = {302, 405} if named in BY_ONE_RIGHT else {404, 405}
        if failed or (foreign and response.status_code not in refused):
            wrong.append(f"{url} answered {response.status_code}")
        if leaks(response) or leaks(bare):
            wrong.append(f"{url} told the text")
        if method == "post" and desk_digest() != before:
            wrong.append(f"{url} wrote")
            before = desk_digest()
    assert wrong == []
    assert desk_digest() == before
    assert asked > 25


@pytest.mark.parametrize("model", ["edition", "account"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_before_the_login_there_is_nothing_but_the_login(story, client, method, model):
    client.raise_request_exception = False
    before, wrong, asked = desk_digest(), [], 0
    for path, each in addresses():
        if each.name in BEFORE_LOGIN or ours(path) not in {None, model}:
            continue
        url = fill(path, story, model)
        response = ask(client, method, url, story, model)
        asked += 1
        if leaks(response):
            wrong.append(f"{url} told the text")
        shut = response.status_code in {301, 403, 404, 405}
        if not shut and not (response.status_code == 302 and response["Location"].startswith("/quan-tri/login/")):
            wrong.append(f"{url} answered {response.status_code}")
    assert wrong == []
    assert desk_digest() == before
    assert asked > 100


@pytest.mark.parametrize("method", ["put", "delete"])
def test_another_department_writes_no_string_of_a_translation(story, tuan, client, method):
    client.force_login(tuan)
    before = desk_digest()
    for path, each in addresses():
        if each.name in {"edit_string_translation", "edit_override"}:
            response = ask(client, method, fill(path, story, "edition"), story, "edition")
            assert response.status_code in {403, 404}
            assert not leaks(response)
    assert desk_digest() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_parts_do_not_come_in_beside_an_own_object(story, tuan, client, method):
    """Tuấn's own edition with the revision, task or workflow of Lan's."""
    approves(tuan)
    client.force_login(tuan)
    before = desk_digest()
    mixed = dict(story)
    own_pk, foreign_pk = str(story["own"].pk), str(story["edition"].pk)
    for path, each in addresses():
        if ours(path) == "edition" and re.search(r"revision_id>|task_state_id|workflow_state_id", path):
            url = fill(path, mixed, "edition")
            url = re.sub(rf"/{foreign_pk}(?=/)", f"/{own_pk}", url, count=1)
            response = getattr(client, method)(url)
            assert not leaks(response)
            assert response.status_code in {404, 405}, f"{url} {each.name}"
    assert desk_digest() == before


def test_a_form_takes_no_foreign_decision_procedure_or_department(story, tuan, client):
    client.force_login(tuan)
    before = desk_digest()
    answers = [
        client.post(
            "/quan-tri/snippets/cms/edition/add/",
            edition_form(story["own"], decision=story["decision"].pk, procedure=story["procedure"].pk),
        ),
        client.post(
            "/quan-tri/snippets/cms/procedure/add/",
            {"code": "1.000999", "scope": "public", "department": story["decision"].department_id},
        ),
        client.post(
            "/quan-tri/snippets/cms/decision/add/",
            {"title": "x", "effective_from": "signing", "department": story["decision"].department_id},
        ),
    ]
    fields = [set(answer.context["form"].errors) for answer in answers]
    assert {"decision", "procedure"} <= fields[0]
    assert "department" in fields[1] and "department" in fields[2]
    assert desk_digest() == before


def test_what_uses_a_sector_is_not_told_by_name(story, tuan, lan, client):
    sector = story["edition"].sector
    usage = f"/quan-tri/snippets/register/sector/usage/{sector.pk}/"
    for user in (lan, tuan):
        user.user_permissions.add(Permission.objects.get(codename="change_sector"))
    client.force_login(lan)
    assert MARKER in client.get(usage).content.decode()
    client.force_login(tuan)
    response = client.get(usage)
    assert response.status_code == 200 and not leaks(response)


def test_what_names_no_edition_is_shown_to_the_control_office(story, minh, lan, client):
    def listed(user: Any) -> int:
        client.force_login(user)
        return client.get("/quan-tri/snippets/cms/reviewitem/").context["object_list"].count()

    assert (listed(minh), listed(lan)) == (2, 1)


def test_she_herself_can_use_every_address_of_her_texts(story, lan, client):
    client.force_login(lan)
    refused = []
    for path, each in addresses():
        model = ours(path)
        if model is None or each.name in {"unpublish", "revisions_unschedule", "announce"}:
            continue
        response = client.get(fill(path, story, model))
        if response.status_code not in {200, 302, 405}:
            refused.append((path, response.status_code))
    # The control office alone acts on the running task and deletes; the rest is hers.
    assert refused == []
    assert MARKER in client.get(f"/quan-tri/snippets/cms/edition/edit/{story['edition'].pk}/").content.decode()
    assert MARKER in client.get("/quan-tri/snippets/cms/edition/").content.decode()


def test_a_right_to_change_here_and_to_read_there_does_not_add_up(story, tuan, client):
    GroupCollectionPermission.objects.create(
        group=tuan.groups.get(),
        collection=story["decision"].department.collection,
        permission=Permission.objects.get(codename="view_edition"),
    )
    client.force_login(tuan)
    before = desk_digest()
    page = f"/quan-tri/snippets/cms/edition/edit/{story['edition'].pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Bị sửa"}).status_code == 302
    assert desk_digest() == before


def test_an_old_revision_does_not_bring_the_old_department_back(story, lan, minh, client):
    procedure = story["procedure"]
    procedure.department = build.department("so-xay-dung")
    procedure.save()
    client.force_login(lan)
    assert client.get(f"/quan-tri/snippets/cms/edition/edit/{story['edition'].pk}/").status_code == 404
    assert WorkflowState.objects.filter(pk=story["state"].pk).exists()
