from django.db import models


class Letter(models.Model):
    """An e-mail that is to be sent. A row, so that none is lost when a worker or a mail server is away."""

    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    written_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True, db_index=True)  # null once it is sent or given up
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.subject
