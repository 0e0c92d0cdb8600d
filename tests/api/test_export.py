"""Downloads: whole, typed, of one version, in batches; and nothing in them that today may not know."""

import csv
import datetime as dt
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from api import table
from api.cpsv import duration
from cms.announce import announce, announce_translation
from cms.models import Procedure
from register import clock, record, snapshot
from register.kept import forget_all
from register.models import AnnouncedEdition, Announcement, Sector
from register.words import CorrectionKind
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
DAY = dt.timedelta(days=1)
JSONL = "/export/procedures.jsonl"
CSV = "/export/procedures.csv"


def body(response) -> str:
    return b"".join(response).decode()


@pytest.fixture
def lines(client):
    def ask(**asked):
        return [json.loads(line) for line in body(client.get(JSONL, asked)).splitlines()]

    return ask


@pytest.fixture
def rows(client):
    def ask(**asked):
        text = body(client.get(CSV, asked))
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    return ask


def codes(told) -> list[str]:
    return [each["code"] for each in told]


def correct(code: str = "1.000001", **changed) -> None:
    edition = AnnouncedEdition.objects.get(code=code)
    text = edition.documents.get(locale="vi").data | changed
    entry = CorrectionKind.ENTRY
    record.correct(edition, kind=entry, reason="Nhập sai", author="lan", confirmed_by="minh", locale="vi", data=text)


def test_each_line_is_one_procedure_with_its_facts_typed(province, lines):
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, related=["1.000001"])
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    first, second = lines()
    assert (first["code"], first["name"], first["state"]) == ("1.000001", "Đăng ký kết hôn", "in_force")
    assert first["levels"] == [{"level": "commune", "state": "in_force", "edition": first["edition"]["key"]}]
    edition = first["edition"]
    assert edition["effective_on"] == "2024-04-01"
    assert edition["sector"] == {"key": "ho-tich", "name": "Hộ tịch"}
    assert edition["decision"]["number"] == "1/QĐ-UBND"
    assert edition["decision"]["issuer"] == {"key": "ubnd-tinh", "name": "Ủy ban nhân dân tỉnh Lam Sơn"}
    assert edition["methods"][0]["limits"][0]["value"] == 5
    assert edition["methods"][0]["fees"][0]["amount"] == 8000
    assert edition["corrected"] is False
    assert first["url"] == f"{settings.PUBLIC_URL}/thu-tuc/1.000001"
    assert second["edition"]["related"] == ["1.000001"]


def test_letters_are_themselves_and_not_escapes(province, client):
    announced(effective_on=APRIL, name="Đăng ký kết hôn")
    assert "Đăng ký kết hôn" in body(client.get(JSONL))
    assert "\\u" not in body(client.get(JSONL))


def test_the_text_of_another_level_is_there_as_well(province, lines):
    announced("1/QĐ-UBND", effective_on=APRIL, levels=["province"], name="Tên ở tỉnh")
    announced("2/QĐ-UBND", effective_on=MAY, levels=["commune"], name="Tên ở xã")
    (told,) = lines()
    assert told["name"] == "Tên ở xã"
    assert [each["name"] for each in told["other_editions"]] == ["Tên ở tỉnh"]


def test_only_what_is_in_force_on_the_day_is_in_it(province, lines, rows):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000001",), effective_on=MAY, change="abolished")
    for ask in (lines, rows):
        assert codes(ask(on=str(APRIL - DAY))) == []
        assert codes(ask(on="2024-04-01")) == ["1.000001", "1.000002"]
        assert codes(ask(on="2024-05-01")) == ["1.000002"]


