"""Keep an engine in step with the record: rebuild, follow the change log, repair by hashes.

The engine's cursor lives in the engine itself. What is written comes from the documents that `search/derive.py` keeps,
which are brought to the head of the log first.
"""

import logging
import random
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from register import changes

from . import derive, refused
from .derive import Progress, next_changes, silent, sliced
from .document import FIELDS
from .engines import Cursor, Engine, EngineUnavailable, IndexBusy, NewIndex
from .models import IndexDocument

log = logging.getLogger(__name__)
READ = 200  # documents read in one go
SAMPLE = 100  # documents of a new index whose hashes are compared
MOST_REFUSED = 20  # documents that a new index may lack; where more are refused, it is the index that is wrong


class RebuildNeeded(Exception):
    """Following the log would not make the index right; the text tells why."""


class RebuildFailed(Exception):
    """The new index is not what it should be. It was thrown away, and the old one is still in use."""


# What may go wrong with an engine, and is right again at a later try.
TROUBLES = (EngineUnavailable, IndexBusy, RebuildFailed, RebuildNeeded)


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


# -- Rebuilding -------------------------------------------------------------------------------------------------------


def rebuild(engine: Engine, progress: Progress = silent, only_if_needed: bool = False) -> int | None:
    """A new index beside the old one, verified, then a swap. The old one is followed meanwhile, and kept afterwards.

    Returns the number of documents, or None where none was needed. Raises RebuildFailed, EngineUnavailable, IndexBusy.
    """
    with engine.rebuilding():
        if only_if_needed and is_usable(engine):
            return None
        derive.derive(progress)
        with engine.rebuild() as index:
            building = _Building(index, Cursor(*derive.up_to()))
            building.fill(progress)
            building.replay()
            # Only now do those who follow the old one wait: for what was announced during the last seconds.
            with engine.writing():
                count = building.verify()
                index.swap(building.cursor)
                refused.note(engine.name, None, building.refused)
    return count


class _Building:
    """A new index on its way to the head of the log."""

    def __init__(self, index: NewIndex, cursor: Cursor) -> None:
        self.index, self.cursor = index, cursor
        self.refused: refused.Reasons = {}

    def fill(self, progress: Progress) -> None:
        """Write all documents. While the engine takes some batches, the next is read; no more are held than that."""
        total = IndexDocument.objects.count()
        count = 0
        progress(0, total)
        reading = stored()
        writing: deque[Future] = deque()
        with ThreadPoolExecutor(self.index.writers) as writers:
            while ready := list(islice(reading, READ)):
                if len(writing) == self.index.writers:
                    self._take(writing.popleft())
                writing.append(writers.submit(self.index.add, ready, self.cursor))
                count += len(ready)
                progress(count, total)
            for written in writing:
                self._take(written)

    def _take(self, written: Future) -> None:
        self.refused |= refused.reasons(written.result())
        if len(self.refused) > MOST_REFUSED:
            raise RebuildFailed(f"the new index refuses documents: {next(iter(self.refused.values()))}")

    def replay(self) -> None:
        """Bring it to the head of the log."""
        while True:
            missed, touched = next_changes(self.cursor.number)
            if not missed:
                return
            derive.derive()
            after = Cursor(self.cursor.epoch, missed[-1].number)
            for codes in sliced(touched):
                self.refused = {key: why for key, why in self.refused.items() if refused.code_of(key) not in codes}
                self.refused |= refused.reasons(self.index.replace(codes, stored(codes), after))
            self.cursor = after

    def verify(self) -> int:
        """Compare it with the derived documents as both stand at the head. Returns their number."""
        while True:
            self.replay()
            count, wanted = self.index.count(), IndexDocument.objects.count() - len(self.refused)
            sample = {key: digest for key, digest in sample_of_hashes() if key not in self.refused}
            held = self.index.hashes_of(list(sample))
            epoch, number = derive.up_to()
            if epoch != self.cursor.epoch:
                raise RebuildFailed("the change log began anew meanwhile")
            if number == self.cursor.number:  # else somebody derived between the two, and they were not of one day
                break
        if count != wanted:
            raise RebuildFailed(f"the new index has {count} documents, not {wanted}")
        if not count and self.refused:
            raise RebuildFailed(f"the new index refuses every document: {next(iter(self.refused.values()))}")
        wrong = sorted(key for key, digest in sample.items() if held.get(key) != digest)
        if wrong:
            raise RebuildFailed(f"the new index lacks {wrong[0]}, or has another text of it")
        return count


