"""A draft becomes a dossier, once, however often it is sent; whatever is wrong is told and loses nothing."""

import json

import pytest

from dossiers import drafting, filing
from dossiers.access import Asker, dossier_of, draft_of
from dossiers.citizens import Citizen
from dossiers.models import Dossier, DossierEvent, Draft
from dossiers.refusals import Reason, Refused
from dossiers.states import State
from register import record
from tests.dossiers.build import MAY, attached, begun, sent, whole
from tests.register.forms.birth import changed_birth

pytestmark = pytest.mark.django_db


def refused(call, *args, **named):
    with pytest.raises(Refused) as caught:
        call(*args, **named)
    return caught.value


def submit(draft, answers):
    return filing.submit(draft.draft.code, Asker(draft.look_up_code), json.dumps(answers))


def test_what_was_filed_is_a_dossier_with_a_code_of_its_own(offered):
    dossier, _look_up = sent()
    assert (dossier.code, dossier.state) == ("000.00.00.H00-260504-0001", State.NEW)
    assert dossier.answers == whole()
    assert sent()[0].code == "000.00.00.H00-260504-0002"


def test_it_keeps_the_text_and_the_form_that_it_was_filed_on(offered):
    dossier, _look_up = sent()
    record.release_form(changed_birth(wish__said={"most": 50}), MAY, "minh")
    kept = Dossier.objects.get(pk=dossier.pk)
    assert kept.form == "1.000001/1+1" and kept.edition


def test_the_same_again_is_the_same_dossier(offered):
    draft = begun()
    first = submit(draft, whole())
    assert submit(draft, whole()) == first
    assert Dossier.objects.count() == DossierEvent.objects.count() == 1


def test_the_same_draft_with_other_words_is_refused_and_says_so(offered):
    draft = begun()
    submit(draft, whole())
    assert refused(submit, draft, whole(wish={"copies": 2})).reason == Reason.CONFLICT
    assert Dossier.objects.count() == 1


def test_who_lost_the_answer_finds_the_dossier_by_the_drafts_code(offered):
    draft = begun()
    dossier = submit(draft, whole())
    assert dossier_of(draft.draft.code.lower(), Asker(draft.look_up_code.replace("-", " "))) == dossier
    assert dossier_of(draft.draft.code, Asker("7K2M-9QXC-4TBD")) is None


def test_a_draft_is_opened_by_its_code_and_look_up_code_alone(offered):
    draft = begun()
    assert draft_of(draft.draft.code, Asker(draft.look_up_code)) == draft.draft
    assert draft_of(draft.draft.code, Asker("7K2M-9QXC-4TBD")) is None
    assert draft_of(draft.draft.code, Asker("")) is None
    assert draft_of("NHAP-BBBBBBBB", Asker(draft.look_up_code)) is None


def test_what_is_saved_may_be_unfinished_and_is_there_on_another_device(offered):
    draft, half = begun(), {"_applicant": {"name": "Lê Thị Hoa", "phone": "chưa"}}
    drafting.save(draft.draft.code, Asker(draft.look_up_code), 0, json.dumps(half))
    again = draft_of(draft.draft.code, Asker(draft.look_up_code))
    assert (drafting.answers_of(again), again.revision) == (half, 1)


def test_a_saving_that_was_not_heard_of_is_no_conflict_but_another_one_is(offered):
    draft, asker = begun(), None
    asker = Asker(draft.look_up_code)
    drafting.save(draft.draft.code, asker, 0, '{"a": {"b": 1}}')
    assert drafting.save(draft.draft.code, asker, 0, '{"a": {"b": 1}}').revision == 1
    assert refused(drafting.save, draft.draft.code, asker, 0, '{"a": {"b": 2}}').reason == Reason.CHANGED


@pytest.mark.parametrize("text", ["", "[]", "null", '{"a": 1e400}', "[" * 100_000, '{"a": "\\ud800"}'])
def test_what_is_no_answers_is_refused_and_the_draft_stays(offered, text):
    draft = begun()
    drafting.save(draft.draft.code, Asker(draft.look_up_code), 0, json.dumps(whole()))
    assert refused(drafting.save, draft.draft.code, Asker(draft.look_up_code), 1, text).reason == Reason.TOO_BIG
    assert drafting.answers_of(Draft.objects.get()) == whole()


