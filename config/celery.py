"""The Celery application. On the filesystem broker its folders must exist before the first message."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("niemyet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["search", "inbox", "cms", "cms.preview", "api.webhooks"])

for folder in getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}).values():
    Path(folder).mkdir(parents=True, exist_ok=True)
