"""The message of the day: all news once, whatever fails on the way, and nothing but what is public."""

import datetime as dt
import threading

import pytest
from django.db import connection

from cms.announce import announce
from cms.models import Procedure
from following import daily
from following.models import Follower, Following
from register import changes, clock, record
from register.models import Agency, AnnouncedEdition, Announcement
from register.words import CorrectionKind
from tests import build

from .conftest import HOA, MONDAY, THURSDAY, TUESDAY, UNFOLLOW, WEDNESDAY, plain, token_in

pytestmark = pytest.mark.django_db
FAR = dt.date(2035, 1, 1)
FRIDAY = THURSDAY + dt.timedelta(days=1)


@pytest.fixture
def hoa(province, at, follow):
    """Follows the sector of civil status since Monday morning."""
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký khai sinh")
    follow("SECTOR", "ho-tich")
    return Follower.objects.get()


@pytest.fixture
def morning(at, mailbox):
    """What comes to Hoa on the morning of a day: the plain text, "" for nothing."""

    def read(day, hour=7, minute=0):
        at(day, hour, minute)
        before = len(mailbox.to(HOA))
        while daily.send_due():
            pass
        messages = mailbox.to(HOA)[before:]
        assert len(messages) <= 1
        return plain(messages[0]) if messages else ""

    return read


# -- What is told ------------------------------------------------------------------------------------------------------


def test_without_news_nothing_comes(hoa, morning):
    assert morning(TUESDAY) == ""


def test_a_withdrawn_decision_is_told_with_its_reason(hoa, morning, at):
    build.announced("2/QĐ-UBND", ("1.000002",), effective_on=FAR)
    assert "có hiệu lực từ ngày 01/01/2035" in morning(TUESDAY)
    record.withdraw(Announcement.objects.get(number="2/QĐ-UBND"), "Ban hành\r\nnhầm <b>thẩm quyền</b>", "minh")
    text = morning(WEDNESDAY)
    assert "Đã thu hồi trước ngày có hiệu lực, không áp dụng." in text
    assert "Lý do: Ban hành nhầm <b>thẩm quyền</b>\n" in text
    assert "không còn áp dụng từ ngày 01/01/2035 như đã báo" in text
    assert "Mới công khai" not in text


def test_what_was_announced_and_withdrawn_since_is_told_as_withdrawn_alone(hoa, morning):
    build.announced("2/QĐ-UBND", ("1.000002",), effective_on=FAR)
    record.withdraw(Announcement.objects.get(number="2/QĐ-UBND"), "Nhầm", "minh")
    text = morning(TUESDAY)
    assert text.count("Quyết định 2/QĐ-UBND\n") == 1
    assert "Đã thu hồi" in text and "Mới công khai" not in text


def test_a_corrected_day_is_told_as_it_is_now(hoa, morning):
    build.announced("2/QĐ-UBND", ("1.000002", "1.000003"), effective_on=FAR)
    morning(TUESDAY)
    edition = AnnouncedEdition.objects.get(code="1.000002")
    record.correct(
        edition,
        kind=CorrectionKind.ENTRY,
        reason="Nhập sai",
        author="lan",
        confirmed_by="minh",
        effective_on=dt.date(2036, 2, 1),
    )
    text = morning(WEDNESDAY)
    assert "Đã đính chính." in text and "có hiệu lực từ ngày 01/02/2036" in text
    assert "1.000003" not in text


def test_an_abolished_procedure_is_told_in_the_sector_that_it_was_in(hoa, morning):
    build.announced("2/QĐ-UBND", ("1.000001",), change="abolished", signed_on=MONDAY, sector=None, effective_on=FAR)
    assert "Bị bãi bỏ từ ngày 01/01/2035." in morning(TUESDAY)


def test_a_replaced_procedure_names_what_stands_for_it(hoa, morning):
    draft = build.decision("2/QĐ-UBND", signed_on=MONDAY)
    build.edition(draft, "1.000009", name="Đăng ký khai sinh mới")
    build.edition(draft, "1.000001", change="replaced", successors=["1.000009"])
    announce(draft, "minh")
    text = morning(TUESDAY)
    assert "Được thay thế từ ngày 23/11/2026." in text
    assert "Nay làm theo: Đăng ký khai sinh mới (1.000009)" in text and "/thu-tuc/1.000009" in text


def test_a_procedure_that_leaves_the_sector_is_its_news_for_the_last_time(hoa, morning):
    land = build.Sector.objects.get(key="dat-dai")
    build.announced("2/QĐ-UBND", ("1.000001",), change="amended", signed_on=MONDAY, sector=land)
    assert "1.000001" in morning(TUESDAY)
    later = {"signed_on": TUESDAY, "effective_on": WEDNESDAY}
    build.announced("3/QĐ-UBND", ("1.000001",), change="amended", sector=land, **later)
    assert morning(WEDNESDAY) == ""


