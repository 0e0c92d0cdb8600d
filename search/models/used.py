"""How search is used, without anybody's name: no address, no cookie, no account, numbers that may be ids masked."""

from django.db import models


class SearchRecord(models.Model):
    """One search. The id is chosen anew by the front end for each search, and tells nothing of who asked."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()  # to the hour
    day = models.DateField(db_index=True)  # in Viet Nam
    channel = models.CharField(max_length=20)
    locale = models.CharField(max_length=8)
    query = models.CharField(max_length=120)  # as typed, masked
    folded = models.CharField(max_length=120, db_index=True)  # what counts as the same query
    total = models.PositiveIntegerField()
    followed = models.BooleanField(default=False)  # another search came after it on the same page
    clicked = models.CharField(max_length=40, blank=True)  # code of the first hit that was opened
    position = models.PositiveSmallIntegerField(null=True)  # of that hit, from 1

    def __str__(self) -> str:
        return self.query


class ProcedureUse(models.Model):
    """How often a procedure was opened on a day: from a search, and at all."""

    code = models.CharField(max_length=40)
    day = models.DateField(db_index=True)
    clicks = models.PositiveIntegerField(default=0)
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "day"], name="procedure_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"
