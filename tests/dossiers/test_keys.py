"""Whoever holds the database alone reads no dossier; master keys change without sealing anything anew."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from dossiers import keys
from tests.dossiers.conftest import FIRST, SECOND

TEXT = "Phạm Thị Hoa".encode()


def test_what_is_sealed_is_read_with_the_key_that_was_stored():
    key, stored = keys.new()
    assert keys.unwrap(stored).open(key.seal(TEXT, "answers"), "answers") == TEXT
    assert stored.number == 1 and len(stored.data) == 40


def test_the_same_text_is_never_sealed_alike():
    key, _stored = keys.new()
    assert len({key.seal(TEXT, "answers") for _each in range(20)}) == 20


def test_it_opens_at_no_other_place_with_no_other_key_and_not_once_changed():
    key, _stored = keys.new()
    sealed = key.seal(TEXT, "answers")
    other, _its = keys.new()
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for reader, given, place in ((key, sealed, "messages"), (other, sealed, "answers"), (key, changed, "answers")):
        with pytest.raises(keys.Unreadable):
            reader.open(given, place)
    for short in (b"", sealed[:5], sealed[:12]):
        with pytest.raises(keys.Unreadable):
            key.open(short, "answers")


def test_a_new_master_key_wraps_anew_and_what_was_sealed_stays(settings):
    key, stored = keys.new()
    sealed = key.seal(TEXT, "answers")
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    again = keys.rewrap(stored)
    assert (again.number, keys.rewrap(again)) == (2, again)
    settings.DOSSIER_KEYS = [SECOND]
    assert keys.unwrap(again).open(sealed, "answers") == TEXT
    with pytest.raises(keys.MissingKey, match="number 1"):
        keys.unwrap(stored)


def test_a_stored_key_that_was_changed_or_belongs_to_another_master_key_opens_nothing(settings):
    _key, stored = keys.new()
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    for wrong in (keys.Wrapped(2, stored.data), keys.Wrapped(1, stored.data[:-1] + b"!"), keys.Wrapped(1, b"")):
        with pytest.raises(keys.Unreadable):
            keys.unwrap(wrong)


def test_a_value_is_found_by_its_fingerprint_under_every_key(settings):
    old = keys.fingerprint("id number", "038190000012")
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    new = keys.fingerprint("id number", "038190000012")
    assert (old[:2], new[:2]) == ("1:", "2:")
    assert keys.fingerprints("id number", "038190000012") == [new, old]


def test_a_fingerprint_tells_nothing_without_the_key_or_of_another_purpose(settings):
    by_number = keys.fingerprint("id number", "038190000012")
    assert keys.fingerprint("look-up code", "038190000012") != by_number
    settings.DOSSIER_KEYS = [SECOND.replace("2:", "1:")]
    assert keys.fingerprint("id number", "038190000012") != by_number


@pytest.mark.parametrize("wrong", ["x", "1:", "1:abc", "a:" + FIRST[2:], "1:" + FIRST[2:-8], "-1:" + FIRST[2:]])
def test_a_list_that_is_none_says_how_it_is_written(settings, wrong):
    settings.DOSSIER_KEYS = [wrong]
    with pytest.raises(ImproperlyConfigured, match="openssl rand"):
        keys.master_keys()


def test_a_number_stands_once(settings):
    settings.DOSSIER_KEYS = [FIRST, "1:" + SECOND[2:]]
    with pytest.raises(ImproperlyConfigured):
        keys.master_keys()


def test_without_keys_a_trial_installation_makes_its_own(settings):
    settings.DEBUG, settings.DOSSIER_KEYS = True, []
    key, stored = keys.new()
    assert stored.number == keys.DEVELOPMENT
    assert keys.unwrap(stored) == key


def test_a_province_sets_its_own(settings):
    settings.DEBUG, settings.DOSSIER_KEYS = False, []
    with pytest.raises(ImproperlyConfigured, match="Set DOSSIER_KEYS"):
        keys.new()