def test_who_follows_an_agency_hears_of_those_that_it_became(province, at, follow, morning):
    at(MONDAY, 9)
    old = build.agency("xa-cu", "Ủy ban nhân dân xã Cũ", "commune")
    new = build.agency("xa-moi", "Ủy ban nhân dân xã Mới", "commune")
    build.announced("1/QĐ-UBND", ("1.000001",))
    follow("AGENCY", "xa-cu")
    record.succeed(old, new, TUESDAY)
    parts = build.stream("agency", [{"role": "performing", "agency": Agency.objects.get(key="xa-moi").pk}])
    build.announced("2/QĐ-UBND", ("1.000002",), agencies=parts)
    text = morning(TUESDAY)
    assert "1.000002" in text and "- cơ quan: Ủy ban nhân dân xã Mới" in text


def test_one_procedure_is_told_of_alone(province, at, follow, morning):
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    follow("PROCEDURE", "1.000001")
    build.announced("2/QĐ-UBND", ("1.000001", "1.000002"), change="amended", signed_on=MONDAY)
    text = morning(TUESDAY)
    assert "1.000001" in text and "1.000002" not in text


def test_drafts_internal_procedures_and_mere_names_are_no_news(hoa, morning):
    build.edition(build.decision("2/QĐ-UBND"), "1.000002", name="Tên bí mật")
    hidden = build.decision("3/QĐ-UBND")
    build.edition(hidden, "1.000003", name="Tên bí mật")
    Procedure.objects.filter(code="1.000003").update(scope="internal")
    announce(hidden, "minh")
    record.name_sector(build.Sector.objects.get(key="ho-tich"), "vi", "Hộ tịch, quốc tịch", TUESDAY)
    assert morning(TUESDAY) == ""


def test_what_was_taken_down_does_not_go_out(hoa, morning):
    build.announced("2/QĐ-UBND", ("1.000002",), name="Cấp lại giấy của Nguyễn Thị Hoa")
    record.redact(["Nguyễn Thị Hoa"], {}, reason="Lộ dữ liệu", asked_by="lan", confirmed_by="minh")
    text = morning(TUESDAY)
    assert "[đã che]" in text and "Nguyễn" not in text


def test_texts_of_the_record_break_out_of_no_line_and_no_markup(hoa, morning, mailbox):
    name = 'Tên <script>alert(1)</script> & "nháy" {{ leave }}'
    build.announced("2/QĐ-UBND", ("1.000002",), name=name)
    assert name in morning(TUESDAY)
    html = mailbox.messages[-1].get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_an_english_reader_reads_in_vietnamese_what_is_not_translated(province, at, follow, morning, mailbox):
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",))
    follow("SECTOR", "ho-tich", locale="en")
    draft = build.decision("2/QĐ-UBND", signed_on=MONDAY, effective_on=THURSDAY)
    build.translated(build.edition(draft, "1.000002", name="Kết hôn"), "Marriage")
    build.edition(draft, "1.000003", name="Ly hôn")
    announce(draft, "minh")
    text = morning(TUESDAY)
    assert mailbox.messages[-1]["Subject"].strip().endswith("24 November 2026")
    assert "Decision 2/QĐ-UBND" in text and "Marriage (1.000002)" in text and "Ly hôn (1.000003)" in text
    assert "in force from 26 November 2026." in text and "/en/thu-tuc/1.000002" in text
    assert '<html lang="en">' in mailbox.messages[-1].get_body(("html",)).get_content()


def test_a_long_decision_is_told_in_part(hoa, morning, monkeypatch):
    from following import message

    monkeypatch.setattr(message, "MOST", 2)
    build.announced("2/QĐ-UBND", tuple(f"1.00001{each}" for each in range(5)))
    text = morning(TUESDAY)
    assert text.count("/thu-tuc/") == 2 and "và 3 thủ tục khác trong quyết định này." in text


# -- Once, and nothing lost --------------------------------------------------------------------------------------------


def test_a_worker_that_was_away_in_the_morning_tells_when_it_is_back(hoa, morning):
    build.announced("2/QĐ-UBND", ("1.000002",))
    assert "2/QĐ-UBND" in morning(TUESDAY, 16)
    assert morning(TUESDAY, 18) == ""
    build.announced("3/QĐ-UBND", ("1.000003",))
    assert "3/QĐ-UBND" in morning(WEDNESDAY)


def test_no_two_messages_come_on_one_day_even_where_one_was_late(hoa, morning, mailbox):
    build.announced("2/QĐ-UBND", ("1.000002",))
    assert "2/QĐ-UBND" in morning(WEDNESDAY, 2)  # Tuesday's, at night
    build.announced("3/QĐ-UBND", ("1.000003",))
    assert morning(WEDNESDAY) == ""
    assert "3/QĐ-UBND" in morning(THURSDAY)


def test_a_server_that_is_away_is_tried_again_after_pauses_and_gets_it_once(hoa, morning, settings):
    build.announced("2/QĐ-UBND", ("1.000002",))
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens there
    assert morning(TUESDAY) == ""
    settings.EMAIL_PORT = port
    assert morning(TUESDAY, 7, 14) == ""
    assert "2/QĐ-UBND" in morning(TUESDAY, 7, 15)
    assert morning(TUESDAY, 9) == ""


