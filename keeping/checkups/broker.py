"""The broker, and whether a worker listens to it."""

import tempfile
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.utils.translation import gettext as _
from redis import Redis, RedisError

from .finding import Finding, fault, ok

SECONDS = 2.0  # that an answer may take


def broker() -> Finding:
    if settings.REDIS_URL:
        try:
            Redis.from_url(settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS).ping()
        except (RedisError, ValueError):
            return fault(_("Redis không trả lời: hãy khởi động Redis, hoặc sửa REDIS_URL."))
        return ok(_("Redis trả lời."))
    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ok(_("Thư mục của broker ghi được."))
    except OSError:
        return fault(_("Không ghi được vào %(folder)s: hãy cấp quyền ghi cho tài khoản chạy.") % {"folder": folder})


def worker() -> Finding:
    found = workers()
    if not found:
        return fault(_("Không có worker nào trả lời: hãy chạy celery -A config worker, và celery -A config beat."))
    return ok(_("%(count)d worker trả lời.") % {"count": len(found)})


def workers() -> list[dict]:
    """Workers that answer at once; none as well where the broker is away."""
    try:
        return current_app.control.ping(timeout=SECONDS) or []
    except Exception:  # noqa: BLE001 - each broker has its own ways of being away
        return []
