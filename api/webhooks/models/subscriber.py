from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscriber(models.Model):
    """Who is told of changes: an address, what it wants to hear, and how far it has been told.

    Officers change name, address and kinds; the cursor moves with each message that is composed (following.py), and the
    lease belongs to whoever is sending right now.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Đang gửi")
        PAUSED = "paused", _("Tạm dừng")

    class Reason(models.TextChoices):
        """Why it is paused."""

        OFFICER = "officer", _("Cán bộ đã tạm dừng.")
        GONE = "gone", _("Máy nhận trả lời 410: địa chỉ này thôi nhận.")
        EPOCH = "epoch", _("Nhật ký thay đổi có kỳ mới (dữ liệu được khôi phục từ bản sao lưu): chờ người vận hành.")
        KEY = "key", _("Không đọc được khóa ký vì SECRET_KEY đã đổi: hãy đổi khóa ký rồi gửi tiếp.")

    name = models.CharField(_("tên"), max_length=100, unique=True)
    url = models.CharField(_("địa chỉ nhận"), max_length=500)
    kinds = models.JSONField(_("loại thay đổi"), default=list, blank=True)  # none for all
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    # Encrypted, see keys.py. The former one still signs beside the new one until its moment.
    secret = models.TextField(editable=False)
    former_secret = models.TextField(editable=False, blank=True)
    former_until = models.DateTimeField(editable=False, null=True)
    # All changes up to this number of this epoch have been put into messages, or were of no interest.
    epoch = models.CharField(max_length=32, editable=False)
    number = models.BigIntegerField(editable=False)
    lease = models.CharField(max_length=32, editable=False, blank=True)
    leased_until = models.DateTimeField(editable=False, null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("nơi nhận")
        verbose_name_plural = _("nơi nhận")

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        return self.state == self.State.PAUSED
