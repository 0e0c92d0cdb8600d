"""Settings that would open inner networks, or that cannot be read, stop the start with a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils.module_loading import import_string


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DEBUG": "0", "SECRET_KEY": "a" * 50, "WEBHOOK_ALLOW": "10.0.0.0/8"}, "WEBHOOK_ALLOW opens inner networks"),
        ({"WEBHOOK_PORTS": "https"}, "WEBHOOK_PORTS is a list of numbers"),
        ({"WEBHOOK_CA": "/khong/co.pem"}, "WEBHOOK_CA names no file"),
    ],
)
def test_the_start_is_refused(given, words, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATA_DIR": str(tmp_path)} | given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert words in done.stderr


def test_by_default_only_public_addresses_on_the_port_of_https_are_reached():
    assert (settings.WEBHOOK_PORTS, settings.WEBHOOK_ALLOW, settings.WEBHOOK_CA) == (["443"], [], "")


def test_beat_asks_for_tasks_that_there_are():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if entry["task"].startswith("api.webhooks."):
            assert import_string(entry["task"]).name == entry["task"]
    named = {entry["task"].rpartition(".")[2] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"follow", "forget_old_deliveries"} <= named
