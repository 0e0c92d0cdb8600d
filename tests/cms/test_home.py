"""The home of the desk: what each officer has to look at, and nothing of what she may not know."""

import datetime as dt
import re
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.compile import compile_text
from cms.failing import failing
from cms.missing import missing
from cms.models import Decision, Edition, ListedProcedure
from register import clock
from search.models import SearchRecord
from tests import build

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 10)


def home(client, user):
    client.force_login(user)
    return client.get("/quan-tri/").content.decode()


def panel(html, name):
    """The words of one panel, one space between them; "" where it is not there."""
    found = re.search(rf'<section[^>]*id="{name}-section".*?</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def days(number):
    return TODAY + dt.timedelta(days=number)


@pytest.fixture(autouse=True)
def _that_day(today):
    today(TODAY)


# -- Empty -------------------------------------------------------------------------------------------------------------


def test_each_panel_says_so_where_there_is_nothing(minh, client):
    html = home(client, minh)
    assert "Không có việc nào chờ bạn." in panel(html, "viec-cho-ban")
    assert "Không có quyết định nào gần ngày" in panel(html, "gan-ngay")
    assert "Không có dự thảo nào còn lỗi." in panel(html, "con-loi")
    assert "Không có bản dịch nào phải cập nhật." in panel(html, "ban-dich-cu")
    assert "Chưa nhập danh sách của bộ" in panel(html, "chua-cong-bo")
    assert "câu tìm nào cũng có kết quả" in panel(html, "tim-khong-thay")


def test_who_has_no_right_on_texts_has_no_panels(province, client):
    user = build.person("hoa")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert not panel(home(client, user), "gan-ngay")


# -- Days --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "", "signed_on": None, "effective_on": days(14)}, "Gần ngày có hiệu lực, chưa ký 24/03/2026"),
        ({"number": "", "signed_on": None, "effective_on": days(15)}, None),
        ({"number": "", "signed_on": None, "effective_on": days(-1)}, "chưa ký 09/03/2026 quá hạn"),
        ({"number": "", "signed_on": None, "submission": "12/TTr-STP"}, "Đã trình, chờ ký –"),
        ({"number": "", "signed_on": None}, None),
        ({"number": "9/QĐ-UBND", "signed_on": days(0), "effective_on": days(60)}, "Đã ký, chưa công khai 09/05/2026"),
        ({"number": "9/QĐ-UBND", "signed_on": days(-3)}, "Đã ký, chưa công khai 07/03/2026 quá hạn"),
    ],
)
def test_a_draft_decision_is_told_when_its_day_or_its_turn_is_near(lan, client, fields, words):
    build.decision(fields.pop("number"), title="Công bố", **fields)
    told = panel(home(client, lan), "gan-ngay")
    assert (words in told) if words else ("Không có quyết định nào" in told)


@pytest.mark.parametrize(("number", "is_there"), [(14, True), (15, False), (0, False)])
def test_a_public_decision_is_told_before_it_takes_effect(lan, client, number, is_there):
    build.announced("9/QĐ-UBND", signed_on=days(-1), effective_on=days(number))
    told = panel(home(client, lan), "gan-ngay")
    assert ("Đã công khai, sắp có hiệu lực" in told) == is_there


def test_a_day_of_an_edition_of_its_own_counts(lan, client):
    decision = build.decision("", signed_on=None, effective_on=days(90))
    build.edition(decision, effective_on=days(5))
    assert "15/03/2026" in panel(home(client, lan), "gan-ngay")


def test_decisions_of_other_departments_are_not_told(tuan, client):
    build.decision("", signed_on=None, title="BÍMẬT", submission="1/TTr")
    assert "BÍMẬT" not in home(client, tuan)


# -- Failing -----------------------------------------------------------------------------------------------------------


def bad(code="1.000001", **fields):
    decision = build.decision("", signed_on=None, **fields)
    key = {"department_key": fields["department_key"]} if "department_key" in fields else {}
    return build.edition(decision, code, legal_basis=[], methods=[], approved=False, confirmed=False, **key)


def test_a_draft_that_would_be_refused_is_told_with_its_first_reason(lan, client):
    row = bad()
    html = home(client, lan)
    told = panel(html, "con-loi")
    assert "1.000001" in told and "Chưa có căn cứ pháp lý. (và 1 lỗi nữa)" in told
    assert row.snippet_viewset.address("edit", row) in html


def test_what_is_mended_public_or_another_departments_is_not_told(lan, tuan, client):
    row = bad()
    build.edition(row.decision, "1.000009")
    build.announced("1/QĐ-UBND", ("1.000002",), legal_basis=[], controlled=False)
    assert "1.000001" not in panel(home(client, tuan), "con-loi")
    told = panel(home(client, lan), "con-loi")
    assert "1.000001" in told and "1.000009" not in told and "1.000002" not in told
    good = build.edition(build.decision("", signed_on=None), "1.000003")
    row.legal_basis, row.methods = good.legal_basis, good.methods
    row.save()
    assert "1.000001" not in panel(home(client, lan), "con-loi")


