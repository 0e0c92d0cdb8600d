"""Images and documents of live pages, by the hash of their bytes; what no live page shows is not there."""

from typing import Any

from django.db.models import TextChoices
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from register.files import UnknownTypeError, content_type_of


class Size(TextChoices):
    """The renditions there are; no address makes another."""

    SMALL = "width-400|format-webp"
    MEDIUM = "width-800|format-webp"
    LARGE = "width-1600|format-webp"


def document_address(document: Any) -> str:
    return f"/tai-lieu/{document.get_file_hash()}"


def image_address(image: Any, size: Size) -> str:
    return f"/anh/{image.get_file_hash()}/{size.name.lower()}"


def public_document(file_hash: str) -> tuple[Any, str] | None:
    """The document and its type as its bytes tell it, where a live page shows it."""
    for row in get_document_model().objects.filter(file_hash=file_hash):
        if is_shown(row):
            try:
                with row.open_file() as opened:
                    return row, content_type_of(opened.read())
            except UnknownTypeError:
                return None
    return None


def public_rendition(file_hash: str, size: Size) -> Any:
    """The rendition, made when first asked for; None where no live page shows the image."""
    for row in get_image_model().objects.filter(file_hash=file_hash):
        if is_shown(row):
            return row.get_rendition(size.value)
    return None


def is_shown(row: Any) -> bool:
    """Whether a page that the public can read refers to it. Wagtail's index holds what rows say, not drafts of them."""
    named = ReferenceIndex.get_references_to(row).filter(base_content_type__app_label="wagtailcore")
    pages = [int(pk) for pk in named.values_list("object_id", flat=True)]
    return Page.objects.live().public().filter(pk__in=pages).exists()
