from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from register.changes import appended

        from . import checks as checks
        from .models import BestBet, Signpost, SuggestedQuery, Synonym
        from .tasks import wake_up
        from .wording import changed

        appended.connect(wake_up, dispatch_uid="search-wake-up")
        for model in (Synonym, BestBet, Signpost, SuggestedQuery):
            for signal in (post_save, post_delete):
                signal.connect(changed, sender=model, dispatch_uid=f"search-edits-{model.__name__}-{id(signal)}")
