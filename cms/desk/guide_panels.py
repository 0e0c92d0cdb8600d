"""The form of a guide (hướng dẫn dễ hiểu)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from ..guiding import problem_of_sample
from ..models import Guide
from .forms import OwnRowsForm


class GuideForm(OwnRowsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("procedure", "language"):
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        sample = data.get("sample")
        if sample and (told := problem_of_sample(sample)):
            self.add_error("sample", told)
        procedure, language = data.get("procedure"), data.get("language")
        same = Guide.objects.filter(procedure=procedure, language=language).exclude(pk=self.instance.pk)
        if procedure and language and same.exists():
            self.add_error("procedure", _now("Thủ tục này đã có hướng dẫn bằng ngôn ngữ này: hãy mở trong danh sách."))
        return data

    def validate_unique(self) -> None:
        """Told by `clean`, in words that say what to do."""

    def validate_constraints(self) -> None:
        """As above."""


panels = ObjectList(
    [
        FieldRowPanel([FieldPanel("procedure"), FieldPanel("language")]),
        FieldPanel(
            "names", help_text=_("Người dân gọi thủ tục này thế nào; mỗi dòng một tên. Tìm kiếm dùng các tên này.")
        ),
        FieldPanel("summary", help_text=_("Hai ba câu ngắn: làm việc này để được gì.")),
        FieldPanel("use_when", help_text=_("Mỗi dòng một trường hợp.")),
        FieldPanel("not_when", help_text=_("Trường hợp hay nhầm, và thủ tục phải dùng.")),
        FieldPanel("mistakes", help_text=_("Điều nhiều người làm sai khiến hồ sơ bị trả lại.")),
        FieldPanel(
            "sample",
            help_text=_(
                "Mẫu đơn đã điền, với tên và số giấy tờ tự đặt, không phải của người thật. PDF, .docx, PNG hoặc JPG, "
                "nhiều nhất 10 MB."
            ),
        ),
    ],
    base_form_class=GuideForm,
)
