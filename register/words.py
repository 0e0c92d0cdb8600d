"""Closed lists of the law, with the words that officers and citizens read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Level at which a procedure is handled. District ended on 1/7/2025 but stays readable."""

    MINISTRY = "ministry", _("Cấp Bộ")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    OTHER = "other", _("Cơ quan khác")


class ChangeKind(TextChoices):
    """What a decision says of a procedure (Nghị định 63/2010/NĐ-CP, điều 15)."""

    NEW = "new", _("Mới ban hành")
    AMENDED = "amended", _("Được sửa đổi, bổ sung")
    REPLACED = "replaced", _("Được thay thế")
    ABOLISHED = "abolished", _("Bị bãi bỏ")


ENDING = frozenset({ChangeKind.REPLACED, ChangeKind.ABOLISHED})


class Form(TextChoices):
    """How much of the text the decision carries itself."""

    FULL = "full", _("Nội dung")
    LIST = "list", _("Danh mục")


class Scope(TextChoices):
    PUBLIC = "public", _("Thủ tục hành chính")
    INTERNAL = "internal", _("Thủ tục hành chính nội bộ")


class State(TextChoices):
    """What holds on the day asked for."""

    NOT_YET_IN_FORCE = "not_yet_in_force", _("Chưa có hiệu lực")
    IN_FORCE = "in_force", _("Đang có hiệu lực")
    REPLACED = "replaced", _("Được thay thế")
    ABOLISHED = "abolished", _("Bị bãi bỏ")


class Audience(TextChoices):
    """Who may apply, as the national database lists them."""

    CITIZEN = "citizen", _("Công dân Việt Nam")
    OVERSEAS = "overseas_vietnamese", _("Người Việt Nam định cư ở nước ngoài")
    FOREIGNER = "foreigner", _("Người nước ngoài")
    OFFICIAL = "official", _("Cán bộ, công chức, viên chức")
    BUSINESS = "business", _("Doanh nghiệp")
    FOREIGN_BUSINESS = "foreign_business", _("Doanh nghiệp có vốn đầu tư nước ngoài")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    ORGANIZATION = "organization", _("Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)")
    FOREIGN_ORGANIZATION = "foreign_organization", _("Tổ chức nước ngoài")
    PARTY_MEMBER = "party_member", _("Đảng viên")
    PARTY_ORGANIZATION = "party_organization", _("Tổ chức Đảng")


class Channel(TextChoices):
    COUNTER = "counter", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    POST = "post", _("Dịch vụ bưu chính")


class Unit(TextChoices):
    HOUR = "hour", _("Giờ")
    WORKING_DAY = "working_day", _("Ngày làm việc")
    CALENDAR_DAY = "calendar_day", _("Ngày")
    MONTH = "month", _("Tháng")


class FeeKind(TextChoices):
    """Phí and lệ phí are two things (Luật Phí và lệ phí 97/2015/QH13, điều 3)."""

    FEE = "fee", _("Phí")
    CHARGE = "charge", _("Lệ phí")
    PRICE = "price", _("Giá dịch vụ")


class ComponentKind(TextChoices):
    SUBMIT = "submit", _("Nộp")
    PRESENT = "present", _("Xuất trình")
    NOTE = "note", _("Lưu ý")


class ProcedureKind(TextChoices):
    DELEGATED = "delegated", _("TTHC được giao luật quy định chi tiết")
    NOT_DELEGATED = "not_delegated", _("TTHC không được luật giao cho địa phương quy định")
    OTHER = "other", _("Loại khác")


class AgencyRole(TextChoices):
    PERFORMING = "performing", _("Cơ quan thực hiện")
    COMPETENT = "competent", _("Cơ quan có thẩm quyền")
    DELEGATED = "delegated", _("Cơ quan được ủy quyền")
    COORDINATING = "coordinating", _("Cơ quan phối hợp")


class CorrectionKind(TextChoices):
    """`entry`: our text or day differs from the signed annex. `document`: an official letter of correction."""

    ENTRY = "entry", _("Sửa sai sót khi nhập")
    DOCUMENT = "document", _("Đính chính bằng văn bản")


class ServiceKind(TextChoices):
    """What a procedure is listed for by decisions of their own (danh mục dịch vụ công)."""

    FULL = "full", _("Dịch vụ công trực tuyến toàn trình")
    PARTIAL = "partial", _("Dịch vụ công trực tuyến một phần")
    POSTAL = "postal", _("Qua dịch vụ bưu chính công ích")
    CENTRE = "centre", _("Tiếp nhận tại Trung tâm Phục vụ hành chính công")
    ANYWHERE = "anywhere", _("Tiếp nhận ở mọi nơi trong tỉnh")


class Event(TextChoices):
    """What the public can notice; the kinds of the change log."""

    ANNOUNCED = "announced", _("Công khai")
    TRANSLATED = "translated", _("Có bản dịch")
    CORRECTED = "corrected", _("Đính chính")
    WITHDRAWN = "withdrawn", _("Thu hồi")
    RENAMED = "renamed", _("Đổi tên")
    REDACTED = "redacted", _("Che dữ liệu")
    GUIDED = "guided", _("Hướng dẫn dễ hiểu")
    DESK = "desk", _("Bộ phận một cửa")
    LISTED = "listed", _("Danh mục dịch vụ công")
    FORM = "form", _("Mẫu đơn điện tử")


class SubjectKind(TextChoices):
    """What can be followed."""

    PROCEDURE = "procedure", _("thủ tục")
    SECTOR = "sector", _("lĩnh vực")
    AGENCY = "agency", _("cơ quan")
