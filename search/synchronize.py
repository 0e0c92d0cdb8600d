"""Keep an engine in step with the record: rebuild, follow the change log, repair by hashes.

The engine's cursor lives in the engine itself. What is written comes from the documents that `search/derive.py` keeps,
which are brought to the head of the log first.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from register import changes

from . import derive
from .derive import CHUNK, Progress, codes_touched, silent
from .document import FIELDS
from .engines import Cursor, Engine, NewIndex
from .models import IndexDocument

READ = 200  # documents read in one go


class RebuildNeeded(Exception):
    """There is no index, or it belongs to another epoch or format."""


def stored(codes: Iterable[str] | None = None) -> Iterator[IndexDocument]:
    """The derived documents of these codes, or all, in the order of ids. Reads in batches, so memory stays constant."""
    rows = IndexDocument.objects.order_by("id")
    if codes is not None:
        yield from rows.filter(code__in=list(codes))
        return
    last = ""
    while batch := list(rows.filter(id__gt=last)[:READ].values_list(*FIELDS)):
        yield from (IndexDocument(*row) for row in batch)
        last = batch[-1][0]


def rebuild(engine: Engine, progress: Progress = silent) -> int:
    """A new index beside the old one, then a swap. Returns the number of documents."""
    derive.derive(progress)
    with engine.writing(), engine.rebuild() as index:
        cursor = Cursor(*derive.up_to())
        count = _fill(index, progress)
        # What was announced meanwhile is replayed until the new index stands at the head.
        while missed := changes.since(cursor.number):
            derive.derive()
            touched = codes_touched(missed)
            index.remove(touched)
            index.add(stored(touched))
            cursor = Cursor(cursor.epoch, missed[-1].number)
        index.swap(cursor)
    return count


def _fill(index: NewIndex, progress: Progress) -> int:
    """Write all documents. While the engine takes one batch, the next is read."""
    total = IndexDocument.objects.count()
    count = 0
    progress(0, total)
    reading = stored()
    with ThreadPoolExecutor(1) as writer:
        writing: Future[None] | None = None
        while ready := list(islice(reading, READ)):
            if writing:
                writing.result()
            writing = writer.submit(index.add, ready)
            count += len(ready)
            progress(count, total)
        if writing:
            writing.result()
    return count


def follow(engine: Engine) -> int:
    """Write what the change log tells since the index's cursor. Returns the number of changes. Raises RebuildNeeded."""
    done = 0
    derive.derive()
    with engine.writing():
        cursor = checked_cursor(engine)
        while missed := changes.since(cursor.number, CHUNK):
            derive.derive()
            touched = codes_touched(missed)
            cursor = Cursor(cursor.epoch, missed[-1].number)
            engine.replace(touched, stored(touched), cursor)
            done += len(missed)
    return done


def repair(engine: Engine) -> int:
    """Compare record, derived documents and the whole index, in both directions. Returns the codes written again."""
    wrong = set(derive.check())
    with engine.writing():
        cursor = checked_cursor(engine)
        held = dict(engine.hashes())
        for key, digest in IndexDocument.objects.values_list("id", "hash").iterator(chunk_size=2000):
            if held.pop(key, None) != digest:
                wrong.add(key.split("/", 1)[0])
        wrong |= {key.split("/", 1)[0] for key in held}  # in the index and not in the record
        codes = iter(sorted(wrong))
        while chunk := list(islice(codes, CHUNK)):
            engine.replace(chunk, stored(chunk), cursor)
    return len(wrong)


def checked_cursor(engine: Engine) -> Cursor:
    """The index's cursor. Raises RebuildNeeded where following the log would not make the index right."""
    cursor = engine.cursor()
    if cursor is None or cursor.epoch != changes.epoch() or not engine.is_of_this_format():
        raise RebuildNeeded
    return cursor


def synchronize(engine: Engine) -> int:
    """Follow the log, or rebuild where following is not enough. Returns the number of changes followed."""
    try:
        return follow(engine)
    except RebuildNeeded:
        rebuild(engine)
        return 0


def follow_and_repair(engine: Engine) -> tuple[int, int]:
    """What the nightly task and the command do. Returns changes followed and codes written again."""
    return synchronize(engine), repair(engine)
