"""The Celery application. On the filesystem broker its folders must exist before the first message."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import task_prerun
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("niemyet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["search", "inbox", "following", "cms", "cms.preview", "api.webhooks"])


@task_prerun.connect
def _look_anew(**kwargs: Any) -> None:
    from register.changes import look_anew

    look_anew()


for folder in getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}).values():
    Path(folder).mkdir(parents=True, exist_ok=True)
