from typing import Any

from django.db import models

from register.words import Unit

from ..deadlines import InTime
from ..states import State
from .draft import Draft
from .sealed import Sealed

CONTENT = "content"  # the place it is sealed for


class Origin(models.TextChoices):
    PORTAL = "portal", "Cổng của tỉnh"
    NATIONAL = "national", "Cổng Dịch vụ công quốc gia"
    COUNTER = "counter", "Trực tiếp"
    POST = "post", "Dịch vụ bưu chính"


class Dossier(Sealed):
    """What was filed (hồ sơ): on which text and form, for whom, and where it stands. Personal data is in `content`.

    `state`, `since` and `due_at` are what the last event made of them; `dossiers/moving.py` alone writes them. It keeps
    the edition and the form that it was filed on.
    """

    code = models.CharField(max_length=60, unique=True)
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, related_name="dossier")
    body = models.CharField(max_length=80)  # fingerprint of what was sent, by which sending again is known
    look_up = models.CharField(max_length=80)
    owner = models.CharField(max_length=80, blank=True, db_index=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PORTAL)
    procedure = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    edition = models.CharField(max_length=80)  # public key of the announced text
    form = models.CharField(max_length=30)
    agency = models.CharField(max_length=80, db_index=True)
    locale = models.CharField(max_length=8)
    content = models.BinaryField()  # sealed: the answers
    sent_at = models.DateTimeField()
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.NEW, db_index=True)
    since = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    limit_value = models.FloatField(null=True)  # the time limit that it was received with
    limit_unit = models.CharField(max_length=12, blank=True, choices=Unit.choices)
    due_at = models.DateTimeField(null=True)
    in_time = models.CharField(
        max_length=10, blank=True, choices=InTime.choices
    )  # fixed when it is finished: deadlines.InTime
    last_event = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.code

    @property
    def answers(self) -> dict[str, Any]:
        """As they were sent. Raises keys.MissingKey, or keys.Unreadable for what was erased."""
        found: dict[str, Any] = self.opened(self.content, CONTENT)
        return found
