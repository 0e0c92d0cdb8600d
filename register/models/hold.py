from django.db import models


class Hold(models.Model):
    """Since that moment nothing is sent to anybody, neither letters nor webhooks: a backup was restored, and the operator
    has not said yet that messages go out again."""

    began_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
