"""The clock: ours, moved or not, and that of the database's server."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from register import clock as ours

from .finding import Finding, fault, ok, warning

MOST = 5  # seconds between the two clocks
ASKED = {"sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')", "postgresql": "SELECT clock_timestamp()"}


def clock() -> Finding:
    apart = abs((_database_now() - _host_now()).total_seconds())
    if apart > MOST:
        return fault(
            _("Đồng hồ máy chủ cơ sở dữ liệu lệch %(seconds)d giây: hãy bật đồng bộ giờ (NTP) ở cả hai máy.")
            % {"seconds": apart}
        )
    if settings.CLOCK_OFFSET_SECONDS:
        return warning(
            _("Đồng hồ bị dời %(seconds)d giây để diễn tập: hãy bỏ CLOCK_OFFSET_SECONDS.")
            % {"seconds": settings.CLOCK_OFFSET_SECONDS}
        )
    return ok(_("Đồng hồ đúng, cơ sở dữ liệu cùng giờ."))


def _host_now() -> dt.datetime:
    return ours.now() - dt.timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def _database_now() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor])
        (told,) = cursor.fetchone()
    return dt.datetime.fromisoformat(told) if isinstance(told, str) else told
