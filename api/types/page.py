"""Editorial pages, typed to the last block."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import graphene
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.pages import html
from cms.pages.files import Size, document_address, image_address
from cms.pages.read import Entry, Moved
from register import answer as register
from register.guide import guides

from ..context import Lookups
from ..enums import ImageSize, NoticeTone, PageKind
from ..scalars import Date
from .named import ProcedureReference
from .node import Node


class Beside:
    """Images and documents of all pages of one answer, each kind read at once when first asked for."""

    def __init__(self, pages: Iterable[Any]) -> None:
        self._blocks = [block for page in pages for block in getattr(getattr(page, "body", None), "raw_data", ())]
        self._names: dict[str, str] | None = None

    @cached_property
    def images(self) -> dict[int, Any]:
        return get_image_model().objects.in_bulk(self._named("picture", "image"))

    @cached_property
    def documents(self) -> dict[int, Any]:
        return get_document_model().objects.in_bulk(self._named("file", "document"))

    def names(self, lookups: Lookups, locale: str) -> dict[str, str]:
        """Of all procedures that the pages are about."""
        if self._names is None:
            codes = {code for block in self._blocks if block["type"] in NAMING for code in codes_of(block["value"])}
            found = register.names([(code, lookups.today) for code in codes], locale)
            self._names = {code: name for (code, _day), name in found.items()}
        return self._names

    def _named(self, kind: str, key: str) -> list[int]:
        return [block["value"][key] for block in self._blocks if block["type"] == kind and block["value"].get(key)]


NAMING = frozenset({"procedures", "step"})  # blocks that name procedures


def codes_of(block: dict[str, Any]) -> list[str]:
    """The procedures that a block names."""
    return [each["value"] if isinstance(each, dict) else each for each in block["codes"]]


class Rendition(graphene.ObjectType):
    """An image at one size, as WebP (ảnh ở một cỡ)."""

    size = ImageSize(required=True, description="Which of the sizes there are (cỡ).")
    url = graphene.String(required=True, description="Address on the portal (địa chỉ).")
    width = graphene.Int(
        required=True, description="Width in pixels; an image is never made larger than it is (chiều rộng)."
    )
    height = graphene.Int(required=True, description="Height in pixels (chiều cao).")


class PageImage(graphene.ObjectType):
    """An image with its words (ảnh)."""

    alt = graphene.String(required=True, description='Words in its place; "" where it only decorates (mô tả ảnh).')
    renditions = graphene.List(
        graphene.NonNull(Rendition), required=True, description="The sizes there are (các cỡ ảnh)."
    )


def image_of(image: Any, alt: str) -> dict[str, Any]:
    made = []
    for size in Size:
        width = min(image.width, int(size.value.removeprefix("width-").partition("|")[0]))
        height = max(1, round(image.height * width / image.width))
        made.append({"size": size.name, "url": image_address(image, size), "width": width, "height": height})
    return {"alt": alt, "renditions": made}


class RichText(graphene.ObjectType):
    """A text with paragraphs, lists and links (văn bản có định dạng)."""

    html = graphene.String(
        required=True, description="Clean HTML: paragraphs, lists, small headings, links, emphasis (HTML)."
    )
    plain = graphene.String(required=True, description="The words alone, a line for each paragraph (chữ thuần).")

    @staticmethod
    def resolve_html(root: dict[str, str], info: graphene.ResolveInfo) -> str:
        return html.cleaned(root["source"])

    @staticmethod
    def resolve_plain(root: dict[str, str], info: graphene.ResolveInfo) -> str:
        return html.plain(root["source"])


class HeadingBlock(graphene.ObjectType):
    """A heading within the text (tiêu đề)."""

    text = graphene.String(required=True, description="Its words (chữ).")


class TextBlock(graphene.ObjectType):
    """Paragraphs (đoạn văn)."""

    text = graphene.Field(RichText, required=True, description="The text (văn bản).")


class PictureBlock(graphene.ObjectType):
    """An image in the text (ảnh)."""

    image = graphene.Field(PageImage, required=True, description="The image (ảnh).")
    caption = graphene.String(required=True, description='Words below it, or "" (chú thích).')


class NoticeBlock(graphene.ObjectType):
    """A sentence set apart (lưu ý)."""

    tone = NoticeTone(required=True, description="How grave it is (mức độ).")
    text = graphene.String(required=True, description="Its words, plain (chữ thuần).")


class FileBlock(graphene.ObjectType):
    """A file to load down (tệp tải về)."""

    title = graphene.String(required=True, description="Words of the link (chữ của liên kết).")
    url = graphene.String(required=True, description="Address on the portal (địa chỉ).")
    size = graphene.Int(required=True, description="Size in bytes (dung lượng).")


class ProceduresBlock(graphene.ObjectType):
    """Procedures that the text is about (thủ tục liên quan)."""

    title = graphene.String(required=True, description='Heading, or "" (tiêu đề).')
    procedures = graphene.List(
        graphene.NonNull(ProcedureReference), required=True, description="By code, with names (các thủ tục)."
    )


class StepBlock(graphene.ObjectType):
    """One step of several, in their order (bước)."""

    title = graphene.String(required=True, description="What to do (làm gì).")
    text = graphene.Field(RichText, required=True, description="How and why; may be empty (giải thích).")
    procedures = graphene.List(
        graphene.NonNull(ProcedureReference),
        required=True,
        description="Procedures of this step, by code, with names (các thủ tục).",
    )


class LinkBlock(graphene.ObjectType):
    """A link to another site (liên kết)."""

    url = graphene.String(required=True, description="Whole address (địa chỉ đầy đủ).")
    text = graphene.String(required=True, description="Words of the link (chữ của liên kết).")


BLOCKS = {
    "heading": HeadingBlock,
    "text": TextBlock,
    "picture": PictureBlock,
    "notice": NoticeBlock,
    "file": FileBlock,
    "procedures": ProceduresBlock,
    "step": StepBlock,
    "link": LinkBlock,
}


class PageBlock(graphene.Union):
    """One part of a page's body (phần nội dung)."""

    class Meta:
        types = tuple(BLOCKS.values())

    @classmethod
    def resolve_type(cls, instance: dict[str, Any], info: graphene.ResolveInfo) -> Any:
        return BLOCKS[instance["type"]]


