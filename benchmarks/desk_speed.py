"""The desk with all imported procedures: its pages, and announcing a decision of 500 editions while citizens read.

On PostgreSQL where DATABASE_URL names one, as in production; else on SQLite. Pages are asked for in the process,
through the whole of Django and Wagtail, each once to warm up and then seven times; the worker does its job in a thread,
and what a citizen's question waits meanwhile is seen by asking every 20 ms.
"""

import datetime as dt
import statistics
import threading
import time
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from cms import confirming, jobs
from cms.beginning import begin_from_text_in_force
from cms.drafting import listed, stream
from cms.models import Decision, Department, Edition, Job, Procedure, PublicationTerm
from register import clock
from register.answer import answers, in_force
from register.kept import forget_all
from register.models import Agency
from register.words import ChangeKind

WORKBENCH, LARGE, ROUNDS = 49, 500, 7
WANTED, WANTED_ANNOUNCING = 1.0, 30.0  # seconds
DESK = "/quan-tri/"


def run() -> Iterator[str]:
    user = get_user_model().objects.create_superuser("benchmark")
    small, large = _decision("01/QĐ-UBND"), _decision("02/QĐ-UBND")
    procedures = list(Procedure.objects.filter(code__in=[each.code for each in in_force()]).order_by("code"))
    begin_from_text_in_force(small, procedures[:WORKBENCH], ChangeKind.AMENDED, user=user)
    begun = begin_from_text_in_force(large, procedures[WORKBENCH : WORKBENCH + LARGE], ChangeKind.AMENDED, user=user)
    _ready(begun.editions)
    yield f"desk on {connection.vendor}: {len(procedures)} procedures, {Edition.objects.count()} editions"
    PublicationTerm.objects.create(from_on=clock.today(), announce_within=3, enter_within=5, source="–")
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        yield from _timed(client, _pages(small, procedures[0]))
        yield from _announcing(user, large)
        # What the province announced is followed into the national database.
        after = {"home": "", "due for publication": "bao-cao/den-han-cong-khai/", "national": "bao-cao/csdl-quoc-gia/"}
        yield from _timed(client, {f"{name} with {LARGE} announced": DESK + path for name, path in after.items()})


def _decision(number: str) -> Decision:
    committee = Agency.objects.filter(parent=None, level="province").order_by("pk")[0]
    department = Department.objects.order_by("pk")[0]
    row = Decision(issuer=committee, number=number, title=f"Công bố {number}", department=department)
    row.signed_on, row.effective_from = clock.today(), "day"
    row.effective_on = clock.today() + dt.timedelta(days=30)
    row.save()
    row.save_revision(clean=False)
    return row


METHOD = {
    "channel": "counter",
    "description": "",
    "limits": listed([{"case": "", "value": 5, "unit": "working_day", "text": ""}]),
    "fees": [],
}
ACT = {"number": "60/2014/QH13", "title": "Luật Hộ tịch", "issued_on": None, "issuer": ""}


def _ready(editions: list[Edition]) -> None:
    """Without the errors of real texts (164 of them tell no time limit), approved, and compared with the annex."""
    for edition in editions:
        edition.methods = stream("method", [METHOD])
        edition.legal_basis = stream("act", [ACT])
        edition.save()
        confirming.approve(edition, edition.save_revision(clean=False))
    confirming.confirm(list(Edition.objects.filter(pk__in=[each.pk for each in editions])), "benchmark")


def _pages(decision: Decision, procedure: Procedure) -> dict[str, str]:
    """Addresses by what they show."""
    edition = Edition.objects.filter(decision=decision).order_by("pk")[0]
    lists = ("cms/edition", "cms/decision", "cms/procedure", "cms/reviewitem", "register/agency", "register/sector")
    reports = (
        "thu-tuc",
        "so-thu-tuc",
        "theo-thang",
        "ai-da-sua",
        "chua-cong-bo",
        "den-han-ra-soat",
        "nguoi-dan-bao-sai",
    )
    return {
        "home": DESK,
        "announcing, before it is pressed": f"{DESK}snippets/cms/decision/announce/{decision.pk}/",
        "whole decision as the public will see it": f"{DESK}snippets/cms/decision/as-public/{decision.pk}/",
        f"workbench of {WORKBENCH} editions": f"{DESK}snippets/cms/decision/page/{decision.pk}/",
        "editor of an edition": f"{DESK}snippets/cms/edition/edit/{edition.pk}/",
        "comparison": f"{DESK}snippets/cms/procedure/compare/{procedure.pk}/",
        **{f"list {name}": f"{DESK}snippets/{name}/" for name in lists},
        **{f"report {name}": f"{DESK}bao-cao/{name}/" for name in reports},
    }


def _timed(client: Client, pages: dict[str, str]) -> Iterator[str]:
    for name, address in pages.items():
        taken = []
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            answer = client.get(address)
            taken.append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise AssertionError(f"{name}: {address} answers {answer.status_code}")
        yield f"desk, {name}: {statistics.median(taken[1:]):.2f} s, first {taken[0]:.2f} s (wanted: {WANTED:.0f})"


def _announcing(user: object, decision: Decision) -> Iterator[str]:
    job = jobs.ask_to_announce(decision, user)
    codes = list(Procedure.objects.order_by("code").values_list("code", flat=True)[:5])
    worker = threading.Thread(target=_work)
    began = time.perf_counter()
    worker.start()
    waits, told = [], set()
    while worker.is_alive():
        asked = time.perf_counter()
        forget_all()
        answers(codes)
        waits.append(time.perf_counter() - asked)
        told.add(Job.objects.get(pk=job.pk).progress)
        time.sleep(0.02)
    worker.join()
    took = time.perf_counter() - began
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise AssertionError(f"not announced: {job.problems[:3]}")
    count = Edition.objects.filter(decision=decision).count()
    yield (
        f"announcing {count} editions: {took:.1f} s (wanted: {WANTED_ANNOUNCING:.0f}), progress seen {len(told)} ×; "
        f"a reader's question meanwhile took {statistics.median(waits) * 1000:.0f} ms (median), "
        f"{max(waits) * 1000:.0f} ms at most"
    )


def _work() -> None:
    try:
        jobs.work()
    finally:
        connection.close()
