from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "following"
    verbose_name = "Theo dõi"

    def ready(self) -> None:
        from . import tasks

        tasks.listen()
