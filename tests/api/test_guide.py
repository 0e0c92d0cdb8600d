"""`procedure { guide }` tells plain words beside the text, as released, and says that they are no law."""

import datetime as dt
import json

import pytest
from django.conf import settings

from register import files, record
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = dt.date(2024, 4, 1), dt.date(2024, 5, 2), dt.date(2024, 6, 3)
CODE = "1.000001"
WHOLE = """query ($code: ProcedureCode!, $on: Date, $locale: String) {
  procedure(code: $code, on: $on, locale: $locale) { guide {
    isLegal names summary useWhen notWhen { text procedure { code name } } mistakes { text instead }
    sample { name size type url } locale isFallback releasedOn } } }"""
SAMPLE = b"%PDF-1.7 mau dien san"


@pytest.fixture
def public(province, today, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "PUBLIC_FILES_DIR", tmp_path)
    today(MAY)
    announced(codes=(CODE, "1.000002"), effective_on=APRIL)


def release(**more):
    data = {
        "names": ["làm giấy khai sinh"],
        "summary": "Xin giấy khai sinh cho con.",
        "use_when": ["Con mới sinh."],
        "not_when": [{"text": "Mất bản chính.", "code": "1.000002"}, {"text": "Đã có.", "code": ""}],
        "mistakes": [{"text": "Viết tắt tên.", "instead": "Viết đủ họ tên."}],
    } | more
    return record.release_guide(CODE, "vi", data, "minh")


def test_it_is_told_to_the_last_leaf(public, ask, client):
    stored = files.store(SAMPLE)
    sample = {"name": "Mẫu điền sẵn", "sha256": stored.sha256, "size": stored.size, "type": stored.content_type}
    url = f"/tep/{stored.sha256}"
    assert client.get(url).status_code == 404
    release(sample=sample)
    guide = ask(WHOLE, code=CODE)["procedure"]["guide"]
    assert guide == {
        "isLegal": False,
        "names": ["làm giấy khai sinh"],
        "summary": "Xin giấy khai sinh cho con.",
        "useWhen": ["Con mới sinh."],
        "notWhen": [
            {"text": "Mất bản chính.", "procedure": {"code": "1.000002", "name": "Đăng ký việc 1.000002"}},
            {"text": "Đã có.", "procedure": None},
        ],
        "mistakes": [{"text": "Viết tắt tên.", "instead": "Viết đủ họ tên."}],
        "sample": {"name": "Mẫu điền sẵn", "size": len(SAMPLE), "type": "application/pdf", "url": url},
        "locale": "vi",
        "isFallback": False,
        "releasedOn": "2024-05-02",
    }
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == SAMPLE
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_procedure_without_one_has_null(public, ask):
    assert ask(WHOLE, code=CODE)["procedure"]["guide"] is None


def test_english_falls_back_to_vietnamese_and_says_so(public, ask):
    release()
    guide = ask(WHOLE, code=CODE, locale="en")["procedure"]["guide"]
    assert (guide["locale"], guide["isFallback"]) == ("vi", True)


def test_another_day_has_its_own(public, ask, today):
    release(summary="Bản đầu.")
    today(JUNE)
    release(summary="Bản sau.")

    def told(day):
        guide = ask(WHOLE, code=CODE, on=str(day))["procedure"]["guide"]
        return guide and guide["summary"]

    assert [told(day) for day in (APRIL, MAY, JUNE)] == [None, "Bản đầu.", "Bản sau."]


def test_none_is_told_before_the_first_day_of_the_procedure(province, ask, today):
    today(MAY)
    announced(effective_on=JUNE)
    release()
    assert ask(WHOLE, code=CODE)["procedure"]["guide"] is None
    assert ask(WHOLE, code=CODE, on=str(JUNE))["procedure"]["guide"]


def test_a_kept_answer_is_not_given_once_another_guide_is_released(public, client, monkeypatch):
    from api import persisted

    document = WHOLE
    key = "sha256:guide"
    monkeypatch.setattr(persisted, "documents", lambda: {key: document})

    def told():
        variables = json.dumps({"code": CODE})
        return client.get("/graphql", {"documentId": key, "variables": variables}).json()["data"]["procedure"]["guide"]

    assert told() is None
    release()
    assert told()["summary"] == "Xin giấy khai sinh cho con."
    record.take_back_guide(CODE, "vi", "Đã cũ.", "minh")
    assert told() is None


def test_the_log_tells_it_as_a_kind_of_its_own(public, ask):
    release()
    told = ask("{ changesSince { changes { kind subject codes } } }")["changesSince"]["changes"][-1]
    assert told == {"kind": "GUIDED", "subject": f"guide:{CODE}", "codes": [CODE]}


def test_the_download_has_it(public, client):
    release()
    lines = b"".join(client.get("/export/procedures.jsonl").streaming_content).decode().splitlines()
    told = {line["code"]: line["guide"] for line in map(json.loads, lines)}
    assert told[CODE]["summary"] == "Xin giấy khai sinh cho con."
    assert told[CODE]["is_legal"] is False
    assert told["1.000002"] is None
