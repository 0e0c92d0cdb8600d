"""Data worth keeping, in folders of the test's own, and the commands as an operator types them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.dossiers.conftest import offered  # noqa: F401
from tests.following.conftest import _unlimited, at, follow, mailbox, tell  # noqa: F401
from tests.webhooks.conftest import receiver, subscribe, subscriber  # noqa: F401

Run = Callable[..., tuple[bool, str]]


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    """A public file, an upload and a sealed file of a dossier."""
    here = tmp_path / "here"
    settings.PUBLIC_FILES_DIR, settings.MEDIA_ROOT = here / "files", here / "media"
    settings.DOSSIER_FILES_DIR = here / "dossiers"
    for name in ("files/ab/abcd", "media/documents/mau-don.pdf", "dossiers/1/sealed"):
        (here / name).parent.mkdir(parents=True)
        (here / name).write_bytes(name.encode() * 1000)
    return here


@pytest.fixture
def run() -> Run:
    """Whether the command succeeded, and what it said."""

    def call(name: str, *arguments: Any, **options: Any) -> tuple[bool, str]:
        said = io.StringIO()
        try:
            call_command(name, *map(str, arguments), stdout=said, stderr=io.StringIO(), **options)
        except CommandError as error:
            return False, said.getvalue() + str(error)
        return True, said.getvalue()

    return call


@pytest.fixture
def backup(folders: Path, transactional_db: None, province: Any, run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "backup"
    succeeded, said = run("backup", folder)
    assert succeeded, said
    return folder
