"""What a person did stays when the account goes: a used account is closed, never deleted and never renamed."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CASCADE, ProtectedError
from django.db.models.deletion import DO_NOTHING, PROTECT, SET_NULL
from wagtail.models import Comment, ModelLogEntry, Page, Revision

from cms.login.keeping import OWN, keys_to_users, was_used
from cms.models import Job, Substitute
from register import clock
from tests import build

from .conftest import digest
from .login_steps import is_in, log_in, told

pytestmark = pytest.mark.django_db

# Rows that would go with the account, so that an account with one of them must not go.
WOULD_GO = {
    "cms.Substitute.absent",
    "cms.Substitute.user",
    "cms.PaperFile.user",
    "cms.PreviewToken.editor",
    "cms.Upload.user",
    "dossiers.Assignment.user",
    "wagtailcore.Comment.user",
    "wagtailcore.CommentReply.user",
    "wagtailcore.PageSubscription.user",
}


def test_every_key_to_an_account_is_one_that_was_thought_of():
    """A new model that names an account fails here until somebody says what becomes of it."""
    keys = {f"{model._meta.label}.{field.name}": field.remote_field.on_delete for model, field in keys_to_users()}
    assert len(keys) > 20 and set(keys.values()) <= {CASCADE, SET_NULL, PROTECT, DO_NOTHING}
    going = {name for name, how in keys.items() if how is CASCADE and name.rpartition(".")[0].lower() not in OWN}
    assert going == WOULD_GO
    assert {name.rpartition(".")[0].lower() for name in keys} >= OWN


def test_no_key_that_tells_who_did_what_counts_as_the_accounts_own():
    for model, _field in keys_to_users():
        if model._meta.label_lower in OWN:
            assert model._meta.app_label not in {"cms", "register", "search", "webhooks", "wagtailcore"}


def revision(user: Any) -> Any:
    draft = build.edition(build.decision("", signed_on=None), "1.000777")
    return draft.save_revision(user=user, clean=False)


def log_entry(user: Any) -> Any:
    kind = ContentType.objects.get_for_model(get_user_model())
    return ModelLogEntry.objects.create(
        content_type=kind, object_id="1", label="x", action="wagtail.edit", user=user, timestamp=clock.now()
    )


def comment(user: Any) -> Any:
    root = Page.objects.first()
    return Comment.objects.create(page=root, user=user, text="x", contentpath="title", position="")


def workflow(user: Any) -> Any:
    edition = revision(None).content_object
    return edition.get_workflow().start(edition, user)


def job(user: Any) -> Any:
    return Job.objects.create(kind=Job.Kind.ANNOUNCE, user=user, asked_at=clock.now())


def substitute(user: Any) -> Any:
    today = clock.today()
    return Substitute.objects.create(user=user, absent=build.person("hoa"), from_on=today, until_on=today)


def login(user: Any) -> Any:
    user.last_login = clock.now()
    user.save()


@pytest.mark.parametrize("did", [revision, log_entry, comment, workflow, job, substitute, login])
def test_an_account_that_did_anything_is_not_deleted_by_any_way(lan, control, did):
    assert not was_used(lan)
    did(lan)
    before = digest("cms_", "wagtailcore_")
    for way in (lan.delete, get_user_model().objects.filter(pk=lan.pk).delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            way()
    assert digest("cms_", "wagtailcore_") == before
    assert get_user_model().objects.filter(pk=lan.pk).exists()


def test_the_desk_refuses_and_says_what_to_do(client, lan, chief):
    made = revision(lan)
    client.force_login(chief)
    for method in (client.get, client.post):
        page = method(f"/quan-tri/users/delete/{lan.pk}/", follow=True)
        assert page.request["PATH_INFO"] == f"/quan-tri/users/edit/{lan.pk}/"
        assert "không xóa, không đổi tên đăng nhập" in page.content.decode()
        assert page.content.decode().count("Kích hoạt") > 1  # the box that the sentence names
    bulk = f"/quan-tri/bulk/auth/user/delete/?id={lan.pk}&next=/quan-tri/users/"
    assert "không xóa, không đổi tên đăng nhập" in client.post(bulk, follow=True).content.decode()
    assert Revision.objects.get(pk=made.pk).user == lan


def test_one_that_was_never_used_may_go(client, lan, chief):
    client.force_login(chief)
    client.post(f"/quan-tri/users/delete/{lan.pk}/")
    assert not get_user_model().objects.filter(pk=lan.pk).exists()


def form_of(user: Any, **typed: Any) -> dict[str, Any]:
    told = {"username": user.username, "email": user.email, "first_name": "Lan", "last_name": "Nguyễn"}
    return told | {"is_active": "on", "password1": "", "password2": ""} | typed


def test_closing_it_is_what_the_desk_offers(client, lan, chief):
    log_in(client)
    assert is_in(client)
    client.force_login(chief)
    client.post(f"/quan-tri/users/edit/{lan.pk}/", form_of(lan, is_active=""))
    lan.refresh_from_db()
    assert not lan.is_active
    assert "Nguyễn" in told(client.get(f"/quan-tri/tai-khoan/{lan.pk}/")) or lan.last_name == "Nguyễn"


def test_its_name_in_the_record_does_not_become_another_persons(client, lan, chief):
    log_in(client)
    client.force_login(chief)
    client.post(f"/quan-tri/users/edit/{lan.pk}/", form_of(lan, username="lan2"))
    lan.refresh_from_db()
    assert lan.username == "lan"
    client.post(f"/quan-tri/users/edit/{lan.pk}/", form_of(lan, first_name="Lan Anh"))
    lan.refresh_from_db()
    assert lan.first_name == "Lan Anh"


def test_one_that_was_never_used_may_be_renamed(client, lan, chief):
    client.force_login(chief)
    client.post(f"/quan-tri/users/edit/{lan.pk}/", form_of(lan, username="lan2"))
    lan.refresh_from_db()
    assert lan.username == "lan2"
