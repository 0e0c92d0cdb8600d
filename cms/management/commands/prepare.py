"""manage.py prepare: all that a start needs, in one process; does nothing where nothing is to be done."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ACCOUNT = "quantri"


class Command(BaseCommand):
    help = "Migrate, load the sample into an empty database, make the first account, build the index if there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Chuẩn bị cơ sở dữ liệu …")
            call_command("migrate", verbosity=0)
        from register.models import Agency

        if not Agency.objects.exists():
            self.stdout.write("Nạp dữ liệu mẫu …")
            call_command("load_sample", stdout=self.stdout)
        from cms.pages.roles import make_page_editors

        make_page_editors()
        if not get_user_model().objects.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            get_user_model().objects.create_superuser(ACCOUNT, password=password)
            self.stdout.write(f"Tài khoản bàn biên tập: {ACCOUNT} · mật khẩu (chỉ hiện một lần): {password}")
        call_command("rebuild_index", if_missing=True, stdout=self.stdout, stderr=self.stderr)
