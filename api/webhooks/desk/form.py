"""The form of a subscriber."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outbound.addresses import Refused
from register.words import Event

from .. import sending
from ..models import Subscriber
from ..words import REFUSED


class SubscriberForm(forms.ModelForm):
    url = forms.CharField(
        label=_("Địa chỉ nhận"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=_("Máy nhận phải trả lời mã 2xx trong 5 giây. Chỉ https, không chuyển hướng, không vào mạng nội bộ."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Loại thay đổi"),
        choices=Event.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn loại nào là nhận mọi thay đổi."),
    )

    class Meta:
        model = Subscriber
        fields = ("name", "url", "kinds")
        labels = {"name": _("Tên nơi nhận")}
        help_texts = {"name": _("Tên hệ thống nhận, không ghi tên người. Ví dụ: Kho dữ liệu dùng chung của tỉnh.")}

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            sending.check(url)
        except Refused as refused:
            raise forms.ValidationError(REFUSED[refused.reason]) from None
        return url

    def save(self, commit: bool = True) -> Any:
        """Of a row that exists only what the form asks for is written: its cursor is moved by others meanwhile."""
        if self.instance.pk and commit:
            self.instance.save(update_fields=self.Meta.fields)
            return self.instance
        return super().save(commit)
