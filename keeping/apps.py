from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "keeping"
    verbose_name = "Gìn giữ"
