"""The engine that needs no server: tantivy, in the process, on files.

One folder for each generation (`DATA_DIR/index/<generation>`); the file `current` names the one in use and, on a second
line, the one before it, and is replaced at once. Writers take a file lock that the system frees when a process dies;
tantivy's own commits are atomic, so a killed writer leaves the last commit.
"""

import os
import re
import shutil
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from ..document import FORMAT, LISTS, TEXTS
from ..models import IndexDocument
from ..plan import FACETS, Any, Best, Clause, Flat, Plan, Prefix, Term
from . import Cursor, EngineUnavailable, Hit, Hits, Refused, lock

HEAP = 20_000_000  # bytes a writer may hold before it flushes
MOST_WAITING = 6_000_000  # letters of documents not yet written while an index is built
FRESH = 0.5  # seconds a reader may be behind a commit of another process
TIES = 50  # hits fetched beyond the page, so that equal scores come in the order of codes on every page
CURSOR_ID = "_cursor"
WORDS = ("id", "code", "state", "sector", "fee", "hash", *LISTS)
STORED = {"id", "code", "state", "sector", "levels", "hash"}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, stored=name in STORED, fast=name in FACETS, tokenizer_name="raw")
    for name in TEXTS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    for name in ("from_day", "until_day", "code_order", "number"):
        builder.add_unsigned_field(name, stored=name == "number", indexed=True, fast=True)
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("epoch", stored=True, tokenizer_name="raw")
    return builder.build()


SCHEMA = _schema()


class EmbeddedEngine:
    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: tuple[str, tantivy.Index] | None = None
        self._reloaded_at = 0.0

    # -- Reading --------------------------------------------------------------------------------------------------

    def search(self, plan: Plan, first: int, offset: int = 0, facets: bool = True) -> Hits:
        searcher = self._searcher()
        with _speaking():
            return self._search(searcher, plan, first, offset, facets)

    def _search(self, searcher: tantivy.Searcher, plan: Plan, first: int, offset: int, facets: bool) -> Hits:
        text = _text(plan.clause)
        everything = tantivy.Query.boolean_query([*text, *_filters(plan, set(FACETS))])
        if plan.newest:
            found = searcher.search(everything, limit=offset + first + TIES, order_by_field="from_day")
            days = [(day, _hit(searcher, address, 0.0)) for day, address in found.hits]
            listed = [hit for _day, hit in sorted(days, key=lambda row: (-row[0], row[1].code))]
        elif plan.clause is None:
            found = searcher.search(
                everything, limit=offset + first or 1, order_by_field="code_order", order=tantivy.Order.Asc
            )
            listed = [_hit(searcher, address, 0.0) for _order, address in found.hits]
        else:
            found = searcher.search(everything, limit=offset + first + TIES)
            last = round(found.hits[: offset + first][-1][0], 4) if first and found.hits else float("inf")
            # Documents are opened for the page alone, and for those that are as good as its last.
            listed = [_hit(searcher, address, score) for score, address in found.hits if round(score, 4) >= last]
            listed.sort(key=lambda hit: (-round(hit.score, 4), hit.code))
        return Hits(
            total=found.count or 0,
            hits=listed[offset : offset + first],
            facets=_counts(searcher, text, plan) if facets else {},
        )

    def cursor(self) -> Cursor | None:
        try:
            return _cursor_in(self._searcher())
        except EngineUnavailable:
            return None

    def previous(self) -> Cursor | None:
        _used, kept = self._named()
        try:
            return _cursor_in(_opened(self.folder / kept).searcher()) if _is_of_this_format(kept) else None
        except EngineUnavailable:
            return None

    def is_of_this_format(self, quickly: bool = False) -> bool:
        used, _kept = self._named()
        if not used:
            raise EngineUnavailable("there is no index")
        return _is_of_this_format(used)

    def hashes(self) -> Iterator[tuple[str, str]]:
        searcher = self._searcher()
        with _speaking():
            found = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1))
            for _score, address in found.hits:
                document = searcher.doc(address)
                if document["id"][0] != CURSOR_ID:
                    yield document["id"][0], document["hash"][0]

    def _searcher(self) -> tantivy.Searcher:
        with self._lock:
            index = self._index()
            if time.monotonic() - self._reloaded_at > FRESH:
                try:
                    with _speaking():
                        index.reload()
                except EngineUnavailable:  # its files are gone or damaged: whatever comes next is opened anew
                    self._open = None
                    raise
                self._reloaded_at = time.monotonic()
            return index.searcher()

    def _index(self) -> tantivy.Index:
        """The index in use. Raises EngineUnavailable where there is none of today's format."""
        used, _kept = self._named()
        if not used:
            raise EngineUnavailable("there is no index")
        if not _is_of_this_format(used):
            raise EngineUnavailable("the index is of another format")
        if self._open is None or self._open[0] != used:
            self._open = (used, _opened(self.folder / used))
            self._reloaded_at = 0.0
        return self._open[1]

    def _named(self) -> tuple[str, str]:
        """The generation in use and the one kept; "" where there is none."""
        with _speaking():
            current = self.folder / "current"
            used, _line, kept = current.read_text().strip().partition("\n") if current.exists() else ("", "", "")
        return used, kept

    # -- Writing --------------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[None]:
        return lock.by_file(self.folder / "writer.lock")

    def rebuilding(self) -> AbstractContextManager[None]:
        return lock.by_file(self.folder / "rebuild.lock")

    def replace(
        self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor, mark: bool = True
    ) -> list[Refused]:
        with self._lock:
            index = self._index()
        with _speaking():
            writer = index.writer(HEAP, 1)
            refused = _replace(writer, codes, documents)
            if mark:
                _set_cursor(writer, cursor)
            writer.commit()
            writer.wait_merging_threads()
        with self._lock:
            self._reloaded_at = 0.0
        return refused

    # -- Generations ----------------------------------------------------------------------------------------------

    @contextmanager
    def rebuild(self) -> Iterator["_Generation"]:
        self._clean()
        try:
            with _speaking():
                generation = _Generation(self, f"{FORMAT}-{uuid.uuid4().hex[:12]}")
            yield generation
        except BaseException:
            self._clean()
            raise

    def rollback(self) -> None:
        used, kept = self._named()
        with _speaking():
            self._name(kept, used)

    def _name(self, used: str, kept: str) -> None:
        """Replace `current` at once."""
        waiting = self.folder / "current.new"
        with waiting.open("w") as opened:
            opened.write(f"{used}\n{kept}\n")
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(self.folder / "current")

    def _clean(self) -> None:
        """Delete what `current` does not name. A reader that has old files open keeps them until it lets go."""
        named = self._named()
        for old in self.folder.iterdir() if self.folder.is_dir() else ():
            if old.is_dir() and old.name not in named:
                shutil.rmtree(old, ignore_errors=True)


