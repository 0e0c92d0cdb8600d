"""manage.py remove_redacted: remove the bytes of what two officers took down."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from register import record
from register.guards import NO_RIGHT, frozen_models, prove


class Command(BaseCommand):
    help = (
        "Remove what was taken down (che dữ liệu) from the rows of the public record, from the file store and from the "
        "pages of the database. Run it as the owner of the tables; backups that are older still have it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = record.remove_redacted()
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") == NO_RIGHT or "must be owner" in str(error):
                raise CommandError(
                    "This account may not change the public record: set DATABASE_URL to the owner of the tables."
                ) from error
            raise
        if not done:
            self.stdout.write("Không có dữ liệu nào chờ xóa.")
            return
        if holes := prove():
            raise CommandError(f"The public record is not guarded: {', '.join(holes)}")
        _vacuum()
        self.stdout.write(
            f"Đã xóa dữ liệu của {len(done)} lần che. Hãy chạy rebuild_index, và hủy các bản sao lưu cũ hơn."
        )


def _vacuum() -> None:
    """Rows that were overwritten still stand in the pages of the database until these are written anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for model in frozen_models():
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
