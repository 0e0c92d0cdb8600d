"""No English word is left on an officer's screen: what Wagtail's own catalogue lacks stands in ours.

The screens are those of the rights walk, asked by everybody who uses the desk.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
import wagtail
import wagtail_localize
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site
from wagtail.users.models import UserProfile

from cms.models import EndedAct, PublicationTerm, RedactionRequest, Substitute, Term
from register import clock, record
from register.models import Agency, Sector
from register.words import ServiceKind
from search.models import BestBet, Signpost, SuggestedQuery, Synonym

from .test_rights_walk import LEFT_OUT, addresses, fill, ours, story  # noqa: F401

OURS = settings.BASE_DIR / "cms/locale/vi/LC_MESSAGES"
READ_OUT = ("title", "aria-label", "placeholder", "alt")
HELD = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w*\})")
TAG = re.compile(r"<[^>]+>")
# The same word in both languages, or a name.
SAME_IN_BOTH = {"URL", "ID", "HTML", "Wagtail", "Email", "CSV", "XLSX", "Token", "SEO", "Slug", "XML"}


@functools.cache
def english() -> dict[str, re.Pattern[str]]:
    """Wagtail's English that nobody translates: each text and what it looks like on the page."""
    with translation.override("vi"):
        entries = [
            entry
            for package in (wagtail, wagtail_localize)
            for path in Path(package.__path__[0]).glob("**/locale/en/LC_MESSAGES/django.po")
            for entry in polib.pofile(str(path))
        ]
        left = {
            text
            for entry in entries
            for text in filter(None, (entry.msgid, entry.msgid_plural))
            if said(entry) in {entry.msgid, entry.msgid_plural}
        }
    # A sentence with tags in it comes to the page in pieces; those of two words or more tell it.
    pieces = {piece.strip(" .?!,:") for text in left - SAME_IN_BOTH for piece in TAG.split(text)}
    return {
        text: re.compile(r".{1,80}".join(map(re.escape, HELD.sub("\0", " ".join(text.split())).split("\0"))))
        for text in (left - SAME_IN_BOTH) | {piece for piece in pieces if " " in HELD.sub("", piece).strip()}
        if len(HELD.sub("", text).strip()) > 3
    }


def said(entry: polib.POEntry) -> str:
    if entry.msgid_plural:
        return (
            translation.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, 2)
            if entry.msgctxt
            else translation.ngettext(entry.msgid, entry.msgid_plural, 2)
        )
    return translation.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else translation.gettext(entry.msgid)


