"""Where a message may go: https, an ordinary port, and a machine that anybody in the world could reach.

What is decided about is the address that a name leads to, never the name. The networks are listed here and not asked
of `ipaddress.is_global`, whose answer has changed between versions of Python, and which lets multicast pass.
"""

import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

CLOSED_4 = [
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of a provider; Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's agent: a public number that only answers from within
        "169.254.0.0/16",  # link-local; metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
]
# Of IPv6 only this is given to machines of the world. Outside lie loopback, link-local, private and multicast ones, and
# the forms that carry an IPv4 address (mapped, NAT64).
OPEN_6 = ip_network("2000::/3")
CLOSED_6 = [
    ip_network(each)
    for each in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
]
WRITTEN = re.compile(r"[!-\[\]-~]+")  # visible ASCII but the backslash, which some read as a slash
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"(?:{LABEL}\.)*{LABEL}")
NUMERIC = re.compile(r"\d*|0x[0-9a-f]*")  # what makes the C library read a name as a number: 2130706433, 0x7f.1


class Refused(Exception):
    """This address is not posted to. `reason` is a word that the caller has a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """An address taken apart once; nothing reads the text of it again."""

    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 443 else f"{host}:{self.port}"


def target_of(url: str, ports: Sequence[int] = (443,)) -> Target:
    """Take an address apart. Raises Refused with `characters`, `scheme`, `host`, `port` or `user`."""
    if not WRITTEN.fullmatch(url):
        raise Refused("characters")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or 443
    except ValueError:
        raise Refused("host") from None
    if parts.scheme != "https":
        raise Refused("scheme")
    if parts.username is not None or parts.password is not None:
        raise Refused("user")
    if literal(host) is None and (not NAME.fullmatch(host) or NUMERIC.fullmatch(host.rpartition(".")[2])):
        raise Refused("host")
    if port not in ports:
        raise Refused("port")
    return Target(host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def literal(host: str) -> Address | None:
    """The address that the host is, in its one ordinary notation; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_open(address: Address) -> bool:
    """Whether any machine of the world has this address, and none of ours alone."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_4)
    plain = address.scope_id is None and address in OPEN_6
    return plain and not any(address in network for network in CLOSED_6)


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a name, as this machine's resolver tells them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def addresses_of(
    target: Target, seconds: float, *, allowed: Sequence[Network] = (), resolve: Resolve = look_up
) -> list[Address]:
    """Where the target is, asked once: whoever posts must connect to one of these and ask nobody again.

    A name that leads inside with one of its addresses is refused whole. Raises Refused with `private` or `unknown`.
    """
    found = literal(target.host)
    told = [str(found)] if found else _within(seconds, lambda: resolve(target.host, target.port))
    addresses = [ip_address(each) for each in told]
    if not addresses:
        raise Refused("unknown")
    if not all(is_open(each) or any(each in network for network in allowed) for each in addresses):
        raise Refused("private")
    return addresses


def _within(seconds: float, ask: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The resolver knows no time limit, so it is asked aside; one that answers late is not waited for."""
    told: list[str] = []

    def run() -> None:
        try:
            told.extend(ask())
        except (OSError, UnicodeError):
            return

    asking = threading.Thread(target=run, daemon=True)
    asking.start()
    asking.join(seconds)
    return told if not asking.is_alive() else []
