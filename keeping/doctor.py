"""manage.py doctor: looks at all that the product needs, and says what to do."""

from collections.abc import Iterator
from contextlib import suppress

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from .checkups import broker, clock, cursors, disk, erasures, mail, record, versions
from .checkups.finding import Finding, fault

# By the name under which each is told; those above explain those below.
CHECKUPS = {
    "database": record.migrations,
    "triggers": record.triggers,
    "keys": record.keys,
    "clock": clock.clock,
    "hold": record.hold,
    "index": cursors.index,
    "webhooks": cursors.webhooks,
    "following": cursors.following,
    "notices": cursors.notices,
    "broker": broker.broker,
    "worker": broker.worker,
    "mail": mail.mail,
    "erasures": erasures.journal,
    "retention": erasures.retention,
    "disk": disk.disk,
    "versions": versions.versions,
}


def examine() -> Iterator[tuple[str, Finding]]:
    """One after the other. A checkup that needs a database that is away, or a table that is not there, says so."""
    for name, checkup in CHECKUPS.items():
        try:
            finding = checkup()
        except DatabaseError as error:
            with suppress(DatabaseError):
                connection.close()
            finding = fault(
                _("Cơ sở dữ liệu không trả lời được (%(told)s): hãy xem DATABASE_URL, rồi chạy manage.py migrate.")
                % {"told": type(error).__name__}
            )
        yield name, finding
