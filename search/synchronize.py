"""Keep the index in step with the record: rebuild, follow the change log, repair by hashes.

The index's cursor lives in the index itself. The change log is only a list of codes to look at again; what is written
is always computed from the record as it stands, so doing it twice is harmless.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from django.conf import settings

from register import changes
from register.models import Change
from register.words import Event

from .document import all_codes, codes_of_sector, documents
from .engines import Cursor, Engine, NewIndex
from .engines.embedded import is_of_this_format

CHUNK = 100  # codes written in one go
Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    pass


class RebuildNeeded(Exception):
    """There is no index, or it belongs to another epoch or format."""


def rebuild(engine: Engine, progress: Progress = _silent) -> int:
    """A new index beside the old one, then a swap. Returns the number of documents."""
    with engine.writing(), engine.rebuild() as index:
        cursor = Cursor(changes.epoch(), changes.head())
        codes = all_codes()
        count = _fill(index, codes, progress)
        # What was announced meanwhile is replayed until the new index stands at the head.
        while missed := changes.since(cursor.number):
            touched = codes_touched(missed)
            index.remove(touched)
            index.add(documents(touched))
            cursor = Cursor(cursor.epoch, missed[-1].number)
        index.swap(cursor)
    return count


def _fill(index: NewIndex, codes: list[str], progress: Progress) -> int:
    """Write the documents of these codes. While the engine takes one chunk, the next is made ready."""
    count = 0
    progress(0, len(codes))
    with ThreadPoolExecutor(1) as writer:
        writing: Future[None] | None = None
        for start in range(0, len(codes), CHUNK):
            ready = list(documents(codes[start : start + CHUNK]))
            if writing:
                writing.result()
            writing = writer.submit(index.add, ready)
            count += len(ready)
            progress(min(start + CHUNK, len(codes)), len(codes))
        if writing:
            writing.result()
    return count


def follow(engine: Engine) -> int:
    """Write what the change log tells since the index's cursor. Returns the number of changes. Raises RebuildNeeded."""
    done = 0
    with engine.writing():
        cursor = checked_cursor(engine)
        while missed := changes.since(cursor.number, CHUNK):
            touched = codes_touched(missed)
            cursor = Cursor(cursor.epoch, missed[-1].number)
            engine.replace(touched, documents(touched), cursor)
            done += len(missed)
    return done


def repair(engine: Engine) -> int:
    """Compare the hashes of the whole index with the record, in both directions. Returns the codes written again."""
    with engine.writing():
        cursor = checked_cursor(engine)
        held = dict(engine.hashes())
        wrong = set()
        for document in documents(all_codes()):
            if held.pop(document.id, None) != document.hash:
                wrong.add(document.code)
        wrong |= {key.split("/", 1)[0] for key in held}  # in the index and not in the record
        codes = iter(sorted(wrong))
        while chunk := list(islice(codes, CHUNK)):
            engine.replace(chunk, documents(chunk), cursor)
    return len(wrong)


def checked_cursor(engine: Engine) -> Cursor:
    """The index's cursor. Raises RebuildNeeded where following the log would not make the index right."""
    cursor = engine.cursor()
    if cursor is None or cursor.epoch != changes.epoch():
        raise RebuildNeeded
    if engine.name == "embedded" and not is_of_this_format(settings.DATA_DIR / "index"):
        raise RebuildNeeded
    return cursor


def synchronize(engine: Engine) -> int:
    """Follow the log, or rebuild where following is not enough. Returns the number of changes followed."""
    try:
        return follow(engine)
    except RebuildNeeded:
        rebuild(engine)
        return 0


def codes_touched(missed: Iterable[Change]) -> list[str]:
    """Codes whose documents may differ after these changes; a sector's new name reaches all that carry it."""
    codes: set[str] = set()
    for change in missed:
        codes.update(change.codes)
        kind, _colon, key = change.subject.partition(":")
        if change.kind == Event.RENAMED and kind == "sector":
            codes.update(codes_of_sector(key))
    return sorted(codes)