def read_from(html: str) -> Iterator[str]:
    """What a person sees or is read out, piece by piece."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["script", "style", "template"]):
        hidden.decompose()
    yield from (" ".join(piece.split()) for piece in soup.stripped_strings)
    for tag in soup.find_all(True):
        yield from (" ".join(str(tag[name]).split()) for name in READ_OUT if tag.has_attr(name))
    for button in soup.find_all("input", type=["submit", "button"]):
        yield str(button.get("value", ""))


def untranslated(html: str) -> set[str]:
    pieces = set(read_from(html))
    pieces |= {piece.strip(" .?!,:") for piece in pieces}
    whole = {text for text in english() if text in pieces}
    return whole | {
        text for text, shape in english().items() if HELD.search(text) and any(shape.fullmatch(each) for each in pieces)
    }


@pytest.fixture
def rows(story: dict[str, Any]) -> dict[str, int]:  # noqa: F811
    """A row of each model that the rights walk does not fill in, by the beginning of its addresses."""
    page = Page.objects.get(depth=2)
    image = get_image_model().objects.create(title="Ảnh", file=get_test_image_file())
    file = get_document_model().objects.create(title="Tệp", file=ContentFile(b"x", "tep.pdf"))
    lan, minh = (get_user_model().objects.get(username=name) for name in ("lan", "minh"))
    substitute = Substitute.objects.create(user=minh, absent=lan, from_on=clock.today(), until_on=clock.today())
    today = clock.today()
    services = record.release_service_list(ServiceKind.FULL, {"1.000777": []}, "7/QĐ-UBND", today, today, "minh")
    masked = RedactionRequest.objects.create(words=["1.000776"], reason="Lộ", asked_by="lan", asked_at=clock.now())
    return {
        "che-du-lieu/": masked.pk,
        "danh-muc-dich-vu-cong/": services.pk,
        "pages/": page.pk,
        "images/": image.pk,
        "documents/": file.pk,
        "groups/": Group.objects.first().pk,
        "users/": lan.pk,
        "workflows/": story["state"].workflow_id,
        "workflows/tasks/": story["state"].current_task_state.task_id,
        "locales/": Locale.objects.first().pk,
        "sites/": Site.objects.first().pk,
        "collections/": Collection.get_first_root_node().add_child(name="Bộ sưu tập").pk,
        "api/main/^pages/": page.pk,
        "api/main/^images/": image.pk,
        "api/main/^documents/": file.pk,
        "choose-page/": page.pk,
        "redirects/": Redirect.objects.create(old_path="/cu", redirect_link="/moi").pk,
        "snippets/register/agency/": Agency.objects.first().pk,
        "snippets/register/sector/": Sector.objects.first().pk,
        "snippets/cms/substitute/": substitute.pk,
        "snippets/cms/endedact/": EndedAct.objects.create(number="1/2020/NĐ-CP", slug="1", ended_on=clock.today()).pk,
        "snippets/cms/publicationterm/": PublicationTerm.objects.first().pk,
        "snippets/cms/term/": Term.objects.first().pk,
        "tim-kiem/tu-dong-nghia/": Synonym.objects.create(expression="sổ đỏ", stands_for="giấy chứng nhận").pk,
        "tim-kiem/noi-khac/": Signpost.objects.create(title="Cơ quan thuế", words="nộp thuế").pk,
        "tim-kiem/uu-tien/": BestBet.objects.create(query="khai sinh", code="1.000777").pk,
        "tim-kiem/cau-goi-y/": SuggestedQuery.objects.create(text="khai sinh").pk,
    }


def address(path: str, story: dict[str, Any], rows: dict[str, int]) -> str:  # noqa: F811
    """The address with a row of its own model in every place."""
    begins = max((each for each in rows if path.replace("choose/", "").startswith(each)), key=len, default="")
    if not begins:
        return fill(path, story, ours(path) or "edition")
    return "/quan-tri/" + re.sub(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^)]*\)", str(rows[begins]), path).replace("^", "").rstrip(
        "$"
    )


@pytest.fixture
def administrator(province: Any) -> Any:
    return get_user_model().objects.create_superuser("quan-tri-vien", "", "mat-khau")


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.parametrize("who", ["lan", "minh", "administrator"])
def test_no_english_of_wagtail_is_on_the_screens(who, story, rows, client, request):  # noqa: F811
    client.force_login(request.getfixturevalue(who))
    client.raise_request_exception = False
    found, read = {}, 0
    for path, each in addresses():
        if each.name in LEFT_OUT:
            continue
        response = client.get(address(path, story, rows))
        if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
            continue
        read += 1
        for text in untranslated(response.content.decode()):
            found.setdefault(text, path)
    assert read > 60
    assert found == {}


@pytest.mark.django_db
def test_english_is_there_by_the_users_own_setting(lan, client):
    UserProfile.objects.update_or_create(user=lan, defaults={"preferred_language": "en"})
    client.force_login(lan)
    assert "Account" in client.get("/quan-tri/account/").content.decode()


@pytest.mark.django_db
def test_the_scripts_of_the_desk_speak_vietnamese(lan, client):
    client.force_login(lan)
    told = client.get("/quan-tri/jsi18n/").content.decode()
    known = {entry.msgid for entry in polib.pofile(wagtail.__path__[0] + "/admin/locale/en/LC_MESSAGES/djangojs.po")}
    catalogue, _end = json.JSONDecoder().raw_decode(told.partition("const newcatalog = ")[2])
    assert known <= set(catalogue)
    assert catalogue["Toggle sidebar"] == "Mở hoặc thu thanh bên"


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_the_text(name):
    source, compiled = (
        read(str(OURS / f"{name}.{kind}")) for kind, read in (("po", polib.pofile), ("mo", polib.mofile))
    )

    def words(entries: Any) -> dict[Any, Any]:
        return {(each.msgctxt, each.msgid): each.msgstr or each.msgstr_plural for each in entries if each.msgid}

    assert words(source.translated_entries()) == words(compiled)
    assert not source.untranslated_entries() and not source.fuzzy_entries()


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_a_translation_holds_the_places_of_its_text(name):
    for entry in polib.pofile(str(OURS / f"{name}.po")):
        for text in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
            assert set(HELD.findall(text)) <= set(HELD.findall(entry.msgid + entry.msgid_plural)), text
