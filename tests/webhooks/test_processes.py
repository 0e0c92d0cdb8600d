"""The product as processes: a change in one, told by a worker of its own, and told again after a failure."""

import subprocess
import sys
import time

import pytest

from tests.browser.stack import ROOT, Stack
from tests.receiver import receiving

SUBSCRIBE = """
from api.webhooks import acting
from api.webhooks.models import Subscriber
row = Subscriber(name="Kho dữ liệu", url="{url}")
acting.begin(row, None)
row.save()
"""
CHANGE = """
import datetime as dt
from register import record
from register.models import Sector
record.name_sector(Sector.objects.get_or_create(key="ho-tich")[0], "vi", "Hộ tịch", dt.date(2024, 1, 1))
"""
WORKER = ["-m", "celery", "-A", "config", "worker", "--concurrency", "1", "--without-mingle", "--without-gossip"]


@pytest.mark.slow
def test_a_change_wakes_a_worker_that_tells_it_until_it_is_taken(tmp_path):
    with receiving(tmp_path) as receiver:
        receiver.host = "localhost"
        receiver.answers = [500]
        stack = Stack(
            tmp_path,
            DJANGO_SETTINGS_MODULE="config.settings",
            WEBHOOK_ALLOW="127.0.0.0/8,::1/128",
            WEBHOOK_CA=receiver.authorities,
            WEBHOOK_PORTS=str(receiver.port),
        )
        stack.manage("migrate")
        stack.manage("shell", "-c", SUBSCRIBE.format(url=receiver.url))
        log = (tmp_path / "worker.log").open("wb")
        worker = subprocess.Popen(
            [sys.executable, *WORKER], cwd=ROOT, env=stack.environment, stdout=log, stderr=log, start_new_session=True
        )
        stack.processes["worker"] = worker
        try:
            stack.manage("shell", "-c", CHANGE)
            until = time.monotonic() + 90
            while len(receiver.received) < 2 and time.monotonic() < until:
                time.sleep(0.1)
        finally:
            stack.stop()
    first, again = receiver.received
    assert (first.body, first.headers["webhook-id"]) == (again.body, again.headers["webhook-id"])
    assert "whsec_" not in (tmp_path / "worker.log").read_text(encoding="utf-8")
