"""Why something was not done with a draft or a dossier, in words that tell what to do."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from register.forms.checking import Error


class Reason(TextChoices):
    NOT_FOUND = "not_found", _("Không tìm thấy. Hãy xem lại mã hồ sơ và mã tra cứu, gõ đúng như đã được cấp.")
    NOT_HERE = "not_here", _("Thủ tục này chưa nộp được tại đây. Hãy nộp trên Cổng Dịch vụ công quốc gia.")
    LOGIN = "login", _("Hãy đăng nhập để nộp hồ sơ.")
    PLACE = "place", _("Hãy chọn nơi nộp hồ sơ: cấp, và xã, phường nếu hồ sơ do xã, phường giải quyết.")
    CHANGED = "changed", _("Bản nháp đã được lưu ở nơi khác sau khi bạn mở. Hãy mở lại để xem bản mới nhất.")
    SENT = "sent", _("Hồ sơ này đã được nộp. Hãy tra cứu hồ sơ để xem tiến trình.")
    CONFLICT = "conflict", _("Bản nháp này đã được nộp với nội dung khác. Hãy tra cứu hồ sơ đã nộp.")
    NEW_FORM = (
        "new_form",
        _("Mẫu đơn đã thay đổi. Hãy xem lại và điền phần còn thiếu; phần đã điền được giữ lại."),
    )
    EXPIRED = "expired", _("Bản nháp đã quá hạn lưu nhưng nội dung vẫn còn. Hãy lưu lại một lần rồi nộp.")
    INVALID = "invalid", _("Hồ sơ còn chỗ chưa đúng. Hãy sửa các mục được nêu.")
    TOO_BIG = "too_big", _("Dữ liệu quá lớn hoặc không đúng dạng. Hãy bỏ bớt, hoặc nộp bằng tệp đính kèm.")
    NOT_NOW = "not_now", _("Việc này không làm được ở trạng thái hiện nay của hồ sơ. Hãy mở lại hồ sơ để xem.")
    EMPTY = "empty", _("Hãy viết nội dung hoặc đính kèm ít nhất một tệp.")
    TOO_LONG = "too_long", _("Nội dung quá dài. Hãy viết ngắn hơn, hoặc nộp bằng tệp đính kèm.")
    LIMIT = "limit", _("Hãy chọn thời hạn giải quyết.")
    FILE = "file", _("Có tệp không còn hoặc chưa tải lên xong. Hãy đính kèm lại.")
    FILE_TYPE = "file_type", _("Loại tệp này không nhận được. Hãy dùng PDF, DOC, DOCX, XLS, XLSX, PNG hoặc JPG.")
    FILE_SIZE = "file_size", _("Tệp quá lớn. Hãy giảm kích thước hoặc chia thành nhiều tệp.")
    FILE_BROKEN = "file_broken", _("Tệp bị hỏng hoặc chứa nội dung lạ. Hãy lưu lại tệp rồi tải lên lần nữa.")
    FILE_VIRUS = "file_virus", _("Tệp có mã độc nên không nhận. Hãy quét máy của bạn và dùng tệp khác.")
    TOO_MANY_FILES = "too_many_files", _("Quá nhiều tệp. Hãy xóa bớt tệp không cần.")


@dataclass
class Refused(Exception):
    """`errors` stand at the fields of the form."""

    reason: Reason
    errors: list[Error] = field(default_factory=list)
