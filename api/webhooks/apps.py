from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "api.webhooks"
    label = "webhooks"
    verbose_name = "Webhook"

    def ready(self) -> None:
        from register.changes import appended

        from .tasks import wake_up

        appended.connect(wake_up, dispatch_uid="webhooks-wake-up")
