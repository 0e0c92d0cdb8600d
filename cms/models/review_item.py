from django.contrib.admin import display
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from .edition import Edition


class ReviewItem(models.Model):
    """Something odd in an imported text, kept verbatim there and shown to an officer to decide."""

    source = models.CharField(_("nguồn"), max_length=255)
    code = models.CharField(_("mã thủ tục"), max_length=40, db_index=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="review_items", verbose_name=_("nội dung")
    )
    field = models.CharField(_("mục"), max_length=40)
    text = models.TextField(_("đoạn cần xem"))
    reason = models.CharField(_("vì sao"), max_length=255)
    resolved_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mục cần xem lại")
        verbose_name_plural = _("mục cần xem lại")
        ordering = ["code", "field", "id"]

    # Under another name, since a field called "field" collides with a method of Wagtail's inspecting view.
    @display(description=_("mục"))
    def place(self) -> str:
        """The part of the edition, in the words of its form."""
        known = {each.name: each for each in Edition._meta.get_fields() if hasattr(each, "verbose_name")}
        named = known.get(self.field)
        return str(named.verbose_name if named else self.field)

    def __str__(self) -> str:
        return f"{self.code} · {self.reason}"

    @property
    def collection(self) -> Collection | None:
        """Its edition's department; what names no edition concerns all departments."""
        return self.edition.collection if self.edition else Collection.get_first_root_node()
