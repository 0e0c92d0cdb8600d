"""What is not the province's leads to the right place: by editors' phrases, with and without accents."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from search import wording
from search.models import Signpost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped():
    """As the migration leaves them; tests that empty tables may have been here before."""
    Signpost.objects.all().delete()
    importlib.import_module("search.migrations.0006_first_signposts").write(apps, None)


def led_to(query: str) -> list[str]:
    return [row.title for row in wording.wording().signposts(query)]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("làm căn cước cho con", "Cơ quan Công an"),
        ("doi bang lai", "Cơ quan Công an"),
        ("CCCD", "Cơ quan Công an"),
        ("nộp thuế đất ở đâu", "Cơ quan Thuế"),
        ("ma so thue", "Cơ quan Thuế"),
        ("thuế", "Cơ quan Thuế"),
        ("lấy lương hưu hộ mẹ", "Bảo hiểm xã hội"),
        ("the bhyt", "Bảo hiểm xã hội"),
    ],
)
def test_police_tax_and_insurance_are_known_from_the_first_day(query, place):
    assert led_to(query) == [place]


@pytest.mark.parametrize("query", ["", "đăng ký khai sinh", "thuê đất", "thue dat", "bản căn", "can ban cuoc"])
def test_what_is_ours_leads_nowhere_else(query):
    """`thue` alone is thuế and thuê: without accents one syllable tells nothing."""
    assert led_to(query) == []


def test_an_editors_signpost_acts_at_once_and_no_more_when_it_is_switched_off():
    row = Signpost.objects.create(
        title="Tòa án", text="Ly hôn do tòa án giải quyết.", url="https://x.vn/", words="ly hôn"
    )
    assert led_to("xin ly hon") == ["Tòa án"]
    row.is_active = False
    row.save()
    assert led_to("xin ly hon") == []


def test_two_places_at_most_are_told():
    assert len(led_to("bhxh cccd thuế vat")) == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"url": "http://thue.vn/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "", "telephone": ""}, "url"),
        ({"telephone": "gọi tôi"}, "telephone"),
        ({"words": "một hai ba bốn năm sáu bảy tám chín"}, "words"),
        ({"words": "…"}, "words"),
        ({"words": "\n".join(f"từ số {number}" for number in range(61))}, "words"),
    ],
)
def test_what_leads_nowhere_or_is_no_phrase_is_refused_at_its_field(changed, field):
    told = {"title": "Cơ quan thuế", "text": "Nộp thuế.", "url": "https://thue.vn/", "words": "nộp thuế"}
    Signpost(**told).full_clean()
    with pytest.raises(ValidationError) as refused:
        Signpost(**told | changed).full_clean()
    assert field in refused.value.message_dict
