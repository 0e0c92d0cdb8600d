"""The engine that needs no server: tantivy, in the process, on files.

One folder per generation (`DATA_DIR/index/<generation>`); the file `current` names the one in use and is replaced at
once. Writers take a file lock that the system frees when a process dies; tantivy's own commits are atomic, so a killed
writer leaves the last commit.
"""

import fcntl
import os
import re
import shutil
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from ..document import FORMAT, LISTS, TEXTS
from ..models import IndexDocument
from ..plan import FACETS, Any, Best, Clause, Plan, Prefix, Term
from . import Cursor, EngineUnavailable, Hit, Hits, IndexBusy

WAIT = 30.0  # seconds a second writer waits
HEAP = 64_000_000  # bytes a writer may hold before it flushes
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
        text = _text(plan.clause)
        everything = tantivy.Query.boolean_query([*text, *_filters(plan, set(FACETS))])
        if plan.clause is None:
            found = searcher.search(
                everything, limit=offset + first or 1, order_by_field="code_order", order=tantivy.Order.Asc
            )
            listed = [_hit(searcher, address, 0.0) for _order, address in found.hits]
        else:
            found = searcher.search(everything, limit=offset + first + TIES)
            listed = [_hit(searcher, address, score) for score, address in found.hits]
            listed.sort(key=lambda hit: (-round(hit.score, 4), hit.code))
        return Hits(
            total=found.count or 0,
            hits=listed[offset : offset + first],
            facets={name: _count(searcher, text, plan, name) for name in FACETS} if facets else {},
        )

    def cursor(self) -> Cursor | None:
        try:
            searcher = self._searcher()
        except EngineUnavailable:
            return None
        found = searcher.search(tantivy.Query.term_query(SCHEMA, "id", CURSOR_ID), limit=1)
        if not found.hits:
            return None
        document = searcher.doc(found.hits[0][1])
        return Cursor(document["epoch"][0], document["number"][0])

    def is_of_this_format(self) -> bool:
        try:
            return (self.folder / "current").read_text().startswith(f"{FORMAT}-")
        except FileNotFoundError:
            return False

    def hashes(self) -> Iterator[tuple[str, str]]:
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1))
        for _score, address in found.hits:
            document = searcher.doc(address)
            if document["id"][0] != CURSOR_ID:
                yield document["id"][0], document["hash"][0]

    def _searcher(self) -> tantivy.Searcher:
        with self._lock:
            index = self._index()
            if time.monotonic() - self._reloaded_at > FRESH:
                index.reload()
                self._reloaded_at = time.monotonic()
            return index.searcher()

    def _index(self) -> tantivy.Index:
        """The index in use. Raises EngineUnavailable where there is none."""
        try:
            generation = (self.folder / "current").read_text()
        except FileNotFoundError:
            raise EngineUnavailable("there is no index") from None
        if self._open is None or self._open[0] != generation:
            try:
                self._open = (generation, tantivy.Index.open(str(self.folder / generation)))
            except (OSError, ValueError) as error:
                raise EngineUnavailable(str(error)) from error
            self._reloaded_at = 0.0
        return self._open[1]

    # -- Writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("w") as lock:
            until = time.monotonic() + WAIT
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise IndexBusy("Another process is writing the index; try again when it is done.") from None
                    time.sleep(0.05)
            yield

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> None:
        with self._lock:
            index = self._index()
        writer = index.writer(HEAP, 1)
        for code in codes:
            writer.delete_documents_by_term("code", code)
        for document in documents:
            writer.add_document(_document(document))
        _set_cursor(writer, cursor)
        writer.commit()
        writer.wait_merging_threads()
        with self._lock:
            self._reloaded_at = 0.0

    @contextmanager
    def rebuild(self) -> Iterator["_Generation"]:
        generation = _Generation(self.folder, f"{FORMAT}-{uuid.uuid4().hex[:12]}")
        try:
            yield generation
        except BaseException:
            shutil.rmtree(generation.path, ignore_errors=True)
            raise


class _Generation:
    """An index being built beside the one in use."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name, self.path = folder, name, folder / name
        self.path.mkdir(parents=True)
        self._writer = tantivy.Index(SCHEMA, path=str(self.path)).writer(HEAP, 1)

    def add(self, documents: Iterable[IndexDocument]) -> None:
        for document in documents:
            self._writer.add_document(_document(document))

    def remove(self, codes: Sequence[str]) -> None:
        for code in codes:
            self._writer.delete_documents_by_term("code", code)

    def swap(self, cursor: Cursor) -> None:
        _set_cursor(self._writer, cursor)
        self._writer.commit()
        self._writer.wait_merging_threads()
        waiting = self.folder / "current.new"
        with waiting.open("w") as opened:
            opened.write(self.name)
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(self.folder / "current")
        for old in self.folder.iterdir():
            # A reader that still has the old files open keeps them until it lets go.
            if old.is_dir() and old.name != self.name:
                shutil.rmtree(old, ignore_errors=True)


# -- Translation of a plan --------------------------------------------------------------------------------------------


def _text(clause: Clause | None) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    return [(tantivy.Occur.Must, _query(clause))] if clause else []


def _query(clause: Clause) -> tantivy.Query:
    if isinstance(clause, Term):
        return tantivy.Query.boost_query(_term(clause.field, clause.value), clause.weight)
    if isinstance(clause, Prefix):
        pattern = f"{re.escape(clause.value)}.*"
        return tantivy.Query.const_score_query(tantivy.Query.regex_query(SCHEMA, clause.field, pattern), clause.weight)
    if isinstance(clause, Best):
        return tantivy.Query.disjunction_max_query([_query(part) for part in clause.clauses])
    assert isinstance(clause, Any)  # noqa: S101 - the last of the four kinds
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
    return [(tantivy.Occur.Must, _weightless(query)) for query in queries]


def _count(
    searcher: tantivy.Searcher, text: list[tuple[tantivy.Occur, tantivy.Query]], plan: Plan, name: str
) -> dict[str, int]:
    query = tantivy.Query.boolean_query([*text, *_filters(plan, set(FACETS) - {name})])
    answer = searcher.aggregate(query, {name: {"terms": {"field": name, "size": 1000}}})
    return {bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"] if bucket["key"]}


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
