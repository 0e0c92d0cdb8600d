"""What a front end tells of its use."""

import datetime as dt
import uuid

import pytest

from search import usage
from search.models import ProcedureUse, SearchRecord
from tests.build import announced

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(province, client):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=dt.date(2024, 4, 1), name="Đăng ký kết hôn")

    def told(mutation: str) -> dict:
        answer = client.post(
            "/graphql", {"query": f"mutation {{ {mutation} }}"}, content_type="application/json"
        ).json()
        usage.write()
        return answer

    return told


def test_a_search_and_the_hit_that_was_opened_are_noted(tell):
    search = uuid.uuid4()
    tell(f'recordSearch(id: "{search}", query: "ket hon", total: 3, channel: "portal")')
    tell(f'recordClick(search: "{search}", code: "1.000001.000.00.00.H62", position: 2)')
    tell(f'recordNext(search: "{search}")')
    tell('recordView(code: "1.000001")')
    row = SearchRecord.objects.get()
    assert (row.query, row.total, row.clicked, row.position, row.followed) == ("ket hon", 3, "1.000001", 2, True)
    used = ProcedureUse.objects.get()
    assert (used.clicks, used.views) == (1, 1)


@pytest.mark.parametrize(
    ("mutation", "code"),
    [
        ('recordSearch(id: "1", query: "x", total: 1, channel: "portal")', "BAD_ID"),
        ('recordSearch(id: "c232ab00-9414-11ec-b3c8-9f6bdeced846", query: "x", total: 1, channel: "p")', "BAD_ID"),
        ('recordView(code: "9.999999")', "BAD_CODE"),
    ],
)
def test_what_cannot_be_noted_is_refused_with_words(tell, mutation, code):
    assert tell(mutation)["errors"][0]["extensions"]["code"] == code
    assert not SearchRecord.objects.exists()
    assert not ProcedureUse.objects.exists()


def test_nothing_is_noted_by_get(client, province):
    answer = client.get("/graphql", {"query": 'mutation { recordView(code: "1.000001") }'})
    assert answer.status_code == 405
