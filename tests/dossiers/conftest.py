import base64
from typing import Any

import pytest

from tests.dossiers import build

FIRST = "1:" + base64.b64encode(b"1" * 32).decode()


@pytest.fixture(autouse=True)
def _a_master_key(settings: Any) -> None:
    settings.DOSSIER_KEYS = [FIRST]


@pytest.fixture(autouse=True)
def _guests_may_file(settings: Any, tmp_path: Any) -> None:
    settings.FILING_GUESTS = True
    settings.DOSSIER_FILES_DIR = tmp_path / "dossiers"


@pytest.fixture
def offered(province: Any, today: Any) -> None:
    """The birth of a child may be registered here."""
    today(build.MAY)
    build.offered()
