from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.frozen import Frozen

from .dossier import Dossier


class Purpose(models.TextChoices):
    RECEIVE = "receive", _("Kiểm tra, tiếp nhận hồ sơ")
    HANDLE = "handle", _("Giải quyết hồ sơ")
    ANSWER = "answer", _("Trả lời chủ hồ sơ, người nộp")
    CONTROL = "control", _("Kiểm tra theo nhiệm vụ được giao")
    SUBJECT = "subject", _("Theo yêu cầu của chủ thể dữ liệu")


# What officers may name at the desk; what is handed to a person is read by a command.
AT_THE_DESK = {each.value: each.label for each in Purpose if each != Purpose.SUBJECT}


class Reading(Frozen):
    """That an officer read the personal data of a dossier, when and for what (nhật ký đọc). Rows are only added.

    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="readings")
    officer = models.CharField(max_length=150)  # user name
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    file = models.CharField(max_length=40, blank=True)  # key of the file that was read
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.officer}"