class PageLink(graphene.ObjectType):
    """A page by its address and title (liên kết tới trang)."""

    path = graphene.String(required=True, description='Address below `/trang/`; "" is the first page (địa chỉ).')
    title = graphene.String(required=True, description="Title (tiêu đề).")
    kind = PageKind(required=True, description="What it is (loại).")


class Page(graphene.ObjectType):
    """An editorial page: news, a guide, help; no part of the public record (trang tin, hướng dẫn)."""

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Global id; contains the language asked for (định danh).")
    path = graphene.String(
        required=True, description='Address below `/trang/`, one for all languages; "" is the first (địa chỉ).'
    )
    kind = PageKind(required=True, description="What it is (loại).")
    title = graphene.String(required=True, description="Title (tiêu đề).")
    lead = graphene.String(required=True, description='Summary, or "" (tóm tắt).')
    locale = graphene.String(required=True, description="Language of the text given (ngôn ngữ).")
    is_fallback = graphene.Boolean(
        required=True, description="True where the asked language has no text of its own (chưa dịch)."
    )
    day = Date(description="Day it bears; null for lists (ngày đăng).")
    updated_at = graphene.DateTime(required=True, description="Moment of the last publishing (cập nhật lúc).")
    image = graphene.Field(PageImage, description="Image for lists and the head (ảnh chính).")
    body = graphene.List(graphene.NonNull(PageBlock), required=True, description="The text, part by part (nội dung).")
    crumbs = graphene.List(
        graphene.NonNull(PageLink),
        required=True,
        description="The pages above it, from the first down (các trang trên).",
    )
    below = graphene.List(
        graphene.NonNull(PageLink),
        required=True,
        description="The pages right below it, in the editors' order (các trang dưới).",
    )
    search_title = graphene.String(
        required=True, description="Title for search engines, or the title (tiêu đề cho máy tìm kiếm)."
    )
    search_description = graphene.String(
        required=True, description='Words for search engines, or "" (mô tả cho máy tìm kiếm).'
    )

    def __init__(self, entry: Entry, page: Any, asked: str, beside: Beside, **kwargs: Any) -> None:
        super().__init__(
            id=graphene.Node.to_global_id("Page", f"{entry.path}|{asked}"),
            path=entry.path,
            kind=entry.kind,
            title=page.title,
            lead=page.lead,
            locale=entry.locale,
            is_fallback=entry.locale != asked,
            day=entry.day,
            updated_at=page.last_published_at or page.latest_revision_created_at,
            search_title=page.seo_title or page.title,
            search_description=page.search_description,
        )
        self.entry, self.page, self.asked, self.beside = entry, page, asked, beside

    def resolve_image(self, info: graphene.ResolveInfo) -> dict[str, Any] | None:
        image = getattr(self.page, "image", None)
        return image_of(image, self.page.image_alt) if image else None

    def resolve_body(self, info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        raw = getattr(getattr(self.page, "body", None), "raw_data", ())
        made = (self._block(block["type"], block["value"], info.context.lookups) for block in raw)
        return [block for block in made if block]

    def resolve_crumbs(self, info: graphene.ResolveInfo) -> list[Entry]:
        return info.context.lookups.pages(self.asked).above(self.entry)

    def resolve_below(self, info: graphene.ResolveInfo) -> list[Entry]:
        return info.context.lookups.pages(self.asked).below(self.path)

    def _block(self, kind: str, value: Any, lookups: Lookups) -> dict[str, Any] | None:
        """One part as its type has it; None where what it names is gone."""
        if kind == "text":
            return {"type": kind, "text": {"source": value}}
        if kind == "picture":
            image = self.beside.images.get(value["image"])
            caption = value.get("caption") or ""
            return image and {"type": kind, "image": image_of(image, value.get("alt") or ""), "caption": caption}
        if kind == "file":
            row = self.beside.documents.get(value["document"])
            return row and {
                "type": kind,
                "title": value.get("title") or row.title,
                "url": document_address(row),
                "size": row.get_file_size() or 0,
            }
        if kind == "procedures":
            return {"type": kind, "title": value.get("title") or "", "procedures": self._procedures(value, lookups)}
        if kind == "step":
            told = {"title": value["title"], "text": {"source": value.get("text") or ""}}
            return {"type": kind, **told, "procedures": self._procedures(value, lookups)}
        return {"type": kind} | value if kind in BLOCKS else None

    def _procedures(self, block: dict[str, Any], lookups: Lookups) -> list[dict[str, str | None]]:
        codes = codes_of(block)
        if not codes:
            return []
        known, explained = self.beside.names(lookups, self.asked), guides(lookups.today, self.asked)

        def everyday(code: str) -> str | None:
            found = explained.get(code)
            return found.data["names"][0] if found and not found.is_fallback and found.data["names"] else None

        return [{"code": code, "name": known.get(code), "everyday_name": everyday(code)} for code in codes]


class PageMoved(graphene.ObjectType):
    """What stood at an address stands elsewhere now (chuyển hướng)."""

    to = graphene.String(
        required=True,
        description="A path below `/trang/`; with `/` in front another of the portal; or a whole address (nơi đến).",
    )
    is_permanent = graphene.Boolean(required=True, description="Whether to remember it (301) or not (302) (vĩnh viễn).")


class PageAnswer(graphene.Union):
    """What an address answers with (trang hoặc nơi đã chuyển)."""

    class Meta:
        types = (Page, PageMoved)

    @classmethod
    def resolve_type(cls, instance: Any, info: graphene.ResolveInfo) -> Any:
        return PageMoved if isinstance(instance, Moved) else Page


class SiteNotice(graphene.ObjectType):
    """A sentence above every page for some days (thông báo chung)."""

    text = graphene.String(required=True, description="Its words (chữ).")
    url = graphene.String(required=True, description='Where to read more, or "" (đường dẫn đọc thêm).')
    until_on = Date(required=True, description="Last day it is shown (đến hết ngày).")
    locale = graphene.String(required=True, description="Language of the text given (ngôn ngữ).")

    @staticmethod
    def resolve_locale(root: Any, info: graphene.ResolveInfo) -> str:
        return str(root.locale.language_code)
