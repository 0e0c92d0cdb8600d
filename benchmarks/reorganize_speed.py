"""A province merges its communes: 148 from 450, in one transaction, beside all imported procedures; and undoes it."""

import datetime as dt
import time
from collections.abc import Iterator

from cms.reorganizing import planned, read
from register import record
from register.models import AnnouncedEdition

NEW, EACH = 148, 3
DAY = dt.date(2099, 1, 1)


def run() -> Iterator[str]:
    lines = (f"Xã Mới {n}: " + "; ".join(f"Xã Cũ {n} {part}" for part in range(EACH)) for n in range(NEW))
    began = time.perf_counter()
    found = read("\n".join(lines))
    how = {"title": "Sắp xếp", "act": "Nghị quyết", "on": DAY, "level": "commune", "kind": "xã", "parent": ""}
    plan, _matched = planned(found.lines, **how)  # type: ignore[arg-type]
    row = record.reorganize(plan, "benchmark")
    done = time.perf_counter()
    record.cancel_reorganization(row, "benchmark", "benchmark")
    undone = time.perf_counter()
    codes = AnnouncedEdition.objects.values("code").distinct().count()
    yield (
        f"{NEW} communes from {NEW * EACH}, {codes} procedures: done in {done - began:.2f} s (wanted: 20), "
        f"undone in {undone - done:.2f} s"
    )
