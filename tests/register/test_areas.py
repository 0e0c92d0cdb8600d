"""Where a fee holds: told only where every word of its area is understood."""

import datetime as dt

import pytest

from register import record
from register.areas import holds_in
from register.models import Agency
from tests.build import agency

pytestmark = pytest.mark.django_db

MERGED, TODAY = dt.date(2023, 7, 1), dt.date(2024, 5, 2)
HERE, NEXT, WARD = "ubnd-hoa-son", "ubnd-thach-binh", "ubnd-ben-lam"


@pytest.fixture(autouse=True)
def communes(province, today):
    """Hòa Sơn grew from Hòa Lâm and, like Thạch Bình, from a district of a former province; Bến Lam is a ward."""
    today(TODAY)
    former = agency("ubnd-tinh-hoa-dong", "Ủy ban nhân dân tỉnh Hòa Đông", "province")
    district = agency("ubnd-huyen-hoa-thach", "Ủy ban nhân dân huyện Hòa Thạch", "district", former)
    for key, name in ((HERE, "xã Hòa Sơn"), (NEXT, "xã Thạch Bình"), (WARD, "phường Bến Lam")):
        committee = agency(key, f"Ủy ban nhân dân {name}", "commune", province)
        agency(f"mot-cua-{key}", f"Trung tâm Phục vụ hành chính công {name}", "commune", committee)
    old = agency("ubnd-xa-hoa-lam", "Ủy ban nhân dân xã Hòa Lâm", "commune", district)
    for key in (HERE, NEXT):
        record.succeed(district, Agency.objects.get(key=key), MERGED)
    record.succeed(old, Agency.objects.get(key=HERE), MERGED)


@pytest.mark.parametrize(
    ("area", "here", "next_to_it", "ward"),
    [
        ("xã Hòa Sơn", True, False, False),
        ("Địa bàn các xã Hòa Sơn, Thạch Bình", True, True, False),
        ("Xã Hòa Lâm (cũ)", True, False, False),
        ("địa bàn huyện Hòa Thạch trước đây", True, True, False),
        ("Địa bàn tỉnh Hòa Đông (cũ)", True, True, False),
        ("Phường", False, False, True),
        ("Xã", True, True, False),
        ("Các phường và xã Thạch Bình", False, True, True),
    ],
)
def test_a_fee_holds_where_its_area_has_the_commune_what_grew_into_it_or_its_kind(area, here, next_to_it, ward):
    assert [holds_in(area, key, TODAY) for key in (HERE, NEXT, WARD)] == [here, next_to_it, ward]


@pytest.mark.parametrize(
    "area",
    [
        "",
        "Toàn tỉnh",
        "Vùng nông thôn",
        "Các xã trừ xã Hòa Sơn",
        "xã Hòa Sơn và các xã vùng cao",
        "huyện Hòa Sơn",
        "tỉnh Lam Giang (cũ)",
        "Thành phố, phường",
        "Khu vực II (thành phố, thị xã, phường)",
    ],
)
def test_where_a_word_is_not_understood_nothing_is_told(area):
    assert [holds_in(area, key, TODAY) for key in (HERE, NEXT, WARD)] == [None, None, None]


def test_a_commune_that_was_merged_is_asked_for_as_the_one_that_stands_for_it():
    assert holds_in("xã Hòa Sơn", "ubnd-xa-hoa-lam", TODAY) is True
    assert holds_in("xã Hòa Sơn", "no-such-place", TODAY) is None
