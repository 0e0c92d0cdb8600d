"""Closed lists as enums, with the words citizens read as descriptions."""

from typing import Any

import graphene
from django.db.models import TextChoices
from django.utils import translation

from register import words


def _enum(choices: type[TextChoices], name: str, description: str) -> Any:
    with translation.override("vi"):
        told = {key.upper(): str(label) for key, label in choices.choices}

    def describe(value: Any) -> str:
        return description if value is None else told[value.name]

    return graphene.Enum(name, [(key.upper(), key) for key in choices.values], description=describe)


State = _enum(words.State, "State", "What holds on the day asked for (tình trạng hiệu lực).")
Level = _enum(words.Level, "Level", "Level at which a procedure is handled (cấp thực hiện).")
Change = _enum(words.ChangeKind, "Change", "What a decision says of a procedure (loại thay đổi).")
Form = _enum(words.Form, "EditionForm", "How much of the text the decision carries itself (hình thức).")
Kind = _enum(words.ProcedureKind, "ProcedureKind", "Kind of procedure (loại thủ tục).")
Audience = _enum(words.Audience, "Audience", "Who may apply (đối tượng thực hiện).")
Channel = _enum(words.Channel, "Channel", "How a dossier is handed in (cách thức thực hiện).")
Unit = _enum(words.Unit, "TimeUnit", "Unit of a time limit (đơn vị thời hạn).")
FeeKind = _enum(words.FeeKind, "FeeKind", "Fee or charge, two things by law (phí, lệ phí).")
ComponentKind = _enum(words.ComponentKind, "ComponentKind", "What to do with a paper (nộp, xuất trình, lưu ý).")
FeeChoice = graphene.Enum(
    "FeeChoice",
    [("FREE", "free"), ("FEE", "fee")],
    description=lambda value: (
        "Whether something is to be paid (phí, lệ phí)."
        if value is None
        else {"FREE": "Không thu phí, lệ phí", "FEE": "Có thu phí, lệ phí"}[value.name]
    ),
)
SearchSort = graphene.Enum(
    "SearchSort",
    [("RELEVANCE", "relevance"), ("NEWEST", "newest")],
    description=lambda value: (
        "Order of hits (sắp xếp)."
        if value is None
        else {"RELEVANCE": "Phù hợp nhất trước", "NEWEST": "Mới có hiệu lực trước"}[value.name]
    ),
)
EventKind = _enum(words.Event, "EventKind", "What happened to the public record (sự kiện).")
AgencyRole = _enum(words.AgencyRole, "AgencyRole", "What an agency does in a procedure (vai trò của cơ quan).")
PreviewPlace = graphene.Enum(
    "PreviewPlace",
    [("SHOWN", "shown"), ("LATER", "later"), ("OUTRANKED", "outranked")],
    description=lambda value: (
        "How a draft stands on a day (vị trí của dự thảo)."
        if value is None
        else {
            "SHOWN": "Dự thảo là nội dung áp dụng ngày ấy",
            "LATER": "Ngày ấy dự thảo chưa có hiệu lực: đây là nội dung công khai",
            "OUTRANKED": "Ngày ấy nội dung khác đứng trước dự thảo",
        }[value.name]
    ),
)
PageKind = graphene.Enum(
    "PageKind",
    [(name.upper(), name) for name in ("home", "section", "news", "guide", "help", "life_event", "contact")],
    description=lambda value: (
        "What an editorial page is (loại trang)."
        if value is None
        else {
            "HOME": "Trang đầu",
            "SECTION": "Chuyên mục",
            "NEWS": "Tin",
            "GUIDE": "Hướng dẫn",
            "HELP": "Trợ giúp",
            "LIFE_EVENT": "Sự kiện trong đời",
            "CONTACT": "Liên hệ",
        }[value.name]
    ),
)
NoticeTone = graphene.Enum(
    "NoticeTone",
    [("INFO", "info"), ("WARNING", "warning")],
    description=lambda value: (
        "How grave a notice is (loại lưu ý)."
        if value is None
        else {"INFO": "Thông tin", "WARNING": "Cảnh báo"}[value.name]
    ),
)
ImageSize = graphene.Enum(
    "ImageSize",
    [("SMALL", "SMALL"), ("MEDIUM", "MEDIUM"), ("LARGE", "LARGE")],
    description=lambda value: (
        "Widths of images (cỡ ảnh)."
        if value is None
        else {"SMALL": "400 pixels", "MEDIUM": "800 pixels", "LARGE": "1600 pixels"}[value.name]
    ),
)
