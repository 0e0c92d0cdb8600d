"""A place is called by the name of its committee, without the committee."""

import pytest

from register.communes import place_name


@pytest.mark.parametrize(
    ("committee", "place"),
    [
        ("Ủy ban nhân dân phường Lam Giang", "phường Lam Giang"),
        ("UBND xã Hòa Sơn", "xã Hòa Sơn"),
        ("Tan Lam Ward People's Committee", "Tan Lam Ward"),
        ("Lam Son Provincial People's Committee", "Lam Son Province"),
        ("Lam Son Provincial Police", "Lam Son Provincial Police"),
    ],
)
def test_the_name_of_a_place(committee, place):
    assert place_name(committee) == place
