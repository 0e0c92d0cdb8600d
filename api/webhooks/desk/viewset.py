"""The entry "Webhook": list, forms, and the page of each subscriber."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .. import acting
from ..following import behind
from ..models import Delivery, Subscriber
from . import acts
from .form import SubscriberForm
from .page import SubscriberView

NOT_SAVED = _("Chưa lưu nơi nhận: hãy xem chỗ sai bên dưới.")


class ListView(generic.IndexView):
    """Each row leads to the subscriber's page, which has all else."""

    page_title = _("Webhook")

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return []


class AddView(generic.CreateView):
    """The answer to the form shows the key, this once."""

    submit_button_label = _("Thêm nơi nhận")
    submit_button_active_label = _("Đang thêm…")
    error_message = NOT_SAVED
    key = ""

    def save_instance(self) -> Any:
        self.key = acting.begin(self.form.instance, self.request.user)
        return super().save_instance()

    def save_action(self) -> HttpResponse:
        return acts.shown_once(self.request, self.object, self.key)


class ChangeView(generic.EditView):
    success_message = _("Đã lưu nơi nhận “%(object)s”.")
    error_message = NOT_SAVED

    def get_success_url(self) -> str:
        return str(self.get_inspect_url())


def given_up(row: Subscriber) -> int:
    return row.deliveries.filter(state=Delivery.State.GIVEN_UP).count()


class SubscriberViewSet(ModelViewSet):
    model = Subscriber
    name = "webhooks"
    url_prefix = "webhook"
    icon = "link"
    menu_label = _("Webhook")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["name"]
    search_fields = ["name", "url"]
    search_backend_name = None
    list_display = [
        "name",
        Column("state", label=_("Tình trạng"), accessor="get_state_display", sort_key="state"),
        Column("behind", label=_("Chưa báo"), accessor=behind),
        Column("given_up", label=_("Thôi gửi"), accessor=given_up),
    ]
    index_view_class = ListView
    add_view_class = AddView
    edit_view_class = ChangeView
    inspect_view_class = SubscriberView
    inspect_template_name = SubscriberView.template_name

    def get_form_class(self, for_update: bool = False) -> type[SubscriberForm]:
        return SubscriberForm

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("tam-dung/<int:pk>/", acts.pause, name="pause"),
            path("gui-tiep/<int:pk>/", acts.resume, name="resume"),
            path("doi-khoa/<int:pk>/", acts.rotate, name="rotate"),
            path("gui-thu/<int:pk>/", acts.try_out, name="try"),
            path("gui-lai/<int:pk>/", acts.resend_given_up, name="resend_given_up"),
            path("gui-lai/<int:pk>/<int:delivery>/", acts.resend, name="resend"),
            path("bo-qua/<int:pk>/<int:delivery>/", acts.skip, name="skip"),
        ]
