from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from register.changes import appended

        from . import checks as checks
        from .tasks import wake_up

        appended.connect(wake_up, dispatch_uid="search-wake-up")
