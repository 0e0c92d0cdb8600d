"""A post goes to the address that was checked, follows nothing, and ends in time whatever the other side does."""

import pytest

from outbound.addresses import Refused
from outbound.posting import Failed, post
from tests.receiver import receiving, reply, trickle

BODY = b'{"type":"thu"}'


def test_it_arrives_whole_under_the_name_of_the_host(receiver, rules):
    receiver.answers = [reply(200, "Đã nhận".encode(), X_Own="a")]
    answer = post(receiver.url, BODY, {"X-Word": "x"}, rules())
    assert (answer.status, answer.body.decode(), answer.headers["x-own"]) == (200, "Đã nhận", "a")
    (got,) = receiver.received
    assert (got.path, got.body, got.headers["x-word"]) == ("/hooks?of=lamson", BODY, "x")
    assert got.headers["host"] == f"{receiver.host}:{receiver.port}"


def test_the_address_that_was_checked_is_the_one_connected_to(receiver, rules, tmp_path):
    """A name that leads to an allowed address when checked and to another afterwards."""
    with receiving(tmp_path, "127.0.0.2", receiver.port) as other:
        told = []

        def rebinding(host, port):
            told.append(host)
            return ["127.0.0.1"] if len(told) == 1 else ["127.0.0.2"]

        post(receiver.url, BODY, {}, rules(resolve=rebinding))
        assert told == [receiver.host]
        assert (len(receiver.received), len(other.received)) == (1, 0)


def test_an_inner_address_is_not_even_connected_to(receiver, rules):
    receiver.host = "localhost"
    with pytest.raises(Refused):
        post(receiver.url, BODY, {}, rules(allowed=()))
    assert receiver.received == []


def test_the_next_address_of_a_name_is_tried_where_the_first_takes_no_connection(receiver, rules):
    post(receiver.url, BODY, {}, rules(resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"]))
    assert len(receiver.received) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver, rules, status):
    receiver.answers = [reply(status, Location=receiver.url)]
    assert post(receiver.url, BODY, {}, rules()).status == status
    assert len(receiver.received) == 1


def test_a_proxy_of_the_environment_is_not_asked(receiver, rules, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post(receiver.url, BODY, {}, rules()).status == 204


def test_a_certificate_of_another_name_or_authority_is_refused(receiver, rules, tmp_path):
    with receiving(tmp_path, "127.0.0.1", 0, "other.example") as other:
        other.answers = [200]
        with pytest.raises(Failed) as failed:
            post(other.url, BODY, {}, rules(ports=(other.port,)))
        assert (failed.value.reason, other.received) == ("certificate", [])
        other.host = "other.example"
        assert post(other.url, BODY, {}, rules(ports=(other.port,))).status == 200
    with pytest.raises(Failed) as failed:
        post(receiver.url, BODY, {}, rules(authorities=""))
    assert (failed.value.reason, receiver.received) == ("certificate", [])


@pytest.mark.parametrize(
    ("first", "piece"),
    [(b"", b"H"), (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), (b"HTTP/1.1 200 OK\r\n\r\n", b"a"), (b"", b"")],
    ids=["status", "head", "body", "silence"],
)
def test_a_trickle_ends_with_the_time_that_a_post_has(receiver, rules, first, piece):
    """Each piece comes well within the time: only one limit for the whole ends it."""
    receiver.answers = [trickle(receiver, first, piece)]
    with pytest.raises(Failed) as failed:
        post(receiver.url, BODY, {}, rules(seconds=0.6))
    assert failed.value.reason == "slow"
    assert not receiver.ended.is_set()  # it was us who stopped


def test_of_a_long_answer_no_more_is_read_than_may_be(receiver, rules):
    receiver.answers = [trickle(receiver, b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 20_000)]  # it never ends
    answer = post(receiver.url, BODY, {}, rules())
    assert answer.status == 200
    assert 0 < len(answer.body) <= 64 * 1024


def test_a_head_without_end_is_no_answer(receiver, rules):
    receiver.answers = [trickle(receiver, b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 20_000 + b"\r\n")]
    with pytest.raises(Failed) as failed:
        post(receiver.url, BODY, {}, rules(most_bytes=30_000))
    assert failed.value.reason == "nonsense"


def test_what_is_no_http_and_who_takes_no_connection_is_told_apart(receiver, rules):
    receiver.answers = [lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")]
    with pytest.raises(Failed) as failed:
        post(receiver.url, BODY, {}, rules())
    assert failed.value.reason == "nonsense"
    with pytest.raises(Failed) as failed:
        post(receiver.url, BODY, {}, rules(resolve=lambda host, port: ["127.0.0.3"]))
    assert failed.value.reason == "connection"
