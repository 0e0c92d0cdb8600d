"""`rebuild_index` against the engine's own bulk call on the same documents, both engines, best of three.

The documents stand derived in the database when it is measured, as they do in a running system, where each change is
derived when it is followed. Deriving all of them from the record is told apart.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import tantivy
from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from search import derive
from search.engines import embedded, engine_named
from search.engines.elasticsearch import MAPPING, SETTINGS, source_of
from search.synchronize import rebuild, stored


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def run() -> Iterator[str]:
    yield f"derive all index documents and the vocabulary from the record: {best(derive.derive_all):.2f} s"
    ready = list(stored())

    def tantivy_alone() -> None:
        folder = Path(tempfile.mkdtemp())
        writer = tantivy.Index(embedded.SCHEMA, path=str(folder)).writer(embedded.HEAP, 1)
        for document in ready:
            writer.add_document(embedded._document(document))
        writer.commit()
        writer.wait_merging_threads()
        shutil.rmtree(folder)

    ours, alone = best(lambda: rebuild(engine_named("embedded"))), best(tantivy_alone)
    yield told("embedded", len(ready), ours, alone)
    if not settings.ELASTICSEARCH_URL:
        yield "rebuild_index elasticsearch: not measured, ELASTICSEARCH_URL is not set"
        return
    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)

    def elasticsearch_alone() -> None:
        client.indices.create(index="bench-bulk", mappings=MAPPING, settings=SETTINGS)
        bulk(client, ({"_index": "bench-bulk", "_id": each.id, "_source": source_of(each)} for each in ready))
        client.indices.refresh(index="bench-bulk")
        client.indices.delete(index="bench-bulk")

    ours, alone = best(lambda: rebuild(engine_named("elasticsearch"))), best(elasticsearch_alone)
    yield told("elasticsearch", len(ready), ours, alone)
    for name in client.indices.get(index=f"{settings.SEARCH_INDEX}-*"):
        client.indices.delete(index=name)


def told(name: str, count: int, ours: float, alone: float) -> str:
    return (
        f"rebuild_index {name}: {count} documents in {ours:.2f} s, the engine's bulk call {alone:.2f} s: "
        f"ratio {ours / alone:.2f} (wanted: 2)"
    )
