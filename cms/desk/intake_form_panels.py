"""The form in which a form is built (mẫu đơn điện tử)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from ..form_building import fill_keys
from ..forming import begin
from ..models import IntakeForm
from .forms import OwnRowsForm


class IntakeFormForm(OwnRowsForm):
    """Begun from the components of the procedure where nothing was built yet; what has no key gets one for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "procedure" in self.fields:
            self.fields["procedure"].disabled = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        procedure = data.get("procedure")
        if procedure and IntakeForm.objects.filter(procedure=procedure).exclude(pk=self.instance.pk).exists():
            self.add_error("procedure", _now("Thủ tục này đã có mẫu đơn: hãy mở trong danh sách."))
        return data

    def validate_unique(self) -> None:
        """Told by `clean`, in words that say what to do."""

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk and not len(self.instance.pages):
            begin(self.instance)
        fill_keys(self.instance)
        return super().save(commit)


panels = ObjectList(
    [
        FieldPanel("procedure"),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("title_en")], heading=_("Tên mẫu đơn")),
        FieldPanel(
            "pages",
            help_text=_(
                "Mỗi trang là một bước người dân điền. Khi thêm mẫu mới, để trống phần này thì phần mềm bắt đầu mẫu từ "
                "thành phần hồ sơ của thủ tục; giấy tờ ghi là lưu ý không thành trường."
            ),
        ),
    ],
    base_form_class=IntakeFormForm,
)
