"""The state that whoever keeps pages asks for: another word after each change the public may read, else the same."""

import datetime as dt

import pytest
from wagtail.models import Locale

from cms.models import Procedure
from cms.pages.models import SiteNotice
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def state(province, client, today):
    today(DAY)
    return lambda: client.get("/state").content.decode()


def test_it_changes_with_what_is_announced(state):
    before = state()
    announced(effective_on=DAY)
    assert state() != before


def test_it_changes_at_midnight_when_texts_turn(state, today):
    before = state()
    today(DAY + dt.timedelta(days=1))
    assert state() != before


def test_it_changes_with_what_the_editors_of_pages_show(state):
    before = state()
    SiteNotice.objects.create(text="Nghỉ lễ", from_on=DAY, until_on=DAY, locale=Locale.get_default())
    assert state() != before


def test_a_draft_changes_nothing_and_nothing_can_be_read_from_it(state, client):
    before = state()
    build.edition(build.decision("7/QĐ-UBND"), "1.000777")
    assert Procedure.objects.exists()
    assert state() == before
    assert len(before) == 32
    assert client.get("/state")["Cache-Control"] == "no-store"
