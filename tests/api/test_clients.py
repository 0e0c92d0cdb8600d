"""Clients that others wrote page over our connections, forth and back, with their own caches."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.build import announced
from tools import portal

FRONTEND = Path(settings.BASE_DIR) / "frontend"
CODES = [f"1.00000{n}" for n in range(1, 6)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_urqls_cache_pages_forth_and_back(province, live_server):
    announced("1/QĐ-UBND", tuple(CODES), effective_on=dt.date(2024, 4, 1))
    done = subprocess.run(
        ["node", "scripts/page-with-urql.js", f"{live_server.url}/graphql"],
        cwd=FRONTEND,
        env=portal.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *pages, told = map(json.loads, done.stdout.splitlines())
    forth, back = pages[:4], pages[4:]
    assert forth == [CODES[:2], CODES[:4], CODES, CODES]  # the cache joins the pages; the last comes from it alone
    assert back == [CODES[3:], CODES[1:], CODES]
    assert told == {"requests": 6}
