"""Editors of pages edit pages and nothing else; whoever edits procedures does not come near pages."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.models import Edition
from cms.pages.models import SiteNotice
from cms.pages.roles import EDITORS, make_page_editors
from register import clock
from tests import build
from tests.build import PASSWORD

pytestmark = pytest.mark.django_db

VIEWS = {
    "wagtailadmin_pages:add": ("pages", "contentpage"),
    "wagtailadmin_pages:edit": (),
    "wagtailadmin_pages:delete": (),
    "wagtailadmin_pages:unpublish": (),
    "wagtailadmin_pages:move": (),
    "wagtailadmin_pages:copy": (),
    "wagtailadmin_pages:history": (),
    "wagtailadmin_pages:set_privacy": (),
}


@pytest.fixture
def editor(site, client):
    """Someone of the group, logged in."""
    user = get_user_model().objects.create_user("lan-trang", password=PASSWORD)
    user.groups.add(make_page_editors())
    client.force_login(user)
    return user


def form(title: str, **more: str) -> dict[str, str]:
    body = {
        "body-count": "0",
        "kind": "news",
        "review_months": "12",
        "slug": "tin-moi",
        "lead": "",
        "dated": "",
        "image": "",
        "image_alt": "",
    }
    seo = {"seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    return body | seo | {"title": title, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"} | more


def test_an_editor_of_pages_writes_one_and_publishes_it(site, editor, client):
    address = reverse("wagtailadmin_pages:add", args=["pages", "contentpage", site.section.pk])
    response = client.post(address, form("Tin mới", **{"action-publish": "1"}))
    assert response.status_code == 302, response.content.decode()[:2000]
    assert client.post(
        "/graphql",
        {"query": '{ page(path: "huong-dan/tin-moi") { ... on Page { title } } }'},
        content_type="application/json",
    ).json() == {"data": {"page": {"title": "Tin mới"}}}


def test_an_editor_of_pages_tells_a_notice_to_all(editor, client, site):
    address = reverse("wagtailsnippets_pages_sitenotice:add")
    today = str(clock.today())
    response = client.post(
        address,
        {"text": "Bảo trì tối nay", "url": "", "from_on": today, "until_on": today, "locale": site.home.locale_id},
    )
    assert response.status_code == 302, response.content.decode()[:2000]
    assert SiteNotice.objects.get().text == "Bảo trì tối nay"


def test_an_editor_of_pages_reads_no_draft_and_no_file_of_a_department(editor, client, lan):
    decision = build.decision("", signed_on=None, title="DẤUMẬT")
    edition = build.edition(decision, "1.000001", name="DẤUMẬT")
    collection = edition.procedure.department.collection
    document = get_document_model().objects.create(title="DẤUMẬT", file="x.pdf", collection=collection)
    for address in (
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_home"),
        f"/quan-tri/snippets/cms/edition/edit/{edition.pk}/",
        "/quan-tri/snippets/cms/edition/",
    ):
        response = client.get(address)
        assert "DẤUMẬT" not in response.content.decode(), address
    assert Edition.objects.filter(name="DẤUMẬT").exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("view", VIEWS)
def test_an_author_of_procedures_reads_and_writes_no_page(site, lan, client, view, method):
    client.force_login(lan)
    before = list(Page.objects.order_by("pk").values())
    response = getattr(client, method)(reverse(view, args=[*VIEWS[view], site.draft.pk]), form("Bị sửa"))
    assert response.status_code in (302, 403, 404)
    assert "Chưa xong" not in response.content.decode()
    assert list(Page.objects.order_by("pk").values()) == before


def test_what_an_administrator_took_from_the_group_stays_taken(site):
    group = make_page_editors()
    group.permissions.clear()
    assert make_page_editors() == group and group.name == EDITORS
    assert not group.permissions.exists()


def test_a_page_is_called_by_its_address_on_the_portal(site, settings):
    assert site.guide.get_full_url() == f"{settings.PUBLIC_URL}/trang/huong-dan/nop-truc-tuyen"
    assert site.english.get_full_url() == site.guide.get_full_url()


def test_an_old_address_leads_on_after_a_new_slug(site, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        site.guide.slug = "nop-qua-mang"
        site.guide.save_revision().publish()
    query = '{ page(path: "huong-dan/nop-truc-tuyen") { ... on PageMoved { to isPermanent } } }'
    answer = client.post("/graphql", {"query": query}, content_type="application/json").json()
    assert answer == {"data": {"page": {"to": "huong-dan/nop-qua-mang", "isPermanent": True}}}
