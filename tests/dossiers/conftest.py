import base64
from typing import Any

import pytest

from tests.dossiers import build

FIRST, SECOND = (f"{number}:" + base64.b64encode(str(number).encode() * 32).decode() for number in (1, 2))


@pytest.fixture(autouse=True)
def _a_master_key(settings: Any) -> None:
    settings.DOSSIER_KEYS = [FIRST]


@pytest.fixture(autouse=True)
def _guests_may_file(settings: Any, tmp_path: Any) -> None:
    settings.FILING_GUESTS = True
    settings.DOSSIER_FILES_DIR = tmp_path / "dossiers"
    settings.ERASURE_JOURNAL = tmp_path / "erasures.jsonl"


@pytest.fixture
def offered(province: Any, today: Any) -> None:
    """The birth of a child may be registered here."""
    today(build.MAY)
    build.offered()
