import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.locks import BaseLock
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField

from register.models import Sector
from register.words import Audience, ChangeKind, Form, Level, ProcedureKind

from .. import blocks
from ..choice_list import ChoiceListField
from .decision import AnnouncedError, Decision, refuse_if_announced
from .of_procedure import OfAProcedure
from .procedure import Procedure


class AnnouncedLock(BaseLock):
    """An edition of an announced decision: what is public is mended by another decision or a correction alone."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return str(_("Quyết định đã công khai: chỉ quyết định khác hoặc đính chính mới thay đổi được nội dung này."))

    def get_icon(self, user: Any, can_lock: bool = False) -> str:
        return "lock"

    def get_locked_by(self, user: Any) -> str:
        return str(_("Đã công khai"))

    def get_description(self, user: Any) -> str:
        return self.get_message(user)


SOURCE_LOCALE = "vi"
# A revision brings its text back, never the keys that decide rights.
KEPT_FROM_ROW = (
    "decision",
    "procedure",
    "locale",
    "translation_key",
    "approved_revision",
    "approved_text",
    "announced_key",
    "corrects_key",
    "source_digest",
    "confirmed_text",
    "confirmed_by",
    "confirmed_at",
)

OWN_OF_A_LANGUAGE = (
    "announced_key",
    "approved_revision",
    "approved_text",
    "confirmed_text",
    "confirmed_by",
    "confirmed_at",
    "source_digest",
    "locked",
    "locked_at",
    "locked_by",
)


class Edition(
    OfAProcedure,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """What one decision says of one procedure, as a draft. It is never live: announcing makes it public.

    Its department is its procedure's. A row in another locale is its translation, joined by `translation_key`.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="editions", verbose_name=_("quyết định"))
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="editions", verbose_name=_("thủ tục"))
    change = models.CharField(_("loại thay đổi"), max_length=10, choices=ChangeKind.choices, default=ChangeKind.NEW)
    form = models.CharField(_("hình thức"), max_length=4, choices=Form.choices, default=Form.FULL)
    base_key = models.CharField(
        _("trên nội dung"),
        max_length=200,
        blank=True,
        help_text=_("Với dòng danh mục: nội dung của bộ đã công khai, dạng 1.001612@123-QD-BTP-2026."),
    )
    levels = ChoiceListField(_("cấp thực hiện"), choices=Level.choices)
    effective_on = models.DateField(
        _("ngày có hiệu lực riêng"), null=True, blank=True, help_text=_("Để trống: theo quyết định.")
    )
    equal_days = models.CharField(
        _("khi trùng ngày"),
        max_length=6,
        blank=True,
        choices=[("after", _("Đứng sau nội dung kia")), ("before", _("Đứng trước nội dung kia"))],
    )
    standing_reason = models.TextField(_("lý do"), blank=True)
    successors = StreamField(
        [("code", blocks.RelatedBlock())], blank=True, default=list, verbose_name=_("được thay bằng")
    )
    name = models.TextField(_("tên thủ tục"))
    kind = models.CharField(_("loại thủ tục"), max_length=16, choices=ProcedureKind.choices, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lĩnh vực")
    )
    audiences = ChoiceListField(_("đối tượng thực hiện"), choices=Audience.choices, blank=True)
    agencies = StreamField([("agency", blocks.AgencyBlock())], blank=True, default=list, verbose_name=_("cơ quan"))
    reception = models.TextField(_("nơi tiếp nhận"), blank=True)
    steps = StreamField([("step", blocks.StepBlock())], blank=True, default=list, verbose_name=_("trình tự thực hiện"))
    methods = StreamField(
        [("method", blocks.MethodBlock())], blank=True, default=list, verbose_name=_("cách thức thực hiện")
    )
    components = StreamField(
        [("case", blocks.CaseBlock())], blank=True, default=list, verbose_name=_("thành phần hồ sơ")
    )
    conditions = models.TextField(_("yêu cầu, điều kiện"), blank=True)
    results = StreamField([("result", blocks.ResultBlock())], blank=True, default=list, verbose_name=_("kết quả"))
    legal_basis = StreamField([("act", blocks.ActBlock())], blank=True, default=list, verbose_name=_("căn cứ pháp lý"))
    related = StreamField(
        [("code", blocks.RelatedBlock())], blank=True, default=list, verbose_name=_("thủ tục liên quan")
    )
    transition = models.TextField(
        _("quy định chuyển tiếp"), blank=True, help_text=_("Hồ sơ đã tiếp nhận thì giải quyết theo nội dung nào.")
    )
    # The last step of the workflow stores what was approved; only that text is announced.
    approved_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # SHA-256 of that text, so that lists need not read the revision.
    approved_text = models.CharField(max_length=64, blank=True, editable=False)
    # The control officer compared this row with the signed annex, and with which text; see `cms/confirming.py`.
    confirmed_text = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_by = models.CharField(max_length=150, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The key of the announced edition, once this text is public in its locale.
    announced_key = models.CharField(max_length=200, blank=True, editable=False)
    # Set where this draft mends an announced text: that one's key. See `cms/correcting.py`.
    corrects_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    # SHA-256 of the line it was imported from, so that a second import changes nothing.
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("sửa lần cuối"), auto_now=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="edition")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="edition",
        for_concrete_model=False,
    )

    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("reception"),
        TranslatableField("steps"),
        TranslatableField("methods"),
        TranslatableField("components"),
        TranslatableField("conditions"),
        TranslatableField("results"),
        TranslatableField("legal_basis"),
        TranslatableField("transition"),
        *(
            SynchronizedField(field, overridable=False)
            for field in (
                "decision",
                "procedure",
                "change",
                "form",
                "base_key",
                "levels",
                "effective_on",
                "equal_days",
                "standing_reason",
                "successors",
                "kind",
                "sector",
                "audiences",
                "agencies",
                "related",
            )
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("nội dung theo quyết định")
        verbose_name_plural = _("nội dung theo quyết định")
        ordering = ["decision_id", "id"]
        permissions = [
            ("head_edition", "Duyệt ở đơn vị"),
            ("control_edition", "Kiểm soát"),
            ("translate_edition", "Biên dịch"),
            ("proofread_edition", "Duyệt bản dịch"),
        ]
        indexes = [models.Index(fields=["decision", "locale"]), models.Index(fields=["procedure", "locale"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(live=False), name="edition_is_never_live"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._state.adding and "live" not in kwargs:
            self.live = False

    def __str__(self) -> str:
        return f"{self.procedure.code if self.procedure_id else ''} {self.name}"[:200].strip()

    @property
    def is_confirmed(self) -> bool:
        """Whether the text that would be announced was compared with the signed annex."""
        return bool(self.confirmed_text) and self.confirmed_text == self.approved_text

    @property
    def effective_day(self) -> dt.date | None:
        """Its own day of effect, else the decision's."""
        return self.effective_on or self.decision.default_effective_on

    def get_workflow(self) -> Any:
        """A translation has a second reader of its own (`cms/reviewing.py`) and goes no other way."""
        is_translation = self.locale_id and self.locale.language_code != SOURCE_LOCALE
        return None if is_translation else super().get_workflow()

    def get_lock(self) -> BaseLock | None:
        if self.announced_key:
            return AnnouncedLock(self)
        return super().get_lock()

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = True, strict_fks: bool = False) -> "Edition":
        """Without asking for each row that is referred to whether it is there: all of them are protected."""
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    def with_content_json(self, content: dict[str, Any]) -> "Edition":
        restored = super().with_content_json(content)
        meta: Any = self._meta
        for name in KEPT_FROM_ROW:
            field = meta.get_field(name)
            attname = getattr(field, "attname", name)
            setattr(restored, attname, getattr(self, attname))
            if field.is_relation and field.is_cached(self):  # what was read with the row need not be read again
                field.set_cached_value(restored, field.get_cached_value(self))
        sector = meta.get_field("sector")
        if restored.sector_id == self.sector_id and sector.is_cached(self):
            sector.set_cached_value(restored, sector.get_cached_value(self))
        restored.live = False
        return restored

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> "Edition":
        """A translation is a draft of its own: not announced, approved, locked or imported with its source."""
        return super().copy_for_translation(locale, exclude_fields=[*(exclude_fields or ()), *OWN_OF_A_LANGUAGE])

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: a text becomes public by announcing its decision alone (`cms/announce.py`)."""

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: what was announced is taken back by withdrawing its decision, before its day."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.live = False
        self._refuse_if_public()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_public()
        return super().delete(*args, **kwargs)

    def _refuse_if_public(self) -> None:
        """Raise AnnouncedError where this text is public, or would join a decision that is.

        Asks the database, not this object: a translation may still be written after announcing, until it is announced.
        """
        if self.pk is None:
            if self.locale_id and self.locale.language_code == "vi" and not self.corrects_key:
                refuse_if_announced(self.decision_id)
            return
        stored = type(self).objects.filter(pk=self.pk).values_list("announced_key", flat=True).first()
        if stored:
            raise AnnouncedError(stored)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One for each language: where it has no text of its own the portal shows the Vietnamese one, and says so."""
        return list(settings.WAGTAIL_CONTENT_LANGUAGES)

    @property
    def default_preview_mode(self) -> str:
        return str(self.locale.language_code) if self.locale_id else SOURCE_LOCALE

    def serve_preview(self, request: Any, mode_name: str) -> HttpResponse:
        """The draft as it stands in the form, in the portal."""
        from ..preview.press import press

        if not self.locale_id:
            self.locale = Locale.objects.get(language_code=SOURCE_LOCALE)
        known = [locale for locale, _name in self.preview_modes]
        return press(self, request, mode_name if mode_name in known else self.default_preview_mode)
