"""What every engine can do. `engine()` gives the configured one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from django.conf import settings

from ..models import IndexDocument
from ..plan import Plan


class EngineUnavailable(Exception):
    """The engine is away, or there is no index; search answers from the database."""


class IndexBusy(Exception):
    """Another process writes the index and did not finish in time."""


@dataclass(frozen=True)
class Cursor:
    """How far the index has followed the change log."""

    epoch: str
    number: int


@dataclass(frozen=True)
class Refused:
    """A document, by its id, that the engine will not take as it is, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class Hit:
    """One hit; what the second stage looks at comes with it."""

    code: str
    score: float
    name: str = ""
    state: str = ""
    sector: str = ""
    levels: Sequence[str] = ()

    def scored(self, score: float) -> "Hit":
        """The same with that score."""
        return Hit(self.code, score, self.name, self.state, self.sector, self.levels)


@dataclass(frozen=True)
class Hits:
    """One page of hits, best first; `facets` counts by facet and value, each without its own selection."""

    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class NewIndex(Protocol):
    """An index being built beside the one in use. Whatever it does may raise EngineUnavailable."""

    writers: int  # threads that may add at once

    def add(self, documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        """Write documents of which it has none yet."""

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        """Make it hold exactly these documents of these codes."""

    def count(self) -> int:
        """How many documents can be found in it."""

    def hashes_of(self, ids: Sequence[str]) -> dict[str, str]:
        """The hashes of those of these documents that can be found in it."""

    def swap(self, cursor: Cursor) -> None:
        """Put it in the place of the one in use, at once. That one is kept for a rollback, older ones go."""


class Engine(Protocol):
    name: str

    def search(self, plan: Plan, first: int, offset: int = 0, facets: bool = True) -> Hits:
        """One page. Raises EngineUnavailable where it does not answer soon, or has no index of today's format."""

    def cursor(self) -> Cursor | None:
        """None where there is no index. Raises EngineUnavailable."""

    def replace(
        self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor, mark: bool = True
    ) -> list[Refused]:
        """Make the index hold exactly these documents of these codes as of `cursor`, and then, to `mark`, stand there.

        Raises EngineUnavailable, and then has not moved its cursor.
        """

    def rebuild(self) -> AbstractContextManager[NewIndex]:
        """A new index, which is thrown away when an exception leaves the block."""

    def previous(self) -> Cursor | None:
        """Where the kept index stands; None where none of today's format is kept."""

    def rollback(self) -> None:
        """Let the kept index and the one in use change places, at once."""

    def is_of_this_format(self, quickly: bool = False) -> bool:
        """Whether the index in use was built as this version builds it. Raises EngineUnavailable."""

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Id and hash of every document in the index."""

    def writing(self) -> AbstractContextManager[None]:
        """Alone among those who write to the index in use; a second one waits, then gets IndexBusy."""

    def rebuilding(self) -> AbstractContextManager[None]:
        """Alone among those who build a new index; the one in use is written to meanwhile."""


@cache
def engine_named(name: str) -> Engine:
    if name == "elasticsearch":
        from .elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine(
            settings.ELASTICSEARCH_URL,
            settings.SEARCH_INDEX,
            ca=settings.ELASTICSEARCH_CA,
            api_key=settings.ELASTICSEARCH_API_KEY,
        )
    from .embedded import EmbeddedEngine

    return EmbeddedEngine(settings.DATA_DIR / "index")


def engine() -> Engine:
    """The configured engine."""
    return engine_named(settings.SEARCH_ENGINE)
