"""Derive search's own tables from the record: index documents, and the vocabulary of every day.

They follow the change log with a cursor of their own, in the database's transactions. The change log is only a list of
codes to look at again; what is written is always computed from the record as it stands, so doing it twice is harmless.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection, transaction

from register import changes
from register.models import Change
from register.vietnamese import fold
from register.words import Event

from .document import FOREVER, FORMAT, all_codes, codes_of_sector, documents
from .models import DerivedUpTo, IndexDocument, WordCount
from .text import pairs

CHUNK = 100  # changes, or codes, taken in one transaction
WORD_LIMIT = 60  # characters; a longer term is no word
WORDS_HELD = 50_000  # terms counted in memory before they are written
Progress = Callable[[int, int], None]
WordKey = tuple[str, str, str, int]  # locale, kind, term, day


def silent(done: int, total: int) -> None:
    """For those who show no progress."""


def up_to() -> tuple[str, int]:
    """Epoch and number of the change log that the tables stand at; ("", 0) before they were first made."""
    row = DerivedUpTo.objects.first()
    return (row.epoch, row.number) if row and row.format == FORMAT else ("", 0)


def derive(progress: Progress = silent) -> int:
    """Bring the tables to the head of the change log. Returns how many changes were followed."""
    if up_to()[0] != changes.epoch():
        derive_all(progress)
    done = 0
    while True:
        epoch, number = up_to()
        missed, touched = next_changes(number)
        if not missed:
            return done
        # What one change alone touches can be thousands of codes: those are cut within the lock, so many at a time.
        fresh = list(documents(touched)) if len(touched) <= CHUNK else None
        with transaction.atomic():
            row = _locked()
            if (row.epoch, row.number) == (epoch, number):  # else another process did it meanwhile
                for codes in sliced(touched):
                    _replace(codes, list(documents(codes)) if fresh is None else fresh)
                row.number = missed[-1].number
                row.save()
                done += len(missed)


def derive_all(progress: Progress = silent) -> None:
    """Make the tables from nothing, in one transaction: readers see the old ones until the new are whole."""
    with transaction.atomic():
        row = _locked()
        row.epoch, row.number, row.format = changes.epoch(), changes.head(), FORMAT
        IndexDocument.objects.all().delete()
        WordCount.objects.all().delete()
        codes = all_codes()
        words: Counter[WordKey] = Counter()
        progress(0, len(codes))
        for start in range(0, len(codes), CHUNK):
            fresh = list(documents(codes[start : start + CHUNK]))
            IndexDocument.objects.bulk_create(fresh, batch_size=CHUNK)
            for document in fresh:
                words.update(dict.fromkeys(words_from(document), 1))
                words.subtract(dict.fromkeys(words_until(document), 1))
            if len(words) > WORDS_HELD:
                _count(words)
                words.clear()
            progress(min(start + CHUNK, len(codes)), len(codes))
        _count(words)
        row.save()


def check() -> list[str]:
    """Compare the tables with the record; write again what differs. Returns the codes that did."""
    held = dict(IndexDocument.objects.values_list("id", "hash"))
    wrong = set()
    for document in documents(all_codes()):
        if held.pop(document.id, None) != document.hash:
            wrong.add(document.code)
    wrong |= {key.split("/", 1)[0] for key in held}
    codes = iter(sorted(wrong))
    while chunk := list(islice(codes, CHUNK)):
        with transaction.atomic():
            _locked()
            _replace(chunk, list(documents(chunk)))
    return sorted(wrong)


def next_changes(number: int) -> tuple[list[Change], list[str]]:
    """The changes after this number that together touch no more than CHUNK codes, one at least, and those codes."""
    taken: list[Change] = []
    codes: set[str] = set()
    for change in changes.since(number, CHUNK):
        more = codes.union(codes_touched([change]))
        if taken and len(more) > CHUNK:
            break
        taken.append(change)
        codes = more
    return taken, sorted(codes)


def sliced(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time that memory stays constant."""
    for start in range(0, len(codes), CHUNK):
        yield codes[start : start + CHUNK]


def codes_touched(missed: Iterable[Change]) -> list[str]:
    """Codes whose documents may differ after these changes; a sector's new name reaches all that carry it."""
    codes: set[str] = set()
    for change in missed:
        codes.update(change.codes)
        kind, _colon, key = change.subject.partition(":")
        if change.kind == Event.RENAMED and kind == "sector":
            codes.update(codes_of_sector(key))
    return sorted(codes)


def _locked() -> DerivedUpTo:
    """The one row, held until the transaction ends."""
    DerivedUpTo.objects.get_or_create(pk=1, defaults={"epoch": "", "number": 0, "format": ""})
    return DerivedUpTo.objects.select_for_update().get(pk=1)


def _replace(codes: Sequence[str], fresh: Sequence[IndexDocument]) -> None:
    """Make the tables hold exactly these documents of these codes."""
    held = {document.id: document for document in IndexDocument.objects.filter(code__in=codes)}
    words: Counter[WordKey] = Counter()
    for document in held.values():
        words.subtract(dict.fromkeys(words_from(document), 1))
        words.update(dict.fromkeys(words_until(document), 1))
    for document in fresh:
        words.update(dict.fromkeys(words_from(document), 1))
        words.subtract(dict.fromkeys(words_until(document), 1))
    IndexDocument.objects.filter(id__in=held).delete()
    IndexDocument.objects.bulk_create(fresh, batch_size=CHUNK)
    _count(words)


def words_from(document: IndexDocument) -> Iterator[WordKey]:
    """The document's terms, as they begin to count on its first day."""
    return _words(document, document.from_day)


def words_until(document: IndexDocument) -> Iterator[WordKey]:
    """The same terms, as they cease on the day of the next."""
    if document.until_day < FOREVER:
        yield from _words(document, document.until_day)


def _words(document: IndexDocument, day: int) -> Iterator[WordKey]:
    """Terms of names and results with their pairs, of everyday names; single words of the rest apart, as weaker
    witnesses."""
    called = document.guide_exact.split()
    titles = f"{document.name_folded} {document.result_folded} {fold(document.guide_exact)}".split()
    kinds = {
        "exact": {*document.name_exact.split(), *called},
        "folded": set(titles),
        "pair": {*pairs(document.name_folded.split()), *pairs(document.result_folded.split())},
        "body": {*document.body_folded.split(), *document.guide_folded.split()},
    }
    kinds["body"] -= kinds["folded"]
    for locale in document.serves:
        yield locale, "all", "", day
        for kind, found in kinds.items():
            for term in found:
                if len(term) <= WORD_LIMIT:
                    yield locale, kind, term, day


def _count(words: Counter[WordKey]) -> None:
    """Add these differences to the table."""
    rows = [(*key, count) for key, count in sorted(words.items()) if count]
    if not rows:
        return
    table = WordCount._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 500):
            chunk = rows[start : start + 500]
            places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(chunk))
            cursor.execute(
                f"INSERT INTO {table} (locale, kind, term, day, count) VALUES {places} "  # noqa: S608 - our own names
                f"ON CONFLICT (locale, kind, term, day) DO UPDATE SET count = {table}.count + excluded.count",
                [value for row in chunk for value in row],
            )
