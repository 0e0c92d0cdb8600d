"""Answers of registered documents: kept, told apart by ETag, and never older than the record."""

import datetime as dt
import gzip
import hashlib
import json

import pytest

from api import persisted, responses, view
from register import clock, record
from register.models import AnnouncedEdition, Sector
from register.words import CorrectionKind
from search.engines import EngineUnavailable, engine_named
from search.models import Synonym
from search.synchronize import rebuild, synchronize
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
PAGE = """query Page($code: ProcedureCode!) { procedure(code: $code) { name state related { code name }
    edition { content { sector { name } conditions } } } }"""
ON = """query On($code: ProcedureCode!, $day: Date) { procedure(code: $code, on: $day) { related { code } } }"""
LIST = "{ procedures { edges { node { code name } } } }"
FIND = "query Find($q: String!) { searchProcedures(query: $q) { totalCount degraded edges { node { name } } } }"
NOTE = 'mutation Note { recordView(code: "1.000001") }'
IDS = {name: f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" for name, text in
       {"page": PAGE, "on": ON, "list": LIST, "find": FIND, "note": NOTE}.items()}  # fmt: skip


@pytest.fixture
def procedures(province, monkeypatch):
    texts = {"page": PAGE, "on": ON, "list": LIST, "find": FIND, "note": NOTE}
    monkeypatch.setattr(persisted, "documents", lambda: {IDS[name]: text for name, text in texts.items()})
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    land = Sector.objects.get(key="dat-dai")
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, name="Cấp giấy phép xây dựng", sector=land)
    rebuild(engine_named("embedded"))


@pytest.fixture
def executed(monkeypatch):
    """How often a document was executed."""
    count = []
    execute = view.execute
    monkeypatch.setattr(view, "execute", lambda *args, **more: count.append(1) or execute(*args, **more))
    return count


@pytest.fixture
def ask(procedures, client):
    def asked(name, headers=None, **variables):
        given = {"documentId": IDS[name], "variables": json.dumps(variables)}
        return client.get("/graphql", given, headers=headers or {})

    return asked


def test_a_registered_document_is_asked_for_by_its_hash(ask, client):
    assert ask("page", code="1.000001").json()["data"]["procedure"]["name"] == "Đăng ký kết hôn"
    body = {"documentId": IDS["page"], "variables": {"code": "1.000001"}}
    assert client.post("/graphql", body, content_type="application/json").json() == ask("page", code="1.000001").json()


def test_a_document_that_nobody_registered_is_told_so(ask, client):
    answer = client.get("/graphql", {"documentId": "sha256:" + "0" * 64})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "PERSISTED_DOCUMENT_NOT_FOUND"


def test_the_portals_documents_are_registered_by_the_hash_of_their_text():
    documents = persisted.documents()
    assert len(documents) > 5
    for key, text in documents.items():
        assert key == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        assert not view.parsed(text).errors


def test_an_answer_is_made_once(ask, executed, django_assert_num_queries):
    first = ask("page", code="1.000001")
    with django_assert_num_queries(1):
        assert ask("page", code="1.000001").content == first.content
    assert len(executed) == 1
    ask("page", code="1.000002")
    assert len(executed) == 2


def test_who_has_the_answer_is_told_so(ask):
    first = ask("page", code="1.000001")
    again = ask("page", {"if-none-match": first["ETag"]}, code="1.000001")
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert not first["ETag"].startswith("W/")
    assert ask("page", {"if-none-match": '"another"'}, code="1.000001").status_code == 200


def test_a_packed_answer_is_the_same_under_an_etag_of_its_own(ask, monkeypatch):
    monkeypatch.setattr(responses, "WORTH_PACKING", 10)
    plain = ask("page", code="1.000001")
    packed = ask("page", {"accept-encoding": "gzip, br"}, code="1.000001")
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


def test_a_correction_shows_in_the_next_answer_and_leaves_others_kept(ask, executed):
    before, other = ask("page", code="1.000001"), ask("page", code="1.000002")
    edition = AnnouncedEdition.objects.get(code="1.000001")
    text = edition.documents.get().data | {"conditions": "Điều kiện đã sửa."}
    entry = CorrectionKind.ENTRY
    record.correct(edition, kind=entry, reason="Nhập sai", author="lan", confirmed_by="minh", locale="vi", data=text)
    synchronize(engine_named("embedded"))
    executed.clear()
    after = ask("page", {"if-none-match": before["ETag"]}, code="1.000001")
    assert after.status_code == 200
    assert "Điều kiện đã sửa." in after.content.decode()
    assert len(executed) == 1
    assert ask("page", {"if-none-match": other["ETag"]}, code="1.000002").status_code == 304
    assert len(executed) == 1


def test_a_new_neighbour_shows_beside_a_kept_procedure(ask):
    assert ask("page", code="1.000001").json()["data"]["procedure"]["related"] == []
    announced("3/QĐ-UBND", ("1.000003",), effective_on=APRIL, name="Đăng ký kết hôn lưu động")
    synchronize(engine_named("embedded"))
    related = ask("page", code="1.000001").json()["data"]["procedure"]["related"]
    assert [each["code"] for each in related] == ["1.000003"]


