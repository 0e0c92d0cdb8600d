from django.db import models


class Hold(models.Model):
    """Since that moment nothing is sent to anybody, neither letters nor webhooks: a backup was restored. Over when the
    operator says so."""

    began_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
