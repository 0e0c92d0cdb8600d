from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Sổ công khai"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system checks)
        from .guards import connect

        connect()
