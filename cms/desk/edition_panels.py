"""The form of an edition, in the order of the official one (Thông tư 02/2017/TT-VPCP)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from .forms import EditionForm

panels = TabbedInterface(
    [
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("decision", help_text=_("Quyết định công bố chứa nội dung này.")),
                        FieldPanel("procedure", help_text=_("Chỉ chọn được thủ tục của đơn vị mình.")),
                        FieldPanel("change"),
                        FieldPanel("name", help_text=_("Đúng như trong quyết định.")),
                        FieldPanel("levels", heading=_("Cấp thực hiện")),
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("sector")]),
                    ],
                    heading=_("Thủ tục"),
                ),
                FieldPanel("steps", help_text=_("Từng bước, theo thứ tự người dân và cơ quan phải làm.")),
                FieldPanel("methods", help_text=_("Mỗi cách nộp có thời hạn và phí, lệ phí riêng.")),
                FieldPanel(
                    "components", help_text=_("Nhóm theo trường hợp. Chỉ để nhắc thì chọn “Lưu ý”, không phải giấy tờ.")
                ),
                FieldPanel("audiences", heading=_("Đối tượng thực hiện")),
                FieldPanel("agencies", help_text=_("Chọn trong danh sách; nếu không có thì ghi như trong quyết định.")),
                FieldPanel("reception", help_text=_("Nơi nộp hồ sơ và nhận kết quả.")),
                FieldPanel("results"),
                FieldPanel("conditions", help_text=_("Để trống nếu không có.")),
                FieldPanel("legal_basis", help_text=_("Ghi số, trích yếu và ngày của từng văn bản.")),
                FieldPanel("related"),
            ],
            heading=_("Nội dung"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("form", help_text=_("Danh mục: tỉnh chỉ công bố phần riêng trên nội dung của bộ.")),
                        FieldPanel("base_key"),
                    ],
                    heading=_("Nội dung hay danh mục"),
                ),
                MultiFieldPanel(
                    [FieldPanel("effective_on"), FieldPanel("transition")],
                    heading=_("Ngày có hiệu lực"),
                ),
                MultiFieldPanel(
                    [FieldPanel("successors", help_text=_("Chỉ ghi khi thủ tục được thay thế."))],
                    heading=_("Được thay bằng"),
                ),
                MultiFieldPanel(
                    [FieldPanel("equal_days"), FieldPanel("standing_reason")],
                    heading=_("Khi trùng cả ngày hiệu lực và ngày ký với nội dung khác"),
                    classname="collapsed",
                ),
            ],
            heading=_("Quyết định và hiệu lực"),
        ),
    ],
    base_form_class=EditionForm,
)
