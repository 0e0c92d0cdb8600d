import datetime as dt

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

LIFE = dt.timedelta(minutes=15)


class PreviewToken(models.Model):
    """One press of *Xem trước*: the compiled text or form as it stood then, and by which words it may be read.

    Never changed but once, when the token is exchanged; deleted when its time is over. `kind` and `object_id` name the
    row whose rights are asked at every reading: the draft, or what a draft that was never saved belongs to.
    """

    key = models.CharField(max_length=32, unique=True)  # names the preview in its address; opens nothing
    token_hash = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=64, blank=True)  # "" until the token was exchanged
    kind = models.CharField(max_length=80)  # a model's label, as `cms.edition`
    object_id = models.CharField(max_length=40)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    locale = models.CharField(max_length=10)
    text = models.JSONField(encoder=DjangoJSONEncoder)
    user_bar = models.TextField(blank=True)  # Wagtail's, as HTML
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "cms"
        default_permissions = ()
        indexes = [models.Index(fields=["session_key", "kind", "object_id"])]

    @property
    def is_form(self) -> bool:
        """Whether it shows a form, and no text of a decision."""
        return "ui" in self.text

    def __str__(self) -> str:
        return self.key
