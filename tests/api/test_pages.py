"""Editorial pages as front ends read them."""

import io
import json

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.pages.models import ContentPage, SiteNotice
from cms.pages.roles import page_root
from register import clock, record
from tests.build import announced
from tests.pages.conftest import site  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
ADDRESS = "huong-dan/nop-truc-tuyen"
PAGE = """query ($path: String!, $locale: String) { page(path: $path, locale: $locale) { __typename
  ... on Page { id path kind title lead locale isFallback crumbs { path title } below { path }
    image { alt renditions { size url width height } }
    body { __typename ... on HeadingBlock { text } ... on TextBlock { words: text { html plain } }
      ... on PictureBlock { image { alt renditions { url width } } caption } ... on NoticeBlock { tone notice: text }
      ... on FileBlock { title url size } ... on ProceduresBlock { procedures { code name } }
      ... on LinkBlock { url link: text } } }
  ... on PageMoved { to isPermanent } } }"""


@pytest.fixture
def files(db):
    """An image of 600 × 300 pixels and a PDF."""
    bytes_ = io.BytesIO()
    Picture.new("RGB", (600, 300), "navy").save(bytes_, "PNG")
    image = get_image_model().objects.create(title="Quầy", file=ImageFile(io.BytesIO(bytes_.getvalue()), "quay.png"))
    image.get_file_hash()
    pdf = SimpleUploadedFile("mau.pdf", b"%PDF-1.4 sample")
    return image, get_document_model().objects.create(title="Mẫu", file=pdf)


@pytest.fixture
def filled(province, site, files):  # noqa: F811
    image, document = files
    announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn")
    site.guide.image, site.guide.image_alt = image, "Quầy một cửa"
    site.guide.body = json.dumps(
        [
            {"type": "heading", "value": {"text": "Trước khi nộp"}},
            {"type": "text", "value": "<p>Chuẩn bị <b>giấy tờ</b>.</p>"},
            {"type": "picture", "value": {"image": image.pk, "alt": "", "caption": "Tại quầy"}},
            {"type": "notice", "value": {"tone": "warning", "text": "Không nộp tiền qua người lạ."}},
            {"type": "file", "value": {"document": document.pk, "title": ""}},
            {"type": "procedures", "value": {"title": "", "codes": ["1.000001", "9.999999"]}},
            {"type": "link", "value": {"url": "https://example.vn/", "text": "Cổng quốc gia"}},
        ]
    )
    site.guide.save_revision().publish()
    return site


def test_a_page_is_typed_to_the_last_block(filled, files, ask):
    image, document = files
    found = ask(PAGE, path=ADDRESS)["page"]
    assert (found["kind"], found["title"], found["crumbs"]) == (
        "GUIDE",
        "Nộp hồ sơ trực tuyến",
        [{"path": "huong-dan", "title": "Hướng dẫn"}],
    )
    large = {"size": "LARGE", "url": f"/anh/{image.file_hash}/large", "width": 600, "height": 300}
    assert found["image"]["alt"] == "Quầy một cửa"
    assert found["image"]["renditions"][2] == large
    heading, text, picture, notice, file, procedures, link = found["body"]
    assert heading == {"__typename": "HeadingBlock", "text": "Trước khi nộp"}
    assert text["words"] == {"html": "<p>Chuẩn bị <b>giấy tờ</b>.</p>", "plain": "Chuẩn bị giấy tờ."}
    assert (picture["image"]["alt"], picture["caption"]) == ("", "Tại quầy")
    assert (notice["tone"], notice["notice"]) == ("WARNING", "Không nộp tiền qua người lạ.")
    assert (file["title"], file["url"], file["size"]) == ("Mẫu", f"/tai-lieu/{document.get_file_hash()}", 15)
    assert procedures["procedures"] == [
        {"code": "1.000001", "name": "Đăng ký kết hôn"},
        {"code": "9.999999", "name": None},
    ]
    assert link["link"] == "Cổng quốc gia"


def life_event(site, title, *codes, **more):  # noqa: F811
    steps = [{"type": "step", "value": {"title": "Nộp hồ sơ", "text": "<p>Ở <b>xã</b>.</p>", "codes": list(codes)}}]
    more = {"body": json.dumps(steps), "kind": "life_event"} | more
    page = site.section.add_child(instance=ContentPage(title=title, slug=slugify(title), **more))
    page.save_revision().publish()
    return page


def test_life_situations_come_in_the_editors_order_and_no_draft_among_them(filled, ask):
    house = life_event(filled, "Xay nha", dated="2026-05-01")
    life_event(filled, "Sinh con", dated="2026-06-01")
    ContentPage.objects.get(pk=life_event(filled, "Ket hon").pk).unpublish()
    query = "query ($locale: String!) { lifeSituations(locale: $locale) { title kind isFallback } }"
    assert [each["title"] for each in ask(query, locale="vi")["lifeSituations"]] == ["Xay nha", "Sinh con"]
    english = house.copy_for_translation(filled.english.locale)
    english.title = "Building a house"
    english.save_revision().publish()
    assert ask(query, locale="en")["lifeSituations"] == [
        {"title": "Building a house", "kind": "LIFE_EVENT", "isFallback": False},
        {"title": "Sinh con", "kind": "LIFE_EVENT", "isFallback": True},
    ]


