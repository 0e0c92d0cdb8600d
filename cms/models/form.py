from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, RevisionMixin

from register import clock
from register.forms.definition import LOCALES
from register.forms.limits import LABEL, MOST
from register.models import ReleasedForm

from ..form_blocks import PageBlock
from .of_procedure import Workbench
from .procedure import Procedure


class IntakeForm(Workbench, PreviewableMixin, RevisionMixin, models.Model):
    """The online form of one procedure, as its department builds it (mẫu đơn điện tử).

    A workbench, as a guide is: what citizens fill in is `register.ReleasedForm`, which the control office releases
    (`cms/forming.py`). Its department is its procedure's.
    """

    KEPT_FROM_ROW = ("procedure_id", "updated_at")

    procedure = models.OneToOneField(Procedure, models.PROTECT, related_name="form", verbose_name=_("thủ tục"))
    title = models.CharField(_("tên mẫu đơn"), max_length=LABEL, blank=True)
    title_en = models.CharField(_("tên mẫu đơn, tiếng Anh"), max_length=LABEL, blank=True)
    pages = StreamField(
        [("page", PageBlock())], blank=True, default=list, max_num=MOST["pages"], verbose_name=_("các trang")
    )
    # Keys that a later version of the product wrote into a file, by place: kept, and written back.
    more = models.JSONField(default=dict, blank=True, editable=False)
    updated_at = models.DateTimeField(_("sửa lần cuối"), editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="form")

    class Meta:
        verbose_name = _("mẫu đơn điện tử")
        verbose_name_plural = _("mẫu đơn điện tử")
        ordering = ["procedure_id"]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}" if self.procedure_id else self.title

    def released(self) -> ReleasedForm | None:
        """The last that was released, though its day may lie ahead; None where there is none, or it was taken back."""
        newest = ReleasedForm.objects.filter(code=self.code).order_by("-id").first()
        return newest if newest and newest.data is not None else None

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(settings.WAGTAIL_CONTENT_LANGUAGES)

    def serve_preview(self, request: Any, mode_name: str) -> HttpResponse:
        """The form as it stands on the screen, drawn by the portal in that language."""
        from ..preview.press import press_form

        known = [locale for locale, _name in self.preview_modes]
        return press_form(self, request, mode_name if mode_name in known else LOCALES[0])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.updated_at = clock.now()
        super().save(*args, **kwargs)
