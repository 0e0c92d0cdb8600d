"""The parts of an intake form as editors build them: what every field needs first, what is rare folded away.

`cms/forming.py` turns them into `register/forms/definition.py` and back.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    FloatBlock,
    IntegerBlock,
    ListBlock,
    MultipleChoiceBlock,
    StructBlock,
    TextBlock,
)
from wagtail.blocks.struct_block import BlockGroup

from register.forms.definition import FILE_TYPES, Day, Kind, Prefill
from register.forms.limits import LABEL, MOST

KINDS = [
    (Kind.TEXT.value, _("Chữ, một dòng")),
    (Kind.LONG_TEXT.value, _("Chữ, nhiều dòng")),
    (Kind.NAME.value, _("Họ tên")),
    (Kind.DATE.value, _("Ngày")),
    (Kind.CHOICE.value, _("Chọn một")),
    (Kind.SEVERAL.value, _("Chọn nhiều")),
    (Kind.YES_NO.value, _("Có hoặc không")),
    (Kind.FILE.value, _("Tệp đính kèm")),
    (Kind.NUMBER.value, _("Số")),
    (Kind.DONG.value, _("Số tiền (đồng)")),
    (Kind.ID_NUMBER.value, _("Số định danh cá nhân")),
    (Kind.PHONE.value, _("Số điện thoại")),
    (Kind.EMAIL.value, _("Thư điện tử")),
    (Kind.ADDRESS.value, _("Địa chỉ")),
    (Kind.BANK_ACCOUNT.value, _("Tài khoản ngân hàng")),
    (Kind.DECLARATION.value, _("Cam đoan")),
    (Kind.INFORMATION.value, _("Lời dẫn, không phải điền")),
]
PREFILLS = [
    (Prefill.NAME.value, _("Họ tên")),
    (Prefill.ID_NUMBER.value, _("Số định danh cá nhân")),
    (Prefill.BIRTH_DATE.value, _("Ngày sinh")),
    (Prefill.PHONE.value, _("Số điện thoại")),
    (Prefill.EMAIL.value, _("Thư điện tử")),
    (Prefill.ADDRESS.value, _("Địa chỉ")),
]
DAYS = [(Day.PAST.value, _("Hôm nay hoặc trước đó")), (Day.FUTURE.value, _("Hôm nay hoặc sau đó"))]
IS, IS_NOT, ANSWERED, NOT_ANSWERED = "is", "is_not", "is_answered", "is_not_answered"
TESTS = [
    (IS, _("là")),
    (IS_NOT, _("không phải là")),
    (ANSWERED, _("đã điền")),
    (NOT_ANSWERED, _("chưa điền")),
]
SUM, PRODUCT, DIFFERENCE, COUNT = "sum", "product", "difference", "count"
FORMULAS = [
    (SUM, _("Cộng lại")),
    (PRODUCT, _("Nhân với nhau")),
    (DIFFERENCE, _("Số đầu trừ các số sau")),
    (COUNT, _("Đếm số lần lặp của một phần")),
]


class KeyBlock(CharBlock):
    def __init__(self) -> None:
        super().__init__(
            required=False,
            max_length=40,
            label=_("Khóa"),
            help_text=_("Chữ thường không dấu. Để trống thì lấy từ tên; đã công khai thì đừng đổi."),
        )


class ConditionBlock(StructBlock):
    field = CharBlock(
        max_length=LABEL,
        label=_("Trường"),
        help_text=_("Tên trường, hoặc khóa của phần và của trường: nguoi_nop.loai."),
    )
    test = ChoiceBlock(choices=TESTS, default=IS, label=_("phải"))
    values = TextBlock(
        required=False,
        label=_("Giá trị"),
        help_text=_("Mỗi dòng một giá trị, đúng một trong số đó là được. Với lựa chọn: ghi tên hoặc khóa."),
    )

    class Meta:
        icon = "view"
        label = _("Điều kiện")


class WhenBlock(StructBlock):
    """Conditions in words; what these cannot say stands as JSON and is kept."""

    join = ChoiceBlock(
        choices=[("all", _("Mọi điều kiện dưới đây đúng")), ("any", _("Một trong các điều kiện dưới đây đúng"))],
        default="all",
        label=_("Khi"),
    )
    conditions = ListBlock(ConditionBlock(), default=[], label=_("Điều kiện"))
    other = TextBlock(
        required=False,
        label=_("Điều kiện viết bằng JSON"),
        help_text=_("Chỉ khi các điều kiện trên không nói được; có ở đây thì chỉ tính phần này."),
    )

    class Meta:
        form_layout = BlockGroup(children=["join", "conditions"], settings=["other"])


class ComputedBlock(StructBlock):
    formula = ChoiceBlock(choices=FORMULAS, required=False, label=_("Cách tính"))
    parts = TextBlock(
        required=False,
        label=_("Từ các trường"),
        help_text=_("Mỗi dòng tên hay khóa một trường, hoặc một số; để đếm thì ghi khóa của phần lặp lại."),
    )
    other = TextBlock(required=False, label=_("Cách tính viết bằng JSON"))

    class Meta:
        form_layout = BlockGroup(children=["formula", "parts"], settings=["other"])


class OptionBlock(StructBlock):
    label = CharBlock(max_length=LABEL, label=_("Lựa chọn"))
    label_en = CharBlock(required=False, max_length=LABEL, label=_("Tiếng Anh"))
    key = KeyBlock()

    class Meta:
        icon = "check"
        label = _("Lựa chọn")
        form_layout = BlockGroup(children=["label"], settings=["label_en", "key"])


def _folded(child: str, heading: Any) -> BlockGroup:
    return BlockGroup(children=[child], heading=heading, classname="collapsed", label_format="")


class FieldBlock(StructBlock):
    label = TextBlock(max_length=LABEL, label=_("Hỏi gì"))
    kind = ChoiceBlock(choices=KINDS, default=Kind.TEXT.value, label=_("Loại"))
    required = BooleanBlock(required=False, label=_("Bắt buộc"))
    help = TextBlock(required=False, max_length=MOST["help"], label=_("Hướng dẫn điền"))
    options = ListBlock(OptionBlock(), default=[], label=_("Các lựa chọn"))
    label_en = TextBlock(required=False, max_length=LABEL, label=_("Hỏi gì, tiếng Anh"))
    help_en = TextBlock(required=False, max_length=MOST["help"], label=_("Hướng dẫn điền, tiếng Anh"))
    key = KeyBlock()
    least = FloatBlock(required=False, label=_("Ít nhất"), help_text=_("Số chữ, số lựa chọn, số tệp hoặc giá trị."))
    most = FloatBlock(required=False, label=_("Nhiều nhất"))
    whole = BooleanBlock(required=False, label=_("Số nguyên"))
    when = ChoiceBlock(choices=DAYS, required=False, label=_("Ngày nào"))
    types = MultipleChoiceBlock(
        choices=[(each, each) for each in FILE_TYPES],
        required=False,
        label=_("Loại tệp nhận"),
        help_text=_("Để trống: mọi loại."),
    )
    megabytes = FloatBlock(required=False, min_value=0, label=_("Mỗi tệp nhiều nhất (MB)"))
    pattern = CharBlock(required=False, max_length=300, label=_("Mẫu ký tự (RE2)"))
    prefill = ChoiceBlock(choices=PREFILLS, required=False, label=_("Điền sẵn từ tài khoản"))
    computed = ComputedBlock(label=_("Được tính, không phải điền"))
    show_when = WhenBlock(label=_("Chỉ hiện khi"))
    require_when = WhenBlock(label=_("Bắt buộc khi"))

    class Meta:
        icon = "edit"
        label = _("Trường")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=[
                "label",
                "kind",
                "required",
                "help",
                "options",
                _folded("show_when", _("Chỉ hiện khi")),
                _folded("require_when", _("Bắt buộc khi")),
            ],
            settings=[
                "label_en", "help_en", "key", "least", "most", "whole", "when", "types", "megabytes", "pattern",
                "prefill", "computed",
            ],
        )  # fmt: skip


class SectionBlock(StructBlock):
    title = CharBlock(max_length=LABEL, label=_("Tên phần"))
    fields = ListBlock(FieldBlock(), label=_("Các trường"))
    help = TextBlock(required=False, max_length=MOST["help"], label=_("Lời dẫn"))
    repeats = BooleanBlock(
        required=False, label=_("Lặp lại được"), help_text=_("Ví dụ từng người con, từng thành viên.")
    )
    least = IntegerBlock(required=False, min_value=0, label=_("Ít nhất mấy lần"))
    most = IntegerBlock(required=False, min_value=1, max_value=MOST["repeats"], label=_("Nhiều nhất mấy lần"))
    title_en = CharBlock(required=False, max_length=LABEL, label=_("Tên phần, tiếng Anh"))
    help_en = TextBlock(required=False, max_length=MOST["help"], label=_("Lời dẫn, tiếng Anh"))
    key = KeyBlock()
    show_when = WhenBlock(label=_("Chỉ hiện khi"))

    class Meta:
        icon = "list-ul"
        label = _("Phần")
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "fields"],
            settings=["help", "repeats", "least", "most", "show_when", "title_en", "help_en", "key"],
        )


class PageBlock(StructBlock):
    title = CharBlock(max_length=LABEL, label=_("Tên trang"))
    sections = ListBlock(SectionBlock(), label=_("Các phần"))
    title_en = CharBlock(required=False, max_length=LABEL, label=_("Tên trang, tiếng Anh"))
    key = KeyBlock()

    class Meta:
        icon = "doc-empty"
        label = _("Trang")
        label_format = "{title}"
        form_layout = BlockGroup(children=["title", "sections"], settings=["title_en", "key"])
