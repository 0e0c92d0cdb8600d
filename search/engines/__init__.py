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
class Hit:
    """One hit; what the second stage looks at comes with it."""

    code: str
    score: float
    name: str = ""
    state: str = ""
    sector: str = ""
    levels: Sequence[str] = ()


@dataclass(frozen=True)
class Hits:
    """One page of hits, best first; `facets` counts by facet and value, each without its own selection."""

    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class NewIndex(Protocol):
    """An index being built beside the one in use."""

    def add(self, documents: Iterable[IndexDocument]) -> None: ...

    def remove(self, codes: Sequence[str]) -> None: ...

    def swap(self, cursor: Cursor) -> None:
        """Put it in the place of the old one, at once."""


class Engine(Protocol):
    name: str

    def search(self, plan: Plan, first: int, offset: int = 0, facets: bool = True) -> Hits: ...

    def cursor(self) -> Cursor | None:
        """None where there is no index. Raises EngineUnavailable."""

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> None:
        """Make the index hold exactly these documents of these codes, and stand at `cursor`, in one step."""

    def rebuild(self) -> AbstractContextManager[NewIndex]: ...

    def is_of_this_format(self) -> bool:
        """Whether the index in use was built with today's mapping."""

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Id and hash of every document in the index."""

    def writing(self) -> AbstractContextManager[None]:
        """Alone among the writers; a second one waits, then gets IndexBusy."""


@cache
def engine_named(name: str) -> Engine:
    if name == "elasticsearch":
        from .elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine(settings.ELASTICSEARCH_URL, settings.SEARCH_INDEX)
    from .embedded import EmbeddedEngine

    return EmbeddedEngine(settings.DATA_DIR / "index")


def engine() -> Engine:
    """The configured engine."""
    return engine_named(settings.SEARCH_ENGINE)
