"""The states of a dossier, numbered as in the exchange with the National Public Service Portal."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class State(IntegerChoices):
    NEW = 1, _("Mới đăng ký")
    RECEIVED = 2, _("Được tiếp nhận")
    REFUSED = 3, _("Không được tiếp nhận")
    IN_HAND = 4, _("Đang xử lý")
    PAPERS_ASKED = 5, _("Yêu cầu bổ sung giấy tờ")
    PAYMENT_ASKED = 6, _("Yêu cầu thực hiện nghĩa vụ tài chính")
    WITHDRAWAL_ASKED = 7, _("Công dân yêu cầu rút hồ sơ")
    STOPPED = 8, _("Dừng xử lý")
    FINISHED = 9, _("Đã xử lý xong")
    HANDED_OVER = 10, _("Đã trả kết quả")