def test_every_mistake_is_told_at_its_field_in_both_languages(offered):
    found = refused(submit, begun(), whole(_applicant__phone="123", child=[{"name": "An", "born": "2027-01-01"}]))
    assert found.reason == Reason.INVALID
    assert [error.path for error in found.errors] == [("_applicant", "phone"), ("child", 0, "born")]
    assert found.errors[0].told["vi"].startswith("Số điện thoại của chủ hồ sơ: hãy ghi số điện thoại")
    assert found.errors[0].told["en"].startswith("Applicant’s telephone: write")
    assert not Dossier.objects.exists()


def test_who_files_for_another_says_as_what_and_shows_the_authorization(offered):
    draft = begun()
    people = {"name": "Trần Văn Nam", "id_number": "001090012345", "phone": "0987654321", "relation": "representative"}
    answers = whole(_applicant__for_whom="another") | {"_submitter": people}
    assert [error.path for error in refused(submit, draft, answers).errors] == [("_submitter", "authorization")]
    paper = attached(draft.draft)
    dossier = submit(draft, answers | {"_submitter": people | {"authorization": [paper.answer]}})
    assert [row.event for row in dossier.attachments.all()] == [1]


def test_a_file_of_somebody_else_is_no_file_of_this_draft(offered):
    other, draft = begun(), begun()
    paper = attached(other.draft)
    answers = whole(applicant__relation="relative") | {"authorization": {"paper": [paper.answer]}}
    found = refused(submit, draft, answers)
    assert [(error.path, error.code) for error in found.errors] == [(("authorization", "paper", 0), "file")]
    assert found.errors[0].told == {"vi": "Hãy đính kèm lại tệp này.", "en": "Attach this file again."}


def test_a_file_is_what_it_was_when_it_was_taken_in(offered):
    draft = begun()
    paper = attached(draft.draft).answer | {"size": 1}
    answers = whole(applicant__relation="relative") | {"authorization": {"paper": [paper]}}
    assert refused(submit, draft, answers).errors[0].code == "file"


def test_a_draft_on_a_former_form_is_checked_anew_and_keeps_its_answers(offered):
    draft = begun()
    asker = Asker(draft.look_up_code)
    drafting.save(draft.draft.code, asker, 0, json.dumps(whole()))
    record.release_form(changed_birth(wish__said={"required": True}), MAY, "minh")
    assert refused(submit, draft, whole()).reason == Reason.NEW_FORM
    drafting.save(draft.draft.code, asker, 1, json.dumps(whole()), "1.000001/2+1")
    assert [error.path for error in refused(submit, draft, whole()).errors] == [("wish", "said")]
    assert submit(draft, whole(wish={"said": "Cảm ơn"})).form == "1.000001/2+1"


def test_a_draft_that_was_kept_too_long_is_saved_once_more_before_it_is_sent(offered, today, settings):
    draft = begun()
    drafting.save(draft.draft.code, Asker(draft.look_up_code), 0, json.dumps(whole()))
    today(MAY.replace(month=7))
    assert refused(submit, draft, whole()).reason == Reason.EXPIRED
    drafting.save(draft.draft.code, Asker(draft.look_up_code), 1, json.dumps(whole()))
    assert submit(draft, whole()).state == State.NEW


def test_nothing_is_filed_where_it_is_not_switched_on(province, today):
    assert refused(begun).reason == Reason.NOT_HERE


def test_without_a_login_one_files_only_where_guests_may(offered, settings):
    settings.FILING_GUESTS = False
    assert refused(begun).reason == Reason.LOGIN
    assert begun(asker=Asker(citizen=Citizen("hoa"))).draft.owner


def test_one_says_where_one_files(offered):
    assert refused(begun, level="commune").reason == Reason.PLACE


def test_look_up_code_and_answers_stand_nowhere_in_the_clear(offered):
    dossier, look_up = sent()
    held = [*Draft.objects.values_list(), *Dossier.objects.values_list(), *DossierEvent.objects.values_list()]
    told = " ".join(
        bytes(each).decode("latin-1") if isinstance(each, bytes | memoryview) else str(each)
        for row in held
        for each in row
    )
    assert look_up not in told and "Hoa" not in told and "0912" not in told
    assert dossier.code in told
