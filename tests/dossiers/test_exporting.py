"""Hoa asks what is held of her: she gets her own dossiers whole, and of others where they name her, and no more."""

import io
import json
import re
import stat
import sys
from html.parser import HTMLParser

import pytest
from django.core.management import CommandError, call_command

from dossiers import attaching, moving
from dossiers.handling import Action, Role
from dossiers.models import Reading
from dossiers.models.reading import AT_THE_DESK, Purpose
from tests import build
from tests.dossiers.build import begun, ended, received, sent, sent_for_hoa, whole
from tests.dossiers.papers import PDF
from tests.dossiers.test_desk import officer, page, read
from tests.dossiers.test_mentions import HOA, TUAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(monkeypatch, tmp_path, province):
    """What the command says, and what it wrote."""
    build.author("minh", "so-tu-phap")
    folder = tmp_path / "cho-hoa"

    def call(number=HOA, by="minh"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{number}\n"))
        said = io.StringIO()
        call_command("export_person", str(folder), by=by, stdout=said)
        return said.getvalue(), json.loads((folder / "ho-so.json").read_text())

    call.folder = folder
    return call


def refused(ask, sentence, **asked):
    with pytest.raises(CommandError, match=sentence) as told:
        ask(**asked)
    assert str(told.value).count(". ") == 0
    assert not Reading.objects.exists()


def test_her_dossier_is_there_whole(offered, ask):
    dossier, _code = sent(wish={"said": "Xin làm nhanh"})
    received(dossier)
    moving.move(dossier, Action.ASK_PAPERS, Role.RECEIVER, "Thiếu giấy chứng sinh.", officer="tuan")
    said, told = ask()
    assert "1 hồ sơ đầy đủ, 0 hồ sơ có nêu số định danh, 0 tệp" in said and HOA not in said
    (held,) = told["dossiers"]
    assert (held["code"], held["procedure"]["code"]) == (dossier.code, "1.000001")
    assert held["answers"] == whole(wish={"said": "Xin làm nhanh"})
    assert [(each["what"], each["officer"], each["text"]) for each in held["events"]] == [
        ("Nộp hồ sơ", "", ""),
        ("Tiếp nhận", "tuan", ""),
        ("Yêu cầu bổ sung giấy tờ", "tuan", "Thiếu giấy chứng sinh."),
    ]
    assert held["sent_at"].endswith("+07:00") and held["due_at"]
    assert len(held["notices"]) == 3
    html = (ask.folder / "ho-so.html").read_text()
    for words in (dossier.code, "Lê Thị Hoa", "Xin làm nhanh", "Thiếu giấy chứng sinh.", "Nội dung đã nộp"):
        assert words in html


def test_who_brought_it_gets_it_as_well(offered, ask):
    dossier, _code = sent_for_hoa()
    _said, told = ask(TUAN)
    assert [(each["code"], each["roles"]) for each in told["dossiers"]] == [(dossier.code, ["người nộp"])]


def test_of_another_persons_dossier_she_gets_where_it_names_her_and_nothing_else(offered, ask):
    dossier, _code = sent(_applicant__id_number="001190054321", _applicant__name="Trần Thị Lan")
    said, told = ask()
    assert "0 hồ sơ đầy đủ, 1 hồ sơ có nêu số định danh" in said and told["dossiers"] == []
    (held,) = told["mentions"]
    assert held["code"] == dossier.code
    assert held["mentioned_in"] == [{"section": "applicant", "title": "Người yêu cầu", "label": "Số định danh"}]
    written = (ask.folder / "ho-so.html").read_text() + json.dumps(told, ensure_ascii=False)
    assert "Trần Thị Lan" not in written and "001190054321" not in written and "0912" not in written
    assert dossier.code in written


def test_her_files_are_there_by_names_that_lead_nowhere_else(offered, ask, monkeypatch):
    monkeypatch.setattr(attaching, "_plain", lambda name: name)  # as if one had come in by another way
    dossier, _code = sent()
    for name in (
        "../../../etc/cron.d/x.pdf",
        "C:\\nul.pdf",
        "..",
        "a\x00b.pdf",
        "giấy chứng sinh.pdf",
        "x" * 300 + ".pdf",
    ):
        begun_file = attaching.begin(dossier, name, len(PDF))
        attaching.receive(begun_file.attachment, 0, PDF)
    _said, told = ask()
    paths = [each["path"] for each in told["dossiers"][0]["files"]]
    written = [each for each in ask.folder.rglob("*") if each.is_file()]
    assert len(paths) == 6 and len(written) == 8
    for path in paths:
        there = ask.folder / path
        assert there.resolve().is_relative_to(ask.folder / "tep" / dossier.code) and there.read_bytes() == PDF
        assert path.count("/") == 2 and len(there.name) < 120 and not set(there.name) & set('\\:*?"<>|\0')
    assert any(path.endswith("giấy chứng sinh.pdf") for path in paths)


def test_only_its_owner_reads_it(offered, ask):
    sent_for_hoa()
    ask()
    for each in [ask.folder, *ask.folder.rglob("*")]:
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


class Outside(HTMLParser):
    """Tags, and what a page would fetch."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.fetched = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.fetched += [value for name, value in attributes if name in {"src", "href", "action", "data"}]


def test_the_page_runs_and_fetches_nothing_whatever_was_written(offered, ask):
    dossier, _code = sent_for_hoa(wish={"said": "<script>alert(1)</script><img src=//x.example>"})
    ended(dossier)
    ask()
    html = (ask.folder / "ho-so.html").read_text()
    seen = Outside(html)
    assert "&lt;script&gt;alert(1)" in html
    assert not seen.tags & {"script", "img", "link", "iframe", "form", "object"}
    assert seen.fetched and all(re.fullmatch(r"tep/[\w.-]+/001-[\w.%-]+", each) for each in seen.fetched)


def test_each_is_noted_as_read_for_its_person_and_she_reads_that_too(offered, ask, client):
    dossier, _code = sent()
    officer(client)
    read(client, dossier, "receive")
    _said, told = ask()
    assert [(row["officer"], row["purpose"]) for row in told["dossiers"][0]["readings"]] == [
        ("tuan", "Kiểm tra, tiếp nhận hồ sơ"),
        ("minh", "Theo yêu cầu của chủ thể dữ liệu"),
    ]


def test_no_officer_may_choose_that_purpose_at_the_desk(offered, client):
    dossier, _code = sent_for_hoa()
    officer(client)
    assert "chủ thể dữ liệu" not in client.get(page(dossier)).content.decode()
    assert "Lê Thị Hoa" not in read(client, dossier, "subject")
    key = dossier.attachments.get().key
    assert client.post(page(dossier, "tep", key), {"purpose": "subject"}).status_code == 404
    assert not Reading.objects.exists() and set(Purpose.values) - set(AT_THE_DESK) == {"subject"}


@pytest.mark.parametrize("number", ["", "abc", "00119001234", "0011900123456", "001190012345; x"])
def test_what_is_no_id_number_is_refused(offered, ask, number):
    sent()
    refused(ask, "có 12 chữ số", number=number)
    assert not ask.folder.exists()


def test_a_number_that_nothing_names_is_refused(offered, ask):
    sent()
    begun()
    refused(ask, "Không hồ sơ nào nêu", number="001190099999")
    assert not ask.folder.exists()


def test_a_folder_that_is_not_empty_is_left_as_it_is(offered, ask):
    sent()
    ask.folder.mkdir()
    (ask.folder / "khac.txt").write_text("của người khác")
    refused(ask, "không trống: hãy chọn thư mục mới")
    assert [each.name for each in ask.folder.iterdir()] == ["khac.txt"]


def test_who_has_no_account_exports_nothing(offered, ask):
    sent()
    refused(ask, "Không có tài khoản tuan", by="tuan")
    assert not ask.folder.exists()


def test_what_fails_half_way_leaves_nothing_behind(offered, ask, settings):
    dossier, _code = sent_for_hoa()
    for each in attaching.folder_of(dossier.attachments.get().key).iterdir():
        each.write_bytes(b"changed")
    with pytest.raises(CommandError, match=f"Hồ sơ {dossier.code} không mở được"):
        ask()
    assert list(ask.folder.iterdir()) == []
