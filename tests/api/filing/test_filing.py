"""A citizen files, follows, supplies, writes, withdraws and rates by the API alone."""

import json

import pytest

from dossiers import moving
from dossiers.handling import Action, Role
from dossiers.models import Dossier
from tests.api.filing.asking import (
    BEGIN,
    COMPLAIN,
    MESSAGE,
    RATE,
    READ,
    READ_DRAFT,
    REMOVE,
    SAVE,
    SUBMIT,
    SUPPLEMENT,
    UPLOAD,
    WITHDRAW,
    begin,
    file,
    patch,
    upload,
)
from tests.dossiers.build import MAY, attached, received, whole
from tests.dossiers.papers import PDF, archive, docx, image

pytestmark = pytest.mark.django_db


def the_dossier() -> Dossier:
    return Dossier.objects.get()


def refusal(ask, document, name, **variables):
    found = ask(document, **variables)[name]["refusal"]
    return found and found["reason"]


def test_a_draft_is_begun_saved_and_read_on_another_device(offered, ask):
    held = begin(ask)
    saved = ask(SAVE, **held, revision=0, answers='{"_applicant": {"name": "Lê Thị Hoa"}}')["saveDraft"]
    assert saved["draft"]["revision"] == 1 and saved["draft"]["form"]["version"] == "1.000001/1+1"
    read = ask(READ_DRAFT, **held)["draft"]["draft"]
    assert json.loads(read["answers"]) == {"_applicant": {"name": "Lê Thị Hoa"}}
    assert [page["key"] for page in json.loads(read["form"]["ui"])["pages"]] == [
        "_people",
        "who",
        "children",
        "_delivery",
    ]


def test_what_is_filed_tells_where_it_is_and_what_comes_next(offered, ask):
    held = file(ask, whole())
    told = ask(READ, **held)["dossier"]["dossier"]
    assert (told["state"], told["stateName"], told["may"]) == ("NEW", "Mới đăng ký", ["ASK_WITHDRAWAL", "MESSAGE"])
    assert told["next"] == "Cán bộ tiếp nhận xem hồ sơ và trả lời trong 8 giờ làm việc."
    assert told["agency"]["name"] and json.loads(told["answers"]) == whole()
    assert [event["deedName"] for event in told["history"]] == ["Nộp hồ sơ"]


def test_it_speaks_english_where_that_is_asked_for(offered, ask):
    told = ask(READ, **file(ask, whole()), locale="en")["dossier"]["dossier"]
    assert (told["stateName"], told["history"][0]["deedName"]) == ("Newly filed", "Filed")
    assert told["next"].startswith("The desk looks at it")


def test_what_is_wrong_stands_at_its_field_and_the_draft_stays(offered, ask):
    held = begin(ask)
    ask(SAVE, **held, revision=0, answers=json.dumps(whole()))
    answer = ask(SUBMIT, **held, answers=json.dumps(whole(applicant__name=...)), locale="en")["submitDossier"]
    assert answer["dossier"] is None and answer["refusal"]["reason"] == "INVALID"
    assert answer["refusal"]["errors"] == [
        {"path": ["applicant", "name"], "code": "missing", "message": "Fill in “HỌ TÊN”."}
    ]
    assert json.loads(ask(READ_DRAFT, **held)["draft"]["draft"]["answers"]) == whole()


def test_a_paper_is_asked_for_and_supplied_and_the_clock_stood_still(offered, ask, client, today):
    held = file(ask, whole())
    received(the_dossier())
    moving.move(the_dossier(), Action.ASK_PAPERS, Role.RECEIVER, "Thiếu giấy chứng sinh.", officer="tuan")
    told = ask(READ, **held)["dossier"]["dossier"]
    assert (told["state"], told["askedFor"]) == ("PAPERS_ASKED", "Thiếu giấy chứng sinh.")
    today(MAY.replace(day=6))
    paper = upload(client, ask, held).json()
    done = ask(SUPPLEMENT, **held, text="Tôi gửi giấy chứng sinh.", files=[paper["id"]])["supplementDossier"]["dossier"]
    assert (done["state"], done["askedFor"]) == ("RECEIVED", "")
    assert done["history"][-1]["files"] == [{"id": paper["id"], "name": "giay-to.pdf"}]
    assert done["dueAt"].startswith("2026-05-13T")


