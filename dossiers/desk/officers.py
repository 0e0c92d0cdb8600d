"""Who sits at which agency's desk: set by administrators, who read no dossier by that."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages

from register.agencies import standing_agencies
from register.clock import today
from register.naming import agency_names
from register.vietnamese import alphabetical

from ..models import Assignment
from .guarded import Page


class AssignmentForm(forms.ModelForm):
    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan"))

    class Meta:
        model = Assignment
        fields = ("user", "agency", "role")
        labels = {"user": gettext_lazy("Tài khoản")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day, locale = today(), get_language() or "vi"
        named = [(key, agency_names().on(key, day, locale)) for key in _standing()]
        self.fields["agency"].choices = sorted(named, key=lambda each: alphabetical(each[1]))  # type: ignore[attr-defined]
        self.fields["user"].queryset = get_user_model().objects.filter(is_active=True).order_by("username")  # type: ignore[attr-defined]


def _standing() -> list[str]:
    return list(standing_agencies(today()).values_list("key", flat=True))


class OfficersView(Page, FormView):
    template_name = "dossiers/desk/officers.html"
    page_title = gettext_lazy("Cán bộ một cửa")
    header_icon = "group"
    form_class = AssignmentForm

    def allows(self, user: Any) -> bool:
        return bool(user.is_superuser)

    def form_valid(self, form: AssignmentForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Đã phân công."))
        return redirect("dossier_officers:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day, locale = today(), get_language() or "vi"
        rows = Assignment.objects.select_related("user").order_by("user__username", "agency", "role")
        return super().get_context_data(
            assignments=[(row, agency_names().on(row.agency, day, locale)) for row in rows], **kwargs
        )


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    get_object_or_404(Assignment, pk=pk).delete()
    messages.success(request, _("Đã bỏ phân công."))
    return redirect("dossier_officers:index")
