"""Every test of search runs on both engines."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from search.engines import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.services)])
def engine(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine without an index, and the configured one for the time of the test."""
    import search.find
    import search.suggest
    import search.tasks

    if request.param == "embedded":
        monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
        made: Any = EmbeddedEngine(tmp_path / "index")
    else:
        made = ElasticsearchEngine(settings.ELASTICSEARCH_URL, f"test-{uuid.uuid4().hex[:8]}")
    monkeypatch.setattr(search.find, "engine", lambda: made)
    monkeypatch.setattr(search.suggest, "engine", lambda: made)
    monkeypatch.setattr(search.tasks, "engine", lambda: made)
    yield made
    if request.param == "elasticsearch":
        for name in made.writer.indices.get(index=f"{made.alias}-*"):
            made.writer.indices.delete(index=name)