def test_what_is_withdrawn_internal_or_of_the_future_is_in_no_download_of_today(province, client, today):
    today(APRIL)
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), effective_on=MAY, name="Tên của tương lai")
    announced("3/QĐ-UBND", ("1.000003",), effective_on=MAY, name="Tên bị thu hồi")
    record.withdraw(Announcement.objects.get(number="3/QĐ-UBND"), "Ký nhầm", "minh")
    draft = build.decision("4/QĐ-UBND", effective_on=APRIL)
    build.edition(draft, "1.000004", name="Việc nội bộ")
    Procedure.objects.filter(code="1.000004").update(scope="internal")
    announce(draft, "minh")
    for path in (JSONL, CSV):
        told = body(client.get(path))
        assert "1.000001" in told
        for hidden in ("tương lai", "thu hồi", "nội bộ", "1.000002", "1.000003", "1.000004"):
            assert hidden not in told
        assert "thu hồi" not in body(client.get(path, {"on": str(MAY)}))
        assert "nội bộ" not in body(client.get(path, {"on": str(MAY)}))
    for code in ("1.000002", "1.000003", "1.000004", "9.999999"):
        assert client.get(f"/export/procedures/{code}.jsonld").status_code == 404
    assert client.get("/export/procedures/1.000002.jsonld", {"on": str(MAY)}).status_code == 200
    assert client.get("/export/procedures/1.000004.jsonld", {"on": str(MAY)}).status_code == 404


def test_not_a_byte_changes_when_every_text_of_the_desk_is_overwritten(province, client):
    announced(effective_on=APRIL, name="Tên đã công khai")
    paths = (JSONL, CSV, "/export/procedures/1.000001.jsonld", "/feeds/decisions.atom")
    before = [body(client.get(path)) for path in paths]
    with connection.cursor() as cursor:
        for table_name in connection.introspection.table_names():
            if not table_name.startswith("cms_"):
                continue
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table_name)}
            for name in columns & {"name", "title", "summary", "number", "conditions", "reception"}:
                cursor.execute(f'UPDATE "{table_name}" SET "{name}" = \'DẤU VẾT \' || id')
            for name in columns & {"steps", "methods", "components", "legal_basis"}:
                cursor.execute(f'UPDATE "{table_name}" SET "{name}" = \'[]\'')
        cursor.execute("UPDATE wagtailcore_revision SET content = '{}'")
    forget_all()
    assert [body(client.get(path)) for path in paths] == before
    assert all("DẤU VẾT" not in text for text in before)


def test_the_day_turns_at_midnight_in_viet_nam(province, client, today, lines):
    announced(effective_on=MAY)
    today(MAY - DAY)
    before = client.get(JSONL)["ETag"]
    assert lines() == []
    today(MAY)
    assert codes(lines()) == ["1.000001"]
    assert client.get(JSONL)["ETag"] != before


def test_names_are_those_of_the_day(province, lines):
    announced(effective_on=APRIL)
    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Tư pháp dân sự", MAY)
    told = [lines(on=str(day))[0]["edition"]["sector"]["name"] for day in (MAY - DAY, MAY)]
    assert told == ["Hộ tịch", "Tư pháp dân sự"]


def test_a_locale_without_a_text_falls_back_and_says_so(province, lines):
    draft = build.decision(effective_on=APRIL)
    source = build.edition(draft, name="Đăng ký kết hôn")
    announce(draft, "minh")
    (told,) = lines(locale="en")
    assert (told["name"], told["edition"]["locale"], told["edition"]["is_fallback"]) == ("Đăng ký kết hôn", "vi", True)
    announce_translation(build.translated(source, "Marriage registration"))
    (told,) = lines(locale="en")
    assert (told["name"], told["edition"]["is_fallback"]) == ("Marriage registration", False)


