"""A wish to follow: confirmed by who owns the address, told to nobody else, forgotten when it is not."""

import datetime as dt
import json
import logging

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Procedure
from following import asking, letters
from following.models import Follower, Following
from register import clock
from register.kept import forget_all
from register.subjects import Subject
from tests import build

from .conftest import CONFIRM, FOLLOW, FOLLOWING, HOA, MONDAY, THURSDAY, TUESDAY, UNFOLLOW, WEDNESDAY, plain, token_in

pytestmark = pytest.mark.django_db
SECTOR = {"kind": "SECTOR", "key": "ho-tich", "locale": "vi"}


@pytest.fixture(autouse=True)
def _public(province):
    build.announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký khai sinh")


# -- Who follows what is told to nobody --------------------------------------------------------------------------------


def test_the_answer_is_the_same_whoever_follows_already(client, follow):
    def answer(address):
        body = json.dumps({"query": FOLLOW, "variables": {"address": address, **SECTOR}})
        response = client.post("/graphql", body, content_type="application/json")
        return response.status_code, response.content, dict(response.headers)

    follow("SECTOR", "ho-tich")
    follow("PROCEDURE", "1.000001", address="lan@lamson.example")
    assert answer(HOA) == answer("lan@lamson.example") == answer("moi@lamson.example") == answer(HOA)


def test_who_follows_already_reads_it_in_the_letter_alone(tell, follow, mailbox):
    follow("SECTOR", "ho-tich")
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    letter = mailbox.to(HOA)[-1]
    assert letter["Subject"].strip() == "Bạn đang theo dõi thay đổi thủ tục hành chính"
    assert [each["key"] for each in tell(FOLLOWING, token=token_in(letter))["subjects"]] == ["ho-tich"]
    assert Following.objects.count() == 1


def test_no_answer_of_the_api_has_an_address(tell, follow, mailbox):
    follow("SECTOR", "ho-tich")
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    confirm, known = (token_in(each) for each in mailbox.to(HOA))
    told = [tell(FOLLOWING, token=confirm), tell(FOLLOWING, token=known), tell(CONFIRM, token=confirm)]
    assert "hoa" not in json.dumps([*told, tell(UNFOLLOW, token=known)]).lower()


def test_no_log_has_an_address(tell, mailbox, caplog):
    caplog.set_level(logging.DEBUG)
    for refusal in ("550 5.1.1 no hoa@lamson.example here", "451 hoa@lamson.example: later"):
        mailbox.refusals = {HOA: refusal}
        tell(FOLLOW, address=HOA, **SECTOR)
        letters.send_due()
    assert "refused with 550" in caplog.text and "refused with 451" in caplog.text
    told = [each.getMessage() for each in caplog.records if each.name != "django.db.backends"]  # off but for debugging
    assert not any("hoa@" in each for each in told)


# -- An inbox is not flooded -------------------------------------------------------------------------------------------


def test_an_address_gets_five_letters_a_day_and_nobody_learns_that_it_had_them(tell, mailbox, settings, at):
    at(MONDAY)
    for _each in range(8):
        assert tell(FOLLOW, address=HOA, **SECTOR)["received"]
        letters.send_due()
    assert len(mailbox.to(HOA)) == settings.FOLLOW_LETTERS_PER_DAY == 5
    at(TUESDAY)
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    assert len(mailbox.to(HOA)) == 6


def test_pressing_twice_brings_one_letter(tell, mailbox):
    tell(FOLLOW, address=HOA, **SECTOR)
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    assert len(mailbox.raw) == 1


def test_one_reader_asks_ten_times_an_hour_whatever_the_addresses(client, tell, settings):
    settings.FOLLOW_RATE_LIMIT = "2/hour"
    client.defaults.update(REMOTE_ADDR="198.51.100.91")
    told = [tell(FOLLOW, address=f"hoa{each}@lamson.example", **SECTOR) for each in range(3)]
    assert [each["received"] for each in told] == [True, True, False]
    assert told[2]["refusal"] == "TOO_MANY" and told[2]["waitSeconds"] > 0
    assert Follower.objects.count() == 2
    client.defaults.update(REMOTE_ADDR="198.51.100.92")
    assert tell(FOLLOW, address=HOA, **SECTOR)["received"]


# -- Confirming --------------------------------------------------------------------------------------------------------


def test_reading_the_link_confirms_nothing(tell, mailbox):
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    tell(FOLLOWING, token=token_in(mailbox.messages[0]))
    assert Following.objects.get().confirmed_at is None


