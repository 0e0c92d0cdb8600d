"""What ended long enough ago is erased for good: key, words, names, files; its facts stay. Begun anew it ends alike."""

import datetime as dt
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dossiers import access, answering, attaching, drafting, erasing, filing, journal, keys, mentions, moving, tasks
from dossiers.access import Asker
from dossiers.handling import Action, Role
from dossiers.models import Attachment, Dossier, Draft, Erasure, Mention, Notice
from dossiers.models.event import Happening
from dossiers.notices import sending
from dossiers.refusals import Reason, Refused
from dossiers.retaining import set_retention
from dossiers.states import State
from keeping.after import after_restore
from keeping.checkups import erasures
from keeping.checkups.finding import Level
from register import guards
from tests import build
from tests.dossiers.build import MAY, begun, ended, received, sent, sent_for_hoa, whole
from tests.dossiers.test_desk import act, officer, page, read
from tests.dossiers.test_mentions import HOA

pytestmark = pytest.mark.django_db
YEAR_LATER = MAY.replace(year=2027) + dt.timedelta(days=1)


@pytest.fixture
def rule(offered):
    set_retention("province", "", 12, "minh")


@pytest.fixture
def over(rule, today):
    """Refused more than a year ago; with a file, notices that wait, and its look-up code."""
    dossier, code = sent_for_hoa()
    dossier = ended(dossier)
    today(YEAR_LATER)
    return dossier, code


