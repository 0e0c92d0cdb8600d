import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.stack import PATIENCE, Stack, browser_at, free_port

WIDTHS = [390, pytest.param(1280, marks=pytest.mark.wide)]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The default stack with the sample, and with the real procedures where REAL_PROCEDURES names them."""
    made = Stack(tmp_path_factory.mktemp("stack"))
    made.prepare(with_real=bool(os.environ.get("REAL_PROCEDURES")))
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Stack]:
    """The portal while the API is away."""
    made = Stack(tmp_path)
    try:
        yield made.start(api_url=f"http://127.0.0.1:{free_port()}/graphql")
    finally:
        made.stop()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Stack]:
    """The portal while it is maintained."""
    made = Stack(tmp_path, MAINTENANCE_UNTIL="2035-12-01T06:00+07:00")
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Ended with its file: while it is open an event loop runs, in which Django lets nobody ask the database."""
    with sync_playwright() as playwright:
        browser = browser_at(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """A page of a citizen whose browser runs no script, on a phone and on a desk."""
    context = chromium.new_context(viewport={"width": request.param, "height": 844}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(params=WIDTHS)
def live_page(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """The same with scripts."""
    context = chromium.new_context(viewport={"width": request.param, "height": 844})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