def test_confirming_twice_is_confirming_once(tell, mailbox, at):
    at(MONDAY, 9)
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    token = token_in(mailbox.messages[0])
    assert tell(CONFIRM, token=token) == tell(CONFIRM, token=token)
    assert Following.objects.get().confirmed_at == clock.now()


def test_an_address_that_nobody_confirmed_is_deleted_after_48_hours(tell, mailbox, at):
    at(MONDAY, 9)
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    at(WEDNESDAY, 8, 59)
    assert asking.forget_unconfirmed() == 0
    at(WEDNESDAY, 9)
    assert tell(CONFIRM, token=token_in(mailbox.messages[0])) is None
    assert asking.forget_unconfirmed() == 1
    assert not Follower.objects.exists() and not Following.objects.exists()


def test_what_is_confirmed_stays_when_another_wish_is_forgotten(tell, follow, at):
    at(MONDAY, 9)
    follow("SECTOR", "ho-tich")
    tell(FOLLOW, address=HOA, kind="SECTOR", key="dat-dai")
    at(THURSDAY)
    assert asking.forget_unconfirmed() == 0
    assert [row.subject for row in Following.objects.all()] == ["ho-tich"]


def test_one_thing_can_be_ended_and_the_rest_goes_on(tell, follow, mailbox):
    follow("SECTOR", "ho-tich")
    follow("SECTOR", "dat-dai")
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    token = token_in(mailbox.messages[-1])
    assert tell(UNFOLLOW, token=token, kind="SECTOR", key="ho-tich")
    assert [each["key"] for each in tell(FOLLOWING, token=token)["subjects"]] == ["dat-dai"]
    assert tell(UNFOLLOW, token=token, kind="SECTOR", key="dat-dai")
    assert not Follower.objects.exists()


def test_what_is_followed_is_read_in_as_many_queries_for_many_as_for_few(tell, follow, mailbox, settings):
    settings.FOLLOW_LETTERS_PER_DAY = 100

    def counted(*followed):
        for kind, key in followed:
            follow(kind, key)
        tell(FOLLOW, address=HOA, **SECTOR)
        letters.send_due()
        token = token_in(mailbox.messages[-1])
        forget_all()
        with CaptureQueriesContext(connection) as queries:
            told = tell(FOLLOWING, token=token)["subjects"]
        return len(told), len(queries)

    codes = ("1.000001", "1.000002", "1.000003", "1.000004")
    build.announced("2/QĐ-UBND", codes[1:], name="Đăng ký kết hôn")
    few, queries = counted(("SECTOR", "ho-tich"), ("PROCEDURE", codes[0]), ("AGENCY", "so-tu-phap"))
    many, as_many = counted(("SECTOR", "dat-dai"), *(("PROCEDURE", code) for code in codes[1:]))
    assert (few, many, as_many) == (3, 7, queries)


def test_the_link_of_one_ends_nothing_of_another(tell, follow, mailbox):
    follow("SECTOR", "ho-tich")
    follow("SECTOR", "ho-tich", address="lan@lamson.example")
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    tell(UNFOLLOW, token=token_in(mailbox.to(HOA)[-1]))
    assert [row.address for row in Follower.objects.all()] == ["lan@lamson.example"]


def test_an_english_reader_is_written_to_in_english(tell, mailbox):
    tell(FOLLOW, address=HOA, **SECTOR | {"locale": "en"})
    letters.send_due()
    (letter,) = mailbox.messages
    assert letter["Subject"].strip() == "Confirm that you want to follow changes of administrative procedures"
    assert "/en/theo-doi/xac-nhan?ma=" in plain(letter)
    assert "sector" in plain(letter)


# -- Hostile input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hoa",
        "hoa@",
        "@lamson.example",
        "hoa@localhost",
        "hoa@[127.0.0.1]",
        '"hoa nguyen"@lamson.example',
        "hoa@lamson.example, lan@lamson.example",
        "hoa@lamson.example\nBcc: lan@lamson.example",
        "hoa\r\n@lamson.example",
        "Hoa <hoa@lamson.example>",
        "hòa@lamson.example",
        "hoa\x00@lamson.example",
        "hoa\ud800@lamson.example",
        "a" * 65 + "@lamson.example",
        "hoa@" + "a" * 250 + ".example",
        "a" * 90_000,
        ["hoa@lamson.example"],
        {"address": "hoa@lamson.example"},
        7,
    ],
)
def test_what_is_no_plain_address_is_refused_without_being_repeated(client, tell, address):
    body = json.dumps({"query": FOLLOW, "variables": {"address": address, **SECTOR}})
    response = client.post("/graphql", body, content_type="application/json")
    assert response.json() == {
        "data": {"followChanges": {"received": False, "refusal": "BAD_ADDRESS", "waitSeconds": None}}
    }
    assert not Follower.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Hoa.Nguyen+tthc@Lamson.Example ", "hoa.nguyen+tthc@lamson.example"),
        ("hoa@tỉnh.example", "hoa@xn--tnh-dlz.example"),
    ],
)
def test_an_address_is_kept_in_one_spelling(tell, given, kept):
    assert tell(FOLLOW, address=given, **SECTOR)["received"]
    assert [row.address for row in Follower.objects.all()] == [kept]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("PROCEDURE", "9.999999"),
        ("PROCEDURE", ""),
        ("PROCEDURE", "1.000001\x00"),
        ("PROCEDURE", "\ud800"),
        ("SECTOR", "so-tu-phap"),
        ("SECTOR", "ho-tich' OR 1=1"),
        ("AGENCY", "ho-tich"),
        ("AGENCY", "a" * 90_000),
    ],
)
def test_only_what_the_public_knows_can_be_followed(tell, kind, key):
    assert tell(FOLLOW, address=HOA, kind=kind, key=key)["refusal"] == "UNKNOWN_SUBJECT"
    assert not Follower.objects.exists()


