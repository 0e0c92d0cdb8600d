"""Nothing is posted to an address that only we can reach, however it is written."""

import threading
from ipaddress import ip_address

import pytest

from outbound.addresses import Refused, addresses_of, is_open, target_of

CLOSED = [
    "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.9",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
    "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1",
]  # fmt: skip
OPEN = [
    "1.1.1.1", "8.8.8.8", "113.160.0.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "168.63.129.17",
    "223.255.255.254", "2001:ee0::1", "2402:800::1", "2606:4700:4700::1111",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_the_worlds_is_closed(address):
    assert not is_open(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_world_is_open(address):
    assert is_open(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "10.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fe80::1%25eth0]", "169.254.169.254", "[fd00:ec2::254]",
        "0", "0.0.0.0", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1",
        "017700000001", "127.0.0.0x1", "0300.0250.0.1", "127.0.0.1.", "localhost.", "１２７.0.0.1", "①②⑦.0.0.1",
        "127。0。0。1", "%31%32%37.0.0.1",
    ],
)  # fmt: skip
def test_no_notation_of_an_inner_address_is_taken(host):
    with pytest.raises(Refused) as refused:
        addresses_of(target_of(f"https://{host}/"), 5)
    assert refused.value.reason in {"private", "host", "characters"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hooks.example/", "scheme"),
        ("ftp://hooks.example/", "scheme"),
        ("//hooks.example/", "scheme"),
        ("hooks.example", "scheme"),
        ("", "characters"),
        ("https:///path", "host"),
        ("https://[::1/", "host"),
        ("https://hooks.example:99999/", "host"),
        ("https://hooks..example/", "host"),
        ("https://134744072/", "host"),  # 8.8.8.8, which is open, but not as people write it
        ("https://0x08080808/", "host"),
        ("https://0x8.0x8.0x8.0x8/", "host"),
        ("https://010.8.8.8/", "host"),
        ("https://8.526344/", "host"),
        ("https://-hooks.example/", "host"),
        ("https://hooks.example:8443/", "port"),
        ("https://hooks.example:22/", "port"),
        ("https://lan@hooks.example/", "user"),
        ("https://lan:mat-khau@hooks.example/", "user"),
        ("https://hooks.example\\@127.0.0.1/", "characters"),
        ("https://hooks.example/\r\nX-A: b", "characters"),
        ("https://hooks.example/a b", "characters"),
        ("https://hooks.example/ệ", "characters"),
    ],
)
def test_an_address_that_is_not_plainly_written_is_refused_with_the_reason(url, reason):
    with pytest.raises(Refused) as refused:
        target_of(url)
    assert refused.value.reason == reason


def test_an_address_is_taken_apart_once():
    target = target_of("https://Hooks.Example:8443/a/b?c=d#e", ports=(443, 8443))
    assert (target.host, target.port, target.path) == ("hooks.example", 8443, "/a/b?c=d")
    assert target.authority == "hooks.example:8443"
    assert target_of("https://hooks.example").path == "/"


def test_a_name_that_also_leads_inside_is_refused_whole():
    with pytest.raises(Refused) as refused:
        addresses_of(target_of("https://hooks.example/"), 5, resolve=lambda host, port: ["1.1.1.1", "10.0.0.1"])
    assert refused.value.reason == "private"


def test_a_name_that_leads_nowhere_is_told_so():
    def nobody(host, port):
        raise OSError("no such name")

    for resolve in (nobody, lambda host, port: []):
        with pytest.raises(Refused) as refused:
            addresses_of(target_of("https://hooks.example/"), 5, resolve=resolve)
        assert refused.value.reason == "unknown"


def test_a_resolver_that_answers_late_is_not_waited_for():
    late = threading.Event()

    def slow(host, port):
        late.wait(30)
        return ["1.1.1.1"]

    with pytest.raises(Refused):
        addresses_of(target_of("https://hooks.example/"), 0.1, resolve=slow)
    assert not late.is_set()  # it was refused while the resolver still thought
    late.set()
