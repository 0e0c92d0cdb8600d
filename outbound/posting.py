"""One POST to a checked address: no redirects, no proxies, all of it within some seconds and some bytes."""

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .addresses import Address, Network, Resolve, Target, addresses_of, look_up, target_of


class Failed(Exception):
    """Nothing that could be called an answer came. `reason` is `slow`, `certificate`, `connection` or `nonsense`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rules:
    """What holds for a post. `allowed` are networks that are reached although they are not public: for tests."""

    seconds: float = 5.0
    most_bytes: int = 64 * 1024  # of an answer, its head included
    ports: Sequence[int] = (443,)
    allowed: Sequence[Network] = ()
    authorities: str = ""  # a file of certificates that are trusted beside those of the machine
    resolve: Resolve = look_up


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes  # cut off where it was longer than may be


class _TooMuch(OSError):
    pass


class _Watched(ssl.SSLSocket):
    """A connection with one deadline for all it does. A time limit for each piece would never stop a trickle."""

    until: float
    left: int

    def watch(self, until: float, most_bytes: int) -> None:
        self.until, self.left = until, most_bytes

    def send(self, *args: Any) -> int:
        self.settimeout(_left(self.until))
        return super().send(*args)

    def recv_into(self, *args: Any) -> int:
        if self.left <= 0:
            raise _TooMuch
        self.settimeout(_left(self.until))
        count = super().recv_into(*args)
        self.left -= count
        return count


def post(url: str, body: bytes, headers: Mapping[str, str], rules: Rules) -> Answer:
    """Send it once. Raises Refused (outbound.addresses) before a byte leaves, or Failed."""
    until = time.monotonic() + rules.seconds
    target = target_of(url, rules.ports)
    addresses = addresses_of(target, _left(until), allowed=rules.allowed, resolve=rules.resolve)
    try:
        with contextlib.closing(_connected(target, addresses, until, rules)) as connection:
            return _asked(connection, target, body, headers, rules)
    except TimeoutError:
        raise Failed("slow") from None
    except ssl.SSLCertVerificationError:
        raise Failed("certificate") from None
    except (_TooMuch, http.client.HTTPException):
        raise Failed("nonsense") from None
    except OSError:
        raise Failed("connection") from None


def _connected(target: Target, addresses: Sequence[Address], until: float, rules: Rules) -> _Watched:
    """A connection to the first of these very addresses that takes one."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _Watched
    if rules.authorities:
        context.load_verify_locations(rules.authorities)
    plain = _reached(addresses, target.port, until)
    # From here on wrapping owns the plain one, and closes it where it fails.
    secure = context.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)
    assert isinstance(secure, _Watched)  # noqa: S101 - for the type
    try:
        secure.watch(until, rules.most_bytes)
        secure.settimeout(_left(until))
        secure.do_handshake()
    except BaseException:
        secure.close()
        raise
    return secure


def _reached(addresses: Sequence[Address], port: int, until: float) -> socket.socket:
    last: OSError = TimeoutError()
    for place, address in enumerate(addresses):
        share = _left(until) / (len(addresses) - place)  # a silent one leaves time for the next
        try:
            return socket.create_connection((str(address), port), timeout=share)
        except OSError as error:
            last = error
    raise last


def _asked(connection: _Watched, target: Target, body: bytes, headers: Mapping[str, str], rules: Rules) -> Answer:
    asking = http.client.HTTPConnection(target.host, target.port)
    asking.sock, asking.auto_open = connection, 0  # connected already: it opens none itself
    asking.request("POST", target.path, body, {**headers, "Host": target.authority, "Connection": "close"})
    answer = asking.getresponse()
    read = bytearray()
    try:
        while piece := answer.read1(8192):
            read += piece
    except (_TooMuch, http.client.IncompleteRead):
        pass
    told = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, told, bytes(read[: rules.most_bytes]))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
