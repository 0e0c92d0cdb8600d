"""The story of 807 real procedures: imported, announced, found, shown. Reads the file that REAL_PROCEDURES names."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from register.models import AnnouncedEdition, Announcement, Change
from search.engines.elasticsearch import ElasticsearchEngine
from tests.story.output import printed

REAL = Path(os.environ.get("REAL_PROCEDURES", ""))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.is_file(), reason="REAL_PROCEDURES names no file of real procedures"),
]


def digest() -> dict[str, int]:
    """How many rows every table has; a second import may not add one."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return counted


@pytest.fixture
def imported(db):
    printed("import_procedures", str(REAL), announce=True)


def test_all_come_under_their_decisions_and_a_second_run_changes_nothing(imported):
    assert AnnouncedEdition.objects.count() == 807
    assert Announcement.objects.count() == 223
    before, head = digest(), Change.objects.count()
    assert "Mới: 0 · thay đổi: 0 · giữ nguyên: 807" in printed("import_procedures", str(REAL), announce=True)
    assert digest() == before
    assert Change.objects.count() == head


def every_text_is_kept_verbatim():
    from register.answer import in_force

    source = {each["code"]: each for each in map(json.loads, REAL.read_text(encoding="utf-8").splitlines())}
    for answer in in_force():
        data, raw = answer.edition.data, source[answer.code]
        assert data["name"] == raw["name"].strip()
        steps = "\n".join("\n".join(filter(None, (step["title"], step["text"]))) for step in data["steps"])
        assert steps.split() == raw["steps"].split()
        assert data["conditions"] == raw["conditions"]
        assert [each["description"] for each in data["methods"]] == [
            each["description"] or "" for each in raw["methods"]
        ]
        names = [item["name"] for group in data["components"] for item in group["items"]]
        assert names == [each["name"] for each in raw["components"]]
        assert [act["number"] for act in data["legal_basis"]] == [act["number"] or "" for act in raw["legal_basis"]]


def test_texts_are_kept_and_nothing_is_guessed(imported):
    """One import for what only reads: it takes most of the time."""
    every_text_is_kept_verbatim()
    notes_are_marked_where_the_heading_says_so()
    no_agency_is_made_of_a_fragment()
    no_amount_is_guessed()


@pytest.mark.parametrize("name", ["embedded", pytest.param("elasticsearch", marks=pytest.mark.services)])
def test_marriage_is_found_without_accents_on_both_engines(imported, name, monkeypatch):
    if name == "elasticsearch":
        from django.conf import settings

        import search.management.engine_option as option

        engine = ElasticsearchEngine(settings.ELASTICSEARCH_URL, "test-real")
        monkeypatch.setattr(option, "engine_named", lambda _name: engine)
    call_command("rebuild_index", engine=name)
    found = json.loads(printed("search", "dang ky ket hon", json=True, engine=name))
    assert "1.000894" in [hit["code"] for hit in found["hits"][:3]]
    if name == "elasticsearch":
        for index in engine.writer.indices.get(index="test-real-*"):
            engine.writer.indices.delete(index=index)


def notes_are_marked_where_the_heading_says_so():
    from register.answer import answer

    groups = answer("1.001193").edition.data["components"]
    kinds = [(group["case"], item["kind"]) for group in groups for item in group["items"]]
    assert all(kind == "note" for case, kind in kinds if case.strip().lower() == "lưu ý")
    assert sum(kind == "note" for _case, kind in kinds) == 22


def no_agency_is_made_of_a_fragment():
    from cms.models import ReviewItem
    from register.models import AgencyName

    assert not AgencyName.objects.filter(name__in=["thành phố", "phường", "thị trấn"]).exists()
    assert ReviewItem.objects.filter(text="thành phố", field="agencies").exists()


def no_amount_is_guessed():
    from register.answer import in_force

    for answer in in_force():
        for method in answer.edition.data["methods"]:
            assert all(fee["amount"] in {0, None} for fee in method["fees"])
