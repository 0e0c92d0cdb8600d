"""Filing under load, beside bare inserts of the same rows; saving a long form beside a short one; tracking.

On PostgreSQL and Redis where DATABASE_URL and REDIS_URL name them, else on SQLite. Two gunicorn workers of four
threads, eight citizens at once, ours and the yardstick in turns of half a minute until FILING_SECONDS (else 60) of ours
are over. The bare view inserts a dossier, its event, whom it mentions and its notice, moves a draft and counts up, with
bytes of the same length, in one transaction; that of tracking reads the same rows and tells them as JSON.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

from dossiers import drafting, switching
from dossiers.access import Asker
from register import clock, record

from .server import ROOT, connected

PORT, CITIZENS, TURN = 8932, 8, 30
SECONDS = int(os.environ.get("FILING_SECONDS", "60"))
WANTED, AIM, WANTED_LONG, WANTED_TRACKING = 0.3, 30, 3.0, 2.0
SHORT, LONG = 10, 95  # fields
ROUNDS = 60
SUBMIT = """mutation ($code: String!, $key: LookUpCode!, $answers: Answers!) {
  submitDossier(code: $code, lookUpCode: $key, answers: $answers) { dossier { code } refusal { reason } } }"""
SAVE = """mutation ($code: String!, $key: LookUpCode!, $revision: Int!, $answers: Answers!) {
  saveDraft(code: $code, lookUpCode: $key, revision: $revision, answers: $answers) {
    draft { revision } refusal { reason } } }"""
READ = """query ($code: String!, $key: LookUpCode!) { dossier(code: $code, lookUpCode: $key) {
  dossier { code stateName next dueAt history { at deedName text } answers } refusal { reason } } }"""


def form(fields: int) -> dict[str, Any]:
    """The form of a procedure of its own, with so many texts to fill in."""
    asked = [
        {"key": f"t{number}", "kind": "text", "label": {"vi": f"Câu {number}", "en": f"Question {number}"}}
        for number in range(fields)
    ]
    title = {"vi": "Đơn", "en": "Form"}
    section = {"key": "what", "title": title, "fields": asked}
    page = {"key": "what", "title": title, "sections": [section]}
    return {"format": 1, "readable_from": 1, "procedure": code_of(fields), "title": title, "pages": [page]}


def code_of(fields: int) -> str:
    return f"8.{fields:06}"


def answers(fields: int) -> str:
    who = {"for_whom": "self", "kind": "person", "name": "Lê Thị Hoa", "id_number": "001190012345"}
    who |= {"phone": "0912345678", "email": "hoa@lamson.example"}
    what = {f"t{number}": f"Điều đã khai ở câu {number}" for number in range(fields)}
    return json.dumps({"_applicant": who, "_result": {"by": "online"}, "what": what}, ensure_ascii=False)


def run() -> Iterator[str]:
    settings.FILING_GUESTS = True
    _prepare()
    with _serving():
        yield from _sustained()
        yield from _long_and_short()
        yield from _tracking()


def _prepare() -> None:
    import tempfile

    from django.core.management import call_command

    decision = {"decision_number": "1/QĐ-UBND"}
    lines = [
        {"code": code_of(each), "name": f"Việc {each}", "levels": ["province"], "steps": "Nộp."} | decision
        for each in (SHORT, LONG)
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        file.flush()
        call_command("import_procedures", file.name, announce=True, verbosity=0)
    for each in (SHORT, LONG):
        record.release_form(form(each), clock.today(), "benchmark")
    switching.switch("province", "", True, "benchmark")


def _sustained() -> Iterator[str]:
    ours, bare = [], []
    for _turn in range(max(1, SECONDS // TURN)):
        drafts = [_begun(SHORT) for _each in range(TURN * 90)]
        ours.append(_rate(lambda held: ("/graphql", _body(SUBMIT, **held, answers=answers(SHORT))), drafts))
        few = [_begun(SHORT) for _each in range(100)]
        bare.append(_rate(lambda held: ("/bare-filing", json.dumps(held)), few * TURN * 20))
    mine, theirs = statistics.mean(ours), statistics.mean(bare)
    yield (
        f"filing on {connection.vendor}: {mine:.0f} dossiers/s (aim: {AIM}), bare inserts {theirs:.0f}/s: "
        f"ratio {mine / theirs:.2f} (wanted: {WANTED})"
    )


def _long_and_short() -> Iterator[str]:
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    held = {each: _begun(each) for each in (SHORT, LONG)}
    times: dict[int, list[float]] = {SHORT: [], LONG: []}
    for revision in range(ROUNDS):
        for each in (SHORT, LONG):
            told = answers(each).replace("Điều", f"Điều {revision}")
            body = _body(SAVE, **held[each], revision=revision, answers=told)
            times[each].append(_timed(link, "/graphql", body))
    medians = {each: statistics.median(seen) * 1000 for each, seen in times.items()}
    yield (
        f"saving {SHORT} fields {medians[SHORT]:.1f} ms, {LONG} fields {medians[LONG]:.1f} ms: "
        f"ratio {medians[LONG] / medians[SHORT]:.2f} (wanted: {WANTED_LONG})"
    )


def _tracking() -> Iterator[str]:
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    held = _begun(SHORT)
    link.request("POST", "/graphql", _body(SUBMIT, **held, answers=answers(SHORT)), JSON)
    code = json.loads(link.getresponse().read())["data"]["submitDossier"]["dossier"]["code"]
    mine, bare = [], []
    for _each in range(ROUNDS * 4):
        mine.append(_timed(link, "/graphql", _body(READ, code=code, key=held["key"])))
        bare.append(_timed(link, "/bare-tracking", json.dumps({"code": code})))
    ours, theirs = statistics.median(mine) * 1000, statistics.median(bare) * 1000
    yield f"tracking {ours:.1f} ms, bare view {theirs:.1f} ms: ratio {ours / theirs:.2f} (wanted: {WANTED_TRACKING})"


JSON = {"Content-Type": "application/json"}


def _begun(fields: int) -> dict[str, str]:
    begun = drafting.begin(code_of(fields), "province", "", Asker(), "vi")
    return {"code": begun.draft.code, "key": begun.look_up_code}


def _body(document: str, **variables: object) -> str:
    return json.dumps({"query": document, "variables": variables})


def _rate(asked: Callable[[dict[str, str]], tuple[str, str]], drafts: Sequence[dict[str, str]]) -> float:
    """Answers a second, of eight at once, for a turn. Raises AssertionError where one is no success."""
    left = list(drafts)
    until = time.monotonic() + TURN
    done: list[int] = []
    wrong: list[str] = []

    def work() -> None:
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        count = 0
        while time.monotonic() < until and left:
            path, body = asked(left.pop())
            link.request("POST", path, body.encode(), JSON)
            answer = link.getresponse()
            told = answer.read()
            if answer.status != 200 or b'"refusal": {' in told or b'"refusal":{' in told:
                wrong.append(told[:300].decode())
                return
            count += 1
        done.append(count)

    working = [threading.Thread(target=work) for _each in range(CITIZENS)]
    began = time.monotonic()
    for each in working:
        each.start()
    for each in working:
        each.join()
    if wrong or not left:
        raise AssertionError(wrong[0] if wrong else "the drafts were used up")
    return sum(done) / (time.monotonic() - began)


def _timed(link: http.client.HTTPConnection, path: str, body: str) -> float:
    began = time.perf_counter()
    link.request("POST", path, body.encode(), JSON)
    answer = link.getresponse()
    told = answer.read()
    took = time.perf_counter() - began
    if answer.status != 200 or b'"errors"' in told[:20]:
        raise AssertionError(told[:300])
    return took


@contextmanager
def _serving() -> Iterator[None]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.bare_filing_settings",
        "DEBUG": "1",
        "FILING_GUESTS": "1",
        "DOSSIER_KEYS": settings.DOSSIER_KEYS[0] if settings.DOSSIER_KEYS else "",
        **dict.fromkeys(("RATE_LIMIT", "FILING_RATE_LIMIT", "LOOK_UP_RATE_LIMIT"), "0"),
    }
    if connection.vendor == "postgresql":  # the database of this measurement
        name = connection.settings_dict["NAME"]
        environment["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    flags = ["-w", "2", "-k", "gthread", "--threads", "4", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.bare_filing:application", "-b", f"127.0.0.1:{PORT}"]
    server = subprocess.Popen([*command, *flags], cwd=ROOT, env=environment)
    try:
        connected(PORT, "/health/live").close()
        yield
    finally:
        server.terminate()
        server.wait(20)
