from typing import Any

from django.core.management.base import BaseCommand

from following.resuming import resume


class Command(BaseCommand):
    help = "After a restored backup: write to followers again, of what is announced from now on."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{resume()} go on.")
