"""What all tests share: a real database whose public record is guarded, and the cast."""

import datetime as dt
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.testcases import TransactionTestCase

from register import clock, guards
from tests.browser.stack import common_folder

_rows_before: dict[str, tuple[str, list[Any]]] = {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Remember what migrations made, so that a test with real commits can be cleaned up after."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            key = connection.introspection.get_primary_key_column(cursor, table)
            # A full-text index keeps its own tables, by triggers of the table that it is of: with rows taken out there
            # it would be malformed.
            if key and table != "django_migrations" and "_fts" not in table:
                cursor.execute(f'SELECT "{key}" FROM "{table}"')
                _rows_before[table] = (key, [value for (value,) in cursor.fetchall()])


def _forget_what_the_test_wrote(self: TransactionTestCase) -> None:
    """Instead of a flush, which the guards refuse and which would empty Wagtail's own first rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            guards.remove()
            cursor.execute("PRAGMA foreign_keys = OFF")
        for table, (key, kept) in _rows_before.items():
            places = ", ".join(["%s"] * len(kept))
            but = f'WHERE "{key}" NOT IN ({places})' if kept else ""
            cursor.execute(f'DELETE FROM "{table}" {but}', kept)
        # Trees count their children in the parent's row, which stays.
        cursor.execute("UPDATE wagtailcore_collection SET numchild = 0 WHERE depth = 1")
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("PRAGMA foreign_keys = ON")
            guards.install()


TransactionTestCase._fixture_teardown = _forget_what_the_test_wrote  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _services_are_there(request: pytest.FixtureRequest) -> None:
    """A test that needs servers fails without them, and says how to get them; it is never skipped in silence."""
    if request.node.get_closest_marker("services"):
        missing = [name for name in ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL") if not os.environ.get(name)]
        if missing:
            pytest.fail(f"{', '.join(missing)} not set: run `make test`, which starts the servers.", pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_is_kept_between_tests() -> Iterator[None]:
    from django.core.cache import cache

    from api import pages_found, responses
    from cms.pages import read
    from register.kept import forget_all
    from search import popularity, usage, vocabulary, wording

    forget_all()
    responses.forget()
    pages_found.forget()
    read.forget()
    for each in (vocabulary, wording, popularity, usage):
        each.forget()
    cache.clear()
    yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on-servers", action="store_true", help="leave out what ran on SQLite and is the same here")


# Whose rules live in the database, or differ with it: these run on PostgreSQL as well.
ON_BOTH = ("cms", "dossiers", "keeping", "register", "search", "webhooks", "api/filing", "story")
ONCE = ("services", "browser", "slow", "long", "wide")  # these have not run before


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--on-servers"):
        return
    here = Path(__file__).parent
    left = [
        item
        for item in items
        if any(item.get_closest_marker(name) for name in ONCE)
        or item.path.relative_to(here).as_posix().startswith(tuple(f"{part}/" for part in ON_BOTH))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(left)])
    items[:] = left


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(common_folder(), ignore_errors=True)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """Moves the one clock: `today(date)` makes it that day, at noon in Viet Nam."""

    def move(day: dt.date) -> None:
        noon = dt.datetime.combine(day, dt.time(12), clock.ZONE)
        monkeypatch.setattr(clock, "now", lambda: noon.astimezone(dt.UTC))

    return move


@pytest.fixture
def province(db: None) -> Any:
    """A small province: its People's Committee, two departments, two ministries, two sectors."""
    from tests import build

    return build.province()


@pytest.fixture
def lan(province: Any) -> Any:
    """Lan edits for the Department of Justice."""
    from tests import build

    return build.author("lan", "so-tu-phap")


@pytest.fixture
def minh(province: Any) -> Any:
    """Minh controls: all departments."""
    from tests import build

    return build.controller("minh")


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.services)])
def engine(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An engine without an index, and the configured one for the time of the test."""
    import api.responses
    import search.find
    import search.tasks
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.embedded import EmbeddedEngine

    if request.param == "embedded":
        monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
        made: Any = EmbeddedEngine(tmp_path / "index")
    else:
        made = ElasticsearchEngine(settings.ELASTICSEARCH_URL, f"test-{uuid.uuid4().hex[:8]}")
    for asker in (search.find, search.tasks, api.responses):
        monkeypatch.setattr(asker, "engine", lambda: made)
    yield made
    if request.param == "elasticsearch":
        for name in made.writer.indices.get(index=f"{made.alias}-*"):
            made.writer.indices.delete(index=name)
