"""Who is named by the national id number is found by it, wherever it stands in a dossier, and by nothing else."""

import copy

import pytest

from dossiers import mentions
from dossiers.models import Mention
from register import record
from tests.dossiers.build import MAY, sent, sent_for_hoa, whole
from tests.dossiers.conftest import FIRST, SECOND
from tests.register.forms.birth import BIRTH, field, place_in

pytestmark = pytest.mark.django_db
HOA, TUAN, AN = "001190012345", "001085012345", "001226000001"


def named(number):
    return [each.code for each in mentions.dossiers_that_name(number)]


def test_applicant_and_submitter_are_found(offered):
    own, _code = sent()
    brought, _code = sent_for_hoa()
    assert named(HOA) == [own.code, brought.code]
    assert named(TUAN) == [brought.code]
    assert named("001190054321") == []


def test_whom_a_group_of_the_form_names_is_found(offered):
    form = copy.deepcopy(BIRTH)
    place_in(form, "child")["fields"].append(field("id_number", "id_number", "Số của trẻ"))
    record.release_form(form, MAY, "minh")
    children = [{"name": "Lê Minh An", "born": "2026-03-31"}, {"name": "Lê Minh Bình", "born": "2026-03-31"}]
    children[1]["id_number"] = AN
    dossier, _code = sent(child=children)
    assert named(AN) == [dossier.code]


def test_a_number_in_another_kind_of_field_is_no_mention(offered):
    sent(wish={"said": AN})
    assert named(AN) == []


def test_who_is_named_twice_is_noted_once(offered):
    assert whole()["applicant"]["id_number"] == whole()["_applicant"]["id_number"]
    sent()
    assert Mention.objects.count() == 1


def test_it_says_nothing_to_who_has_no_key_and_nothing_of_another_purpose(offered, settings):
    sent()
    assert HOA not in Mention.objects.get().fingerprint
    settings.DOSSIER_KEYS = [SECOND]
    assert named(HOA) == []


def test_dossiers_of_former_keys_are_found_as_well(offered, settings):
    first, _code = sent()
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    second, _code = sent()
    assert named(HOA) == [first.code, second.code]
