"""The look-up code is read as people type it, and stands nowhere in the clear."""

import pytest

from dossiers import codes, keys


def test_a_code_has_signs_that_nobody_mistakes_and_no_two_are_alike():
    made = {codes.new_look_up_code() for _each in range(1000)}
    assert len(made) == 1000
    assert all(len(code) == 14 and set(code) <= {*codes.SIGNS, "-"} for code in made)
    assert not set("01ILOUAE") & set(codes.SIGNS)


@pytest.mark.parametrize(
    "typed", ["7K2M-9QXC-4TBD", "7k2m9qxc4tbd", " 7K2M 9QXC 4TBD ", "7k2m–9qxc–4tbd", "7K2M.9QXC.4TBD"]
)
def test_it_is_read_as_it_is_typed(typed):
    assert codes.read_look_up_code(typed) == "7K2M-9QXC-4TBD"


@pytest.mark.parametrize(
    "typed", ["", "7K2M-9QXC", "7K2M-9QXC-4TBO", "7K2M-9QXC-4TBD-2", "7K2M-9QXC-4TB\x00", "7" * 1000]
)
def test_what_is_no_code_is_none(typed):
    assert codes.read_look_up_code(typed) is None


def test_its_fingerprint_opens_and_no_other(settings):
    code = codes.new_look_up_code()
    stored = codes.fingerprint(code)
    assert code not in stored and code.replace("-", "") not in stored
    assert codes.opens(code, stored)
    assert not codes.opens(codes.new_look_up_code(), stored)
    with pytest.raises(keys.MissingKey):
        codes.opens(code, "7:" + stored.partition(":")[2])
