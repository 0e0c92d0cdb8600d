"""The page of a subscriber: how far it was told, its messages, and what can be done."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from register import changes, clock
from register.words import Event

from .. import words
from ..following import behind
from ..models import Delivery

PER_PAGE = 25


class SubscriberView(generic.InspectView):
    template_name = "webhooks/desk/subscriber.html"
    page_title = _("Webhook")
    history_url_name: str | None = None

    @cached_property
    def may_change(self) -> bool:
        return bool(self.user_has_permission("change"))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        history = reverse("webhooks:history", args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("Lịch sử"), url=history, icon_name="history", priority=30)]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = {"url": reverse(self.index_url_name), "label": _("Webhook")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": str(self.object)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, asked = self.object, self.request.GET.get("state", "")
        found = row.deliveries.order_by("-pk")
        counts = {state: row.deliveries.filter(state=state).count() for state in Delivery.State.values}
        if asked in counts:
            found = found.filter(state=asked)
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        epoch = changes.epoch()
        return super().get_context_data(
            subscriber=row,
            kinds=[label for kind, label in Event.choices if kind in row.kinds],
            behind=behind(row),
            former_until=row.former_until if row.former_until and row.former_until > clock.now() else None,
            page=page,
            deliveries=[(each, words.answered(each.outcome, each.status), each.epoch == epoch) for each in page],
            states=[("", _("Tất cả"), sum(counts.values()), asked not in counts)]
            + [(state, label, counts[state], state == asked) for state, label in Delivery.State.choices],
            given_up=counts[Delivery.State.GIVEN_UP],
            may_change=self.may_change,
            **kwargs,
        )
