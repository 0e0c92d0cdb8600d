"""The parts of a page's body. Each is a type of its own in the API's union `PageBlock`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from register.codes import CODE

# What an editor may write; whatever else a pasted text brings is cleaned away when it is read.
FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "h3", "h4"]


class CodeBlock(CharBlock):
    """The code of a procedure, which is the same in every language."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**{"validators": [CODE], "label": _("Mã thủ tục")} | told)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class HeadingBlock(StructBlock):
    text = CharBlock(max_length=200, label=_("Tiêu đề"))

    class Meta:
        icon = "title"
        label = _("Tiêu đề")


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    alt = CharBlock(
        required=False,
        max_length=300,
        label=_("Mô tả cho người không xem được ảnh"),
        help_text=_("Để trống khi ảnh chỉ để trang trí."),
    )
    caption = CharBlock(required=False, max_length=300, label=_("Chú thích"))

    class Meta:
        icon = "image"
        label = _("Ảnh")


class NoticeBlock(StructBlock):
    tone = ChoiceBlock(choices=[("info", _("Thông tin")), ("warning", _("Cảnh báo"))], default="info", label=_("Loại"))
    text = TextBlock(max_length=1000, label=_("Nội dung"))

    class Meta:
        icon = "warning"
        label = _("Lưu ý")


class FileBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Tệp"))
    title = CharBlock(required=False, max_length=200, label=_("Tên hiện trên trang"))

    class Meta:
        icon = "doc-full"
        label = _("Tệp tải về")


class ProceduresBlock(StructBlock):
    title = CharBlock(required=False, max_length=200, label=_("Tiêu đề"))
    codes = ListBlock(CodeBlock(), label=_("Thủ tục"))

    class Meta:
        icon = "list-ul"
        label = _("Thủ tục liên quan")


class StepBlock(StructBlock):
    """Something to do in its turn: steps that follow each other are counted on the page."""

    title = CharBlock(max_length=200, label=_("Làm gì"))
    text = RichTextBlock(required=False, features=FEATURES, label=_("Giải thích"))
    codes = ListBlock(CodeBlock(), default=[], label=_("Thủ tục của bước này"))

    class Meta:
        icon = "tasks"
        label = _("Bước")


class LinkBlock(StructBlock):
    url = URLBlock(label=_("Địa chỉ"))
    text = CharBlock(max_length=200, label=_("Chữ hiện"))

    class Meta:
        icon = "link"
        label = _("Liên kết")


class Body(StreamBlock):
    heading = HeadingBlock()
    text = RichTextBlock(features=FEATURES, label=_("Đoạn văn"), icon="pilcrow")
    picture = PictureBlock()
    notice = NoticeBlock()
    step = StepBlock()
    file = FileBlock()
    procedures = ProceduresBlock()
    link = LinkBlock()