def test_internal_procedures_and_drafts_cannot_be_followed(tell):
    hidden = build.decision("7/QĐ-UBND")
    build.edition(hidden, "1.000007")
    Procedure.objects.filter(code="1.000007").update(scope="internal")
    build.announce(hidden, "minh")
    build.edition(build.decision("8/QĐ-UBND"), "1.000008")
    for code in ("1.000007", "1.000008"):
        assert tell(FOLLOW, address=HOA, kind="PROCEDURE", key=code)["refusal"] == "UNKNOWN_SUBJECT"


def test_a_code_in_local_form_is_the_procedures_own(tell):
    assert tell(FOLLOW, address=HOA, kind="PROCEDURE", key="1.000001.000.00.00.H62")["received"]
    assert Following.objects.get().subject == "1.000001"


@pytest.mark.parametrize("token", ["", "x", "a.b", "\x00", "\ud800", "đ" * 50, "a" * 90_000, "../../etc/passwd"])
def test_a_link_that_we_never_wrote_opens_nothing(tell, follow, token):
    follow("SECTOR", "ho-tich")
    assert tell(FOLLOWING, token=token) is None
    assert tell(CONFIRM, token=token) is None
    assert tell(UNFOLLOW, token=token) is False
    assert Follower.objects.count() == 1


def test_a_copy_of_the_database_opens_nothing(tell, follow):
    follow("SECTOR", "ho-tich")
    row = Following.objects.get()
    for stolen in (row.key, row.follower.key):
        assert tell(UNFOLLOW, token=stolen) is False
        assert tell(FOLLOWING, token=stolen) is None


def test_the_two_kinds_of_links_are_not_taken_for_each_other(tell, mailbox):
    tell(FOLLOW, address=HOA, **SECTOR)
    letters.send_due()
    assert tell(UNFOLLOW, token=token_in(mailbox.messages[0])) is False
    assert Follower.objects.exists()


def test_what_is_followed_is_not_asked_by_get(client):
    assert client.get("/graphql", {"query": FOLLOWING, "variables": '{"token": "x"}'}).status_code == 405


def test_letters_wait_for_a_server_that_is_away_and_are_then_sent_once(mailbox, settings, at):
    at(MONDAY, 9)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens there
    asking.ask(HOA, Subject("sector", "ho-tich"), "vi")
    assert letters.send_due() == 0
    settings.EMAIL_PORT = port
    assert letters.send_due() == 0  # not due again yet
    at(MONDAY, 9, 2)
    assert letters.send_due() == 1
    assert letters.send_due() == 0
    assert len(mailbox.raw) == 1


def test_after_a_restored_backup_nobody_is_written_to_until_the_operator_says_so(follow, mailbox, at, monkeypatch):
    from following import daily
    from register import changes

    at(MONDAY, 9)
    follow("SECTOR", "ho-tich")
    changes.renew_epoch()
    build.announced("2/QĐ-UBND", ("1.000002",))
    at(TUESDAY)
    daily.send_due()
    assert len(mailbox.raw) == 1
    call_command("resume_following")
    build.announced("3/QĐ-UBND", ("1.000003",))
    at(WEDNESDAY)
    daily.send_due()
    assert "3/QĐ-UBND" in plain(mailbox.messages[-1]) and "2/QĐ-UBND" not in plain(mailbox.messages[-1])


def test_the_sweep_deletes_in_time(at):
    at(MONDAY, 9)
    asking.ask(HOA, Subject("sector", "ho-tich"), "vi")
    assert dt.timedelta(hours=48) == asking.UNCONFIRMED
