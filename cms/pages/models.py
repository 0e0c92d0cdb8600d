"""Pages of the province's site that are no procedures."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..review_every import ReviewEvery
from .blocks import Body


class Kind(models.TextChoices):
    NEWS = "news", _("Tin")
    GUIDE = "guide", _("Hướng dẫn")
    HELP = "help", _("Trợ giúp")
    LIFE_EVENT = "life_event", _("Sự kiện trong đời")
    CONTACT = "contact", _("Liên hệ")


class Editorial(Page):
    """What all pages share: a summary for lists and search."""

    lead = models.TextField(_("tóm tắt"), max_length=500, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    preview_modes: list[Any] = []
    # The address is that of the Vietnamese page in every language.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Where the portal shows it: below `/trang`, at the address of the Vietnamese page in every language."""
        vietnamese = Locale.objects.get(language_code="vi")
        page = self if self.locale_id == vietnamese.pk else self.get_translation_or_none(vietnamese) or self
        for site, root, *_more in self._get_site_root_paths(request):
            if page.url_path.startswith(root):
                return site, settings.PUBLIC_URL, f"/trang/{page.url_path.removeprefix(root)}".rstrip("/")
        return None


class HomePage(Editorial):
    """The root of the pages of one language; its children shown in menus are the site's menu."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.SectionPage", "pages.ContentPage"]

    class Meta:
        verbose_name = _("trang gốc")
        verbose_name_plural = _("trang gốc")


class SectionPage(Editorial):
    """A list of the pages below it."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["pages.SectionPage", "pages.ContentPage"]

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")


class ContentPage(Editorial):
    """One text: news, a guide, help."""

    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    dated = models.DateField(_("ngày đăng"), null=True, blank=True, help_text=_("Trống: ngày công bố trên trang."))
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ảnh chính")
    )
    image_alt = models.CharField(_("mô tả ảnh chính"), max_length=300, blank=True)
    body = StreamField(Body(), blank=True, verbose_name=_("nội dung"))
    review_months = models.PositiveSmallIntegerField(
        _("rà soát mỗi"),
        choices=ReviewEvery.choices,
        default=ReviewEvery.YEAR,
        help_text=_("Tính từ lần đăng hoặc lần bấm “Vẫn đúng” gần nhất."),
    )

    content_panels = [
        *Editorial.content_panels,
        FieldPanel("kind"),
        FieldPanel("dated"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
        FieldPanel("review_months"),
    ]
    search_fields = [*Editorial.search_fields, index.SearchField("body"), index.FilterField("kind")]
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("trang nội dung")
        verbose_name_plural = _("trang nội dung")


class SiteNotice(TranslatableMixin, models.Model):
    """A sentence above every page of the portal for some days: a break of service, a holiday."""

    text = models.CharField(_("nội dung"), max_length=300)
    url = models.URLField(_("liên kết"), blank=True)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))

    panels = [FieldPanel("text"), FieldPanel("url"), FieldPanel("from_on"), FieldPanel("until_on")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("thông báo chung")
        verbose_name_plural = _("thông báo chung")
        ordering = ["-from_on", "-pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("Ngày cuối phải từ ngày đầu trở đi.")})


class Version(models.Model):
    """One row: see `version.py`."""

    number = models.PositiveBigIntegerField(default=0)
