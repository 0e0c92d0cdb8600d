"""Webhooks are the business of one group: others get no word and change nothing, at any address, by GET and POST."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from cms.desk.roles import CONTROL, make_roles
from cms.pages.roles import make_page_editors
from tests import build
from tests.build import PASSWORD
from tests.cms.conftest import digest
from tests.cms.test_rights_walk import addresses

from .conftest import only, renamed, tell

pytestmark = pytest.mark.django_db
NAME = "KHODỮLIỆUMẬT"
# What the walk would otherwise miss when Wagtail names a view anew.
KNOWN = {
    "index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", "inspect",
    "pause", "resume", "rotate", "try", "resend_given_up", "resend", "skip",
}  # fmt: skip


def ours() -> dict[str, str]:
    """The addresses of webhooks by name."""
    return {each.name: path for path, each in addresses() if path.startswith("webhook/")}


def test_every_address_is_known():
    assert set(ours()) == KNOWN


@pytest.fixture
def story(subscribe, receiver):
    row = subscribe(NAME)
    receiver.answers = [500]
    renamed("Tên 1")
    tell(row)
    return row


def person(kind: str):
    if kind == "author":
        return build.author("lan", "so-tu-phap")
    user = get_user_model().objects.create_user("tuan", password=PASSWORD)
    if kind == "control office":
        user.groups.add(make_roles()[CONTROL])
    elif kind == "page editor":
        user.groups.add(make_page_editors())
    elif kind == "looker":  # may see subscribers and not change them
        user.user_permissions.add(
            Permission.objects.get(codename="access_admin"), Permission.objects.get(codename="view_subscriber")
        )
    return user


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("kind", ["author", "control office", "page editor", "citizen", "nobody"])
def test_others_get_no_word_and_change_nothing(story, receiver, client, kind, method):
    if kind != "nobody":
        client.force_login(person(kind))
    before, asked = digest("webhooks_"), len(receiver.received)
    for name, path in ours().items():
        filled = path.replace("<int:pk>", str(story.pk)).replace("<int:delivery>", str(only(story).pk))
        response = getattr(client, method)(f"/quan-tri/{filled}", {"name": "Bị sửa", "url": "https://a.example/"})
        assert response.status_code in {302, 403, 405}, name
        assert NAME not in response.content.decode(), name
        assert digest("webhooks_") == before, name
    assert len(receiver.received) == asked


def test_they_do_not_see_the_menu_either(story, client):
    client.force_login(person("author"))
    assert reverse("webhooks:index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_only_look_sees_no_button_and_presses_none(story, client):
    client.force_login(person("looker"))
    page = client.get(reverse("webhooks:inspect", args=[story.pk])).content.decode()
    assert NAME in page
    assert "<form" not in page.split('class="nice-padding"')[1]
    before = digest("webhooks_")
    for name in ("pause", "resume", "rotate", "try", "resend_given_up"):
        assert client.post(reverse(f"webhooks:{name}", args=[story.pk])).status_code == 302
    assert digest("webhooks_") == before


def test_one_of_the_group_uses_every_address(story, client):
    user = get_user_model().objects.create_user("minh", password=PASSWORD)
    user.groups.add(Group.objects.get(name="Người quản trị kết nối"))
    client.force_login(user)
    for name, path in ours().items():
        filled = path.replace("<int:pk>", str(story.pk)).replace("<int:delivery>", str(only(story).pk))
        wanted = {405} if name in {"pause", "resume", "try", "resend_given_up", "resend", "skip"} else {200}
        assert client.get(f"/quan-tri/{filled}").status_code in wanted, name


def test_the_group_may_nothing_else_at_the_desk():
    group = Group.objects.get(name="Người quản trị kết nối")
    rights = set(group.permissions.values_list("content_type__app_label", "codename"))
    assert rights == {
        ("wagtailadmin", "access_admin"),
        *(("webhooks", f"{right}_subscriber") for right in ("add", "change", "delete", "view")),
    }


@pytest.mark.parametrize("name", ["pause", "resume", "rotate", "try", "resend_given_up"])
def test_a_form_of_another_site_presses_no_button(story, admin_user, name):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    before = digest("webhooks_")
    assert strict.post(reverse(f"webhooks:{name}", args=[story.pk])).status_code == 403
    assert digest("webhooks_") == before
