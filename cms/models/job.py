from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Something at the desk that lasts longer than a request. A row, so that it survives a closed browser and a worker
    that died; its progress stands in the cache, so that watching it needs no transaction."""

    class Kind(models.TextChoices):
        ANNOUNCE = "announce", _("Công khai quyết định")
        READ = "read", _("Đọc tệp")
        WRITE = "write", _("Ghi từ tệp")
        PAPER = "paper", _("Lập văn bản")
        REDACT = "redact", _("Che dữ liệu ở bàn biên tập")

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        RUNNING = "running", _("Đang làm")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không làm được")

    UNDER_WAY = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=10, choices=Kind.choices)
    decision = models.ForeignKey("cms.Decision", models.CASCADE, null=True, related_name="jobs")
    upload = models.ForeignKey("cms.Upload", models.CASCADE, null=True, related_name="jobs")
    paper = models.ForeignKey("cms.PaperFile", models.CASCADE, null=True, related_name="jobs")
    redaction = models.ForeignKey("register.Redaction", models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    problems = models.JSONField(default=list)  # [[code, field, message]] where it failed
    asked_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)  # after it another worker takes a running job up again
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def progress(self) -> tuple[int, int]:
        """How much is done, of how much; (0, 0) before anything is known."""
        told: tuple[int, int] = cache.get(f"job-{self.pk}", (0, 0))
        return told

    def tell(self, done: int, total: int) -> None:
        cache.set(f"job-{self.pk}", (done, total), timeout=3600)