@pytest.mark.parametrize("path", [JSONL, CSV])
def test_it_is_streamed_in_batches_and_asks_by_batch_and_not_by_row(province, client, monkeypatch, path):
    monkeypatch.setattr(snapshot.Snapshot.batches, "__defaults__", (10,))
    counted, pieces = {}, {}
    for size in (10, 20, 40):
        fresh = tuple(f"1.{n:06}" for n in range(size // 2 if size > 10 else 0, size))
        announced(f"{size}/QĐ-UBND", fresh, effective_on=APRIL)
        client.get(path)  # names are read once a process
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
            assert response.streaming
            begun = len(queries)
            pieces[size] = [piece for piece in response if not piece.startswith("\ufeff".encode())]
        counted[size] = len(queries) - begun
        assert "Content-Length" not in response
    assert {size: len(told) for size, told in pieces.items()} == {10: 1, 20: 2, 40: 4}
    assert counted == {10: 2, 20: 4, 40: 8}  # two a batch, as it is sent


@pytest.mark.parametrize("path", [JSONL, CSV])
def test_memory_does_not_grow_with_the_record(province, client, monkeypatch, path):
    monkeypatch.setattr(snapshot.Snapshot.batches, "__defaults__", (5,))
    peaks = []
    for first, last in ((1, 15), (16, 60)):
        listed = tuple(f"1.0000{n:02}" for n in range(first, last + 1))
        announced(f"{last}/QĐ-UBND", listed, effective_on=APRIL, conditions="Điều kiện phải đủ. " * 5_000)
        forget_all()
        response = client.get(path)
        tracemalloc.start()
        assert sum(map(len, response)) > last * 100_000
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_what_is_announced_while_it_is_sent_is_not_in_it(province, client, monkeypatch):
    monkeypatch.setattr(snapshot.Snapshot.batches, "__defaults__", (1,))
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), effective_on=APRIL)
    whole = body(client.get(JSONL))
    response = client.get(JSONL)
    pieces = iter(response)
    first = next(pieces)
    correct("1.000002", conditions="Điều kiện đã sửa.")
    announced("2/QĐ-UBND", ("1.000003",), effective_on=APRIL)
    assert (first + b"".join(pieces)).decode() == whole
    after = client.get(JSONL)
    assert after["ETag"] != response["ETag"]
    assert "Điều kiện đã sửa." in body(after)


