"""`/export/…`: all procedures in force on a day as JSON lines or a table, and each one as JSON-LD.

Streamed in batches from one snapshot of the record, so that memory does not grow with it. Only public procedures that
are in force on the day: what is withdrawn, ended, internal or still of the future is in none of them.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from register import changes, clock
from register.answer import answer, version
from register.naming import agency_names, sector_names
from register.snapshot import Snapshot, snapshot
from register.words import Scope, State

from . import cpsv, table
from .conditional import etag_of, is_known, refused, stamped
from .context import LOCALES
from .facts import Names, facts

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Pieces = Callable[[Snapshot], Iterator[str]]


class BadQuestion(Exception):
    """What was asked for cannot be read; says so in Vietnamese and English."""

    @property
    def response(self) -> HttpResponse:
        return refused(400, *self.args)


@require_safe
def procedures_jsonl(request: HttpRequest) -> HttpResponseBase:
    """One object a line (`api/facts.py`)."""
    return _download(request, "jsonl", "application/x-ndjson", _lines)


@require_safe
def procedures_csv(request: HttpRequest) -> HttpResponseBase:
    """One row a procedure (`api/table.py`)."""
    return _download(request, "csv", "text/csv", _rows)


@require_safe
def procedure_jsonld(request: HttpRequest, code: str) -> HttpResponseBase:
    """One procedure as a public service (`api/cpsv.py`); 404 where it is not in force on the day."""
    try:
        day, locale = question(request)
    except BadQuestion as bad:
        return bad.response
    with changes.reading():
        etag = etag_of(version(day, locale, code), "jsonld")
        found = answer(code, day, locale)
        if found is None or found.state != State.IN_FORCE or found.scope != Scope.PUBLIC:
            return refused(
                404,
                f"Không có thủ tục hành chính nào mang mã này có hiệu lực vào ngày {day}.",
                f"No procedure of this code is in force on {day}.",
            )
        named = Names(agency_names(), sector_names())
        return stamped(
            request,
            etag,
            lambda: HttpResponse(_json(cpsv.public_service(found, named)), content_type="application/ld+json"),
        )


def question(request: HttpRequest) -> tuple[dt.date, str]:
    """Day and locale asked for, by default today in Viet Nam and `vi`. Raises BadQuestion."""
    told, locale = request.GET.get("on"), request.GET.get("locale", "vi")
    if locale not in LOCALES:
        raise BadQuestion("`locale` là vi hoặc en.", "`locale` is vi or en.")
    if told is None:
        return clock.today(), locale
    try:
        if DAY.fullmatch(told):
            return dt.date.fromisoformat(told), locale
    except ValueError:
        pass
    raise BadQuestion("`on` là một ngày viết như 2026-08-01.", "`on` is a day written like 2026-08-01.")


def _download(request: HttpRequest, kind: str, media_type: str, pieces: Pieces) -> HttpResponseBase:
    try:
        day, locale = question(request)
    except BadQuestion as bad:
        return bad.response
    etag = etag_of(version(day, locale), kind)
    whole: Iterable[bytes] = ()
    if request.method == "GET" and not is_known(request, etag):
        taken = snapshot(day, locale)
        etag = etag_of(taken.version, kind)
        whole = (piece.encode() for piece in pieces(taken))

    def made() -> HttpResponseBase:
        response = StreamingHttpResponse(whole, content_type=f"{media_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="procedures-{day}-{locale}.{kind}"'
        return response

    return stamped(request, etag, made)


def _told(taken: Snapshot) -> Iterator[list[dict[str, Any]]]:
    names = Names(taken.agencies, taken.sectors)
    for batch in taken.batches():
        yield [facts(each, names, taken.guides.get(each.code)) for each in batch]


def _lines(taken: Snapshot) -> Iterator[str]:
    for batch in _told(taken):
        yield "".join(_json(each) + "\n" for each in batch)


def _rows(taken: Snapshot) -> Iterator[str]:
    yield table.head()
    for batch in _told(taken):
        yield table.rows(batch)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
