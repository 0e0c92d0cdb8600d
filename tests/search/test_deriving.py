"""Search's own tables follow the record: index documents and the vocabulary of each day."""

import datetime as dt

import pytest
from django.db.models import Sum

from register import changes, record
from register.models import Announcement
from search import derive
from search.models import IndexDocument, WordCount
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)


def words(day: dt.date) -> set[str]:
    rows = WordCount.objects.filter(day__lte=day.toordinal(), locale="vi", kind="exact").values("term")
    return {row["term"] for row in rows.annotate(held=Sum("count")).filter(held__gt=0)}


def tables() -> tuple:
    documents = sorted(IndexDocument.objects.values_list("id", "hash"))
    counts = sorted(WordCount.objects.exclude(count=0).values_list("locale", "kind", "term", "day", "count"))
    return documents, counts


def test_following_and_deriving_anew_give_the_same(province):
    derive.derive()
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký khai tử", effective_on=APRIL)
    derive.derive()
    announced("2/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn", effective_on=MAY, change="amended")
    derive.derive()
    followed = tables()
    derive.derive_all()
    assert tables() == followed


def test_it_stands_at_the_head_and_twice_changes_nothing(province):
    announced(name="Đăng ký khai tử", effective_on=APRIL)
    assert derive.derive() == 0  # all at once, the first time
    assert derive.up_to() == (changes.epoch(), changes.head())
    held = tables()
    assert derive.derive() == 0
    assert tables() == held


def test_a_word_is_known_from_its_first_day_to_its_last(province):
    announced("1/QĐ-UBND", name="Đăng ký khai tử", effective_on=APRIL)
    announced("2/QĐ-UBND", name="Đăng ký kết hôn", effective_on=MAY, change="amended")
    derive.derive()
    assert not words(APRIL - dt.timedelta(days=1))
    assert {"khai", "tư\u0309"} & words(APRIL) and "hôn" not in words(APRIL)
    assert "hôn" in words(MAY) and "khai" not in words(MAY)


def test_a_withdrawn_text_leaves_no_word(province):
    later = dt.date(2035, 1, 1)
    announced("1/QĐ-UBND", name="Đăng ký khai tử", effective_on=later)
    derive.derive()
    assert "khai" in words(later)
    record.withdraw(Announcement.objects.get(), "Ký nhầm", "minh")
    derive.derive()
    assert not words(later)
    assert not WordCount.objects.filter(count__gt=0).exists()


def test_what_differs_from_the_record_is_found_and_written_again(province):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký khai tử", effective_on=APRIL)
    derive.derive()
    right = tables()
    IndexDocument.objects.filter(code="1.000001").update(hash="other")
    assert derive.check() == ["1.000001"]
    assert tables() == right
    assert derive.check() == []


def test_a_new_epoch_derives_everything_anew(province):
    announced(name="Đăng ký khai tử", effective_on=APRIL)
    derive.derive()
    IndexDocument.objects.all().delete()
    changes.renew_epoch()
    derive.derive()
    assert IndexDocument.objects.count() == 1
