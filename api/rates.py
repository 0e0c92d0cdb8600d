"""How often one address, or one key, may ask in a while. Counted by `limits`, in Redis where there is one.

The address is the connection's, or what a proxy of `TRUSTED_PROXIES` tells; the portal, which asks for all its readers,
tells theirs in a header that it signs with `PORTAL_KEY`. Nothing of it is stored beyond its window.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

LIMITED = ("/graphql", "/export/", "/feeds/")
READER = "X-Portal-Reader"  # <address>;<seconds since 1970>;<signature>
FRESH = 120  # seconds that such a header holds
MESSAGE = "Too many requests from this address: wait {seconds} seconds, or ask for a key."


def limited(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Middleware: 429 with Retry-After for who asks too often."""

    def middleware(request: HttpRequest) -> Any:
        if request.path.startswith(LIMITED) and settings.RATE_LIMIT != "0":
            seconds = wait(request)
            if seconds:
                return refused(seconds)
        return get_response(request)

    return middleware


def refused(seconds: int) -> HttpResponse:
    error = {"message": MESSAGE.format(seconds=seconds), "extensions": {"code": "RATE_LIMITED"}}
    response = JsonResponse({"errors": [error]}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response


def wait(request: HttpRequest) -> int:
    """Seconds until this asker may ask again; 0 where it may now. Counts the request."""
    name = key_of(request)
    allowed, who = (item(settings.RATE_LIMIT_WITH_KEY), f"key:{name}") if name else (
        item(settings.RATE_LIMIT), network_of(address_of(request))
    )  # fmt: skip
    return _wait(allowed, who)


def wait_to_report(request: HttpRequest) -> int:
    """Seconds until this asker may tell of another mistake; 0 where it may now."""
    return _wait_for(settings.MISTAKE_RATE_LIMIT, "mistake", request)


def wait_to_follow(request: HttpRequest) -> int:
    """Seconds until this asker may ask to follow something more; 0 where it may now."""
    return _wait_for(settings.FOLLOW_RATE_LIMIT, "follow", request)


def wait_to_begin(request: HttpRequest) -> int:
    """Seconds until this asker may begin another draft; 0 where it may now."""
    return _wait_for(settings.FILING_RATE_LIMIT, "draft", request)


def wait_to_log_in(request: HttpRequest) -> int:
    """Seconds until this asker may begin another login; 0 where it may now."""
    return _wait_for(settings.FILING_RATE_LIMIT, "login", request)


def wait_to_look_up(request: HttpRequest, code: str) -> int:
    """Seconds until this asker may try look-up codes again, or anybody those of this dossier; 0 where now."""
    if settings.LOOK_UP_RATE_LIMIT == "0":
        return 0
    return max(_left(item(rate), *who) for rate, who in _who_looks_up(request, code))


def count_wrong_look_up(request: HttpRequest, code: str) -> None:
    """A code that opened nothing; right ones are not counted."""
    if settings.LOOK_UP_RATE_LIMIT != "0":
        for rate, who in _who_looks_up(request, code):
            _wait(item(rate), *who)


def _who_looks_up(request: HttpRequest, code: str) -> list[tuple[str, tuple[str, str]]]:
    """A code may be tried more often than by one address: codes are known to many, and nobody shuts its people out."""
    return [
        (settings.LOOK_UP_RATE_LIMIT, ("look-up", network_of(address_of(request)))),
        (settings.LOOK_UP_RATE_LIMIT_OF_A_CODE, ("look-up of", code)),
    ]


def _left(allowed: Any, *who: str) -> int:
    """Seconds until one more is taken, without counting."""
    try:
        if limiter().test(allowed, *who):
            return 0
        return max(1, int(limiter().get_window_stats(allowed, *who).reset_time - moment()) + 1)
    except StorageError:
        return 0


def _wait_for(rate: str, what: str, request: HttpRequest) -> int:
    return 0 if rate == "0" else _wait(item(rate), what, network_of(address_of(request)))


def _wait(allowed: Any, *who: str) -> int:
    try:
        if limiter().hit(allowed, *who):
            return 0
        return max(1, int(limiter().get_window_stats(allowed, *who).reset_time - moment()) + 1)
    except StorageError:  # counting is away: better to answer all than none
        return 0


def key_of(request: HttpRequest) -> str:
    """The name of the key that was sent in `X-Api-Key`; "" for none, or one that is not known."""
    sent = request.headers.get("X-Api-Key", "")
    digest = hashlib.sha256(sent.encode()).hexdigest() if sent else ""
    return next((name for name, known in settings.API_KEYS.items() if hmac.compare_digest(known, digest)), "")


def address_of(request: HttpRequest) -> str:
    """The address of who asks, as far as somebody trusted tells it."""
    told = signed_reader(request.headers.get(READER, ""))
    if told:
        return told
    here = request.META.get("REMOTE_ADDR", "")
    if not is_trusted(here):
        return here
    # The last one that no proxy of ours wrote: what stands before it anybody may have written.
    for address in reversed([part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]):
        if address and not is_trusted(address):
            return address
    return here


def signed_reader(header: str) -> str:
    """The reader's address where the portal signed it a moment ago, else ""."""
    address, _line, rest = header.partition(";")
    told_at, _line, signature = rest.partition(";")
    if not (settings.PORTAL_KEY and signature and told_at.isdigit()):
        return ""
    expected = hmac.new(settings.PORTAL_KEY.encode(), f"{address};{told_at}".encode(), hashlib.sha256).hexdigest()
    is_fresh = abs(moment() - int(told_at)) <= FRESH
    return address if is_fresh and hmac.compare_digest(expected, signature) else ""


def moment() -> float:
    """The host's clock, which the portal has too; the product's own may be moved for a rehearsal."""
    return time.time()  # noqa: TID251


def is_trusted(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(each) for each in settings.TRUSTED_PROXIES)


def network_of(address: str) -> str:
    """What counts as one asker: an IPv4 address, the /64 of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def asker(request: HttpRequest) -> str | None:
    """Who asks, as one address: what the desk's login counts failures by. None where nobody trusted tells."""
    network = network_of(address_of(request)).partition("/")[0]
    return None if network == "unknown" else network


@cache
def item(rate: str) -> RateLimitItem:
    return parse(rate)


@cache
def limiter() -> SlidingWindowCounterRateLimiter:
    storage = RedisStorage(settings.REDIS_URL, wrap_exceptions=True) if settings.REDIS_URL else MemoryStorage()
    return SlidingWindowCounterRateLimiter(storage)
