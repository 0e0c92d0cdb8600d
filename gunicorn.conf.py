"""Read by gunicorn where it is started in this folder: room for what its workers count (`api/metrics.py`)."""

import os
import shutil
import tempfile

NAME = "PROMETHEUS_MULTIPROC_DIR"
OWN = "niemyet-metrics-"

# Longer than the portal and nginx keep a quiet connection: who closes it first must not be who is being asked.
keepalive = 75

# A folder of this run alone: no counts of an earlier one, none of another container that shares the data folder.
# Set before any worker starts; a reload reads this file again and keeps the folder.
if NAME not in os.environ:
    os.environ[NAME] = tempfile.mkdtemp(prefix=OWN)


def on_exit(server: object) -> None:
    if OWN in os.environ[NAME]:
        shutil.rmtree(os.environ[NAME], ignore_errors=True)
