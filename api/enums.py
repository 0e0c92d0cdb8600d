"""Closed lists as enums: each value described in English, with the word that officers and citizens read."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import TextChoices
from django.utils import translation

from dossiers import deadlines, handling, states
from dossiers.models.event import Happening
from dossiers.refusals import Reason
from register import words
from register.compare import FIELDS


def listed(name: str, description: str, values: Mapping[str, str]) -> Any:
    """An enum over plain values. `values` gives the description of each by the value itself."""
    told = {value.upper(): text for value, text in values.items()}

    def describe(value: Any) -> str:
        return description if value is None else told[value.name]

    return graphene.Enum(name, [(value.upper(), value) for value in values], description=describe)


with translation.override("vi"):
    _DOSSIER_STATES = {
        state.value: f"{state.name.replace('_', ' ').capitalize()} ({state.value} {state.label})."
        for state in states.State
    }


def _enum(choices: type[TextChoices], name: str, description: str) -> Any:
    with translation.override("vi"):
        told = {key: f"{key.replace('_', ' ').capitalize()} ({label})." for key, label in choices.choices}
    return listed(name, description, told)


DossierState = graphene.Enum(
    "DossierState",
    [(state.name, state.value) for state in states.State],
    description=lambda value: (
        "Where a dossier stands, by the numbers of the national exchange (trạng thái hồ sơ)."
        if value is None
        else _DOSSIER_STATES[value.value]
    ),
)
with translation.override("vi"):
    FilingReason = listed(
        "FilingReason",
        "Why something was not done with a draft or a dossier (lý do không thực hiện).",
        {
            **{reason.value: f"{reason.value.replace('_', ' ').capitalize()} ({reason.label})" for reason in Reason},
            "too_many": "Too many attempts: later (Thử quá nhiều lần, hãy thử lại sau).",
        },
    )
with translation.override("vi"):
    DossierDeed = listed(
        "DossierDeed",
        "What is done with a dossier (việc làm với hồ sơ).",
        {
            value: f"{value.replace('_', ' ').capitalize()} ({label})."
            for value, label in (*handling.Action.choices, *Happening.choices)
        },
    )
DossierRole = _enum(handling.Role, "DossierRole", "Who does something with a dossier (vai trò).")
InTime = _enum(deadlines.InTime, "InTime", "Whether a dossier was finished in time (đúng hạn).")
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
EventKind = _enum(words.Event, "EventKind", "What happened to the public record (sự kiện).")
SubjectKind = _enum(words.SubjectKind, "SubjectKind", "What can be followed (đối tượng theo dõi).")
SyncNotice = listed(
    "SyncNotice",
    "What a reader of the change log must know before going on (thông báo khi đồng bộ).",
    {"cursor_reset": "The log began anew after a restored backup: read all, then go on (Đọc lại từ đầu)."},
)
AgencyRole = _enum(words.AgencyRole, "AgencyRole", "What an agency does in a procedure (vai trò của cơ quan).")
ServiceKind = listed(
    "ServiceKind",
    "What a procedure is listed for by decisions of their own (danh mục dịch vụ công).",
    {
        "full": "Wholly online, without going anywhere (Dịch vụ công trực tuyến toàn trình).",
        "partial": "Partly online (Dịch vụ công trực tuyến một phần).",
        "postal": "Sent and brought by the public post (Qua dịch vụ bưu chính công ích).",
        "centre": "Received at the public administration service centre (Tiếp nhận tại Trung tâm Phục vụ hành chính "
        "công).",
        "anywhere": "Received anywhere in the province (Tiếp nhận ở mọi nơi trong tỉnh).",
    },
)
FeeChoice = listed(
    "FeeChoice",
    "Whether something is to be paid (phí, lệ phí).",
    {"free": "Nothing is to be paid (Không thu phí, lệ phí).", "fee": "Something is (Có thu phí, lệ phí)."},
)
SearchSort = listed(
    "SearchSort",
    "Order of hits (sắp xếp).",
    {"relevance": "Best first (Phù hợp nhất trước).", "newest": "Newest first (Mới có hiệu lực trước)."},
)
with translation.override("vi"):
    RecentChangeKind = listed(
        "RecentChangeKind",
        "What changed for readers (loại thay đổi).",
        {key: f"{key.capitalize()} ({label})." for key, label in words.ChangeKind.choices}
        | {"corrected": "Text or day was corrected (Đính chính)."},
    )
ProcedureSort = listed(
    "ProcedureSort",
    "Order of a list of procedures (sắp xếp).",
    {"code": "By code (Theo mã).", "name": "By name, as in a Vietnamese dictionary (Theo tên)."},
)
FacetName = listed(
    "FacetName",
    "What hits are counted by (bộ lọc).",
    {
        "sector": "Field of administration (Lĩnh vực).",
        "agencies": "Agencies that have a part in it (Cơ quan).",
        "levels": "Levels at which it is handled (Cấp thực hiện).",
        "audiences": "Who may apply (Đối tượng thực hiện).",
        "channels": "How to hand the dossier in (Cách nộp).",
        "fee": "Whether something is to be paid (Phí, lệ phí).",
    },
)
SuggestionKind = listed(
    "SuggestionKind",
    "What is proposed (loại gợi ý).",
    {
        "procedure": "A procedure; `key` is its code (Thủ tục).",
        "sector": "A sector; `key` is its key (Lĩnh vực).",
        "query": "A query that many ask; `key` is the query (Câu nhiều người tìm).",
    },
)
with translation.override("vi"):
    TextField = listed(
        "TextField",
        "A part of the official form (mục của nội dung).",
        {name: f"{name.replace('_', ' ').capitalize()} ({label})." for name, (label, _lines) in FIELDS.items()},
    )
PreviewPlace = listed(
    "PreviewPlace",
    "How a draft stands on a day (vị trí của dự thảo).",
    {
        "shown": "The draft is the text that holds (Dự thảo là nội dung áp dụng ngày ấy).",
        "later": "Not in force yet: the public text is given (Ngày ấy dự thảo chưa có hiệu lực).",
        "outranked": "Another text goes before it (Ngày ấy nội dung khác đứng trước dự thảo).",
    },
)
PageKind = listed(
    "PageKind",
    "What an editorial page is (loại trang).",
    {
        "home": "The first page (Trang đầu).",
        "section": "A section with pages below (Chuyên mục).",
        "news": "News (Tin).",
        "guide": "A guide (Hướng dẫn).",
        "help": "Help (Trợ giúp).",
        "life_event": "A life situation (Sự kiện trong đời).",
        "contact": "How to reach us (Liên hệ).",
    },
)
NoticeTone = listed(
    "NoticeTone",
    "How grave a notice is (loại lưu ý).",
    {"info": "Good to know (Thông tin).", "warning": "Take care (Cảnh báo)."},
)
ImageSize = graphene.Enum(
    "ImageSize",
    [("SMALL", "SMALL"), ("MEDIUM", "MEDIUM"), ("LARGE", "LARGE")],
    description=lambda value: (
        "Widths of images (cỡ ảnh)."
        if value is None
        else {"SMALL": "400 pixels (nhỏ).", "MEDIUM": "800 pixels (vừa).", "LARGE": "1600 pixels (lớn)."}[value.name]
    ),
)
