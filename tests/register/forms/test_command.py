"""manage.py intake_form: a form is proposed, checked, released and taken along as a file."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from register.forms.in_use import form_in_use
from register.forms.reading import read_json
from tests.build import announced
from tests.register.forms.birth import BIRTH, CODE, birth, changed_birth
from tests.story.output import printed

pytestmark = pytest.mark.django_db

MAY = dt.date(2026, 5, 4)


@pytest.fixture
def public(province, today):
    today(MAY)
    announced(codes=(CODE,))


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "form.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def test_what_is_proposed_can_be_released_and_exported(public, tmp_path):
    path = tmp_path / "form.json"
    path.write_text(printed("intake_form", "propose", CODE), encoding="utf-8")
    assert "mẫu đơn số 1 của 1.000001, dùng từ 04/05/2026" in printed(
        "intake_form", "release", str(path), "--by", "minh"
    )
    assert read_json(printed("intake_form", "export", CODE).encode()) == form_in_use(CODE).form


def test_a_day_may_be_given(public, file):
    printed("intake_form", "release", file(BIRTH), "--from", "2026-06-01", "--by", "minh")
    assert form_in_use(CODE) is None
    with pytest.raises(CommandError, match="không có mẫu đơn"):
        call_command("intake_form", "export", CODE)
    assert read_json(printed("intake_form", "export", CODE, "--on", "2026-06-01").encode()) == birth()


def test_checking_tells_what_is_wrong_and_what_differs_and_writes_nothing(public, file):
    printed("intake_form", "release", file(BIRTH), "--by", "minh")
    assert "wish.price: Nhiều nhất: 100000 → 5" in printed(
        "intake_form", "check", file(changed_birth(wish__price={"most": 5}))
    )
    assert form_in_use(CODE).number == 1
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("intake_form", "check", file(changed_birth(wish__plate={"pattern": "(?=a)"})))


@pytest.mark.parametrize("action", ["check", "release"])
def test_no_file_and_no_form_are_told_in_a_sentence(public, file, action):
    by = ["--by", "minh"] if action == "release" else []
    with pytest.raises(CommandError, match="không có tệp"):
        call_command("intake_form", action, "/nowhere.json", *by)
    with pytest.raises(CommandError, match="thiếu “format”"):
        call_command("intake_form", action, file({}), *by)


def test_a_form_that_may_not_be_released_is_refused_with_every_reason(public, file):
    with pytest.raises(CommandError, match="từ hôm nay"):
        call_command("intake_form", "release", file(BIRTH), "--from", "2026-05-03", "--by", "minh")
    with pytest.raises(CommandError, match="Không có thủ tục"):
        call_command("intake_form", "propose", "9.999999")
