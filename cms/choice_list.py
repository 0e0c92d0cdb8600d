"""A field that holds several values of one closed list, as JSON, shown as checkboxes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class ChoiceListField(models.JSONField):
    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        self.listed = list(choices or [])
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.listed:
            kwargs["choices"] = self.listed
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        unknown = set(value or []) - {key for key, _label in self.listed}
        if unknown:
            raise ValidationError(_("Không có lựa chọn này: %(values)s") % {"values": ", ".join(sorted(unknown))})

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=self.listed,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
