import base64
from typing import Any

import pytest

FIRST = "1:" + base64.b64encode(b"1" * 32).decode()


@pytest.fixture(autouse=True)
def _a_master_key(settings: Any) -> None:
    settings.DOSSIER_KEYS = [FIRST]
