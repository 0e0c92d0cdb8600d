"""Synonyms, best bets and approved proposals: lists and forms."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from register import clock
from register.answer import overview

from ..models import BestBet, Signpost, SuggestedQuery, Synonym


class _Prefilled(generic.CreateView):
    """A form that a report fills from its address."""

    def get_initial(self) -> dict[str, Any]:
        names = self.form_class.base_fields if self.form_class else ()
        return super().get_initial() | {name: self.request.GET[name] for name in names if name in self.request.GET}


class _SynonymForm:
    """Beside saving: how the last queries would be answered with it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = getattr(self, "object", None)
        address = reverse("search_try:synonym", args=[row.pk] if row and row.pk else [])
        return super().get_context_data(try_url=address, **kwargs)  # type: ignore[misc]


class SynonymCreateView(_SynonymForm, _Prefilled):
    template_name = "search/desk/synonym_create.html"


class SynonymEditView(_SynonymForm, generic.EditView):
    template_name = "search/desk/synonym_edit.html"


SYNONYM_PANELS = [
    FieldPanel("expression"),
    FieldPanel("stands_for", widget=forms.Textarea(attrs={"rows": 4})),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("sureness")]),
    MultiFieldPanel(
        [FieldPanel("both_ways"), FieldPanel("unaccented"), FieldPanel("is_active")], heading=_("Cách dùng")
    ),
    FieldPanel("note"),
]
BET_PANELS = [
    FieldRowPanel([FieldPanel("query"), FieldPanel("match")]),
    FieldRowPanel([FieldPanel("code"), FieldPanel("effect"), FieldPanel("position")]),
    FieldRowPanel([FieldPanel("from_day"), FieldPanel("until_day")]),
    FieldPanel("note"),
]


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "search_synonyms"
    url_prefix = "tim-kiem/tu-dong-nghia"
    icon = "list-ul"
    menu_label = _("Từ đồng nghĩa")
    menu_order = 20
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["expression"]
    search_fields = ["expression", "stands_for", "note"]
    search_backend_name = None
    list_filter = ["kind", "is_active"]
    list_display = [
        "expression",
        Column("stands_for", label=_("Nghĩa là"), accessor=lambda row: " · ".join(row.meanings) or "–"),
        Column("kind", label=_("Loại"), accessor="get_kind_display", sort_key="kind"),
        BooleanColumn("unaccented", label=_("Không dấu")),
        BooleanColumn("is_active", label=_("Đang dùng")),
    ]
    panels = SYNONYM_PANELS
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    create_template_name = "search/desk/synonym_create.html"
    edit_template_name = "search/desk/synonym_edit.html"


def name_of(row: BestBet) -> str:
    """The procedure's name today; nothing where it is not public today."""
    held = overview(clock.today(), "vi").get(row.code)
    return held.name if held else "–"


def days_of(row: BestBet) -> str:
    written = [date_format(day, "d/m/Y") if day else "…" for day in (row.from_day, row.until_day)]
    return " – ".join(written) if row.from_day or row.until_day else str(_("không thời hạn"))


class BestBetViewSet(ModelViewSet):
    model = BestBet
    name = "search_bets"
    url_prefix = "tim-kiem/uu-tien"
    icon = "arrow-up-big"
    menu_label = _("Ưu tiên và ẩn")
    menu_order = 30
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["query", "position"]
    search_fields = ["query", "code", "note"]
    search_backend_name = None
    list_filter = ["effect"]
    list_display = [
        "query",
        Column("effect", label=_("Làm gì"), accessor="get_effect_display", sort_key="effect"),
        Column("code", label=_("Mã thủ tục"), sort_key="code"),
        Column("name", label=_("Tên hôm nay"), accessor=name_of),
        Column("days", label=_("Thời gian"), accessor=days_of),
    ]
    panels = BET_PANELS
    add_view_class = _Prefilled


SIGNPOST_PANELS = [
    FieldPanel("title"),
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("url"), FieldPanel("telephone")]),
    FieldPanel("words", widget=forms.Textarea(attrs={"rows": 8})),
    MultiFieldPanel([FieldPanel("title_en"), FieldPanel("text_en")], heading=_("Tiếng Anh")),
    FieldPanel("is_active"),
]


class SignpostViewSet(ModelViewSet):
    model = Signpost
    name = "search_signposts"
    url_prefix = "tim-kiem/noi-khac"
    icon = "redirect"
    menu_label = _("Nơi khác giải quyết")
    menu_order = 35
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["title"]
    search_fields = ["title", "text", "words"]
    search_backend_name = None
    list_filter = ["is_active"]
    list_display = [
        "title",
        Column("words", label=_("Hiện khi câu tìm có"), accessor=lambda row: " · ".join(row.phrases)),
        Column("url", label=_("Địa chỉ trang")),
        BooleanColumn("is_active", label=_("Đang dùng")),
    ]
    panels = SIGNPOST_PANELS


class _NothingAdded(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class SuggestedQueryViewSet(ModelViewSet):
    """Approved in the report of searches; here they are only listed and taken back."""

    model = SuggestedQuery
    name = "search_proposals"
    url_prefix = "tim-kiem/cau-goi-y"
    icon = "pick"
    menu_label = _("Câu gợi ý")
    menu_order = 40
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["text", Column("approved_at", label=_("Duyệt lúc"), accessor=lambda row: shown(row.approved_at))]
    panels = [FieldPanel("text", read_only=True)]

    @property
    def permission_policy(self) -> Any:
        return _NothingAdded(self.model)


def shown(moment: Any) -> str:
    return date_format(moment.astimezone(clock.ZONE), "H:i d/m/Y")
