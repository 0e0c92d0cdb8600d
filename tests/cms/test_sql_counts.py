"""Lists, the editor and the comparison ask the database as often for many rows as for few, never above 140 times."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Edition, Guide, Procedure, ReviewItem
from tests import build

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 25
MOST = 140
LISTS = {
    "editions": "/quan-tri/snippets/cms/edition/",
    "decisions": "/quan-tri/snippets/cms/decision/",
    "procedures": "/quan-tri/snippets/cms/procedure/",
    "guides": "/quan-tri/snippets/cms/guide/",
    "review items": "/quan-tri/snippets/cms/reviewitem/",
    "agencies": "/quan-tri/snippets/register/agency/",
    "sectors": "/quan-tri/snippets/register/sector/",
    "chooser of procedures": "/quan-tri/snippets/choose/cms/procedure/",
    "chooser of decisions": "/quan-tri/snippets/choose/cms/decision/",
    "terms of publication": "/quan-tri/snippets/cms/publicationterm/",
    "what is due": "/quan-tri/bao-cao/den-han-cong-khai/",
    "national database": "/quan-tri/bao-cao/csdl-quoc-gia/",
    "history": "/quan-tri/bao-cao/ai-da-sua/",
}


def rows(count: int, year: int) -> None:
    """As many decisions, procedures, drafts and odd places, and one decision with them all."""
    for number in range(count):
        edition = build.edition(build.decision("", signed_on=None), f"1.{year}{number:02}", approved=False)
        edition.save_revision(clean=False)
        Guide.objects.create(procedure=edition.procedure, summary="Nộp theo quy định.")
        ReviewItem.objects.create(source="x", code=edition.code, edition=edition, field="name", text="x")


def counted(client: Any, address: str) -> int:
    assert client.get(address).status_code == 200  # what is kept in the process is read once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def asks_the_same(client: Any, address: str, more: Callable[[], None]) -> None:
    few = counted(client, address)
    more()
    many = counted(client, address)
    assert few == many <= MOST, f"{address}: {few} queries, then {many}"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_for_many_rows(name, minh, control, client):
    client.force_login(minh)
    rows(FEW, 2000)
    asks_the_same(client, LISTS[name], lambda: rows(MANY - FEW, 2001))


def test_the_editor_asks_the_same_for_a_long_text_in_a_large_decision(minh, control, client):
    client.force_login(minh)
    decision = build.decision("", signed_on=None)
    edition = build.edition(decision, "1.002000", approved=False)

    def more() -> None:
        for number in range(MANY):
            build.edition(decision, f"1.0021{number:02}", approved=False)
        edition.steps.extend(("step", {"title": "", "text": f"Bước {number}"}) for number in range(MANY))
        edition.legal_basis.extend(
            ("act", {"number": f"{number}/2020/NĐ-CP", "title": "x", "issued_on": None, "issuer": ""})
            for number in range(1, MANY)
        )
        edition.save()
        for _again in range(3):
            edition.save_revision(clean=False)

    asks_the_same(client, f"/quan-tri/snippets/cms/edition/edit/{edition.pk}/", more)


def test_comparing_asks_the_same_for_long_texts(minh, control, client):
    client.force_login(minh)
    codes = ("1.000001", "1.000002")
    for year, number in ((2020, "1/QĐ-UBND"), (2021, "2/QĐ-UBND")):
        build.announced(number, codes, signed_on=dt.date(year, 1, 1), steps=[f"Bước của {year}"])
    long = [f"Bước {number}" for number in range(MANY)]
    build.announced("3/QĐ-UBND", codes[1:], signed_on=dt.date(2022, 1, 1), change="amended", steps=long)
    few, many = (
        counted(client, f"/quan-tri/snippets/cms/procedure/compare/{Procedure.objects.get(code=code).pk}/")
        for code in codes
    )
    assert few == many <= MOST
    assert Edition.objects.count() == 5
