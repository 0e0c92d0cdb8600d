"""The story of 807 real procedures: imported, announced, found, shown. Reads the file that REAL_PROCEDURES names.

`tests/relevance/check.json` is the kept run of search on topics that nothing was tuned on, made by
`manage.py evaluate_search tests/relevance/check.tsv --save tests/relevance/check.json`.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from cms.models import ReviewItem
from register.answer import answer, in_force
from register.models import AgencyName, AnnouncedEdition, Announcement, Change
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.evaluate import DEPTH, evaluate, read_judgements, report
from search.find import find
from search.synchronize import rebuild
from tests.story.output import printed

REAL = Path(os.environ.get("REAL_PROCEDURES", ""))
RELEVANCE = Path(__file__).resolve().parent.parent / "relevance"
MOST_FALL = 0.02
LEAST_OVERLAP = 0.8

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.skipif(not REAL.is_file(), reason="REAL_PROCEDURES names no file of real procedures"),
]


def digest() -> dict[str, int]:
    """How many rows every table has; a second import may not add one."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return counted


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Once for all tests of this file, since it takes longer than they do; each takes back what it does itself."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole._from_testcase = True  # type: ignore[attr-defined] # so that code may ask for a transaction of its own
        whole.__enter__()
        try:
            printed("import_procedures", str(REAL), announce=True)
            yield
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


def test_all_come_under_their_decisions_and_a_second_run_changes_nothing(imported):
    assert AnnouncedEdition.objects.count() == 807
    assert Announcement.objects.count() == 223
    before, head = digest(), Change.objects.count()
    assert "Mới: 0 · thay đổi: 0 · giữ nguyên: 807" in printed("import_procedures", str(REAL), announce=True)
    assert digest() == before
    assert Change.objects.count() == head


def test_every_text_is_kept_verbatim(imported):
    source = {each["code"]: each for each in map(json.loads, REAL.read_text(encoding="utf-8").splitlines())}
    for each in in_force():
        data, raw = each.edition.data, source[each.code]
        assert data["name"] == raw["name"].strip()
        steps = "\n".join("\n".join(filter(None, (step["title"], step["text"]))) for step in data["steps"])
        assert steps.split() == raw["steps"].split()
        assert data["conditions"] == raw["conditions"]
        assert [each["description"] for each in data["methods"]] == [
            each["description"] or "" for each in raw["methods"]
        ]
        names = [item["name"] for group in data["components"] for item in group["items"]]
        assert names == [each["name"] for each in raw["components"]]
        assert [act["number"] for act in data["legal_basis"]] == [act["number"] or "" for act in raw["legal_basis"]]


@pytest.mark.parametrize("name", ["embedded", pytest.param("elasticsearch", marks=pytest.mark.services)])
def test_marriage_is_found_without_accents_on_both_engines(imported, name, monkeypatch):
    if name == "elasticsearch":
        import search.management.engine_option as option

        engine = ElasticsearchEngine(settings.ELASTICSEARCH_URL, "test-real")
        monkeypatch.setattr(option, "engine_named", lambda _name: engine)
    call_command("rebuild_index", engine=name)
    found = json.loads(printed("search", "dang ky ket hon", json=True, engine=name))
    assert "1.000894" in [hit["code"] for hit in found["hits"][:3]]
    if name == "elasticsearch":
        for index in engine.writer.indices.get(index="test-real-*"):
            engine.writer.indices.delete(index=index)


@pytest.mark.services
def test_both_engines_answer_as_well_as_when_they_were_last_measured_and_alike(imported, tmp_path):
    judged = read_judgements(RELEVANCE / "check.tsv")
    kept = json.loads((RELEVANCE / "check.json").read_text(encoding="utf-8"))
    answers: dict[str, dict[str, list[str]]] = {}
    elasticsearch = ElasticsearchEngine(settings.ELASTICSEARCH_URL, "relevance")
    try:
        for engine in (EmbeddedEngine(tmp_path / "index"), elasticsearch):
            rebuild(engine)

            def asked(query, engine=engine):
                result = find(query, first=DEPTH, facets=False, using=engine)
                assert not result.degraded
                codes = [found.answer.code for found in result.found]
                answers.setdefault(engine.name, {})[query] = codes
                return codes

            now = report(evaluate(judged, asked))["all"]
            assert now["n"] == kept["all"]["n"], "The queries changed: measure anew and keep that run."
            assert now["ndcg"] >= kept["all"]["ndcg"] - MOST_FALL, engine.name
            assert now["zero"] == 0, engine.name
    finally:
        for name in elasticsearch.writer.indices.get(index="relevance-*"):
            elasticsearch.writer.indices.delete(index=name)
    ours, theirs = answers["embedded"], answers["elasticsearch"]
    shares = [len(set(ours[query]) & set(theirs[query])) / max(len(ours[query]), 1) for query in ours]
    assert sum(shares) / len(shares) >= LEAST_OVERLAP


def test_notes_are_marked_where_the_heading_says_so(imported):
    groups = answer("1.001193").edition.data["components"]
    kinds = [(group["case"], item["kind"]) for group in groups for item in group["items"]]
    assert all(kind == "note" for case, kind in kinds if case.strip().lower() == "lưu ý")
    assert sum(kind == "note" for _case, kind in kinds) == 22


def test_no_agency_is_made_of_a_fragment(imported):
    assert not AgencyName.objects.filter(name__in=["thành phố", "phường", "thị trấn"]).exists()
    assert ReviewItem.objects.filter(text="thành phố", field="agencies").exists()


def test_no_amount_is_guessed(imported):
    for each in in_force():
        for method in each.edition.data["methods"]:
            assert all(fee["amount"] in {0, None} for fee in method["fees"])
