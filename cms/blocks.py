"""The parts of a procedure's text, in the order of the official form. Texts are plain (see docs/adr/0003)."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    FloatBlock,
    IntegerBlock,
    ListBlock,
    StructBlock,
    TextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from register.codes import CODE
from register.words import AgencyRole, Channel, ComponentKind, FeeKind, Unit


class AgencyBlock(StructBlock):
    role = ChoiceBlock(choices=AgencyRole.choices, default=AgencyRole.PERFORMING, label=_("Vai trò"))
    agency = SnippetChooserBlock("register.Agency", required=False, label=_("Cơ quan"))
    text = CharBlock(required=False, label=_("Ghi như trong quyết định"), max_length=500)
    act = CharBlock(required=False, label=_("Văn bản ủy quyền"), max_length=255)

    class Meta:
        icon = "group"
        label = _("Cơ quan")


class StepBlock(StructBlock):
    title = CharBlock(required=False, label=_("Tên bước"), max_length=1000)
    text = TextBlock(required=False, label=_("Việc phải làm"))

    class Meta:
        icon = "list-ol"
        label = _("Bước")


class LimitBlock(StructBlock):
    case = CharBlock(required=False, label=_("Trường hợp"), max_length=1000)
    value = FloatBlock(required=False, min_value=0, label=_("Thời hạn"))
    unit = ChoiceBlock(choices=Unit.choices, required=False, label=_("Đơn vị"))
    statutory_value = FloatBlock(
        required=False,
        min_value=0,
        label=_("Thời hạn theo luật"),
        help_text=_("Khi tỉnh đã rút ngắn; cùng đơn vị."),
    )
    text = TextBlock(required=False, label=_("Diễn giải"))

    class Meta:
        icon = "time"
        label = _("Thời hạn giải quyết")


class FeeBlock(StructBlock):
    kind = ChoiceBlock(choices=FeeKind.choices, required=False, label=_("Loại"))
    case = CharBlock(required=False, label=_("Trường hợp"), max_length=1000)
    amount = IntegerBlock(required=False, min_value=0, label=_("Số tiền (đồng)"))
    rule = TextBlock(required=False, label=_("Cách tính"))
    act = CharBlock(required=False, label=_("Văn bản quy định"), max_length=500)
    from_on = DateBlock(required=False, label=_("Từ ngày"))
    until_on = DateBlock(required=False, label=_("Đến ngày"))
    area = CharBlock(required=False, label=_("Địa bàn"), max_length=255)

    class Meta:
        icon = "tag"
        label = _("Phí, lệ phí")


class MethodBlock(StructBlock):
    channel = ChoiceBlock(choices=Channel.choices, label=_("Cách nộp"))
    description = TextBlock(required=False, label=_("Mô tả"))
    limits = ListBlock(LimitBlock(), default=[], label=_("Thời hạn giải quyết"))
    fees = ListBlock(FeeBlock(), default=[], label=_("Phí, lệ phí"))

    class Meta:
        icon = "mail"
        label = _("Cách thức thực hiện")


class ComponentBlock(StructBlock):
    kind = ChoiceBlock(choices=ComponentKind.choices, default=ComponentKind.SUBMIT, label=_("Nộp hay xuất trình"))
    name = TextBlock(label=_("Tên giấy tờ"))
    originals = IntegerBlock(default=0, min_value=0, label=_("Bản chính"))
    copies = IntegerBlock(default=0, min_value=0, label=_("Bản sao"))
    form = DocumentChooserBlock(required=False, label=_("Tệp mẫu đơn, tờ khai"))
    form_name = CharBlock(required=False, label=_("Tên mẫu đơn, tờ khai"), max_length=500)
    note = TextBlock(required=False, label=_("Ghi chú"))

    class Meta:
        icon = "doc-full"
        label = _("Giấy tờ")


class CaseBlock(StructBlock):
    case = TextBlock(required=False, label=_("Trường hợp"))
    items = ListBlock(ComponentBlock(), default=[], label=_("Giấy tờ"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Thành phần hồ sơ")


class ResultBlock(StructBlock):
    name = TextBlock(label=_("Kết quả"))
    code = CharBlock(required=False, label=_("Mã kết quả"), max_length=40)

    class Meta:
        icon = "success"
        label = _("Kết quả")


class ActBlock(StructBlock):
    number = CharBlock(required=False, label=_("Số, ký hiệu"), max_length=255)
    title = TextBlock(required=False, label=_("Trích yếu"))
    issued_on = DateBlock(required=False, label=_("Ngày ban hành"))
    issuer = CharBlock(required=False, label=_("Cơ quan ban hành"), max_length=255)

    class Meta:
        icon = "bookmark"
        label = _("Văn bản")


class RelatedBlock(CharBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(validators=[CODE], label=_("Mã thủ tục liên quan"), **kwargs)

    class Meta:
        icon = "link"


class ExceptionBlock(StructBlock):
    text = CharBlock(max_length=300, label=_("Trường hợp"))
    code = CharBlock(
        required=False,
        max_length=40,
        validators=[CODE],
        label=_("Mã thủ tục phải dùng"),
        help_text=_("Để trống nếu không có thủ tục nào thay."),
    )

    class Meta:
        icon = "cross"
        label = _("Trường hợp")


class MistakeBlock(StructBlock):
    text = CharBlock(max_length=300, label=_("Lỗi"))
    instead = CharBlock(required=False, max_length=300, label=_("Làm thế này mới đúng"))

    class Meta:
        icon = "warning"
        label = _("Lỗi")