def sample_of_hashes() -> Iterator[tuple[str, str]]:
    """Ids and hashes of some documents, picked by chance."""
    rows = IndexDocument.objects.order_by("id")
    total = rows.count()
    picked = set(random.sample(range(total), min(SAMPLE, total)))
    ids = rows.values_list("id", flat=True).iterator(chunk_size=2000)
    wanted = [key for place, key in enumerate(ids) if place in picked]
    yield from rows.filter(id__in=wanted).values_list("id", "hash")


# -- Following --------------------------------------------------------------------------------------------------------


def follow(engine: Engine) -> int:
    """Write what the change log tells since the index's cursor. Returns the number of changes. Raises RebuildNeeded."""
    done = 0
    while step := _follow_some(engine):
        done += step
    return done


def _follow_some(engine: Engine) -> int:
    derive.derive()
    with engine.writing():
        before = checked_cursor(engine)
        missed, touched = next_changes(before.number)
        if missed:
            derive.derive()
            _write(engine, touched, Cursor(before.epoch, missed[-1].number))
    return len(missed)


def _write(engine: Engine, codes: Sequence[str], cursor: Cursor) -> list[str]:
    """Write these codes anew; the cursor moves when all are there. Returns the codes with a document set aside."""
    slices = list(sliced(codes)) or [[]]
    set_aside: refused.Reasons = {}
    for part in slices:
        reasons = refused.reasons(engine.replace(part, stored(part), cursor, mark=part is slices[-1]))
        refused.note(engine.name, part, reasons)
        set_aside |= reasons
    return sorted({refused.code_of(key) for key in set_aside})


def repair(engine: Engine) -> int:
    """Compare record, derived documents and the whole index, in both directions; try again what was set aside.

    Returns the number of codes that were wrong and are right now. Raises RebuildNeeded.
    """
    wrong = set(derive.check())
    with engine.writing():
        cursor = checked_cursor(engine)
        wrong |= differences(engine) | refused.codes(engine.name)
        still = _write(engine, sorted(wrong), cursor) if wrong else []
    return len(wrong) - len(still)


def differences(engine: Engine) -> set[str]:
    """Codes of which the index holds something else than the derived documents, or something twice."""
    wrong: set[str] = set()
    held: dict[str, str] = {}
    for key, digest in engine.hashes():
        if key in held:
            wrong.add(refused.code_of(key))
        held[key] = digest
    for key, digest in IndexDocument.objects.values_list("id", "hash").iterator(chunk_size=2000):
        if held.pop(key, None) != digest:
            wrong.add(refused.code_of(key))
    return wrong | {refused.code_of(key) for key in held}  # in the index and not in the record


# -- Both -------------------------------------------------------------------------------------------------------------


def checked_cursor(engine: Engine) -> Cursor:
    """The index's cursor. Raises RebuildNeeded where following the log would not make the index right."""
    cursor = engine.cursor()
    if cursor is None:
        raise RebuildNeeded("there is no index of this version")
    if cursor.epoch != changes.epoch():
        raise RebuildNeeded("the change log began anew")
    if not engine.is_of_this_format():
        raise RebuildNeeded("the index is of another format")
    return cursor


def is_usable(engine: Engine) -> bool:
    """Whether following the log is enough."""
    try:
        checked_cursor(engine)
    except RebuildNeeded:
        return False
    return True


def synchronize(engine: Engine) -> int:
    """Follow the log, or rebuild where following is not enough. Returns the number of changes followed."""
    try:
        return follow(engine)
    except RebuildNeeded as why:
        log.warning("The index is built anew: %s.", why)
        rebuild(engine, only_if_needed=True)
        return 0


def follow_and_repair(engine: Engine) -> tuple[int, int]:
    """What the nightly task and the command do. Returns changes followed and codes put right."""
    return synchronize(engine), repair(engine)


def roll_back(engine: Engine) -> int:
    """Take back the index before this one, and bring it to the head of the log. Returns the number of changes followed.

    Raises RebuildNeeded where none is kept that this version can follow.
    """
    with engine.writing():
        kept = engine.previous()
        if kept is None:
            raise RebuildNeeded("no index of this version is kept")
        if kept.epoch != changes.epoch():
            raise RebuildNeeded("the index that is kept is older than the change log")
        engine.rollback()
    return follow(engine)