@pytest.mark.parametrize("path", [JSONL, CSV, "/export/procedures/1.000001.jsonld"])
def test_who_has_it_is_told_so_until_the_record_changes(province, client, path, django_assert_num_queries):
    announced(effective_on=APRIL)
    first = client.get(path)
    etag = first["ETag"]
    assert etag.startswith('"')
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    if "jsonld" not in path:
        with django_assert_num_queries(1):
            client.get(path, headers={"if-none-match": etag})
    for other in ({"locale": "en"}, {"on": "2024-04-02"}):
        assert client.get(path, other)["ETag"] != etag
    correct(conditions="Điều kiện đã sửa.")
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_no_cache_holds_it_beyond_midnight(province, client, monkeypatch):
    assert client.get(JSONL)["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    nearly = dt.datetime(2035, 1, 1, 23, 59, 50, tzinfo=clock.ZONE)
    monkeypatch.setattr(clock, "now", lambda: nearly.astimezone(dt.UTC))
    for path in (JSONL, CSV, "/feeds/decisions.atom"):
        assert "s-maxage=10" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", [JSONL, CSV, "/export/procedures/1.000001.jsonld"])
@pytest.mark.parametrize(
    "asked",
    [
        {"on": "1/4/2024"},
        {"on": "20240401"},
        {"on": "2024-W14-1"},
        {"on": "2024-02-30"},
        {"on": "0000-00-00"},
        {"on": ""},
        {"on": "٢٠٢٤-٠٤-٠١"},
        {"locale": "fr"},
        {"locale": ""},
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_both_languages(province, client, path, asked):
    response = client.get(path, asked)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    vietnamese, english = response.content.decode().splitlines()
    assert vietnamese != english
    assert next(iter(asked)) in vietnamese
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", [JSONL, CSV, "/export/procedures/1.000001.jsonld"])
def test_head_tells_the_same_headers_without_reading_a_text(province, client, path):
    announced(effective_on=APRIL)
    got, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert body(head) == ""
    for name in ("ETag", "Content-Type", "Cache-Control"):
        assert head[name] == got[name]
    assert client.post(path).status_code == 405
    assert not head.cookies


def test_the_table_opens_in_excel_with_vietnamese_letters_and_typed_cells(province, client, rows):
    announced(effective_on=APRIL, name="Đăng ký kết hôn", steps=["Bước một.", "Bước hai."])
    response = client.get(CSV)
    assert response["Content-Disposition"].startswith('attachment; filename="procedures-')
    raw = b"".join(response)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b",8000," in raw  # a number, no text
    (row,) = rows()
    assert list(row) == list(table.COLUMNS)
    assert (row["code"], row["name"], row["is_fallback"]) == ("1.000001", "Đăng ký kết hôn", "false")
    assert (row["effective_on"], row["levels"], row["channels"]) == ("2024-04-01", "commune", "counter")
    assert row["time_limits"] == "counter: 5 ngày làm việc"
    assert row["fees"] == "counter: Lệ phí 8.000 đồng"
    assert row["steps"] == "Bước một.\nBước hai."


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(province, sign):
    announced(effective_on=APRIL)
    assert table.safe(f"{sign}1+cmd") == f"'{sign}1+cmd"
    assert table.safe(-1) == -1
    assert table.safe("a=1") == "a=1"


def test_a_formula_in_a_text_reaches_the_table_as_text(province, rows):
    announced(effective_on=APRIL, name='=HYPERLINK("https://a.example";"x")', conditions='- Đủ 18 tuổi, "tự nguyện"')
    (row,) = rows()
    assert row["name"] == """'=HYPERLINK("https://a.example";"x")"""
    assert row["conditions"] == """'- Đủ 18 tuổi, "tự nguyện\""""


def test_every_column_is_described():
    page = (Path(settings.BASE_DIR) / "docs" / "api" / "exports.md").read_text(encoding="utf-8")
    section = page.split("### Columns\n")[1].split("\n#")[0]
    told = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert told == list(table.COLUMNS)


# -- CPSV-AP 3.2.0 ----------------------------------------------------------------------------------------------------

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCT = Namespace("http://purl.org/dc/terms/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
ATU = URIRef("http://data.europa.eu/88u/dataset/atu-type")
TEXT = "a text with its language"

# What the profile's SHACL shapes say of each class used: property, how many at least and at most, and of what kind.
SHAPES = {
    CPSV.PublicService: [
        (DCT.identifier, 1, 1, None),
        (DCT.title, 1, None, TEXT),
        (DCT.description, 1, None, TEXT),
        (CV.hasCompetentAuthority, 1, None, CV.PublicOrganisation),
        (CV.hasChannel, 0, None, CV.Channel),
        (CV.hasCost, 0, None, CV.Cost),
        (CPSV.hasInput, 0, None, CV.Evidence),
        (CPSV.produces, 0, None, CV.Output),
        (CV.holdsRequirement, 0, None, CV.Requirement),
        (CV.hasLegalResource, 0, None, ELI.LegalResource),
        (CV.thematicArea, 0, None, SKOS.Concept),
        (DCT.audience, 0, None, SKOS.Concept),
        (CV.processingTime, 0, 1, XSD.duration),
        (DCT.spatial, 0, None, DCT.Location),
        (DCT.language, 0, None, DCT.LinguisticSystem),
    ],
    CV.PublicOrganisation: [(SKOS.prefLabel, 1, None, TEXT), (DCT.spatial, 1, None, ATU)],
    CV.Channel: [
        (DCT.identifier, 1, 1, None),
        (DCT.type, 0, 1, SKOS.Concept),
        (DCT.description, 0, None, TEXT),
        (CV.processingTime, 0, 1, XSD.duration),
    ],
    CV.Cost: [
        (DCT.identifier, 1, 1, None),
        (DCT.description, 0, None, TEXT),
        (CV.hasValue, 0, 1, XSD.double),
        (CV.currency, 0, 1, SKOS.Concept),
        (CV.ifAccessedThrough, 0, 1, CV.Channel),
    ],
    CV.Evidence: [
        (DCT.identifier, 1, 1, None),
        (DCT.title, 1, None, TEXT),
        (DCT.description, 0, None, TEXT),
        (FOAF.page, 0, None, FOAF.Document),
    ],
    CV.Output: [(DCT.identifier, 1, 1, None), (DCT.title, 1, None, TEXT)],
    CV.Requirement: [(DCT.identifier, 1, 1, None), (DCT.title, 1, None, TEXT), (DCT.description, 0, None, TEXT)],
}


def problems_of(graph: Graph) -> list[str]:
    """Where the graph is not what the shapes say."""
    found = []
    for kind, properties in SHAPES.items():
        for subject in graph.subjects(RDF.type, kind):
            for path, least, most, wanted in properties:
                values = list(graph.objects(subject, path))
                if len(values) < least or (most is not None and len(values) > most):
                    found.append(f"{subject} has {len(values)} of {path}")
                found += [f"{subject} {path} {value!r}" for value in values if not fits(graph, value, wanted)]
    return found


def fits(graph: Graph, value, wanted) -> bool:
    if wanted is None:
        return str(value) != ""
    if wanted == TEXT:
        return isinstance(value, Literal) and bool(value.language) and str(value) != ""
    if isinstance(value, Literal):
        return value.datatype == wanted and value.value is not None
    return (value, RDF.type, wanted) in graph


def graph_of(client, code: str, **asked) -> Graph:
    response = client.get(f"/export/procedures/{code}.jsonld", asked)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/ld+json"
    return Graph().parse(data=response.content, format="json-ld")


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_procedure_of_the_sample_has_what_the_profile_demands(db, client, lines, locale):
    call_command("load_sample", verbosity=0)
    told = lines(locale=locale)
    assert len(told) > 50
    seen = set()
    for each in told:
        graph = graph_of(client, each["code"], locale=locale)
        assert problems_of(graph) == []
        assert len(list(graph.subjects(RDF.type, CPSV.PublicService))) == 1
        seen |= set(graph.objects(None, RDF.type))
    assert set(SHAPES) <= seen


def test_a_procedure_that_says_next_to_nothing_has_it_too(province, client):
    nothing = {"steps": [], "methods": [], "sector": None, "audiences": [], "name": "Việc không có gì"}
    announced(effective_on=APRIL, controlled=False, **nothing)
    graph = graph_of(client, "1.000001")
    assert problems_of(graph) == []
    (service,) = graph.subjects(RDF.type, CPSV.PublicService)
    assert graph.value(service, DCT.description) == Literal("Việc không có gì", lang="vi")
    (authority,) = graph.objects(service, CV.hasCompetentAuthority)
    assert graph.value(authority, SKOS.prefLabel) == Literal("Ủy ban nhân dân tỉnh Lam Sơn", lang="vi")


def test_the_check_sees_what_is_missing(province, client):
    announced(effective_on=APRIL)
    graph = graph_of(client, "1.000001")
    (service,) = graph.subjects(RDF.type, CPSV.PublicService)
    for path in (DCT.identifier, DCT.title, DCT.description, CV.hasCompetentAuthority):
        (triple,) = graph.triples((service, path, None))
        graph.remove(triple)
        assert problems_of(graph)
        graph.add(triple)
        assert not problems_of(graph)


def test_a_translation_is_told_in_its_language_and_a_fallback_in_vietnamese(province, client):
    draft = build.decision(effective_on=APRIL)
    source = build.edition(draft, name="Đăng ký kết hôn")
    announce(draft, "minh")
    title = (None, DCT.title, Literal("Đăng ký kết hôn", lang="vi"))
    assert title in graph_of(client, "1.000001", locale="en")
    announce_translation(build.translated(source, "Marriage registration"))
    assert (None, DCT.title, Literal("Marriage registration", lang="en")) in graph_of(client, "1.000001", locale="en")
    assert title in graph_of(client, "1.000001")


def test_the_local_form_of_a_code_leads_to_the_same(province, client):
    announced(effective_on=APRIL)
    local = client.get("/export/procedures/1.000001.000.00.00.H62.jsonld")
    assert local.json() == client.get("/export/procedures/1.000001.jsonld").json()


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (8, "hour", "PT8H"),
        (0.5, "hour", "PT30M"),
        (15, "calendar_day", "P15D"),
        (1.5, "calendar_day", "PT36H"),
        (2, "month", "P2M"),
        (1.5, "month", None),
        (5, "working_day", None),
        (None, "hour", None),
        (3, "", None),
    ],
)
def test_a_time_limit_is_a_duration_only_where_there_is_one(value, unit, expected):
    told = duration({"value": value, "unit": unit})
    assert (told and told["@value"]) == expected
