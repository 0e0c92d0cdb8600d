"""After a change of the master key everything is read with the new one alone; people file meanwhile."""

import json

import pytest
from django.core.management import CommandError, call_command

from dossiers import filing, keys, mentions, moving, rewrapping
from dossiers.access import Asker, dossier_of
from dossiers.handling import Action, Role
from dossiers.models import Dossier, Draft, Mention
from keeping.checkups import record
from keeping.checkups.finding import Level
from tests.dossiers.build import attached, begun, sent, sent_for_hoa, whole
from tests.dossiers.conftest import FIRST, SECOND
from tests.dossiers.test_mentions import HOA

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(offered, settings):
    """A dossier with a file and a draft, under the first key; then there is a second one."""
    dossier, code = sent_for_hoa()
    draft = begun()
    attached(draft.draft)
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    return dossier, code, draft


def rotate(capsys):
    call_command("rotate_dossier_keys")
    return capsys.readouterr().out


def numbers():
    return {*Dossier.objects.values_list("key_number", flat=True), *Draft.objects.values_list("key_number", flat=True)}


def test_all_is_read_with_the_new_key_alone(filed, settings):
    dossier, _code, draft = filed
    said = dossier.answers
    rewrapping.rewrap_all(lambda *_told: None)
    settings.DOSSIER_KEYS = [SECOND]
    again = Dossier.objects.get(pk=dossier.pk)
    assert again.answers == said and numbers() == {2}
    assert [row.code for row in mentions.dossiers_that_name(HOA)] == [dossier.code]
    assert Draft.objects.get(pk=draft.draft.pk).key


def test_it_says_which_keys_are_needed_still_and_why(filed, capsys):
    told = rotate(capsys)
    assert "Đã bọc lại 3 khóa hồ sơ và ghi lại 2 dấu số định danh bằng khóa số 2." in told
    assert "Khóa số 1 còn phải giữ trong DOSSIER_KEYS: 4 mã tra cứu" in told
    assert "chưa được bọc lại" not in told


def test_once_nothing_needs_a_key_it_says_so(offered, settings, capsys):
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    sent()
    assert "Không hồ sơ nào ở đây còn cần khóa số 1" in rotate(capsys)


def test_codes_that_were_told_open_as_before(filed):
    dossier, code, _draft = filed
    rewrapping.rewrap_all(lambda *_told: None)
    assert dossier_of(dossier.code, Asker(code)) == dossier


def test_again_it_finds_nothing_to_do(filed):
    rewrapping.rewrap_all(lambda *_told: None)
    done = rewrapping.rewrap_all(lambda *_told: None)
    assert (done.data_keys, done.mentions, done.unreadable) == (0, 0, [])


@pytest.mark.parametrize("after", [1, 2, 3])
def test_ended_at_any_point_it_goes_on_from_there(offered, settings, monkeypatch, after):
    made = [sent()[0] for _each in range(3)]
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    monkeypatch.setattr(rewrapping, "BATCH", 2)
    calls = []

    def killed(*told):
        calls.append(told)
        if len(calls) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrapping.rewrap_all(killed)
    assert all(Dossier.objects.get(pk=each.pk).answers == whole() for each in made)
    rewrapping.rewrap_all(lambda *_told: None)
    settings.DOSSIER_KEYS = [SECOND]
    assert all(Dossier.objects.get(pk=each.pk).answers == whole() for each in made)


def test_a_draft_that_is_sent_meanwhile_is_a_dossier_under_the_new_key(filed, settings, monkeypatch):
    """It is sent between the reading of its row and the changing of it."""
    _dossier, _code, draft = filed
    real, sent_now = keys.rewrap, []

    def slow(stored):
        if not sent_now and stored.data == bytes(draft.draft.wrapped):
            sent_now.append(filing.submit(draft.draft.code, Asker(draft.look_up_code), json.dumps(whole())))
        return real(stored)

    monkeypatch.setattr(keys, "rewrap", slow)
    rewrapping.rewrap_all(lambda *_told: None)
    settings.DOSSIER_KEYS = [SECOND]
    assert numbers() == {2} and Dossier.objects.get(pk=sent_now[0].pk).answers == whole()


def test_a_row_that_changed_meanwhile_is_left_as_it_is(filed, monkeypatch):
    dossier, _code, _draft = filed
    real, seen = keys.rewrap, []

    def erased_meanwhile(stored):
        seen.append(stored.data)
        if seen.count(bytes(dossier.wrapped)) == 2:  # the draft's, then the dossier's own
            Dossier.objects.update(wrapped=b"")
        return real(stored)

    monkeypatch.setattr(keys, "rewrap", erased_meanwhile)
    rewrapping.rewrap_all(lambda *_told: None)
    assert Dossier.objects.get(pk=dossier.pk).is_erased


def test_what_happens_to_a_dossier_meanwhile_takes_no_key_back(filed, settings):
    dossier, _code, _draft = filed
    stale = Dossier.objects.get(pk=dossier.pk)
    rewrapping.rewrap_all(lambda *_told: None)
    moving.move(stale, Action.ASK_PAPERS, Role.RECEIVER, "Thiếu giấy.", officer="tuan")
    assert Dossier.objects.get(pk=dossier.pk).key_number == 2


def test_what_opens_with_no_key_is_told_by_its_code(filed, settings):
    dossier, _code, _draft = filed
    settings.DOSSIER_KEYS = [SECOND]
    with pytest.raises(CommandError, match="hãy thêm khóa cũ") as told:
        call_command("rotate_dossier_keys")
    assert str(told.value).startswith("3 hồ sơ") and dossier.draft.code in str(told.value)


def test_the_doctor_misses_a_key_that_only_look_up_codes_need(filed, settings):
    rewrapping.rewrap_all(lambda *_told: None)
    assert record.keys().level is Level.OK
    settings.DOSSIER_KEYS = [SECOND]
    assert "Thiếu khóa số 1" in record.keys().sentence


def test_mentions_are_written_anew_though_their_form_was_taken_back(filed, settings):
    dossier, _code, _draft = filed
    Dossier.objects.update(form="-")
    rewrapping.rewrap_all(lambda *_told: None)
    assert {row.fingerprint[:2] for row in Mention.objects.all()} == {"2:"}
    assert [row.code for row in mentions.dossiers_that_name(HOA)] == [dossier.code]


def test_sent_twice_after_the_change_it_is_still_the_same(offered, settings):
    draft, asker = begun(), None
    asker = Asker(draft.look_up_code)
    first = filing.submit(draft.draft.code, asker, json.dumps(whole()))
    settings.DOSSIER_KEYS = [FIRST, SECOND]
    rewrapping.rewrap_all(lambda *_told: None)
    assert filing.submit(draft.draft.code, asker, json.dumps(whole())) == first
