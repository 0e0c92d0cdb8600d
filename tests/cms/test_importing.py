"""Importing JSON lines: what is good comes in whole, what is bad is told, twice changes nothing."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError

from cms.importing.convert import convert, split_steps
from cms.importing.read import MAX_LINE, read
from cms.models import Decision, Edition, ReviewItem
from register.answer import answer
from register.models import Announcement
from tests import build
from tests.story.output import printed

pytestmark = pytest.mark.django_db


def line(code="1.000001", decision="5/QĐ-UBND", **fields) -> dict:
    return {
        "code": code,
        "name": f"Thủ tục {code}",
        "decision_number": decision,
        "levels": ["commune"],
        "kind": "Loại khác",
        "sector": "Hộ tịch",
        "audiences": ["Công dân Việt Nam"],
        "agencies": [],
        "competent_authority": "",
        "reception_address": "",
        "coordinating_agency": "",
        "steps": "Bước 1: Nộp\nNộp hồ sơ.\n\nBước 2: Nhận",
        "methods": [],
        "components": [],
        "legal_basis": [],
        "conditions": "",
        "results": [],
    } | fields


@pytest.fixture
def write(tmp_path):
    def written(*lines) -> str:
        path = tmp_path / "thu-tuc.jsonl"
        raw = [each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() for each in lines]
        path.write_bytes(b"\n".join(raw))
        return str(path)

    return written


def run(path: str, **options) -> tuple[str, bool]:
    """What is printed, and whether it ended well."""
    import io

    from django.core.management import call_command

    out = io.StringIO()
    try:
        call_command("import_procedures", path, stdout=out, stderr=io.StringIO(), **options)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def test_lines_become_drafts_under_their_decision(province, write):
    assert run(write(line(), line("1.000002"), line("1.000003", "6/QĐ-BTP")))[1]
    assert sorted(Decision.objects.values_list("number", "issuer__key")) == [
        ("5/QĐ-UBND", "ubnd-tinh"),
        ("6/QĐ-BTP", "bo-tu-phap"),
    ]
    assert Edition.objects.count() == 3
    assert not Announcement.objects.exists()


def test_announcing_makes_them_public_and_again_changes_nothing(province, write, today):
    path = write(line(), line("1.000002"))
    assert run(path, announce=True)[1]
    assert answer("1.000001").name == "Thủ tục 1.000001"
    today(dt.date(2031, 1, 1))
    said, well = run(path, announce=True)
    assert well
    assert "giữ nguyên: 2" in said
    assert Announcement.objects.count() == 1


def test_a_dry_run_writes_nothing(province, write):
    assert "Mới: 1" in run(write(line()), announce=True, dry_run=True)[0]
    assert not Decision.objects.exists()
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"code": "1.000002", "decision_number": "5/Q\xc4\x90-UBND", "name": "ch', "cắt giữa chừng"),
        ('{"decision_number": "5/QĐ-UBND", "name": "'.encode() + b'\xff"}', "UTF-8"),
        (b'{"decision_number": "5/Q\xc4\x90-UBND", "code": }', "JSON"),
        (line(name=""), "name"),
        (line(code="abc"), "1.612"),
        (line(levels=[]), "levels"),
        (line(levels=["galaxy"]), "levels"),
        (line(change="changed"), "change"),
        (line(change="replaced"), "replaced_by"),
        (line(replaced_by="1.000009"), "replaced_by"),
        (line(signed_on="01/03/2024"), "signed_on"),
        (line(steps=["x"]), "steps"),
        (line(steps="\x00"), "NUL"),
        (line(methods=[{"channel": "pigeon", "duration": None, "fee": None, "description": ""}]), "channel"),
        (line(components=[{"name": 1}]), "components"),
        (b'["5/Q\xc4\x90-UBND"]', "JSON"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_its_decision_is_left_out_whole(province, write, bad, reason):
    if isinstance(bad, dict) and bad["code"] == "1.000001":
        bad |= {"code": "1.000002"}
    if isinstance(bad, dict) and bad["code"] == "abc":
        reason = "1.001612"
    said, well = run(write(line(), line("1.000007", "7/QĐ-UBND"), bad), announce=True)
    assert not well
    assert "dòng 3" in said
    assert reason in said
    assert answer("1.000007") is not None
    if b"decision_number" in (bad if isinstance(bad, bytes) else b"decision_number"):
        assert answer("1.000001") is None
        assert not Decision.objects.filter(number="5/QĐ-UBND").exists()


def test_a_line_of_50_mb_is_told_and_not_held_in_memory(province, tmp_path):
    path = tmp_path / "lon.jsonl"
    with path.open("wb") as opened:
        opened.write(b'{"decision_number": "5/Q\xc4\x90-UBND", "steps": "')
        for _ in range(50):
            opened.write(b"x" * 1024 * 1024)
        opened.write(b'"}\n' + json.dumps(line("1.000007", "7/QĐ-UBND")).encode() + b"\n")
    lines = list(read(path))
    assert [each.number for each in lines] == [1, 2]
    assert f"{MAX_LINE // 1024 // 1024} MB" in lines[0].reason
    assert lines[0].decision == "5/QĐ-UBND"
    assert lines[1].record


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_a_file_in_another_encoding_is_told(province, tmp_path, encoding):
    path = tmp_path / "khac.jsonl"
    path.write_bytes(json.dumps(line(name="Xin chao a"), ensure_ascii=True).encode(encoding, "replace"))
    if encoding == "cp1258":
        path.write_bytes('{"name": "Thủ tục"}'.encode("cp1258", "replace").replace(b"?", b"\xd2"))
    said, well = run(str(path), announce=True)
    assert not well
    assert "UTF-8" in said or "JSON" in said


def test_a_byte_order_mark_is_no_error(province, tmp_path):
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(line()).encode())
    assert run(str(path))[1]


def test_a_code_twice_in_a_decision_is_told_with_both_lines(province, write):
    said, well = run(write(line(), line(name="Lần hai")), announce=True)
    assert not well
    assert "dòng 1 và 2" in said
    assert not Decision.objects.exists()


def test_a_code_twice_at_other_levels_is_fine(province, write):
    said, well = run(write(line(), line(levels=["province"], name="Cấp tỉnh")), announce=True)
    assert well, said
    assert {each.level for each in answer("1.000001").levels} == {"commune", "province"}


def test_unknown_keys_are_kept_for_review_and_said(province, write):
    said, well = run(write(line(hotline="1900 xxxx")))
    assert well
    assert ReviewItem.objects.filter(field="hotline", text="1900 xxxx").exists()
    assert "1.000001" in said


def test_lines_of_one_decision_must_agree_on_the_day_of_signing(province, write):
    said, well = run(write(line(signed_on="2024-03-01"), line("1.000002")), announce=True)
    assert not well
    assert "ngày ký" in said
    assert not Decision.objects.exists()


def test_change_days_and_successors_may_be_given(province, write):
    days = {"signed_on": "2024-03-01", "effective_on": "2024-04-01"}
    ended = {"signed_on": "2024-04-15", "effective_on": "2024-05-01"}
    lines = (
        line(**days),
        line(decision="6/QĐ-UBND", change="replaced", replaced_by="1.000002", name="", **ended),
    )
    assert run(write(*lines), announce=True)[1]
    assert answer("1.000001", dt.date(2024, 4, 30)).state == "in_force"
    held = answer("1.000001", dt.date(2024, 5, 1))
    assert (held.state, held.replaced_by) == ("replaced", ["1.000002"])


def test_without_a_change_a_known_code_is_amended(province, write):
    run(write(line(signed_on="2024-03-01", effective_on="2024-03-01")), announce=True)
    run(write(line(decision="6/QĐ-UBND", signed_on="2024-04-01", effective_on="2024-04-01")), announce=True)
    assert list(Edition.objects.order_by("pk").values_list("change", flat=True)) == ["new", "amended"]


def test_an_amendment_announced_before_its_older_decision_is_a_warning(province, write):
    first = line(decision="6/QĐ-UBND", change="amended", signed_on="2024-04-01", effective_on="2024-04-01", name="Mới")
    second = line(signed_on="2024-03-01", effective_on="2024-03-01", name="Cũ", change="new")
    said, well = run(write(first, second), announce=True)
    assert well
    assert "Lưu ý 1.000001" in said
    assert answer("1.000001", dt.date(2024, 3, 15)).name == "Cũ"
    assert answer("1.000001", dt.date(2024, 4, 1)).name == "Mới"


def test_an_unknown_issuer_is_a_row_for_review(province, write):
    assert run(write(line(decision="1681")), announce=True)[1]
    assert Decision.objects.get().issuer is None
    assert ReviewItem.objects.filter(field="issuer", text="1681").exists()
    assert answer("1.000001").edition.announcement.issuer_key == ""


def test_a_changed_line_changes_the_draft_and_never_an_announced_text(province, write):
    run(write(line()))
    run(write(line(name="Tên khác")))
    assert Edition.objects.get().name == "Tên khác"
    run(write(line(name="Tên khác")), announce=True)
    said, well = run(write(line(name="Tên thứ ba")), announce=True)
    assert not well
    assert "đã công khai" in said
    assert answer("1.000001").name == "Tên khác"


def test_it_goes_on_where_it_was_ended(province, write, monkeypatch):
    from cms.importing import write as module

    path = write(line(), line("1.000002", "6/QĐ-UBND"))
    real, done = module.Importer.write, []

    def killed(self, lines, announcing):
        if done:
            raise KeyboardInterrupt
        done.append(lines)
        real(self, lines, announcing)

    with monkeypatch.context() as patched:
        patched.setattr(module.Importer, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            run(path, announce=True)
    assert Announcement.objects.count() == 1
    assert "Mới: 1 · thay đổi: 0 · giữ nguyên: 1" in run(path, announce=True)[0]


def test_odd_things_are_flagged_and_kept_as_they_are(province):
    record = line(
        agencies=["thành phố", "Sở Tư  pháp"],
        methods=[
            {"channel": "counter", "duration": None, "fee": "free", "description": "Phí 500,000 Việt Nam Đồng"},
            {"channel": "counter", "duration": None, "fee": "free", "description": "1Miễn phí"},
        ],
        components=[
            {"group": "Lưu ý", "name": "Đem bản chính", "originals": 0, "copies": 0, "form_file": None},
            {"group": "", "name": "Tờ khai", "originals": 20251, "copies": 0, "form_file": None},
        ],
        legal_basis=[{"number": "118/2014/NĐ-CP118", "title": "Nghị định"}],
    )
    known = {"Sở Tư  pháp": 7}
    fields, flags = convert(record, known.get)
    reasons = {(field, text[:30]) for field, text, _why in flags}
    assert ("agencies", "thành phố") in reasons
    assert ("agencies", "Sở Tư  pháp") not in reasons
    assert ("methods", "Phí 500,000 Việt Nam Đồng") in reasons
    assert ("methods", "1Miễn phí") in reasons
    assert ("methods", "counter") in reasons
    assert ("legal_basis", "118/2014/NĐ-CP118") in reasons
    assert ("components", "Tờ khai") in reasons
    assert ("components", "Đem bản chính") in reasons
    methods = [block["value"] for block in json.loads(fields["methods"])]
    assert [fee["value"]["amount"] for method in methods for fee in method["fees"]] == [None, 0]
    kinds = [item["value"]["kind"] for block in json.loads(fields["components"]) for item in block["value"]["items"]]
    assert kinds == ["note", "submit"]


def test_an_agency_is_matched_whatever_its_spelling(province):
    from cms.importing.write import Importer, Outcome

    importer = Importer("tệp", Outcome())
    assert importer.agency_of("SỞ  TƯ\u00a0PHÁP") == build.Agency.objects.get(key="so-tu-phap").pk
    assert importer.agency_of("phường") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Một việc",
        "Bước 1: Nộp\nNộp hồ sơ\nBước 2: Nhận\nNhận kết quả",
        "Mở đầu\n\n- Bước 1. a\n\nb\n",
        "\n\nBước 1\n",
    ],
)
def test_steps_joined_are_the_source_again(text):
    steps = split_steps(text)
    joined = "\n".join("\n".join([step["title"]] * bool(step["title"]) + [step["text"]]) for step in steps)
    assert joined.split() == text.split()


def test_the_summary_is_printed_by_the_command(province, write):
    assert "Mới: 1" in printed("import_procedures", write(line()))


def test_a_sector_is_matched_by_name_and_never_by_a_key_alone(province, write):
    from register.models import SectorName

    run(write(line(sector="HỘ  TỊCH"), line("1.000002", sector="Hô tích"), line("1.000003", sector="Hô tích")))
    keys = dict(Edition.objects.values_list("procedure__code", "sector__key"))
    assert keys == {"1.000001": "ho-tich", "1.000002": "ho-tich-2", "1.000003": "ho-tich-2"}
    assert SectorName.objects.filter(sector__key="ho-tich").count() == 1
