"""A correction and a midnight, seen through every cache: the answers kept, the ETags, and the index of both engines."""

import datetime as dt
import hashlib
import json

import pytest

from api import persisted, view
from register import record
from register.models import AnnouncedEdition, Sector
from register.words import CorrectionKind
from search.synchronize import rebuild, synchronize
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
DOCUMENTS = {
    "page": "query Page($code: ProcedureCode!) { procedure(code: $code) { name edition { content { conditions } } } }",
    "list": "query List { procedures { edges { node { code name } } } }",
    "find": "query Find($q: String!) { searchProcedures(query: $q) { degraded edges { node { code name } } } }",
    "suggest": "query Suggest($q: String!) { suggest(prefix: $q) { key text } }",
}
IDS = {name: f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" for name, text in DOCUMENTS.items()}
# What a reader of the corrected procedure asks for; all of it is asked before, so that all is kept.
ABOUT_IT = (
    ("page", {"code": "1.000001"}),
    ("list", {}),
    ("find", {"q": "nuôi con nuôi"}),
    ("find", {"q": "kết hôn"}),
    ("suggest", {"q": "nuoi con"}),
)


@pytest.fixture
def ask(province, engine, client, monkeypatch):
    monkeypatch.setattr(persisted, "documents", lambda: {IDS[name]: text for name, text in DOCUMENTS.items()})
    land = Sector.objects.get(key="dat-dai")
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, name="Cấp giấy phép xây dựng", sector=land)
    rebuild(engine)

    def asked(name, variables, known=""):
        given = {"documentId": IDS[name], "variables": json.dumps(variables)}
        return client.get("/graphql", given, headers={"if-none-match": known})

    return asked


@pytest.fixture
def executed(monkeypatch):
    """How often a document was executed."""
    count = []
    execute = view.execute
    monkeypatch.setattr(view, "execute", lambda *args, **more: count.append(1) or execute(*args, **more))
    return count


def names(answer):
    return [edge["node"]["name"] for edge in answer.json()["data"]["searchProcedures"]["edges"]]


def test_a_correction_shows_everywhere_once_the_log_is_drained_and_nothing_else_is_made_anew(
    ask, engine, executed, client
):
    for _ in range(2):
        etags = [ask(name, variables)["ETag"] for name, variables in ABOUT_IT]
        other = ask("page", {"code": "1.000002"})["ETag"]
    assert len(executed) == len(ABOUT_IT) + 1  # the second time all were kept
    edition = AnnouncedEdition.objects.get(code="1.000001")
    text = edition.documents.get().data | {"name": "Đăng ký nuôi con nuôi", "conditions": "Đủ 20 tuổi."}
    record.correct(
        edition,
        kind=CorrectionKind.ENTRY,
        reason="Nhập nhầm tên",
        author="lan",
        confirmed_by="minh",
        locale="vi",
        data=text,
    )
    synchronize(engine)
    executed.clear()

    assert ask("page", {"code": "1.000002"}, other).status_code == 304
    assert executed == []

    page, listed, found, lost, proposed = [
        ask(name, variables, etag) for (name, variables), etag in zip(ABOUT_IT, etags, strict=True)
    ]
    assert [each.status_code for each in (page, listed, found, lost, proposed)] == [200] * 5
    assert page.json()["data"]["procedure"] == {
        "name": "Đăng ký nuôi con nuôi",
        "edition": {"content": {"conditions": "Đủ 20 tuổi."}},
    }
    assert "Đăng ký nuôi con nuôi" in listed.content.decode()
    assert names(found) == ["Đăng ký nuôi con nuôi"]
    assert "Đăng ký kết hôn" not in names(lost)
    assert proposed.json()["data"]["suggest"][0] == {"key": "1.000001", "text": "Đăng ký nuôi con nuôi"}
    assert not found.json()["data"]["searchProcedures"]["degraded"]
    line = b"".join(client.get("/export/procedures.jsonl").streaming_content).decode()
    assert "Đăng ký nuôi con nuôi" in line
    assert "Đăng ký kết hôn" not in line
    for (name, variables), answer in zip(ABOUT_IT, (page, listed, found, lost, proposed), strict=True):
        assert ask(name, variables, answer["ETag"]).status_code == 304


def test_the_day_turns_at_midnight_with_every_cache_warm(ask, engine, today):
    announced("3/QĐ-UBND", ("1.000001",), effective_on=dt.date(2035, 1, 2), name="Đăng ký nuôi con nuôi")
    synchronize(engine)
    today(dt.date(2035, 1, 1))
    for _ in range(2):
        etags = [ask(name, variables)["ETag"] for name, variables in ABOUT_IT]
        assert not any("nuôi con nuôi" in ask(*each).content.decode().lower() for each in ABOUT_IT)
    today(dt.date(2035, 1, 2))
    answers = [ask(name, variables, etag) for (name, variables), etag in zip(ABOUT_IT, etags, strict=True)]
    assert [each.status_code for each in answers] == [200] * 5
    assert answers[0].json()["data"]["procedure"]["name"] == "Đăng ký nuôi con nuôi"
    assert "Đăng ký nuôi con nuôi" in answers[1].content.decode()
    assert names(answers[2]) == ["Đăng ký nuôi con nuôi"]
    assert "Đăng ký kết hôn" not in names(answers[3])
    assert answers[4].json()["data"]["suggest"][0]["text"] == "Đăng ký nuôi con nuôi"