def test_a_new_neighbour_shows_on_the_day_it_comes_as_well(ask):
    """It has taken no effect today, so nothing of today tells which sector it belongs to."""
    day = "2035-01-02"
    assert ask("on", code="1.000001", day=day).json()["data"]["procedure"]["related"] == []
    later = dt.date(2035, 1, 1)
    announced("3/QĐ-UBND", ("1.000003",), effective_on=later, name="Đăng ký kết hôn lưu động")
    related = ask("on", code="1.000001", day=day).json()["data"]["procedure"]["related"]
    assert [each["code"] for each in related] == ["1.000003"]


def test_kept_answers_have_a_bound_in_bytes(ask, executed, monkeypatch):
    size = len(ask("page", code="1.000001").content)
    responses.forget()
    monkeypatch.setattr(responses, "MOST_BYTES", size + 10)
    executed.clear()
    for code in ("1.000001", "1.000002", "1.000002", "1.000001"):
        ask("page", code=code)
    assert len(executed) == 3  # the second put the first out


def test_a_renamed_sector_shows_at_once(ask):
    ask("page", code="1.000001")
    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Hộ tịch và quốc tịch", clock.today())
    assert "Hộ tịch và quốc tịch" in ask("page", code="1.000001").content.decode()


def test_a_list_is_made_anew_after_any_change(ask, executed):
    ask("list")
    ask("list")
    assert len(executed) == 1
    announced("4/QĐ-UBND", ("1.000004",), effective_on=APRIL, name="Đăng ký khai sinh")
    assert "Đăng ký khai sinh" in ask("list").content.decode()


def test_the_day_turns_at_midnight_with_all_caches_warm(ask, today):
    announced("5/QĐ-UBND", ("1.000001",), effective_on=dt.date(2035, 1, 2), name="Kết hôn, tên mới")
    synchronize(engine_named("embedded"))
    today(dt.date(2035, 1, 1))
    for _ in range(2):
        assert "tên mới" not in ask("page", code="1.000001").content.decode()
        assert "tên mới" not in ask("list").content.decode()
        assert ask("find", q="kết hôn tên mới").json()["data"]["searchProcedures"]["edges"][0]["node"]["name"] != (
            "Kết hôn, tên mới"
        )
    today(dt.date(2035, 1, 2))
    for name, given in (("page", {"code": "1.000001"}), ("list", {}), ("find", {"q": "kết hôn"})):
        assert "tên mới" in ask(name, **given).content.decode()


def test_no_cache_holds_an_answer_beyond_midnight(ask, monkeypatch):
    assert "s-maxage=30" in ask("page", code="1.000001")["Cache-Control"]
    nearly = dt.datetime(2035, 1, 1, 23, 59, 50, tzinfo=clock.ZONE)
    monkeypatch.setattr(clock, "now", lambda: nearly.astimezone(dt.UTC))
    told = ask("page", code="1.000001")["Cache-Control"]
    assert "s-maxage=10" in told
    assert "max-age=0" in told


def test_a_search_is_kept_once_the_index_is_level_with_the_record(ask, executed):
    announced("6/QĐ-UBND", ("1.000006",), effective_on=APRIL, name="Đăng ký lại kết hôn")
    for _ in range(2):
        assert ask("find", q="kết hôn").json()["data"]["searchProcedures"]["totalCount"] == 1
    assert len(executed) == 2
    synchronize(engine_named("embedded"))
    for _ in range(2):
        assert ask("find", q="kết hôn").json()["data"]["searchProcedures"]["totalCount"] == 2
    assert len(executed) == 3


def test_a_search_is_made_anew_when_an_editor_says_what_a_word_means(ask):
    assert ask("find", q="chum trầu").json()["data"]["searchProcedures"]["totalCount"] == 0
    Synonym.objects.create(expression="chum trầu", stands_for="kết hôn")
    assert ask("find", q="chum trầu").json()["data"]["searchProcedures"]["totalCount"] == 1


def test_an_answer_of_the_database_in_the_engines_place_is_not_kept(ask, executed, monkeypatch):
    def away(*_args, **_more):
        raise EngineUnavailable("away")

    with monkeypatch.context() as fault:
        fault.setattr(type(engine_named("embedded")), "search", away)
        assert ask("find", q="kết hôn").json()["data"]["searchProcedures"]["degraded"]
        assert ask("find", q="kết hôn")["Cache-Control"] == "private, no-store"
    assert not ask("find", q="kết hôn").json()["data"]["searchProcedures"]["degraded"]


def test_an_answer_with_an_error_is_not_kept(ask, monkeypatch):
    from api.queries import procedure

    with monkeypatch.context() as fault:
        fault.setattr(procedure, "answer", lambda *_args: 1 / 0)
        assert "errors" in ask("page", code="1.000001").json()
    assert "errors" not in ask("page", code="1.000001").json()


def test_a_document_in_its_own_words_is_kept_nowhere(procedures, client):
    answer = client.get("/graphql", {"query": LIST})
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def test_a_registered_mutation_is_neither_kept_nor_taken_by_get(ask, client):
    assert ask("note").status_code == 405
    answer = client.post("/graphql", {"documentId": IDS["note"]}, content_type="application/json")
    assert answer["Cache-Control"] == "private, no-store"
