"""Search answers the queries on topics that nothing was tuned on as well as when it was last measured.

Reads the file that REAL_PROCEDURES names. `tests/relevance/check.json` is the kept run, made by
`manage.py evaluate_search tests/relevance/check.tsv --save tests/relevance/check.json`.
"""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings

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
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(not REAL.is_file(), reason="REAL_PROCEDURES names no file of real procedures"),
]


def test_both_engines_answer_as_well_as_when_they_were_last_measured_and_alike(db, tmp_path):
    printed("import_procedures", str(REAL), announce=True)
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
