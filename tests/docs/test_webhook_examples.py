"""What docs/api/webhooks.md says is what a receiver meets, and its code works on a real message."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from api.webhooks import following
from outbound import backoff
from register import changes
from tests.build import announced
from tests.webhooks.conftest import receiver, subscribe, subscriber, tell  # noqa: F401 - fixtures
from tools import portal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXT = (Path(__file__).resolve().parent.parent.parent / "docs" / "api" / "webhooks.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)\n```", TEXT, re.DOTALL)
(SCRIPT,) = re.findall(r"```ts\n(.*?)\n```", TEXT, re.DOTALL)
(MESSAGE,) = re.findall(r"```json\n(.*?)\n```", TEXT, re.DOTALL)


@pytest.fixture
def got(subscriber: Any, receiver: Any) -> Any:  # noqa: F811
    announced("1/QĐ-UBND")
    tell(subscriber)
    return receiver.received[0]


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(each) for each in value[:1]] if isinstance(value, list) else type(value).__name__


def test_a_message_looks_as_the_page_shows_it(got):
    assert shape(json.loads(MESSAGE)) == shape(json.loads(got.body))


def test_every_header_of_the_page_is_there(got):
    named = re.findall(r"^\| `(webhook-\w+)` \|", TEXT, re.MULTILINE)
    assert len(named) == 3
    assert set(named) <= set(got.headers)


def test_the_python_verifies_a_message_and_no_other(got, subscriber):  # noqa: F811
    names: dict[str, Any] = {}
    exec(PYTHON[0], names)
    assert names["heard"](subscriber.key, got.headers, got.body) == json.loads(got.body)
    assert names["heard"](subscriber.key, got.headers, got.body + b" ") is None
    assert names["heard"](subscriber.key, {**got.headers, "webhook-timestamp": "1"}, got.body) is None


def test_the_typescript_verifies_a_message_and_no_other(got, subscriber, tmp_path):  # noqa: F811
    (tmp_path / "heard.ts").write_text(SCRIPT, encoding="utf-8")
    driver = (
        "import { heard } from './heard.ts'; import { readFileSync } from 'node:fs';"
        "const cases = JSON.parse(readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(cases.map(([key, headers, body]) => heard(key, headers, body))));"
    )
    (tmp_path / "driver.mjs").write_text(driver, encoding="utf-8")
    body = got.body.decode()
    cases = [
        [subscriber.key, got.headers, body],
        [subscriber.key, got.headers, body + " "],
        [subscriber.key, {**got.headers, "webhook-timestamp": "1"}, body],
        [subscriber.key, {**got.headers, "webhook-signature": "v1,AAAA v2," + "A" * 44}, body],
        [subscriber.key, {"webhook-id": got.headers["webhook-id"]}, body],
    ]
    done = subprocess.run(
        ["node", "driver.mjs"],
        cwd=tmp_path,
        env=portal.environment(),
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [json.loads(body), None, None, None, None]


def test_catching_up_reads_each_code_once_and_all_after_a_restored_backup(province, client):
    read: list[str] = []
    names: dict[str, Any] = {
        "ask": lambda query, **variables: client.post(
            "/graphql", {"query": query, "variables": variables}, content_type="application/json"
        ).json(),
        "read": read.append,
        "read_all": lambda: read.append("all"),
    }
    exec(PYTHON[1], names)
    kept: dict[str, str] = {}
    names["catch_up"](kept)
    read.clear()
    announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    names["catch_up"](kept)
    names["catch_up"](kept)
    assert set(read) == {"1.000001", "1.000002"}
    changes.renew_epoch()
    names["catch_up"](kept)
    assert "all" in read
    read.clear()
    names["catch_up"](kept)
    assert read == []


def told(seconds: int) -> str:
    for unit, size in (("h", 3600), ("min", 60), ("s", 1)):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    raise AssertionError(seconds)


def test_the_waits_and_bounds_of_the_page_are_those_of_the_code(settings):
    *waits, last = [told(each) for each in backoff.WAITS]
    assert f"after {', '.join(waits)}, and then every {last}" in TEXT
    assert f"{backoff.PATIENCE.total_seconds() // 3600:.0f} hours of failures" in TEXT
    assert f"oldest first, {following.MOST_CHANGES} at most" in TEXT
    assert f"within {settings.WEBHOOK_SECONDS:.0f} seconds" in TEXT
