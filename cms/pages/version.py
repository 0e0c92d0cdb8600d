"""The version of all that pages show: one number, moved on by whatever an editor changes of them."""

from typing import Any

from django.db.models import F
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move


def current() -> int:
    """0 before anything was ever changed."""
    from .models import Version

    return Version.objects.values_list("number", flat=True).first() or 0


def move_on(**_given: Any) -> None:
    """In the transaction of the change itself, so that no answer of the old state can bear the new number."""
    from .models import Version

    if not Version.objects.update(number=F("number") + 1):
        Version.objects.get_or_create(pk=1, defaults={"number": 1})


def watch() -> None:
    """Listens to Wagtail's own signals, and to what is saved beside pages."""
    from .models import ContentPage, HomePage, SectionPage, SiteNotice

    for happened in (page_published, page_unpublished, page_slug_changed, post_page_move):
        happened.connect(move_on, dispatch_uid=f"pages-{id(happened)}")
    beside = (SiteNotice, Redirect, PageViewRestriction, get_image_model(), get_document_model())
    for model in beside:
        post_save.connect(move_on, sender=model, dispatch_uid="pages-saved")
    for model in (*beside, HomePage, SectionPage, ContentPage):
        post_delete.connect(move_on, sender=model, dispatch_uid="pages-deleted")
