"""manage.py load_sample: the sample province, where nothing is announced yet."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from cms import sample
from register.models import Agency


class Command(BaseCommand):
    help = "Load the sample province into an empty database; does nothing in any other."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Agency.objects.exists():
            self.stdout.write("Cơ sở dữ liệu đã có nội dung: không nạp dữ liệu mẫu.")
            return
        with translation.override("vi"):
            sample.load(self.stdout.write)
            call_command("switch_filing", "on", stdout=self.stdout)
