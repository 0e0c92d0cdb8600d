from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Bàn biên tập"

    def ready(self) -> None:
        from django.db.models.signals import post_save
        from wagtail.signals import page_published, task_submitted, workflow_rejected
        from wagtail_localize.models import Translation

        from . import carrying, cutting, login, memory, tasks, telling
        from .desk.roles import after_migrate

        cutting.cut()
        post_migrate.connect(after_migrate, sender=self)
        tasks.listen()
        task_submitted.connect(telling.step_begins, dispatch_uid="cms.step_begins")
        workflow_rejected.connect(telling.came_back, dispatch_uid="cms.came_back")
        post_save.connect(carrying.translation_begins, sender=Translation, dispatch_uid="cms.translation_begins")
        page_published.connect(memory.page_is_public, dispatch_uid="cms.page_is_public")
        login.listen()