def again(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def lines():
    return [entry.code for entry in journal.entries()]


def files(settings):
    return [each for each in settings.DOSSIER_FILES_DIR.rglob("*") if each.is_file()]


def nothing_is_left(dossier, settings):
    """Neither what was sent nor a way to it; and it was erased once."""
    held, draft = again(dossier), Draft.objects.get(pk=dossier.draft_id)
    rows = Attachment.objects.filter(dossier=held)
    emptied = [held.wrapped, held.content, held.look_up, held.owner, held.body]
    emptied += [draft.wrapped, draft.answers, draft.look_up, draft.owner]
    emptied += [part for row in rows for part in (row.name, row.token)]
    assert not any(bytes(each) if not isinstance(each, str) else each for each in emptied)
    assert all(row.erased_at and row.pieces == 0 for row in rows)
    assert not Mention.objects.filter(dossier=held).exists()
    assert not Notice.objects.filter(dossier=held, ended_at=None).exists()
    assert files(settings) == [] and held.code in lines()
    assert Erasure.objects.filter(dossier=held).count() == 1
    with pytest.raises(keys.Unreadable):
        held.opened(held.events.first().content, moving.place_of(1))
    return True


def test_it_is_kept_until_the_day_is_over(rule, today):
    dossier = ended(sent()[0])
    today(YEAR_LATER - dt.timedelta(days=1))
    assert erasing.erase_due() == 0 and again(dossier).answers == whole()
    today(YEAR_LATER)
    assert erasing.erase_due() == 1


def test_without_a_rule_nothing_is_erased(offered, today):
    dossier = ended(sent()[0])
    today(MAY.replace(year=2099))
    assert erasing.erase_due() == 0 and again(dossier).answers == whole()
    assert not journal.place().exists()


def test_nothing_of_it_is_left(over, settings):
    dossier, _code = over
    assert len(files(settings)) == 1
    assert erasing.erase_due() == 1
    assert nothing_is_left(dossier, settings)
    told = Erasure.objects.get()
    assert (told.rule, told.by, told.files) == ("giữ 12 tháng (toàn tỉnh)", "", 1) and told.bytes > 50


def test_what_is_under_way_stays_and_so_does_what_others_filed(over, settings):
    under_way, _code = sent()
    assert erasing.erase_due() == 1
    assert again(under_way).answers == whole()
    assert [row.code for row in mentions.dossiers_that_name(HOA)] == [under_way.code]


@pytest.mark.parametrize("state", [State.REFUSED, State.STOPPED, State.FINISHED, State.HANDED_OVER])
def test_every_end_is_one(rule, today, state):
    dossier = received(sent()[0])
    if state == State.REFUSED:
        dossier = ended(sent()[0])
    elif state == State.STOPPED:
        dossier = moving.move(dossier, Action.STOP, Role.RECEIVER, "Dừng.", officer="tuan")
    else:
        moving.move(dossier, Action.BEGIN, Role.RECEIVER)
        dossier = moving.move(dossier, Action.FINISH, Role.HANDLER)
        if state == State.HANDED_OVER:
            dossier = moving.move(dossier, Action.HAND_OVER, Role.RECEIVER)
    today(YEAR_LATER)
    erasing.erase_due()
    assert again(dossier).is_erased and again(dossier).state == state


def test_facts_for_statistics_stay(over):
    dossier, _code = over
    before = again(dossier)
    erasing.erase_due()
    after = again(dossier)
    for name in (
        "code",
        "procedure",
        "agency",
        "level",
        "sent_at",
        "state",
        "since",
        "due_at",
        "in_time",
        "last_event",
    ):
        assert getattr(after, name) == getattr(before, name), name
    assert list(after.events.values_list("action", flat=True)) == ["sent", "refuse"]


def test_nobody_opens_it_by_any_code(over):
    dossier, code = over
    erasing.erase_due()
    for asked in (dossier.code, dossier.draft.code):
        for typed in (code, "", "7K2M-9QXC-4TBD", "0" * 12):
            assert access.dossier_of(asked, Asker(typed)) is None
            assert access.draft_of(asked, Asker(typed, "hoa")) is None


def test_who_sends_its_draft_again_finds_nothing(over):
    dossier, code = over
    erasing.erase_due()
    asker, answers = Asker(code), json.dumps(whole())
    for call in (
        lambda: filing.submit(dossier.draft.code, asker, answers),
        lambda: drafting.save(dossier.draft.code, asker, 0, answers),
        lambda: answering.write(dossier.code, asker, "Xin chào"),
    ):
        with pytest.raises(Refused) as told:
            call()
        assert told.value.reason == Reason.NOT_FOUND


def test_what_was_opened_just_before_moves_no_more(over):
    dossier, _code = over
    erasing.erase_due()
    with pytest.raises(Refused):
        moving.tell(dossier, Happening.MESSAGE, Role.CITIZEN, "Xin chào")


def test_an_upload_that_was_under_way_ends(over):
    dossier, _code = over
    held = attaching.begin(dossier, "a.pdf", 10)
    erasing.erase_due()
    assert attaching.incoming(held.attachment.key, held.token) is None
    with pytest.raises(Refused):
        attaching.receive(held.attachment, 0, b"%PDF-")


def test_files_of_its_draft_that_nothing_named_go_too(rule, today, settings):
    draft = begun()
    attaching.receive(attaching.begin(draft.draft, "a.pdf", 100).attachment, 0, b"%PDF-1.7")
    dossier = filing.submit(draft.draft.code, Asker(draft.look_up_code), json.dumps(whole()))
    ended(dossier)
    today(YEAR_LATER)
    erasing.erase_due()
    assert files(settings) == [] and nothing_is_left(dossier, settings)


def test_people_are_told_nothing_more(over, mailoutbox):
    assert Notice.objects.filter(ended_at=None).count() == 4
    erasing.erase_due()
    sending.send_due()
    assert mailoutbox == [] and set(Notice.objects.values_list("outcome", "due_at")) == {("given_up", None)}


def test_the_officer_reads_that_it_was_erased_and_may_do_nothing(over, client):
    dossier, _code = over
    key = dossier.attachments.get().key
    officer(client)
    assert "Xem nội dung" in client.get(page(dossier)).content.decode()
    erasing.erase_due()
    for told in (client.get(page(dossier)).content.decode(), read(client, dossier, "handle")):
        assert "Dữ liệu cá nhân của hồ sơ này đã được xóa ngày 05/05/2027." in told
        assert "Không được tiếp nhận" in told and "Nộp hồ sơ" in told
        assert "Xem nội dung" not in told and "Gửi tin nhắn" not in told
    assert not dossier.readings.exists()
    assert client.post(page(dossier, "tep", key), {"purpose": "handle"}).status_code == 404
    assert "Việc này không làm được" in act(client, dossier, "receive", limit="5-working_day")
    assert (
        "Việc này không làm được"
        in client.post(page(dossier, "tin-nhan"), {"text": "Xin chào"}, follow=True).content.decode()
    )
    assert dossier.code in client.get("/quan-tri/ho-so/?loc=over").content.decode()


# Ended at any point


@pytest.mark.parametrize("place", ["journal.append", "_destroy", "remove_files", "attaching.remove_bytes"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_point_and_run_again_it_ends_the_same(over, settings, monkeypatch, place, when):
    dossier, _code = over
    owner, _dot, name = place.rpartition(".")
    module = getattr(erasing, owner) if owner else erasing
    real = getattr(module, name)

    def killed(*given):
        if place == "remove_files" and not again(dossier).is_erased:
            return real(*given)  # the run begins with one
        if when == "after":
            real(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(module, name, killed)
    with pytest.raises(KeyboardInterrupt):
        erasing.erase_due()
    held = again(dossier)
    assert not held.is_erased or held.code in lines()
    monkeypatch.setattr(module, name, real)
    erasing.erase_due()
    assert nothing_is_left(dossier, settings)


def test_again_it_finds_nothing_to_do(over):
    erasing.erase_due()
    assert erasing.erase_due() == 0 and len(lines()) == 1


def test_without_a_journal_nothing_is_erased(over, settings, tmp_path):
    dossier, _code = over
    (tmp_path / "no-folder").write_text("")
    settings.ERASURE_JOURNAL = tmp_path / "no-folder" / "erasures.jsonl"
    with pytest.raises(OSError, match="no-folder"):
        erasing.erase_due()
    assert again(dossier).answers and not Erasure.objects.exists()
    assert erasures.journal().level is Level.FAULT


def test_files_that_cannot_be_removed_are_tried_again(over, settings, monkeypatch):
    dossier, _code = over
    monkeypatch.setattr(attaching, "remove_bytes", lambda _key: False)
    erasing.erase_due()
    assert again(dossier).is_erased and files(settings)
    monkeypatch.undo()
    erasing.erase_due()
    assert files(settings) == []


def test_one_that_was_handed_over_meanwhile_is_kept_from_then_on(rule, today, monkeypatch):
    dossier = received(sent()[0])
    moving.move(dossier, Action.BEGIN, Role.RECEIVER)
    finished = moving.move(dossier, Action.FINISH, Role.HANDLER)
    today(YEAR_LATER)
    due = list(erasing.due())
    assert [told.dossier for told in due] == [finished]
    moving.move(dossier, Action.HAND_OVER, Role.RECEIVER)
    monkeypatch.setattr(erasing, "due", lambda: due)
    assert erasing.erase_due() == 0 and again(dossier).answers and lines() == []


# The journal


def test_what_a_restored_backup_brings_back_is_erased_again(over, settings):
    dossier, _code = over
    rows = [Dossier.objects.filter(pk=dossier.pk), Draft.objects.filter(pk=dossier.draft_id)]
    before = [row.values().get() for row in rows]
    erasing.erase_due()
    for row, values in zip(rows, before, strict=True):
        row.update(**values)
    _without_erasures()
    assert again(dossier).answers
    after_restore()
    assert nothing_is_left(dossier, settings)
    assert Erasure.objects.get().rule == "theo sổ xóa dữ liệu" and len(lines()) == 1


def test_one_that_a_backup_brings_back_under_way_waits_for_nobody(offered, client, settings):
    dossier = received(sent()[0])
    Dossier.objects.update(due_at=dossier.sent_at)  # it would be late
    journal.append(dossier.code, dossier.sent_at)
    assert erasing.replay() == 1 and nothing_is_left(dossier, settings)
    officer(client)
    listed = {key: client.get(f"/quan-tri/ho-so/?loc={key}").content.decode() for key in ("open", "waiting", "over")}
    assert [key for key, told in listed.items() if dossier.code in told] == ["over"]
    assert "Quá hạn" not in listed["over"] + client.get(page(dossier)).content.decode()


def _without_erasures():
    """As there was none when the backup was made."""
    guards.remove()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_erasure")
    guards.install()


def test_a_later_dossier_of_the_same_code_is_another_one(offered, today):
    journal.append("000.00.00.H00-260504-0001", dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    dossier, _code = sent()
    assert dossier.code == "000.00.00.H00-260504-0001"
    assert erasing.replay() == 0 and again(dossier).answers


def test_a_line_that_was_cut_off_hides_no_other(offered):
    moment = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    journal.append("A-1", moment)
    with journal.place().open("ab") as file:
        file.write(b'{"code": "A-2", "a')
    journal.append("A-3", moment)
    assert lines() == ["A-1", "A-3"]


def test_the_journal_names_nobody_and_is_its_owners(over):
    erasing.erase_due()
    (line,) = journal.place().read_text().splitlines()
    assert json.loads(line).keys() == {"code", "at"}
    assert journal.place().stat().st_mode & 0o777 == 0o600


def test_many_who_write_at_once_cut_off_no_line(tmp_path):
    place = tmp_path / "erasures.jsonl"
    write = (
        "import datetime as dt, django; django.setup()\n"
        "from dossiers import journal\n"
        "for each in range(50): journal.append('A-1', dt.datetime(2026, 5, 1, tzinfo=dt.UTC))"
    )
    environment = os.environ | {
        "ERASURE_JOURNAL": str(place), "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path),
    }  # fmt: skip
    running = [subprocess.Popen([sys.executable, "-c", write], env=environment) for _each in range(3)]
    assert [each.wait() for each in running] == [0, 0, 0]
    assert [json.loads(line)["code"] for line in place.read_text().splitlines()] == ["A-1"] * 150


def test_the_doctor_sees_where_it_lies(offered, settings):
    assert erasures.journal().level is Level.OK and not journal.place().exists()
    settings.ERASURE_JOURNAL = settings.DOSSIER_FILES_DIR / "erasures.jsonl"
    assert "sẽ bị ghi đè khi khôi phục" in erasures.journal().sentence


# The commands


def said(capsys, *arguments, **options):
    call_command("erase_dossiers", *arguments, **options)
    return capsys.readouterr().out.splitlines()


def test_it_says_first_what_it_would_do(over, capsys):
    dossier, _code = over
    assert said(capsys, "--dry-run") == [
        f"Sẽ xóa dữ liệu cá nhân của hồ sơ {dossier.code}: giữ 12 tháng (toàn tỉnh).",
        "1 hồ sơ đến hạn xóa; chưa xóa gì.",
    ]
    assert again(dossier).answers
    assert said(capsys) == ["Đã xóa dữ liệu cá nhân của 1 hồ sơ."]


def test_without_a_rule_it_says_so(offered, capsys):
    assert said(capsys)[0].startswith("Chưa có thời hạn lưu nào (manage.py set_retention)")


def test_the_task_of_the_night_tells_how_many(over, caplog):
    caplog.set_level("INFO", logger="dossiers")
    tasks.erase()
    assert "Personal data of 1 dossiers was erased." in caplog.text and over[0].code not in caplog.text


def test_one_is_erased_for_a_lawful_request(offered, capsys, settings):
    build.author("minh", "so-tu-phap")
    dossier = ended(sent_for_hoa()[0])
    assert said(capsys, code=dossier.code.lower(), by="minh") == [f"Đã xóa dữ liệu cá nhân của hồ sơ {dossier.code}."]
    assert nothing_is_left(dossier, settings)
    assert (Erasure.objects.get().rule, Erasure.objects.get().by) == ("theo yêu cầu hợp pháp", "minh")
    with pytest.raises(CommandError, match="đã được xóa từ trước"):
        said(capsys, code=dossier.code, by="minh")


def test_a_request_for_what_is_under_way_or_not_there_is_refused(offered, capsys):
    build.author("minh", "so-tu-phap")
    dossier, _code = sent()
    for more, told in (
        ({"code": dossier.code, "by": "minh"}, "chưa kết thúc"),
        ({"code": "000", "by": "minh"}, "Không có hồ sơ 000"),
        ({"code": dossier.code, "by": "hoa"}, "Không có tài khoản hoa"),
        ({"code": dossier.code}, "đi cùng nhau"),
        ({"by": "minh"}, "đi cùng nhau"),
    ):
        with pytest.raises(CommandError, match=told):
            said(capsys, **more)
    assert again(dossier).answers
