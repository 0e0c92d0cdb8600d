"""Forms that offer, and accept, only what lies in the user's own departments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from register import clock
from register.naming import agency_names

from ..models import Department
from .choices import followable, own_rows


class OwnRowsForm(WagtailAdminModelForm):
    """Every choice of a guarded row or a department is limited to the user's own, on POST too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            queryset = getattr(field, "queryset", None)
            rows = None if queryset is None else own_rows(queryset.model, self.for_user)
            if rows is not None:
                field.queryset = rows | rows.model._default_manager.filter(pk__in=self._kept(name))
            if queryset is not None and queryset.model is Department:
                _name_once(field)

    def _kept(self, name: str) -> list[Any]:
        """What the row has already may stay, whoever changes something else of it."""
        value = getattr(self.instance, f"{name}_id", None) if self.instance.pk else None
        return [value] if value else []


def _name_once(field: Any) -> None:
    names, today = agency_names(), clock.today()
    field.queryset = field.queryset.select_related("agency")
    field.label_from_instance = lambda row: names.on(row.agency.key, today)


class EditionForm(OwnRowsForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        decision = data.get("decision")
        if decision and "decision" in self.changed_data and decision.announcement():
            self.add_error("decision", _("Quyết định này đã công khai: không thêm nội dung được nữa."))
        return data


class DecisionForm(OwnRowsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "follows" in self.fields:
            self.fields["follows"].queryset = followable(self.for_user)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        signed = data.get("signed_on")
        if signed and signed > clock.today():
            self.add_error("signed_on", _("Ngày ký không thể ở tương lai."))
        return data


class ProcedureForm(OwnRowsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = self.instance.pk and self.instance.editions.exclude(announced_key="").exists()
        if public and "code" in self.fields:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("Đã có nội dung công khai dưới mã này.")


class NameForm(forms.ModelForm):
    """A name of an agency or sector from a day on. Names are only added."""

    locale = forms.ChoiceField(label="", choices=[("vi", "Tiếng Việt"), ("en", "English")])
    name = forms.CharField(label="", max_length=500)
    from_on = forms.DateField(label="", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên")
        self.fields["locale"].label = _("Ngôn ngữ")
        self.fields["from_on"].label = _("Từ ngày")
        self.fields["from_on"].help_text = _("Từ ngày này mọi văn bản nêu tên cơ quan, lĩnh vực này hiện tên mới.")
        if not self.is_bound:
            self.fields["from_on"].initial = clock.today()
