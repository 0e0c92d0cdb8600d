"""How long personal data is kept: by the newest rule of the narrowest subject, by months as the law counts them."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import Dossier, Retention
from dossiers.retaining import Rules, set_retention
from keeping.checkups import erasures
from keeping.checkups.finding import Level
from register import clock
from tests import build
from tests.dossiers.build import CODE, ended, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(offered):
    return ended(sent()[0])


def day_of(dossier):
    due = Rules().due(dossier)
    return due and due.day


def moved(dossier, *moment):
    Dossier.objects.update(since=dt.datetime(*moment, tzinfo=clock.ZONE))
    return Dossier.objects.get(pk=dossier.pk)


def test_without_a_rule_it_is_kept_for_good(dossier):
    assert day_of(dossier) is None


def test_months_end_on_the_day_of_the_same_number_or_on_the_last(dossier):
    set_retention("province", "", 1, "minh")
    assert day_of(moved(dossier, 2026, 5, 4, 9)) == dt.date(2026, 6, 4)
    assert day_of(moved(dossier, 2026, 1, 31, 9)) == dt.date(2026, 2, 28)
    assert day_of(moved(dossier, 2027, 12, 31, 9)) == dt.date(2028, 1, 31)


def test_the_day_is_that_of_viet_nam(dossier):
    set_retention("province", "", 1, "minh")
    late = moved(dossier, 2026, 5, 4, 0, 30)  # still the day before in UTC
    assert late.since.astimezone(dt.UTC).date() == dt.date(2026, 5, 3)
    assert day_of(late) == dt.date(2026, 6, 4)


def test_the_narrower_counts_and_of_one_subject_the_newest(dossier):
    set_retention("procedure", CODE, 24, "minh")
    set_retention("sector", "ho-tich", 12, "minh")
    set_retention("province", "", 6, "minh")
    assert Rules().due(dossier).rule == f"giữ 24 tháng (thủ tục {CODE})"
    set_retention("procedure", CODE, 3, "minh")
    assert Rules().due(dossier).rule == f"giữ 3 tháng (thủ tục {CODE})"


def test_the_sector_is_that_of_the_text_it_was_filed_on(dossier):
    set_retention("sector", "ho-tich", 12, "minh")
    set_retention("sector", "dat-dai", 1, "minh")
    assert day_of(dossier) == dt.date(2027, 5, 4)


def test_a_rule_may_say_for_good(dossier):
    set_retention("province", "", 6, "minh")
    set_retention("procedure", CODE, None, "minh")
    assert day_of(dossier) is None and Rules().is_any


def test_what_is_under_way_is_due_by_no_rule(offered):
    set_retention("province", "", 1, "minh")
    assert day_of(sent()[0]) is None


@pytest.mark.parametrize("months", [0, -1, 1201])
def test_months_are_at_least_one(dossier, months):
    with pytest.raises(ValueError, match="months"):
        set_retention("province", "", months, "minh")


def test_minh_sets_it_by_a_command(dossier, capsys):
    build.author("minh", "so-tu-phap")
    call_command("set_retention", "province", "-", "60", by="minh")
    call_command("set_retention", "sector", "ho-tich", "never", by="minh")
    assert list(Retention.objects.values_list("kind", "key", "months", "set_by")) == [
        ("province", "", 60, "minh"),
        ("sector", "ho-tich", None, "minh"),
    ]
    told = capsys.readouterr().out
    assert "Từ nay dữ liệu cá nhân của hồ sơ đã kết thúc: giữ 60 tháng (toàn tỉnh)." in told
    assert "giữ lâu dài (lĩnh vực ho-tich)" in told


@pytest.mark.parametrize(
    ("arguments", "by", "told"),
    [
        (("sector", "khong-co", "12"), "minh", "Không có lĩnh vực khong-co"),
        (("procedure", "9.999999", "12"), "minh", "Không có thủ tục 9.999999"),
        (("province", "ho-tich", "12"), "minh", "hãy ghi dấu -"),
        (("province", "-", "0"), "minh", "neither a number"),
        (("province", "-", "mãi"), "minh", "neither a number"),
        (("province", "-", "12"), "hoa", "Không có tài khoản hoa"),
    ],
)
def test_what_cannot_be_is_told(dossier, arguments, by, told):
    build.author("minh", "so-tu-phap")
    with pytest.raises(CommandError, match=told):
        call_command("set_retention", *arguments, by=by)
    assert not Retention.objects.exists()


def test_the_doctor_warns_while_there_is_no_rule(dossier):
    assert erasures.retention().level is Level.WARNING and "set_retention" in erasures.retention().sentence
    set_retention("province", "", None, "minh")
    assert erasures.retention().level is Level.WARNING
    set_retention("province", "", 60, "minh")
    assert erasures.retention().level is Level.OK
