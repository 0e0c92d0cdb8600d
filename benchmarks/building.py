"""python -m benchmarks.building ENGINE [--helper]: one building of an index, in a process of its own, told as JSON.

By `rebuild`, as `rebuild_index` does it; or by the client's `parallel_bulk` with as many threads, the same mapping and
settings, and the same documents read from the same table. Memory is watched while it runs: `private` is the process's
own, `resident` counts the pages of mapped files too, which the system takes back when it needs them.
"""

import argparse
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

HELPER = "bench-helper"
STEP = 0.02  # seconds between two looks at the memory


def memory() -> tuple[int, int]:
    """Private and resident memory in MB."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    private, resident = (int(told[name].split()[0]) // 1024 for name in ("RssAnon", "VmRSS"))
    return private, resident


def watched(work: Callable[[], int | None]) -> dict[str, float]:
    """Number of documents, seconds, and how many MB the memory rose above its start."""
    begun = memory()
    most = list(begun)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(STEP):
            most[:] = map(max, most, memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    try:
        count = work()
    finally:
        took = time.perf_counter() - began
        done.set()
        watcher.join()
    private, resident = (peak - start for peak, start in zip(most, begun, strict=True))
    return {"documents": count or 0, "seconds": took, "private": private, "resident": resident}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building")
    parser.add_argument("engine", choices=["elasticsearch", "embedded"])
    parser.add_argument("--helper", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from search.engines import engine_named
    from search.synchronize import rebuild

    engine = engine_named(asked.engine)
    print(json.dumps(watched(by_helper if asked.helper else lambda: rebuild(engine))))


def by_helper() -> int:
    from django.conf import settings
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import parallel_bulk

    from search.engines.elasticsearch import MAPPING, SETTINGS, WHILE_BUILDING, _Generation, source_of
    from search.synchronize import stored

    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)
    client.indices.delete(index=HELPER, ignore_unavailable=True)
    client.indices.create(index=HELPER, mappings=MAPPING, settings=SETTINGS | WHILE_BUILDING)
    actions = ({"_index": HELPER, "_id": each.id, "_source": source_of(each)} for each in stored())
    count = sum(done for done, _item in parallel_bulk(client, actions, thread_count=_Generation.writers))
    client.indices.refresh(index=HELPER)
    client.indices.delete(index=HELPER)
    return count


if __name__ == "__main__":
    main()
