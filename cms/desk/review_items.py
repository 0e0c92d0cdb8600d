"""What the import flagged: read, filtered, marked as seen, one by one or many at once."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from register import clock

from ..models import ReviewItem
from ..policy import guarding
from .base import DeskIndexView, DeskViewSet, day_column


class ReviewFilters(WagtailFilterSet):
    seen = django_filters.ChoiceFilter(
        label=gettext_lazy("Đã xem"),
        choices=[("no", gettext_lazy("Chưa xem")), ("yes", gettext_lazy("Đã xem"))],
        method="is_seen",
    )

    class Meta:
        model = ReviewItem
        fields: list[str] = []

    def is_seen(self, rows: QuerySet[ReviewItem], name: str, value: str) -> QuerySet[ReviewItem]:
        return rows.filter(resolved_at__isnull=value == "no")


class ReviewIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.code or row.source)
    title_label = gettext_lazy("Mã thủ tục")
    title_sort = "code"
    bulk = True

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.edition_id:
            edition = reverse(instance.edition.snippet_viewset.get_url_name("edit"), args=[instance.edition_id])
            buttons.append(Button(_("Mở nội dung"), url=edition, icon_name="doc-full"))
        if instance.resolved_at is None:
            post = {
                "data-controller": "w-action",
                "data-action": "w-action#post",
                "data-w-action-url-value": instance.snippet_viewset.address("seen", instance),
            }
            buttons.append(Button(_("Đánh dấu đã xem"), icon_name="check", attrs=post))
        return buttons


class SeenView(BaseObjectMixin, View):
    model = ReviewItem
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ReviewItem.objects.filter(pk=self.object.pk, resolved_at=None).update(resolved_at=clock.now())
        messages.success(request, _("Đã đánh dấu."))
        return redirect(reverse(self.object.snippet_viewset.get_url_name("list")))


class MarkSeen(SnippetBulkAction):
    display_name = gettext_lazy("Đánh dấu đã xem")
    aria_label = gettext_lazy("Đánh dấu đã xem các mục đã chọn")
    action_type = "seen"
    template_name = "cms/desk/mark_seen.html"
    models = [ReviewItem]

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        """Only rows that the user may see; foreign ones are not even counted."""
        policy = guarding(ReviewItem)
        keys = self.request.GET.getlist("id")
        rows = policy.seen_by(self.request.user).filter(resolved_at=None)
        return list(rows if "all" in keys else rows.filter(pk__in=keys)), {"items_with_no_access": []}

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        keys = [row.pk for row in objects]
        return ReviewItem.objects.filter(pk__in=keys).update(resolved_at=clock.now()), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return _("Đã đánh dấu %(count)d mục.") % {"count": num_parent_objects}


class ReviewItemViewSet(DeskViewSet):
    model = ReviewItem
    icon = "clipboard-list"
    menu_label = gettext_lazy("Mục cần xem lại")
    menu_order = 600
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_fields = ["code", "place", "text", "reason", "source", "edition", "resolved_at"]
    index_view_class = ReviewIndexView
    filterset_class = ReviewFilters
    search_fields = ("code", "text", "reason", "source")
    ordering = ("code", "field", "id")
    list_display = (
        "code",
        Column("place", label=gettext_lazy("Mục"), sort_key="field"),
        Column("text", label=gettext_lazy("Đoạn cần xem"), accessor=lambda row: row.text[:200]),
        Column("reason", label=gettext_lazy("Vì sao"), sort_key="reason"),
        day_column("resolved_at", gettext_lazy("Đã xem lúc"), "H:i d/m/Y"),
    )

    def get_queryset(self, request: Any) -> QuerySet[ReviewItem]:
        return super().get_queryset(request).select_related("edition")

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("seen/<int:pk>/", self.construct_view(SeenView), name="seen")]
