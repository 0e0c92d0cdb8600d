"""The audit suite of graphql-http, which others wrote: no MUST and no SHOULD of GraphQL over HTTP fails."""

import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tools import portal

FRONTEND = Path(settings.BASE_DIR) / "frontend"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_audit_suite_of_graphql_http_passes_whole(live_server):
    done = subprocess.run(
        ["node", "scripts/audit-http.js", f"{live_server.url}/graphql"],
        cwd=FRONTEND,
        env=portal.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    audits = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(audits) > 50
    assert [each for each in audits if each["status"] != "ok"] == []
