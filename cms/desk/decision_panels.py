"""The form of a decision. What is known only after signing stands in a part of its own."""

from django.forms import SelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from .forms import DecisionForm

# Number, day and signed copy come after signing, from who may announce.
AFTER_SIGNING = "cms.announce_decision"

panels = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("issuer", help_text=_("Chủ tịch Ủy ban nhân dân tỉnh, hoặc bộ với quyết định của bộ.")),
                FieldPanel("title", help_text=_("“Công bố …”, đúng như trang đầu của quyết định.")),
                FieldPanel("summary", help_text=_("Một hai câu cho người đọc; để trống cũng được.")),
                FieldPanel("department"),
                FieldPanel("submission"),
                FieldPanel(
                    "follows",
                    widget=SelectMultiple(attrs={"size": 6}),
                    help_text=_("Quyết định của bộ mà quyết định này dựa vào. Giữ Ctrl để chọn nhiều."),
                ),
            ],
            heading=_("Quyết định"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("effective_from"),
                        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("legal_text")]),
                    ],
                    heading=_("Ngày có hiệu lực"),
                ),
            ],
            heading=_("Hiệu lực"),
        ),
        ObjectList(
            [
                FieldPanel("opinion", permission=AFTER_SIGNING),
                FieldRowPanel(
                    [FieldPanel("number", permission=AFTER_SIGNING), FieldPanel("signed_on", permission=AFTER_SIGNING)]
                ),
                FieldPanel("file", permission=AFTER_SIGNING),
            ],
            heading=_("Kiểm soát và sau khi ký"),
            permission=AFTER_SIGNING,
        ),
    ],
    base_form_class=DecisionForm,
)
