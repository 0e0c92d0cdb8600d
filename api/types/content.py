"""The content of an edition to the last leaf, as announced. Every type here is a plain part of the document."""

from typing import Any

import graphene

from register import phrases

from ..enums import AgencyRole, Audience, Channel, ComponentKind, FeeKind, Kind, Unit
from ..scalars import Date, Dong
from .named import Agency, ProcedureReference, Sector
from .plain import Plain


class File(Plain):
    """A file that an announced decision or a guide names (tệp đính kèm)."""

    name = graphene.String(required=True, description="Name as told there (tên tệp).")
    sha256 = graphene.String(description="SHA-256 of the bytes; null where only the name is known (mã băm).")
    size = graphene.Int(description="Size in bytes (dung lượng).")
    type = graphene.String(description="Media type (loại tệp).")
    url = graphene.String(description="Path of the file on the API's host, `/tep/<sha256>` (đường dẫn tệp).")


class Step(Plain):
    """A step (bước trong trình tự thực hiện)."""

    title = graphene.String(required=True, description='Heading, "" where it has none (tên bước).')
    text = graphene.String(
        required=True, description="What is done, plain text; an empty line parts paragraphs (việc phải làm)."
    )


class Duration(Plain):
    """A length of time in the unit of the law (khoảng thời gian): working days are not calendar days."""

    value = graphene.Float(required=True, description="Number of units (số).")
    unit = Unit(required=True, description="Hours, working days, calendar days or months (đơn vị).")
    text = graphene.String(required=True, description="The same in words, in the language of the text (bằng chữ).")


class Money(Plain):
    """An amount of money (số tiền)."""

    dong = Dong(required=True, description="Amount in đồng.")
    text = graphene.String(required=True, description="The same in words, in the language of the text (bằng chữ).")


class TimeLimit(Plain):
    """How long it takes (thời hạn giải quyết)."""

    case = graphene.String(required=True, description='In which case, "" for all (trường hợp).')
    duration = graphene.Field(Duration, description="How long; null where the text gives no number (thời hạn).")
    statutory = graphene.Field(
        Duration, description="The law's own, where the province reduced it to `duration` (thời hạn theo luật)."
    )
    text = graphene.String(required=True, description="Explanation as announced (diễn giải).")


def limit_of(limit: dict[str, Any], locale: str) -> dict[str, Any]:
    """A time limit of a document as the schema tells it."""

    def duration(value: float | None) -> dict[str, Any] | None:
        if value is None or not limit["unit"]:
            return None
        return {"value": value, "unit": limit["unit"], "text": phrases.duration(value, limit["unit"], locale)}

    return limit | {"duration": duration(limit["value"]), "statutory": duration(limit["statutory_value"])}


class Fee(Plain):
    """What is to be paid (phí, lệ phí)."""

    kind = FeeKind(description="Fee, charge or price (loại).")
    case = graphene.String(required=True, description='In which case, "" for all (trường hợp).')
    amount = graphene.Field(Money, description="How much; null where no number says it (mức thu).")
    rule = graphene.String(required=True, description="How it is computed, in words (cách tính).")
    act = graphene.String(required=True, description="Legal act that sets it (văn bản quy định).")
    from_on = Date(description="First day (từ ngày).")
    until_on = Date(description="Day it ends (đến ngày).")
    area = graphene.String(required=True, description="Area in which it holds (địa bàn).")


def fee_of(fee: dict[str, Any], locale: str) -> dict[str, Any]:
    """A fee of a document as the schema tells it."""
    dong = fee["amount"]
    amount = None if dong is None else {"dong": dong, "text": phrases.money(dong, locale)}
    return fee | {"kind": fee["kind"] or None, "amount": amount}


