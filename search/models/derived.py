"""What search derives from the record and keeps in the database. All of it can be thrown away and made again.

Both engines are filled from here, so a text is cut into terms once, however often an index is built.
"""

from typing import ClassVar

from django.db import models


class IndexDocument(models.Model):
    """One piece of one code's history in one locale: what an engine holds, see `search/document.py`.

    Days are ordinals (`date.toordinal`), `until_day` exclusive. Texts are terms parted by spaces.
    """

    id = models.CharField(max_length=80, primary_key=True)  # <code>/<first day>/<locale>
    code = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=20)
    serves = models.JSONField()  # locales that are answered with this text
    from_day = models.IntegerField()
    until_day = models.IntegerField()
    sector = models.CharField(max_length=120)
    levels = models.JSONField()
    audiences = models.JSONField()
    agencies = models.JSONField()
    channels = models.JSONField()
    fee = models.CharField(max_length=8)  # free, fee, or "" where the text does not say
    name = models.TextField()
    name_exact = models.TextField()
    name_folded = models.TextField()
    name_pairs = models.TextField()
    result_folded = models.TextField()
    body_folded = models.TextField()
    body_pairs = models.TextField()
    guide_exact = models.TextField(default="")  # everyday names
    guide_folded = models.TextField(default="")  # everyday names and when to use it
    hash = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.id


class WordCount(models.Model):
    """How many documents more (or fewer) hold a term from a day on: the vocabulary of any day is a sum of these.

    A table of ours and not an engine's term dictionary, because that one knows no days: a word of a text that takes
    effect tomorrow must not be suggested today.
    """

    KINDS: ClassVar = ["exact", "folded", "pair", "body", "all"]  # all: the documents themselves

    locale = models.CharField(max_length=8)
    kind = models.CharField(max_length=6)
    term = models.CharField(max_length=130)
    day = models.IntegerField()
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locale", "kind", "term", "day"], name="word_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.count:+d}"


class DerivedUpTo(models.Model):
    """The one row that tells up to which change of the log, and in which format, the tables above were derived."""

    epoch = models.CharField(max_length=64)
    number = models.BigIntegerField()
    format = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.epoch} {self.number}"


class RefusedDocument(models.Model):
    """A document that an engine would not take. It is set aside: following goes on, and each repair tries it again."""

    engine = models.CharField(max_length=20)
    document = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    reason = models.TextField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engine", "document"], name="refused_document_once"),
        ]

    def __str__(self) -> str:
        return self.document