def test_the_result_is_downloaded_by_its_people_alone(offered, ask, client):
    held = file(ask, whole())
    dossier = received(the_dossier())
    dossier = moving.move(dossier, Action.BEGIN, Role.RECEIVER, officer="tuan")
    result = attached(dossier, PDF, "giấy khai sinh.pdf")
    moving.move(dossier, Action.FINISH, Role.HANDLER, "Đã ký.", [result.key], officer="tuan")
    told = ask(READ, **held)["dossier"]["dossier"]
    assert told["results"] == [{"id": result.key, "name": "giấy khai sinh.pdf", "size": len(PDF)}]
    assert told["inTime"] == "EARLY"
    address, headers = f"/dossier-files/{result.key}", {"X-Dossier": held["code"], "X-Look-Up-Code": held["lookUp"]}
    answer = client.get(address, headers=headers)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''gi%E1%BA%A5y")
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    other = file(ask, whole())
    wrong = [
        client.get(address, headers=headers | {"X-Look-Up-Code": "7K2M-9QXC-4TBD"}),
        client.get(address, headers={"X-Dossier": other["code"], "X-Look-Up-Code": other["lookUp"]}),
        client.get(address),
        client.get("/dossier-files/khong-co", headers=headers),
    ]
    assert {(each.status_code, each.content) for each in wrong} == {(404, b"")}


def test_one_rates_once_when_it_is_over(offered, ask):
    held = file(ask, whole())
    assert refusal(ask, RATE, "rateDossier", **held, grades=[5] * 5) == "NOT_NOW"
    dossier = moving.move(received(the_dossier()), Action.BEGIN, Role.RECEIVER, officer="tuan")
    moving.move(dossier, Action.FINISH, Role.HANDLER, officer="tuan")
    assert refusal(ask, RATE, "rateDossier", **held, grades=[5, 4, 9, 5, 5]) == "EMPTY"
    assert refusal(ask, RATE, "rateDossier", **held, grades=[5, 4, 5, 5, 5], text="Cảm ơn") is None
    assert refusal(ask, RATE, "rateDossier", **held, grades=[1] * 5) == "NOT_NOW"


def test_one_writes_and_asks_to_withdraw(offered, ask):
    held = file(ask, whole())
    assert refusal(ask, MESSAGE, "sendMessage", **held, text="  ") == "EMPTY"
    assert refusal(ask, MESSAGE, "sendMessage", **held, text="Cần thêm gì không ạ?") is None
    assert refusal(ask, MESSAGE, "sendMessage", **held, text="x" * 5_001) == "TOO_LONG"
    done = ask(WITHDRAW, **held, text="Tôi nộp nhầm.")["withdrawDossier"]["dossier"]
    assert (done["state"], done["history"][1]["text"]) == ("WITHDRAWAL_ASKED", "Cần thêm gì không ạ?")


def test_one_complains_of_lateness_once_the_day_is_over(offered, ask, today):
    held = file(ask, whole())
    received(the_dossier())
    assert refusal(ask, COMPLAIN, "complainOfDelay", **held, text="Quá hạn") == "NOT_NOW"
    today(MAY.replace(day=20))
    assert ask(READ, **held)["dossier"]["dossier"]["isLate"]
    assert refusal(ask, COMPLAIN, "complainOfDelay", **held, text="Quá hạn") is None


def test_what_does_not_exist_and_what_is_not_yours_answer_alike(offered, ask):
    held = file(ask, whole())
    wrong = [held | {"lookUp": "7K2M-9QXC-4TBD"}, held | {"lookUp": "x"}, held | {"code": "000.00.00.H00-260504-9999"}]
    found = [ask(READ, **each)["dossier"] for each in wrong]
    assert found[0]["refusal"]["reason"] == "NOT_FOUND" and found[0] == found[1] == found[2]


def test_guessing_is_limited_and_the_right_code_is_not(offered, ask, settings):
    settings.LOOK_UP_RATE_LIMIT = "3/hour"
    held = file(ask, whole())
    for _each in range(5):
        assert refusal(ask, READ, "dossier", **held) is None
    wrong = held | {"lookUp": "7K2M-9QXC-4TBD"}
    assert [refusal(ask, READ, "dossier", **wrong) for _each in range(4)] == ["NOT_FOUND"] * 3 + ["TOO_MANY"]
    assert ask(READ, **wrong)["dossier"]["refusal"]["waitSeconds"] > 0


def test_one_address_begins_so_many_drafts_and_no_more(offered, ask, settings):
    settings.FILING_RATE_LIMIT = "2/hour"
    asked = {"procedure": "1.000001", "level": "PROVINCE"}
    assert [refusal(ask, BEGIN, "beginDraft", **asked) for _each in range(3)] == [None, None, "TOO_MANY"]


def test_nothing_of_it_is_asked_by_get_or_kept(offered, ask, client):
    held = file(ask, whole())
    asked = client.get("/graphql", {"query": READ, "variables": json.dumps(held)})
    assert asked.status_code == 405 and b"000.00" not in asked.content
    body = json.dumps({"query": READ, "variables": held})
    answer = client.post("/graphql", body, content_type="application/json")
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer


