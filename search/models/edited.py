"""What editors tell search: words and what they mean, results to put first or to hide, approved proposals.

Words about texts and never texts: nothing here can make public what the record does not answer.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import clock
from register.answer import answer
from register.words import State

from ..query.codes import codes_in
from ..query.thesaurus import forms_of
from ..query.tokens import normal_text, words_of

MOST_WORDS = 8  # of one expression
MOST_MEANINGS = 5
MOST_PHRASES = 60  # of one signpost


class Synonym(models.Model):
    """An expression and what it stands for. It takes the place of the shipped rows of the same expression."""

    class Kind(models.TextChoices):
        ACRONYM = "acronym", gettext_lazy("Chữ viết tắt")
        WORD = "word", gettext_lazy("Từ người dân dùng")
        SITUATION = "situation", gettext_lazy("Tình huống")

    class Sureness(models.IntegerChoices):
        ALWAYS = 100, gettext_lazy("Luôn có nghĩa này")
        OFTEN = 70, gettext_lazy("Thường có nghĩa này")
        SOMETIMES = 40, gettext_lazy("Đôi khi có nghĩa này")

    expression = models.CharField(
        gettext_lazy("từ người dân gõ"),
        max_length=80,
        help_text=gettext_lazy("Viết có dấu, ví dụ: giấy độc thân. Mỗi mục một từ hoặc một cụm từ."),
    )
    stands_for = models.TextField(
        gettext_lazy("nghĩa là"),
        blank=True,
        help_text=gettext_lazy(
            "Từ ngữ trong tên thủ tục, mỗi dòng một cụm từ, đúng nhất viết trước; không ghi mã thủ tục. "
            "Để trống thì từ này không được hiểu theo nghĩa nào khác nữa."
        ),
    )
    kind = models.CharField(gettext_lazy("loại"), max_length=10, choices=Kind, default=Kind.WORD)
    sureness = models.PositiveSmallIntegerField(
        gettext_lazy("chắc chắn đến đâu"), choices=Sureness, default=Sureness.OFTEN
    )
    both_ways = models.BooleanField(
        gettext_lazy("dùng cả hai chiều"),
        default=False,
        help_text=gettext_lazy("Gõ cụm từ đầy đủ cũng tìm thấy tên có từ này, như BHYT và bảo hiểm y tế."),
    )
    unaccented = models.BooleanField(
        gettext_lazy("dùng cả khi gõ không dấu"),
        default=True,
        help_text=gettext_lazy("Bỏ chọn nếu không dấu thì thành từ khác, như bản sao và ban sao."),
    )
    is_active = models.BooleanField(gettext_lazy("đang dùng"), default=True)
    note = models.CharField(gettext_lazy("ghi chú"), max_length=255, blank=True)

    class Meta:
        verbose_name = gettext_lazy("từ đồng nghĩa")
        verbose_name_plural = gettext_lazy("từ đồng nghĩa")
        ordering = ["expression"]
        constraints = [
            models.UniqueConstraint(
                fields=["expression"],
                name="synonym_expression_once",
                violation_error_message=gettext_lazy("Từ này đã có trong danh sách: hãy sửa mục đã có."),
            )
        ]

    def __str__(self) -> str:
        return self.expression

    @property
    def meanings(self) -> list[str]:
        return [line.strip() for line in self.stands_for.splitlines() if line.strip()]

    def clean(self) -> None:
        problems: dict[str, str] = {}
        self.expression = " ".join(normal_text(self.expression).split())
        count = len(words_of(self.expression))
        if not count:
            problems["expression"] = _("Hãy ghi ít nhất một chữ.")
        elif count > MOST_WORDS:
            problems["expression"] = _("Nhiều nhất %(most)d tiếng; cụm dài hơn hiếm khi được gõ đúng như vậy.") % {
                "most": MOST_WORDS
            }
        if len(self.meanings) > MOST_MEANINGS:
            problems["stands_for"] = _("Nhiều nhất %(most)d dòng.") % {"most": MOST_MEANINGS}
        elif any(not words_of(line) for line in self.meanings):
            problems["stands_for"] = _("Mỗi dòng cần có chữ.")
        elif any(forms_of(line) == forms_of(self.expression) for line in self.meanings):
            problems["stands_for"] = _("Nghĩa phải khác chính từ đó.")
        if problems:
            raise ValidationError(problems)


class BestBet(models.Model):
    """A procedure that editors put first, or hide, where a query is asked. It shows nothing that is not in force."""

    class Effect(models.TextChoices):
        FIRST = "first", gettext_lazy("Đưa lên đầu")
        HIDE = "hide", gettext_lazy("Ẩn khỏi kết quả")

    class Match(models.TextChoices):
        WHOLE = "whole", gettext_lazy("Câu đúng như vậy")
        WITHIN = "within", gettext_lazy("Câu có chứa những từ này, liền nhau")

    query = models.CharField(
        gettext_lazy("câu tìm"),
        max_length=120,
        help_text=gettext_lazy("Viết có dấu; gõ không dấu cũng được hiểu."),
    )
    match = models.CharField(gettext_lazy("áp dụng khi"), max_length=10, choices=Match, default=Match.WHOLE)
    code = models.CharField(gettext_lazy("mã thủ tục"), max_length=40)
    effect = models.CharField(gettext_lazy("làm gì"), max_length=10, choices=Effect, default=Effect.FIRST)
    position = models.PositiveSmallIntegerField(
        gettext_lazy("thứ tự"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=gettext_lazy("Khi có nhiều thủ tục cùng đưa lên đầu."),
    )
    from_day = models.DateField(gettext_lazy("từ ngày"), null=True, blank=True)
    until_day = models.DateField(
        gettext_lazy("đến hết ngày"), null=True, blank=True, help_text=gettext_lazy("Để trống là không thời hạn.")
    )
    note = models.CharField(
        gettext_lazy("lý do"), max_length=255, help_text=gettext_lazy("Để người sau biết vì sao và còn cần không.")
    )

    class Meta:
        verbose_name = gettext_lazy("kết quả ưu tiên hoặc ẩn")
        verbose_name_plural = gettext_lazy("kết quả ưu tiên hoặc ẩn")
        ordering = ["query", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["query", "code"],
                name="best_bet_once",
                violation_error_message=gettext_lazy("Câu tìm và thủ tục này đã có: hãy sửa mục đã có."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.query} → {self.code}"

    def clean(self) -> None:
        problems: dict[str, str] = {}
        self.query = " ".join(normal_text(self.query).split())
        if not words_of(self.query):
            problems["query"] = _("Hãy ghi ít nhất một chữ.")
        codes = codes_in(self.code)
        held = answer(codes[0], clock.today()) if len(codes) == 1 else None
        if held is None:
            problems["code"] = _("Không có thủ tục nào mang mã này đã được công bố.")
        elif held.state == State.IN_FORCE or self.effect == self.Effect.HIDE:
            self.code = codes[0]
        else:
            problems["code"] = _("Thủ tục này hôm nay không có hiệu lực nên không hiện trong kết quả.")
        if self.from_day and self.until_day and self.until_day < self.from_day:
            problems["until_day"] = _("Ngày cuối phải từ ngày đầu trở đi.")
        if problems:
            raise ValidationError(problems)

    def holds_on(self, day: dt.date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until_day is None or day <= self.until_day)


class Signpost(models.Model):
    """Where a citizen has to go for what is not the province's: police, tax, insurance. Shown beside the hits."""

    title = models.CharField(
        gettext_lazy("nơi giải quyết"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Cơ quan bảo hiểm xã hội."),
    )
    title_en = models.CharField(gettext_lazy("nơi giải quyết, tiếng Anh"), max_length=120, blank=True)
    text = models.CharField(
        gettext_lazy("nói gì với người dân"),
        max_length=300,
        help_text=gettext_lazy("Một hai câu: việc gì làm ở đó, làm thế nào."),
    )
    text_en = models.CharField(gettext_lazy("nói gì với người dân, tiếng Anh"), max_length=300, blank=True)
    url = models.URLField(
        gettext_lazy("địa chỉ trang"),
        blank=True,
        validators=[URLValidator(["https"], message=gettext_lazy("Địa chỉ phải bắt đầu bằng https://."))],
    )
    telephone = models.CharField(
        gettext_lazy("điện thoại"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^[0-9 .+()-]+$", gettext_lazy("Chỉ ghi chữ số và dấu cách."))],
    )
    words = models.TextField(
        gettext_lazy("hiện khi câu tìm có"),
        help_text=gettext_lazy(
            "Mỗi dòng một cụm từ, viết có dấu. Cụm từ từ hai tiếng trở lên được hiểu cả khi gõ không dấu."
        ),
    )
    is_active = models.BooleanField(gettext_lazy("đang dùng"), default=True)

    class Meta:
        verbose_name = gettext_lazy("nơi khác giải quyết")
        verbose_name_plural = gettext_lazy("nơi khác giải quyết")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def phrases(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    def clean(self) -> None:
        problems: dict[str, str] = {}
        if not (self.url or self.telephone):
            problems["url"] = _("Hãy ghi địa chỉ trang hoặc số điện thoại, để người dân biết đi đâu.")
        if len(self.phrases) > MOST_PHRASES:
            problems["words"] = _("Nhiều nhất %(most)d dòng.") % {"most": MOST_PHRASES}
        elif not all(0 < len(words_of(normal_text(line))) <= MOST_WORDS for line in self.phrases):
            problems["words"] = _("Mỗi dòng từ 1 đến %(most)d tiếng.") % {"most": MOST_WORDS}
        if problems:
            raise ValidationError(problems)


class SuggestedQuery(models.Model):
    """A frequent query that an editor approved as a proposal for the search box."""

    text = models.CharField(gettext_lazy("câu gợi ý"), max_length=80, unique=True)
    locale = models.CharField(max_length=8, default="vi")
    approved_at = models.DateTimeField(gettext_lazy("duyệt lúc"), auto_now_add=True)

    class Meta:
        verbose_name = gettext_lazy("câu gợi ý")
        verbose_name_plural = gettext_lazy("câu gợi ý")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Edits(models.Model):
    """The one row that counts the changes of the tables above, so that every process sees when to read them anew."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