def test_a_step_names_its_procedures_as_people_call_them(filled, ask):
    life_event(filled, "Ket hon", "1.000001", "9.999999")
    record.release_guide("1.000001", "vi", {"names": ["cưới có giấy tờ"]}, "minh")
    query = """query ($locale: String!) { page(path: "huong-dan/ket-hon", locale: $locale) { ... on Page { body {
      ... on StepBlock { title text { plain } procedures { code name everydayName } } } } } }"""

    def procedures(locale: str) -> list[tuple[str, str | None, str | None]]:
        (step,) = ask(query, locale=locale)["page"]["body"]
        assert (step["title"], step["text"]["plain"]) == ("Nộp hồ sơ", "Ở xã.")
        return [(each["code"], each["name"], each["everydayName"]) for each in step["procedures"]]

    assert procedures("vi") == [("1.000001", "Đăng ký kết hôn", "cưới có giấy tờ"), ("9.999999", None, None)]
    # A Vietnamese word would help nobody who reads English.
    assert procedures("en")[0] == ("1.000001", "Đăng ký kết hôn", None)


def test_a_page_is_answered_in_the_asked_language_or_in_vietnamese(filled, ask):
    assert ask(PAGE, path=ADDRESS, locale="en")["page"]["title"] == "Filing online"
    filled.english.unpublish()
    page = ask(PAGE, path=ADDRESS, locale="en")["page"]
    assert (page["title"], page["locale"], page["isFallback"]) == ("Nộp hồ sơ trực tuyến", "vi", True)


def test_an_old_address_answers_with_the_new_one_and_an_unknown_with_null(filled, ask):
    Redirect.objects.create(old_path="/cu", redirect_page=filled.guide)
    assert ask(PAGE, path="cu")["page"] == {"__typename": "PageMoved", "to": ADDRESS, "isPermanent": True}
    for path in ("khong-co", "huong-dan/chua-xong", "../quan-tri", "'; --"):
        assert ask(PAGE, path=path)["page"] is None


def test_texts_page_forth_and_back_without_loss(filled, ask):
    for n in range(5):
        filled.section.add_child(instance=ContentPage(title=f"Tin {n}", slug=f"tin-{n}", kind="news"))
    filled.guide.save_revision().publish()
    query = """query ($after: String) { pages(kinds: [NEWS], first: 2, after: $after) {
      totalCount edges { node { path } } pageInfo { hasNextPage endCursor } } }"""
    seen, after = [], None
    while True:
        found = ask(query, after=after)["pages"]
        seen += [edge["node"]["path"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert found["totalCount"] == len(set(seen)) == len(seen) == 5
    query = query.replace("$after", "$before").replace("first: 2, after:", "last: 2, before:")
    query = query.replace("hasNextPage endCursor", "hasPreviousPage startCursor")
    back, before = [], None
    while True:
        found = ask(query, before=before)["pages"]
        back = [edge["node"]["path"] for edge in found["edges"]] + back
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert back == seen


def test_the_menu_and_the_notice_of_the_day(filled, ask, today):
    day = clock.today()
    SiteNotice.objects.create(text="Nghỉ lễ", from_on=day, until_on=day, locale=filled.home.locale)
    query = '{ menu { path title } siteNotice(locale: "en") { text locale } }'
    assert ask(query) == {
        "menu": [{"path": "huong-dan", "title": "Hướng dẫn"}],
        "siteNotice": [{"text": "Nghỉ lễ", "locale": "vi"}],
    }
    today(day.replace(year=day.year + 1))
    assert ask(query)["siteNotice"] == []


def test_node_finds_a_page_by_its_id_and_no_draft(filled, ask):
    from graphql_relay import to_global_id

    node = "query ($id: ID!) { node(id: $id) { ... on Page { title } } }"
    assert ask(node, id=ask(PAGE, path=ADDRESS)["page"]["id"])["node"] == {"title": "Nộp hồ sơ trực tuyến"}
    for key in ("huong-dan/chua-xong|vi", f"{filled.draft.pk}", f"{filled.guide.pk}|vi", f"{ADDRESS}|xx"):
        assert ask(node, id=to_global_id("Page", key))["node"] is None


def test_files_of_a_live_page_are_served_and_no_others(filled, files, client):
    image, document = files
    shown = client.get(f"/anh/{image.file_hash}/small")
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert client.get(f"/anh/{image.file_hash}/width-9999").status_code == 404
    loaded = client.get(f"/tai-lieu/{document.get_file_hash()}")
    assert b"".join(loaded.streaming_content).startswith(b"%PDF")
    assert loaded["Content-Disposition"].startswith("attachment")
    filled.guide.unpublish()
    for copy in ContentPage.objects.filter(translation_key=filled.guide.translation_key):
        copy.unpublish()
    assert client.get(f"/anh/{image.file_hash}/small").status_code == 404
    assert client.get(f"/tai-lieu/{document.get_file_hash()}").status_code == 404


def test_a_document_that_is_no_paper_is_not_served(filled, client):
    page = get_document_model().objects.create(title="x", file=SimpleUploadedFile("x.pdf", b"<html><script>"))
    filled.guide.body = json.dumps([{"type": "file", "value": {"document": page.pk, "title": ""}}])
    filled.guide.save_revision().publish()
    assert client.get(f"/tai-lieu/{page.get_file_hash()}").status_code == 404


def test_the_first_page_bears_a_moment_though_nobody_has_edited_it(db, ask):
    page_root()
    answer = ask('{ page(path: "") { ... on Page { updatedAt } } }')
    assert answer["page"]["updatedAt"]
