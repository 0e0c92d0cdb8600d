from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "Trang tin và hướng dẫn"

    def ready(self) -> None:
        from . import version

        version.watch()
