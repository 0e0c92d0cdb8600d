from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Bàn biên tập"

    def ready(self) -> None:
        from wagtail.signals import task_submitted, workflow_rejected

        from . import login, tasks, telling
        from .desk.roles import after_migrate

        post_migrate.connect(after_migrate, sender=self)
        tasks.listen()
        task_submitted.connect(telling.step_begins, dispatch_uid="cms.step_begins")
        workflow_rejected.connect(telling.came_back, dispatch_uid="cms.came_back")
        login.listen()
