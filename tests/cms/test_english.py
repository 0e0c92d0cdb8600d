"""English by the user's own setting: our words are Vietnamese in the code, and each has its English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils.translation import override
from django.utils.translation.template import templatize
from wagtail.models import Task, Workflow
from wagtail.users.models import UserProfile

from cms.models import Term
from register.words import Channel

from .test_rights_walk import LEFT_OUT, addresses, story  # noqa: F401
from .test_vietnamese import HELD, address, administrator, read_from, rows  # noqa: F401

APPS = ("api", "cms", "following", "inbox", "keeping", "register", "search")
CALLS = {"_", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(r"\b(?:_|gettext|ngettext)\(\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
# The handbook is Vietnamese, and views before the login know no user.
NOT_OURS = ("huong-dan/", "password_reset/")


def catalogue(app: str) -> polib.POFile:
    return polib.pofile(str(settings.BASE_DIR / app / "locale/en/LC_MESSAGES/django.po"))


def words_of(app: str) -> set[str]:
    """All texts of the app's own code and templates that are to be translated."""
    folder: Path = settings.BASE_DIR / app
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            if isinstance(name, ast.Name) and name.id in CALLS and isinstance(node, ast.Call):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    for path in folder.rglob("templates/**/*.html"):
        source = templatize(path.read_text(encoding="utf-8"))
        found |= {ast.literal_eval(text) for text in IN_TEMPLATE.findall(source)}
    return found


@pytest.mark.parametrize("app", APPS)
def test_every_text_of_ours_has_its_english(app):
    told = {entry.msgid for entry in catalogue(app) if entry.msgstr or all(entry.msgstr_plural.values())}
    asked = words_of(app)
    assert asked
    assert sorted(asked - told) == []


@pytest.mark.parametrize("app", APPS)
def test_the_compiled_catalogue_is_that_of_the_text_and_holds_its_places(app):
    source = catalogue(app)
    compiled = polib.mofile(str(settings.BASE_DIR / app / "locale/en/LC_MESSAGES/django.mo"))
    assert {each.msgid: each.msgstr or each.msgstr_plural for each in source} == {
        each.msgid: each.msgstr or each.msgstr_plural for each in compiled if each.msgid
    }
    for entry in source:
        for text in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
            assert set(HELD.findall(text)) == set(HELD.findall(entry.msgid)), text


def ours() -> Iterator[tuple[str, re.Pattern[str] | None]]:
    """Our Vietnamese, and what a text with places looks like on the page."""
    for app in APPS:
        for entry in catalogue(app):
            if entry.msgstr == entry.msgid or len(HELD.sub("", entry.msgid)) < 8:
                continue
            if HELD.search(entry.msgid):
                if len(HELD.sub("", entry.msgid)) < 15:  # which a name of the province may have as well
                    continue
                parts = HELD.sub("\0", " ".join(entry.msgid.split())).split("\0")
                yield entry.msgid, re.compile(r".{1,80}".join(map(re.escape, parts)))
            else:
                yield entry.msgid, None


def names_of_the_province() -> Iterator[str]:
    """Names that stand in rows: of groups, of rights, of steps, of terms."""
    for model, field in (
        (Group, "name"),
        (Permission, "name"),
        (Task, "name"),
        (Workflow, "name"),
        (Term, "vietnamese"),
    ):
        yield from model.objects.values_list(field, flat=True)


@pytest.mark.django_db
@pytest.mark.long
def test_who_chose_english_reads_none_of_our_vietnamese(story, rows, client, administrator):  # noqa: F811
    """Names of procedures, agencies and groups are the province's own, and stay."""
    UserProfile.objects.update_or_create(user=administrator, defaults={"preferred_language": "en"})
    client.force_login(administrator)
    client.raise_request_exception = False
    known: dict[str, Any] = dict(ours())
    for name in names_of_the_province():
        known.pop(name, None)
    shapes = {text: shape for text, shape in known.items() if shape}
    found, read = {}, 0
    for path, each in addresses():
        if each.name in LEFT_OUT or path.startswith(NOT_OURS):
            continue
        response = client.get(address(path, story, rows))
        if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
            continue
        read += 1
        pieces = set(read_from(response.content.decode()))
        for text in (known.keys() & pieces) | {
            text for text, shape in shapes.items() if any(shape.fullmatch(piece) for piece in pieces)
        }:
            found.setdefault(text, path)
    assert read > 60
    assert found == {}


@pytest.mark.django_db
def test_english_front_ends_get_english_words_of_closed_lists():
    with override("en"):
        assert str(Channel.ONLINE.label) == "Online"
    with override("vi"):
        assert str(Channel.ONLINE.label) == "Trực tuyến"
