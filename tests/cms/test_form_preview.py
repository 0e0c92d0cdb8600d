"""A form that Lan is building is drawn by the portal as it stands on her screen, for her alone."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from cms.drafting import procedure_for
from cms.form_building import fill
from cms.models import IntakeForm
from register.forms.schema import ui, ui_for
from tests import build
from tests.register.forms.birth import CODE, birth

from .forms import edition_form
from .test_preview import OPEN, READ, desk, draft, parts, portal  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

READ_FORM = """query ($key: ID!, $secret: String!) {
  formPreview(key: $key, secret: $secret) { code locale ui expiresAt userBar } }"""
QUERIES_OF_A_PREVIEW = 12  # session, account, right and the form's row among them


@pytest.fixture
def row(lan: Any) -> IntakeForm:
    made = IntakeForm(procedure=procedure_for(CODE, build.department("so-tu-phap")))
    fill(made, birth())
    made.save()
    made.save_revision()
    return made


def posted(block: Any, value: Any, name: str) -> dict[str, Any]:
    """What the editor's page sends of a block, by the names of its inputs."""
    if isinstance(block, StructBlock):
        parts = (posted(each, value.get(key), f"{name}-{key}") for key, each in block.child_blocks.items())
        return {key: sent for part in parts for key, sent in part.items()}
    if isinstance(block, ListBlock | StreamBlock):
        found: dict[str, Any] = {f"{name}-count": str(len(value))}
        for place, each in enumerate(value):
            child, inner = (
                (block.child_blocks[each.block_type], each.value)
                if isinstance(block, StreamBlock)
                else (
                    block.child_block,
                    each,
                )
            )
            found |= {f"{name}-{place}-deleted": "", f"{name}-{place}-order": str(place), f"{name}-{place}-id": ""}
            found |= {f"{name}-{place}-type": child.name} if isinstance(block, StreamBlock) else {}
            found |= posted(child, inner, f"{name}-{place}-value")
        return found
    if value is None or value is False or value == []:
        return {}
    return {name: "on" if value is True else value if isinstance(value, list) else str(value)}


def form_of(row: IntakeForm, **typed: str) -> dict[str, Any]:
    own = {"procedure": str(row.procedure_id), "title": row.title, "title_en": row.title_en}
    return own | posted(row.pages.stream_block, row.pages, "pages") | typed


def address(row: IntakeForm) -> str:
    return f"/quan-tri/snippets/cms/intakeform/preview/{row.pk}/"


@pytest.fixture
def press(desk: Any) -> Any:  # noqa: F811
    def pressed(row: IntakeForm, mode: str = "vi", **typed: str) -> tuple[str, str]:
        answer = desk.post(address(row), form_of(row, **typed)).json()
        assert answer == {"is_valid": True, "is_available": True}
        return parts(desk.get(address(row), {"mode": mode})["Location"])

    return pressed


@pytest.fixture
def opened(press: Any, portal: Any) -> Any:  # noqa: F811
    """Presses and exchanges; gives key and secret."""

    def made(row: IntakeForm, mode: str = "vi", **typed: str) -> dict[str, str]:
        key, token = press(row, mode, **typed)
        return {"key": key, "secret": portal(OPEN, key=key, token=token)["secret"]}

    return made


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_what_is_on_the_screen_is_drawn_and_not_what_was_saved(opened, portal, row, locale):  # noqa: F811
    told = portal(READ_FORM, **opened(row, locale, title="Tên chưa lưu", title_en="Unsaved"))
    drawn = json.loads(told["ui"])
    province = drawn.pop("province")
    assert drawn == ui_for(ui(birth()), locale) | {"title": "Tên chưa lưu" if locale == "vi" else "Unsaved"}
    assert province["key"] == "ubnd-tinh"
    assert (told["code"], told["locale"]) == (CODE, locale)
    assert "userbar.js" in told["userBar"]
    row.refresh_from_db()
    assert row.title == birth().title.vi


def test_a_form_that_cannot_be_read_yet_says_why(desk, row):  # noqa: F811
    when = "pages-0-value-sections-1-value-show_when"
    desk.post(address(row), form_of(row) | {f"{when}-other": "{"})
    answer = desk.get(address(row), {"mode": "vi"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "JSON" in answer.content.decode()


def test_a_form_that_has_only_begun_is_drawn_as_far_as_it_goes(opened, portal, row):  # noqa: F811
    row.pages, row.title = [], ""
    assert json.loads(portal(READ_FORM, **opened(row))["ui"]) == {"title": "", "pages": []}


def test_the_key_of_a_form_opens_no_text_and_that_of_a_text_no_form(opened, desk, portal, row, draft):  # noqa: F811
    assert portal(READ, **opened(row)) is None
    view = f"/quan-tri/snippets/cms/edition/preview/{draft.pk}/"
    desk.post(view, edition_form(draft))
    key, token = parts(desk.get(view)["Location"])
    secret = portal(OPEN, key=key, token=token)["secret"]
    assert portal(READ, key=key, secret=secret)
    assert portal(READ_FORM, key=key, secret=secret) is None


def test_it_ends_with_the_editors_right_and_no_other_word_opens_it(opened, portal, lan, row):  # noqa: F811
    known = opened(row)
    assert portal(READ_FORM, **known)
    assert portal(READ_FORM, **known | {"secret": "guessed"}) is None
    lan.groups.clear()
    assert portal(READ_FORM, **known) is None


def test_another_department_cannot_press(client, tuan, row):
    client.force_login(tuan)
    assert client.post(address(row), form_of(row)).status_code == 404


def test_the_number_of_queries_is_exact(opened, portal, row):  # noqa: F811
    known = opened(row)
    portal(READ_FORM, **known)
    with CaptureQueriesContext(connection) as asked:
        portal(READ_FORM, **known)
    assert len(asked) == QUERIES_OF_A_PREVIEW
