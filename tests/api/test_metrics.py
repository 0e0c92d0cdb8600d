"""What Prometheus reads: counts by route and status, and no word that somebody typed."""

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from api import persisted
from register import changes
from search.engines import EngineUnavailable, engine_named
from search.synchronize import rebuild
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
DOCUMENT = "query Sectors { sectors { key } }"
KEY = f"sha256:{hashlib.sha256(DOCUMENT.encode()).hexdigest()}"
FIND = '{ searchProcedures(query: "kết hôn") { totalCount degraded } }'


def ask(client, query, **more):
    return client.post("/graphql", json.dumps({"query": query} | more), content_type="application/json")


@pytest.fixture
def value(client):
    """The value of a sample; 0 where there is none yet."""

    def read(name: str, **labels: str) -> float:
        text = client.get("/metrics").content.decode()
        return sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )

    return read


@pytest.fixture
def growth(value):
    """How much a sample grows while something is done."""

    def grown(action, name: str, **labels: str) -> float:
        before = value(name, **labels)
        action()
        return value(name, **labels) - before

    return grown


def test_requests_are_counted_and_timed_by_route_and_status(province, client, growth):
    route = "export/procedures.csv"
    for status, asked in (("200", {}), ("400", {"on": "x"})):
        counted = growth(lambda asked=asked: client.get(f"/{route}", asked), "niemyet_requests_total", route=route, status=status)  # fmt: skip  # noqa: E501
        assert counted == 1
    assert growth(lambda: client.get(f"/{route}"), "niemyet_request_seconds_count", route=route) == 1


def test_no_label_tells_what_was_asked_for(province, client):
    announced(effective_on=APRIL)
    client.get("/export/procedures/1.000001.jsonld", {"on": "2024-04-05"})
    client.get("/tep/" + "a" * 64)
    client.get("/quan-tri/bi-mat-17/")
    client.get("/khong-co-trang-nay-18")
    ask(client, "query BiMat19 { sectors { key } }", operationName="BiMat19")
    ask(client, FIND)
    told = client.get("/metrics").content.decode()
    for typed in ("1.000001", "2024-04-05", "aaaa", "bi-mat", "khong-co", "BiMat19", "kết hôn"):
        assert typed not in told
    routes = set(re.findall(r'route="([^"]*)"', told))
    assert {"export/procedures/<str:code>.jsonld", "tep/<str:sha256>", "desk", "other", "graphql"} <= routes


@pytest.mark.parametrize("send", ["get", "post"])
def test_a_registered_operation_is_counted_by_its_name(province, client, growth, monkeypatch, send):
    monkeypatch.setattr(persisted, "documents", lambda: {KEY: DOCUMENT})

    def asked():
        if send == "get":
            client.get("/graphql", {"documentId": KEY})
        else:
            client.post("/graphql", json.dumps({"documentId": KEY}), content_type="application/json")

    assert growth(asked, "niemyet_graphql_seconds_count", operation="Sectors") == 1


def test_any_other_operation_is_counted_as_other(province, client, growth):
    for body in ({"query": DOCUMENT}, {"query": "{"}, {"documentId": "sha256:" + "0" * 64}, {}):
        asked = json.dumps(body)
        send = lambda asked=asked: client.post("/graphql", asked, content_type="application/json")  # noqa: E731
        assert growth(send, "niemyet_graphql_seconds_count", operation="other") == 1


def test_the_lag_of_the_index_is_the_number_of_changes_it_does_not_know(province, value):
    announced(effective_on=APRIL)
    rebuild(engine_named("embedded"))
    assert value("niemyet_index_usable") == 1
    assert value("niemyet_index_lag") == 0
    assert value("niemyet_change_log_head") == changes.head()
    before = changes.head()
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL)
    assert value("niemyet_index_lag") == changes.head() - before > 0


def test_a_degraded_search_is_counted_and_the_page_answers_with_the_engine_away(
    province, client, growth, value, monkeypatch
):
    announced(effective_on=APRIL)
    rebuild(engine_named("embedded"))
    assert growth(lambda: ask(client, FIND), "niemyet_degraded_total") == 0

    def away(*_args, **_more):
        raise EngineUnavailable("away")

    for method in ("search", "cursor"):
        monkeypatch.setattr(type(engine_named("embedded")), method, away)
    assert growth(lambda: ask(client, FIND), "niemyet_degraded_total") == 1
    assert value("niemyet_index_usable") == 0
    assert "niemyet_index_lag" not in client.get("/metrics").content.decode()


def test_it_is_the_text_format_and_kept_nowhere(db, client):
    response = client.get("/metrics")
    assert response["Content-Type"].startswith("text/plain")
    assert response["Cache-Control"] == "private, no-store"
    assert client.post("/metrics").status_code == 405


def test_the_counts_of_several_workers_are_told_together(tmp_path):
    """Each worker of gunicorn writes files of its own; whichever is asked adds them up."""
    count = (
        "import django; django.setup(); from api import metrics; metrics.REQUESTS.labels('graphql', '200').inc();"
        "from django.test import RequestFactory as R; print(metrics.metrics(R().get('/metrics')).content.decode())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "",
    }
    told = [
        subprocess.run(
            [sys.executable, "-c", count],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    for text, counted in zip(told, ("1.0", "2.0"), strict=True):
        assert f'niemyet_requests_total{{route="graphql",status="200"}} {counted}' in text


def test_each_run_of_gunicorn_gets_an_empty_folder_and_takes_it_away(monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # so that it is put back afterwards
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR")
    source = (Path(settings.BASE_DIR) / "gunicorn.conf.py").read_text(encoding="utf-8")
    read: dict = {}
    exec(compile(source, "gunicorn.conf.py", "exec"), read)
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    assert list(folder.iterdir()) == []
    exec(compile(source, "gunicorn.conf.py", "exec"), {})  # a reload
    assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(folder)
    read["on_exit"](None)
    assert not folder.exists()


def test_nginx_leads_to_the_downloads_and_not_to_what_is_for_operators():
    config = (Path(settings.BASE_DIR) / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    locations = set(re.findall(r"location (?:= )?(\S+) \{[^}]*proxy_pass \$api", config))
    assert {"/graphql", "/export/", "/feeds/", "/tep/"} <= locations
    for kept in ("/metrics", "/health/live", "/health/ready"):
        assert not any(kept.startswith(location) for location in locations)