def test_a_server_that_stays_away_loses_no_news(hoa, morning, settings):
    build.announced("2/QĐ-UBND", ("1.000002",))
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    for day in (TUESDAY, WEDNESDAY):
        for hour in range(7, 24):
            morning(day, hour)
    build.announced("3/QĐ-UBND", ("1.000003",))
    settings.EMAIL_PORT = port
    assert "2/QĐ-UBND" in morning(THURSDAY)
    assert "3/QĐ-UBND" in morning(FRIDAY)


def test_a_worker_killed_after_sending_sends_the_very_same_again_and_no_later_news_with_it(
    hoa, morning, mailbox, monkeypatch
):
    build.announced("2/QĐ-UBND", ("1.000002",))

    def killed(*_done):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(daily, "_settle", lambda done, now: killed() if done else None)
        with pytest.raises(SystemExit):
            morning(TUESDAY)
    first = mailbox.messages[-1]
    build.announced("3/QĐ-UBND", ("1.000003",))
    assert morning(TUESDAY, 7, 14) == ""  # it may still be at work
    again = morning(TUESDAY, 7, 15)
    assert again == plain(first)
    assert mailbox.messages[-1]["Message-ID"] == first["Message-ID"]
    assert morning(TUESDAY, 12) == ""
    text = morning(WEDNESDAY)
    assert "3/QĐ-UBND" in text and "2/QĐ-UBND" not in text
    assert mailbox.messages[-1]["Message-ID"] != first["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(province, at, follow, mailbox):
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",))
    follow("SECTOR", "ho-tich")
    build.announced("2/QĐ-UBND", ("1.000002",))
    at(TUESDAY)
    together = threading.Barrier(2)

    def work():
        together.wait()
        daily.send_due()
        connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(mailbox.to(HOA)) == 2  # the letter and the message


def test_who_left_hears_nothing_of_what_came_before_the_next_morning(hoa, morning, mailbox, tell):
    build.announced("2/QĐ-UBND", ("1.000002",))
    morning(TUESDAY)
    token = token_in(mailbox.messages[-1])
    build.announced("3/QĐ-UBND", ("1.000003",))
    assert tell(UNFOLLOW, token=token)
    assert morning(WEDNESDAY) == "" and not Follower.objects.exists()


# -- Addresses that are none -------------------------------------------------------------------------------------------


def test_an_address_that_is_refused_three_times_in_a_row_is_forgotten(hoa, morning, mailbox):
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailbox.refusals = {HOA: "550 5.1.1 User unknown"}
    for day in (TUESDAY, WEDNESDAY):
        morning(day)
        assert Follower.objects.exists()
    morning(THURSDAY)
    assert not Follower.objects.exists() and not Following.objects.exists()


def test_it_is_tried_once_a_day(hoa, morning, mailbox):
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailbox.refusals = {HOA: "550 5.1.1 User unknown"}
    for hour in range(7, 23):
        morning(TUESDAY, hour)
    assert Follower.objects.get().refusals == 1


def test_a_message_that_arrives_forgives_what_was_refused_before(hoa, morning, mailbox):
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailbox.refusals = {HOA: "550 5.1.1 User unknown"}
    morning(TUESDAY)
    mailbox.refusals = {}
    assert "2/QĐ-UBND" in morning(WEDNESDAY)
    assert Follower.objects.get().refusals == 0


@pytest.mark.parametrize("refusal", ["550 5.7.1 Your server is not liked", "452 4.2.2 Mailbox full", "451 Greylisted"])
def test_what_the_address_cannot_help_is_not_held_against_it(hoa, morning, mailbox, refusal):
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailbox.refusals = {HOA: refusal}
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        morning(day)
    assert Follower.objects.get().refusals == 0
    mailbox.refusals = {}
    assert "2/QĐ-UBND" in morning(FRIDAY)


def test_one_address_that_is_refused_holds_up_no_other(hoa, follow, morning, mailbox, at):
    follow("SECTOR", "ho-tich", address="lan@lamson.example")
    build.announced("2/QĐ-UBND", ("1.000002",))
    mailbox.refusals = {HOA: "550 5.1.1 User unknown"}
    morning(TUESDAY)
    assert "2/QĐ-UBND" in plain(mailbox.to("lan@lamson.example")[-1])


# -- Effort ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [2, 40])
def test_a_quiet_morning_costs_as_much_for_many_as_for_few(province, at, size, django_assert_max_num_queries):
    at(MONDAY, 9)
    now = clock.now()
    for each in range(size):
        follower = Follower.objects.create(address=f"{each}@lamson.example", locale="vi", next_attempt_at=now)
        named = {"kind": "sector", "subject": "ho-tich", "locale": "vi", "epoch": changes.epoch()}
        Following.objects.create(follower=follower, asked_at=now, confirmed_at=now, **named)
    with django_assert_max_num_queries(15):
        assert daily.send_due() == size
