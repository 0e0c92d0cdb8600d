"""Two texts of a procedure beside each other at the desk, for whom may see both."""

import datetime as dt

import pytest

from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

CODE = "1.000001"
DAY = dt.date(2024, 4, 1)


@pytest.fixture
def two(province):
    announced(effective_on=DAY, name="Đăng ký khai sinh", steps=["Nộp hồ sơ tại một cửa", "Kiểm tra", "Trả kết quả"])
    draft = build.edition(
        build.decision("", signed_on=None),
        change="amended",
        name="Đăng ký khai sinh lưu động",
        steps=["Trả kết quả", "Nộp hồ sơ tại một cửa", "Kiểm tra"],
    )
    return draft


def at(draft, query=""):
    return f"/quan-tri/snippets/cms/procedure/compare/{draft.procedure_id}/{query}"


def test_lan_sees_the_announced_text_beside_her_draft(two, lan, client):
    client.force_login(lan)
    html = client.get(at(two)).content.decode()
    assert "<ins> lưu động</ins>" in html
    assert "chuyển từ vị trí 3 đến 1" in html
    assert html.count('class="desk-pair moved"') == 1
    assert "Nơi tiếp nhận" not in html  # nothing is said there on either side


def test_the_same_text_twice_says_so(two, lan, client):
    client.force_login(lan)
    key = f"du-thao:{two.pk}"
    assert "Hai nội dung giống nhau." in client.get(at(two, f"?truoc={key}&sau={key}")).content.decode()


def test_a_draft_of_another_department_is_not_chosen(two, lan, client):
    foreign = build.edition(
        build.decision("", signed_on=None, department_key="so-xay-dung"), "1.000009", department_key="so-xay-dung",
        name="Tên bí mật",
    )  # fmt: skip
    client.force_login(lan)
    assert client.get(at(two, f"?truoc=du-thao:{foreign.pk}&sau=du-thao:{two.pk}")).status_code == 404
    assert client.get(at(foreign)).status_code == 404
    assert "bí mật" not in client.get(at(two)).content.decode()


def test_a_translation_is_seen_beside_the_source_it_was_made_from(two, lan, client):
    from wagtail.models import Locale
    from wagtail_localize.models import Translation, TranslationSource

    source, _made = TranslationSource.update_or_create_from_instance(two)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en")).save_target(
        publish=False
    )
    two.name = "Đăng ký khai sinh tại nhà"
    two.save()
    english = type(two).objects.get(translation_key=two.translation_key, locale__language_code="en")
    client.force_login(lan)
    html = client.get(at(two, f"?truoc=nguon:{english.pk}&sau=du-thao:{two.pk}")).content.decode()
    assert "<del>lưu</del> <del>động</del>" in html and "<ins>tại</ins> <ins>nhà</ins>" in html