def test_an_upload_goes_on_where_it_was_cut_off(offered, ask, client):
    held, content = begin(ask), PDF + b" " * 1000 + b"%%EOF"
    begun = ask(UPLOAD, **held, name="C:\\ảnh\\giay.pdf", size=len(content))["beginUpload"]
    assert patch(client, begun["id"], begun["token"], 0, content[:500]).status_code == 204
    head = client.head(f"/uploads/{begun['id']}", headers={"Authorization": f"Bearer {begun['token']}"})
    assert (head["Upload-Offset"], head["Tus-Resumable"]) == ("500", "1.0.0")
    assert patch(client, begun["id"], begun["token"], 0, content).status_code == 409
    done = patch(client, begun["id"], begun["token"], 500, content[500:])
    assert done.status_code == 201
    assert done.json() == {"id": begun["id"], "name": "giay.pdf", "type": "application/pdf", "size": len(content)}
    assert patch(client, begun["id"], begun["token"], 0, content).status_code == 404, "the token is used up"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><script>alert(1)</script></html>", "file_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type"),
        (b"MZ\x90\x00 a program", "file_type"),
        (archive(**{"evil.txt": b"x"}), "file_type"),
        (image() + archive(**{"evil.txt": b"x"}), "file_broken"),
        (image("JPEG") + b"<script>alert(1)</script>", "file_broken"),
        (image()[:-20], "file_broken"),
        (b"%PDF-1.7 without an end", "file_broken"),
        (docx(**{"word/media/0": b"0" * 60_000_000}), "file_broken"),
        (docx(**{"word/vbaProject.bin": b"macro"}), "file_broken"),
        (docx()[:-10], "file_broken"),
    ],
    ids=[
        "html",
        "svg",
        "program",
        "zip",
        "png and zip",
        "jpg and script",
        "cut png",
        "cut pdf",
        "bomb",
        "macro",
        "cut",
    ],
)
def test_a_file_is_taken_by_its_content_alone(offered, ask, client, content, reason):
    held = begin(ask)
    answer = upload(client, ask, held, content, "don.pdf")
    assert (answer.status_code, answer.json()["reason"]) == (422, reason)
    assert ask(READ_DRAFT, **held)["draft"]["draft"]["files"] == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (image(), "image/png"), (image("JPEG"), "image/jpeg"), (docx(), "wordprocessingml")],
)
def test_what_citizens_have_is_taken(offered, ask, client, content, kind):
    answer = upload(client, ask, begin(ask), content, "tệp")
    assert answer.status_code == 201 and kind in answer.json()["type"]


def test_a_file_is_taken_away_before_it_is_sent(offered, ask, client, settings):
    held = begin(ask)
    paper = upload(client, ask, held).json()
    assert len(list(settings.DOSSIER_FILES_DIR.rglob("0*"))) == 1
    assert ask(REMOVE, **held, id=paper["id"])["removeUpload"]["removed"]
    assert ask(READ_DRAFT, **held)["draft"]["draft"]["files"] == []
    assert [path for path in settings.DOSSIER_FILES_DIR.rglob("*") if path.is_file()] == []


def test_files_are_sealed_on_the_disk(offered, ask, client, settings):
    upload(client, ask, begin(ask), PDF + b"Hoa" + PDF)
    (path,) = [each for each in settings.DOSSIER_FILES_DIR.rglob("*") if each.is_file()]
    assert b"PDF" not in path.read_bytes() and b"Hoa" not in path.read_bytes()


def test_filing_leads_away_where_it_is_not_offered(province, ask):
    answer = ask(BEGIN, procedure="1.000001", level="PROVINCE")["beginDraft"]
    assert answer["draft"] is None and answer["refusal"]["reason"] == "NOT_HERE"
    assert ask('{ filing(procedureCode: "1.000001") { guests } }') == {"filing": None}


def test_where_it_is_offered_one_is_told_the_places(offered, ask):
    told = ask('{ filing(procedureCode: "1.000001") { guests places { level byCommune agencyKey } } }')
    place = {"level": "PROVINCE", "byCommune": False, "agencyKey": "ubnd-tinh"}
    assert told == {"filing": {"guests": True, "places": [place]}}


def test_it_is_read_in_as_many_queries_however_much_happened(offered, ask, django_assert_num_queries):
    held, short = file(ask, whole()), file(ask, whole())
    for n in range(5):
        ask(MESSAGE, **held, text=f"Tin {n}")
    ask(READ, **held)
    for each in (held, short):
        with django_assert_num_queries(4):
            ask(READ, **each)
    draft = begin(ask)
    ask(READ_DRAFT, **draft)
    with django_assert_num_queries(4):
        ask(READ_DRAFT, **draft)
