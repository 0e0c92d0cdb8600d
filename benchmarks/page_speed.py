"""The portal's procedure pages from its one process, on the imported procedures, as a reader without JavaScript asks.

Pages per second (autocannon, 8 connections, in turns, one run) of one procedure whose page is kept and of the same with
nothing kept, beside the same process serving the same bytes as a file. Then all procedures in turn under an open load,
see `load`, and the file at the same rate: the API and those who ask share the machine, and where it stands still for a
moment every answer that is due waits, whatever made it.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from register.models import AnnouncedEdition
from tests.browser.stack import ROOT, Stack
from tools import portal

from .api_speed import TURNS, requests_per_second
from .load import Questions, measured, opened, told, undisturbed
from .server import asked, connected

FILE = "so-sanh-toc-do.html"  # the name is of no page
WANTED_SHARE, WANTED_TAIL = 0.25, 5.0


def run() -> Iterator[str]:
    portal.build()
    codes = sorted(set(AnnouncedEdition.objects.values_list("code", flat=True)))
    paths = [f"/thu-tuc/{code}" for code in codes]
    folder = Path(settings.DATA_DIR)
    kept, anew = Stack(folder), Stack(folder, PAGE_SECONDS="0")
    try:
        path, body = median_page(kept.start(), paths)
        kept.stop()
        with built_with(body):
            yield from beside_a_file(kept.start(), anew.start(), path, len(body))
            anew.stop()
            yield from under_load(kept, paths)
    finally:
        kept.stop()
        anew.stop()


@contextmanager
def built_with(body: bytes) -> Iterator[None]:
    """The portal with this file among those it serves: it knows them from its build."""
    file = ROOT / "frontend" / "static" / FILE
    file.write_bytes(body)
    try:
        portal.build()
        yield
    finally:
        file.unlink()
        portal.build()


def median_page(stack: Stack, paths: list[str]) -> tuple[str, bytes]:
    """Address and body of the page of the middle size."""
    sizes = sorted(zip(warmed(stack, paths), paths, strict=True))
    path = sizes[len(sizes) // 2][1]
    connection = connected(stack.portal_port, path)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return path, body


def warmed(stack: Stack, paths: list[str]) -> list[int]:
    """The bytes of each page, which is kept from now on."""
    connection = connected(stack.portal_port, "/robots.txt")
    sizes = [asked(connection, "GET", path)[1] for path in paths]
    connection.close()
    return sizes


def beside_a_file(kept: Stack, anew: Stack, path: str, size: int) -> Iterator[str]:
    rows = {
        "as a file": kept.portal + "/" + FILE,
        "kept": kept.portal + path,
        "made anew": anew.portal + path,
    }
    seen: dict[str, list[float]] = {name: [] for name in rows}
    for _turn in range(TURNS):
        for name, address in rows.items():
            seen[name].append(requests_per_second(address))
    rates = {name: statistics.median(each) for name, each in seen.items()}
    for name, rate in rates.items():
        wanted = f" (wanted: {WANTED_SHARE})" if name == "kept" else ""
        yield (
            f"procedure page of {size / 1000:.0f} kB, {name}: {rate:.0f}/s, {rate / rates['as a file']:.2f} of the file"
            f"{wanted}"
        )


def under_load(stack: Stack, paths: list[str]) -> Iterator[str]:
    warmed(stack, paths)
    capacity, rate, pages = measured(Questions(_read, paths, stack.portal_port))
    yield told(f"{len(paths)} procedure pages", capacity, rate, pages, wanted=WANTED_TAIL)
    with undisturbed():
        file = opened(Questions(_read, [f"/{FILE}"], stack.portal_port), rate)
    yield told("the file at the same rate", capacity, rate, file, wanted=WANTED_TAIL)


def _read(connection: HTTPConnection, path: str) -> None:
    asked(connection, "GET", path)
