from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "Trang tin và hướng dẫn"

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from . import roles, version

        version.watch()
        copy_for_translation_done.connect(roles.rights_follow, dispatch_uid="pages.rights_follow")