class _Generation:
    """An index being built beside the one in use."""

    writers = 1

    def __init__(self, engine: EmbeddedEngine, name: str) -> None:
        self.engine, self.name = engine, name
        path = engine.folder / name
        path.mkdir(parents=True)
        self._index = tantivy.Index(SCHEMA, path=str(path))
        self._writer = self._index.writer(HEAP, 1)
        self._waiting = 0

    def add(self, documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        with _speaking():
            return _add(self._writer, self._counted(documents))

    def _counted(self, documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
        """Tantivy lets ten thousand documents wait in memory; a commit waits for them."""
        for document in documents:
            yield document
            self._waiting += sum(len(getattr(document, name)) for name in TEXTS)
            if self._waiting > MOST_WAITING:
                self._writer.commit()
                self._waiting = 0

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        with _speaking():
            return _replace(self._writer, codes, documents)

    def count(self) -> int:
        with _speaking():
            self._writer.commit()
            self._index.reload()
            return self._index.searcher().num_docs

    def hashes_of(self, ids: Sequence[str]) -> dict[str, str]:
        with _speaking():
            searcher = self._index.searcher()
            found = searcher.search(tantivy.Query.term_set_query(SCHEMA, "id", list(ids)), limit=max(len(ids), 1))
            documents = [searcher.doc(address) for _score, address in found.hits]
        return {document["id"][0]: document["hash"][0] for document in documents}

    def swap(self, cursor: Cursor) -> None:
        with _speaking():
            _set_cursor(self._writer, cursor)
            self._writer.commit()
            self._writer.wait_merging_threads()
            used, kept = self.engine._named()
            stands = used and (self.engine.folder / used).is_dir()
            self.engine._name(self.name, used if stands else kept)
        self.engine._clean()


@contextmanager
def _speaking() -> Iterator[None]:
    """What goes wrong with files, and tantivy tells as a ValueError, is EngineUnavailable."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(str(error)) from error


def _is_of_this_format(generation: str) -> bool:
    return generation.startswith(f"{FORMAT}-")


def _opened(path: Path) -> tantivy.Index:
    with _speaking():
        return tantivy.Index.open(str(path))


def _cursor_in(searcher: tantivy.Searcher) -> Cursor | None:
    with _speaking():
        found = searcher.search(tantivy.Query.term_query(SCHEMA, "id", CURSOR_ID), limit=1)
        if not found.hits:
            return None
        document = searcher.doc(found.hits[0][1])
        return Cursor(document["epoch"][0], document["number"][0])


def _replace(writer: tantivy.IndexWriter, codes: Sequence[str], documents: Iterable[IndexDocument]) -> list[Refused]:
    for code in codes:
        writer.delete_documents_by_term("code", code)
    return _add(writer, documents)


def _add(writer: tantivy.IndexWriter, documents: Iterable[IndexDocument]) -> list[Refused]:
    refused = []
    for source in documents:
        try:
            document = _document(source)
        except (ValueError, OverflowError) as error:  # a number beyond its field, half a character
            refused.append(Refused(source.id, str(error)))
        else:
            writer.add_document(document)
    return refused


# -- Translation of a plan --------------------------------------------------------------------------------------------


def _text(clause: Clause | None) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    return [(tantivy.Occur.Must, _query(clause))] if clause else []


def _query(clause: Clause) -> tantivy.Query:
    if isinstance(clause, Term):
        return tantivy.Query.boost_query(_term(clause.field, clause.value), clause.weight)
    if isinstance(clause, Flat):
        return tantivy.Query.const_score_query(_term(clause.field, clause.value), clause.weight)
    if isinstance(clause, Prefix):
        pattern = f"{re.escape(clause.value)}.*"
        return tantivy.Query.const_score_query(tantivy.Query.regex_query(SCHEMA, clause.field, pattern), clause.weight)
    if isinstance(clause, Best):
        return tantivy.Query.disjunction_max_query([_query(part) for part in clause.clauses])
    assert isinstance(clause, Any)  # noqa: S101 - the last of the five kinds
    parts = [(tantivy.Occur.Should, _query(part)) for part in clause.clauses]
    needed = tantivy.Query.boolean_query(parts, minimum_number_should_match=clause.must)
    if not clause.extra:
        return needed
    extra = [(tantivy.Occur.Should, _query(part)) for part in clause.extra]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, needed), *extra])


def _term(field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(SCHEMA, field, value, "freq" if field in TEXTS else "basic")


def _weightless(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _filters(plan: Plan, facets: set[str]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    """The day, the locale, the state, and the selections of these facets."""
    day = plan.day.toordinal()
    queries = [
        _term("state", plan.state),
        _term("serves", plan.locale),
        tantivy.Query.range_query(SCHEMA, "from_day", tantivy.FieldType.Unsigned, None, day),
        tantivy.Query.range_query(SCHEMA, "until_day", tantivy.FieldType.Unsigned, day + 1, None),
    ]
    queries += [
        tantivy.Query.term_set_query(SCHEMA, name, list(values))
        for name, values in plan.selected.items()
        if name in facets
    ]
    asked = [(tantivy.Occur.Must, _weightless(query)) for query in queries]
    if plan.hidden:
        asked.append((tantivy.Occur.MustNot, tantivy.Query.term_set_query(SCHEMA, "code", sorted(plan.hidden))))
    return asked


def _counts(
    searcher: tantivy.Searcher, text: list[tuple[tantivy.Occur, tantivy.Query]], plan: Plan
) -> dict[str, dict[str, int]]:
    """Each facet without its own selection. Those that have none are counted together, in one walk over the hits."""
    free = [name for name in FACETS if name not in plan.selected]
    found: dict[str, dict[str, int]] = {}
    for together in (free, *([name] for name in FACETS if name in plan.selected)):
        query = tantivy.Query.boolean_query([*text, *_filters(plan, set(FACETS) - set(together))])
        answer = searcher.aggregate(query, {name: {"terms": {"field": name, "size": 1000}} for name in together})
        for name in together:
            found[name] = {each["key"]: int(each["doc_count"]) for each in answer[name]["buckets"] if each["key"]}
    return {name: found[name] for name in FACETS}


def _hit(searcher: tantivy.Searcher, address: tantivy.DocAddress, score: float) -> Hit:
    held = searcher.doc(address)
    return Hit(held["code"][0], score, held["name"][0], held["state"][0], held["sector"][0], held["levels"])


def _document(source: IndexDocument) -> tantivy.Document:
    document = tantivy.Document()
    for name in ("id", "code", "state", "sector", "fee", "hash", "name", *TEXTS):
        document.add_text(name, getattr(source, name))
    for name in LISTS:
        for value in getattr(source, name):
            document.add_text(name, value)
    document.add_unsigned("from_day", source.from_day)
    document.add_unsigned("until_day", source.until_day)
    document.add_unsigned("code_order", int(re.sub(r"\D", "", source.code) or 0))
    return document


def _set_cursor(writer: tantivy.IndexWriter, cursor: Cursor) -> None:
    writer.delete_documents_by_term("id", CURSOR_ID)
    document = tantivy.Document()
    document.add_text("id", CURSOR_ID)
    document.add_text("epoch", cursor.epoch)
    document.add_unsigned("number", cursor.number)
    writer.add_document(document)
