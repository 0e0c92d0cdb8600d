from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Sổ công khai"

    def ready(self) -> None:
        from django.core.signals import request_started

        from . import changes, checks  # noqa: F401  (registers the system checks)
        from .guards import connect

        connect()
        request_started.connect(changes.look_anew, dispatch_uid="register")
