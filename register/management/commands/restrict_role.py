"""manage.py restrict_role ROLE: what the application's account may do in PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from register.guards import frozen_models


class Command(BaseCommand):
    help = (
        "PostgreSQL: give a role the rights that serving needs, and on the public record only to read and to add. "
        "Run it as the owner of the tables, after each migrate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL knows roles.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}: CREATE ROLE it first, with LOGIN and a password.")
            if any(found):
                raise CommandError(f"{role} owns the tables or may do everything: serve with another role.")
            name = connection.ops.quote_name(role)
            for statement in statements(name):
                cursor.execute(statement)
        self.stdout.write(f"{role}: chỉ đọc và thêm trên {len(frozen_models())} bảng công khai.")


def statements(role: str) -> list[str]:
    """`role` is quoted already."""
    frozen = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in frozen_models())
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {frozen} FROM {role}",
    ]