def test_only_what_changed_is_checked_again(lan, monkeypatch):
    rows = [bad(f"1.00000{number}") for number in range(3)]
    checked = []

    def counting(row, **named):
        checked.append(row.pk)
        return compile_text(row, **named)

    monkeypatch.setattr("cms.checks.compile_text", counting)
    everything = Edition.objects.all()
    assert len(failing(everything, "lan")) == len(checked) == 3
    assert len(failing(everything, "lan")) == 3 and len(checked) == 3
    later = clock.now() + dt.timedelta(minutes=1)
    Edition.objects.filter(pk=rows[0].pk).update(updated_at=later)
    failing(everything, "lan")
    assert checked[3:] == [rows[0].pk]
    build.announced("7/QĐ-UBND", ("1.000009",))
    failing(everything, "lan")
    assert len(checked) == 7  # the record moved on, and rules ask it


# -- Translations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def translation(lan):
    source = build.edition(build.decision("", signed_on=None), "1.000001", name="Đăng ký", steps=["Nộp"])
    origin, _made = TranslationSource.update_or_create_from_instance(source)
    english = Locale.objects.get(language_code="en")
    row = Translation.objects.create(source=origin, target_locale=english)
    row.save_target(user=lan, publish=False)
    return row


def translate(translation):
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            translation_type="manual",
            data="x",
        )


def test_a_translation_is_told_until_it_is_whole_and_again_when_its_source_changes(translation, lan, tuan, client):
    assert "3/3 câu phải xem" in panel(home(client, lan), "ban-dich-cu")
    assert "1.000001" not in panel(home(client, tuan), "ban-dich-cu")
    translate(translation)
    assert "Không có bản dịch nào" in panel(home(client, lan), "ban-dich-cu")
    source = Edition.objects.get(locale__language_code="vi")
    source.name = "Đăng ký lại"
    source.save()
    later = clock.now() + dt.timedelta(days=900)
    Edition.objects.filter(pk=source.pk).update(updated_at=later)
    assert "Bản tiếng Việt đã sửa" in panel(home(client, lan), "ban-dich-cu")


def test_a_public_translation_is_not_told(translation, lan, client):
    Edition.objects.filter(locale__language_code="en").update(announced_key="x")
    assert "Không có bản dịch nào" in panel(home(client, lan), "ban-dich-cu")


# -- The list, and searches --------------------------------------------------------------------------------------------


def on_the_list(*codes):
    for code in codes:
        ListedProcedure.objects.create(code=code, name=f"Tên {code}", sector="Hộ tịch", listed_at=clock.now())


def test_what_the_list_has_and_the_province_has_not_is_told_to_all(tuan, client):
    on_the_list(*(f"1.0000{number:02}" for number in range(1, 13)))
    build.announced("1/QĐ-UBND", ("1.000001",), signed_on=days(-1))
    html = home(client, tuan)
    told = panel(html, "chua-cong-bo")
    assert "1.000001" not in told and "1.000002" in told and "10 trong 11 mục." in told
    assert "/quan-tri/bao-cao/chua-cong-bo/" in html
    assert missing().count() == 11


def test_a_list_that_is_published_whole_says_so(tuan, client):
    on_the_list("1.000001")
    build.announced("1/QĐ-UBND", ("1.000001",), signed_on=days(-1))
    assert "Mọi thủ tục trong danh sách của bộ" in panel(home(client, tuan), "chua-cong-bo")


def test_searches_without_results_are_told_to_who_edits_search(minh, tuan, client):
    for number, (query, total) in enumerate([("giấy đò", 0), ("giấy đò", 0), ("khai sinh", 3)]):
        SearchRecord.objects.create(
            id=uuid.UUID(int=number), at=clock.now(), day=TODAY, channel="x", locale="vi", query=query,
            folded=query, total=total,
        )  # fmt: skip
    html = home(client, minh)
    assert "giấy đò 2" in panel(html, "tim-khong-thay") and "khai sinh" not in panel(html, "tim-khong-thay")
    assert "/quan-tri/tim-kiem/bao-cao/?kind=empty" in html
    assert not panel(home(client, tuan), "tim-khong-thay")


# -- How much is read --------------------------------------------------------------------------------------------------


def test_the_home_reads_as_much_for_many_as_for_few(lan, client):
    seen = []
    for size in (2, 6, 7, 9):  # the last two are counted, since not all are shown
        for number in range(size):
            row = bad(f"1.{size:03}{number:03}", submission="1/TTr")
            row.get_workflow().start(row, lan)
            origin, _made = TranslationSource.update_or_create_from_instance(row)
            english = Locale.objects.get(language_code="en")
            Translation.objects.create(source=origin, target_locale=english).save_target(user=lan, publish=False)
        on_the_list(*(f"2.{size:03}{number:03}" for number in range(size)))
        client.force_login(lan)
        client.get("/quan-tri/")
        cache.delete(f"failing-user-{lan.pk}")
        with CaptureQueriesContext(connection) as queries:
            html = client.get("/quan-tri/").content.decode()
        told = [panel(html, each) for each in ("gan-ngay", "con-loi", "ban-dich-cu", "chua-cong-bo")]
        assert all(each and "Không có" not in each for each in told)
        seen.append(len(queries))
    assert Decision.objects.count() == 24
    assert seen[0] == seen[1] and seen[2] == seen[3]
