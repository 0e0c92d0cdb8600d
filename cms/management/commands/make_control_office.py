"""manage.py make_control_office: the group of those who control and announce, with its workflow."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.desk.roles import CONTROL, make_control_office


class Command(BaseCommand):
    help = "Make the group of the control office with its rights and the workflow to it; does nothing where it is."

    def handle(self, *args: Any, **options: Any) -> None:
        make_control_office()
        self.stdout.write(f"Có nhóm “{CONTROL}”.")
