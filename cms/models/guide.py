from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from register import clock
from register.models import ReleasedGuide

from .. import blocks
from .of_procedure import Workbench
from .procedure import Procedure

MOST = 20  # names, cases or mistakes


class Guide(Workbench, RevisionMixin, models.Model):
    """Plain words for one procedure in one language, as its department writes them (hướng dẫn dễ hiểu).

    A workbench, as a decision is: what the public reads is `register.ReleasedGuide`, which the control office releases
    (`cms/guiding.py`). Its department is its procedure's.
    """

    KEPT_FROM_ROW = ("procedure_id", "language", "updated_at", "looked_at")

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="guides", verbose_name=_("thủ tục"))
    language = models.CharField(
        _("ngôn ngữ"), max_length=8, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    names = StreamField(
        [("name", CharBlock(max_length=120, label=_("Tên")))],
        blank=True,
        default=list,
        max_num=MOST,
        verbose_name=_("tên thường gọi"),
    )
    summary = models.TextField(_("nói ngắn gọn"), blank=True, max_length=2000)
    use_when = StreamField(
        [("case", CharBlock(max_length=300, label=_("Trường hợp")))],
        blank=True,
        default=list,
        max_num=MOST,
        verbose_name=_("dùng khi"),
    )
    not_when = StreamField(
        [("case", blocks.ExceptionBlock())], blank=True, default=list, max_num=MOST, verbose_name=_("không dùng khi")
    )
    mistakes = StreamField(
        [("mistake", blocks.MistakeBlock())], blank=True, default=list, max_num=MOST, verbose_name=_("lỗi thường gặp")
    )
    sample = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("mẫu điền sẵn")
    )
    updated_at = models.DateTimeField(_("sửa lần cuối"), editable=False)
    # When somebody last wrote, released or found it still right: what is announced later asks for another look.
    looked_at = models.DateTimeField(editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="guide")

    class Meta:
        verbose_name = _("hướng dẫn dễ hiểu")
        verbose_name_plural = _("hướng dẫn dễ hiểu")
        ordering = ["procedure_id", "language"]
        constraints = [UniqueConstraint(fields=["procedure", "language"], name="guide_once")]

    def __str__(self) -> str:
        return f"{self.code} ({self.get_language_display()})" if self.procedure_id else ""

    def released(self) -> ReleasedGuide | None:
        """What the public reads now; None where nothing was released, or it was taken back."""
        rows = ReleasedGuide.objects.filter(code=self.code, locale=self.language)
        newest = rows.order_by("-id").first()
        return newest if newest and newest.data is not None else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.updated_at = self.looked_at = clock.now()
        super().save(*args, **kwargs)