class Method(Plain):
    """A way to hand the dossier in (cách thức thực hiện)."""

    channel = Channel(required=True, description="At the counter, online or by post (cách nộp).")
    description = graphene.String(required=True, description="As announced (mô tả).")
    limits = graphene.List(graphene.NonNull(TimeLimit), required=True, description="Time limits (thời hạn).")
    fees = graphene.List(graphene.NonNull(Fee), required=True, description="Fees and charges (phí, lệ phí).")


class Component(Plain):
    """A paper of the dossier (giấy tờ trong thành phần hồ sơ)."""

    kind = ComponentKind(
        required=True, description="To submit, to present, or only a note (nộp, xuất trình hay lưu ý)."
    )
    name = graphene.String(required=True, description="Name of the paper (tên giấy tờ).")
    originals = graphene.Int(required=True, description="Number of originals (bản chính).")
    copies = graphene.Int(required=True, description="Number of copies (bản sao).")
    form = graphene.Field(File, description="Form to fill in (mẫu đơn, tờ khai).")
    note = graphene.String(required=True, description="Remark (ghi chú).")


class ComponentGroup(Plain):
    """Papers of one case (thành phần hồ sơ theo trường hợp)."""

    case = graphene.String(required=True, description='Heading of the case, "" where there is one only (trường hợp).')
    items = graphene.List(graphene.NonNull(Component), required=True, description="The papers (giấy tờ).")


class Outcome(Plain):
    """A result of the procedure (kết quả thực hiện)."""

    name = graphene.String(required=True, description="What the applicant gets (tên kết quả).")
    code = graphene.String(required=True, description='Code, e.g. `KQ.G15.000032`, or "" (mã kết quả).')


class LegalAct(Plain):
    """A legal text it rests on (căn cứ pháp lý)."""

    number = graphene.String(required=True, description="Number and sign, e.g. `60/2014/QH13` (số, ký hiệu).")
    title = graphene.String(required=True, description="Title (trích yếu).")
    issued_on = Date(description="Day it was issued (ngày ban hành).")
    issuer = graphene.String(required=True, description="Who issued it (cơ quan ban hành).")


class InvolvedAgency(Plain):
    """An agency's part in the procedure (cơ quan tham gia)."""

    role = AgencyRole(required=True, description="Performing, competent, delegated or coordinating (vai trò).")
    agency = graphene.Field(Agency, description="The agency, where it is one of the register's (cơ quan).")
    text = graphene.String(required=True, description="As written in the decision (ghi như trong quyết định).")
    act = graphene.String(required=True, description="Act by which it was delegated (văn bản ủy quyền).")


class Content(Plain):
    """The announced text (nội dung thủ tục hành chính), as Thông tư 02/2017/TT-VPCP orders it."""

    kind = Kind(description="Kind of procedure (loại thủ tục).")
    sector = graphene.Field(Sector, description="Sector with its name on the day asked for (lĩnh vực).")
    audiences = graphene.List(graphene.NonNull(Audience), required=True, description="Who may apply (đối tượng).")
    agencies = graphene.List(graphene.NonNull(InvolvedAgency), required=True, description="Agencies (cơ quan).")
    reception = graphene.String(required=True, description="Where the dossier is received (nơi tiếp nhận).")
    steps = graphene.List(graphene.NonNull(Step), required=True, description="Steps in order (trình tự).")
    methods = graphene.List(graphene.NonNull(Method), required=True, description="Ways to file (cách thức).")
    components = graphene.List(
        graphene.NonNull(ComponentGroup), required=True, description="Papers by case (thành phần hồ sơ)."
    )
    conditions = graphene.String(required=True, description="Requirements and conditions (yêu cầu, điều kiện).")
    results = graphene.List(graphene.NonNull(Outcome), required=True, description="Results (kết quả).")
    legal_basis = graphene.List(graphene.NonNull(LegalAct), required=True, description="Legal basis (căn cứ).")
    related = graphene.List(
        graphene.NonNull(ProcedureReference), required=True, description="Related procedures (thủ tục liên quan)."
    )
    transition = graphene.String(required=True, description="Rule for dossiers already received (chuyển tiếp).")
