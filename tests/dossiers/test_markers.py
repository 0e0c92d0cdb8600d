"""What a citizen wrote stands nowhere in the clear: no table, no file, no log, no letter, in no way of writing it."""

import base64
import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from dossiers import answering, erasing, journal, keys, mentions
from dossiers.access import Asker
from dossiers.models import Dossier, Draft
from dossiers.moving import place_of
from register.vietnamese import fold
from tests.api.filing.asking import MESSAGE, READ, SAVE, SUBMIT, SUPPLEMENT, begin, upload
from tests.dossiers import build
from tests.dossiers.papers import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAME = "Đặng Thị Mười Dấu"
NUMBER = "001190077777"
WORDS = "Bí mật của gia đình tôi"
FILE = "giấy-chứng-sinh-của-bé-Mười.pdf"
MARKERS = (NAME, NUMBER, WORDS, FILE)


def forms(marker: str) -> list[bytes]:
    """As bytes may hold it."""
    plain = marker.encode()
    coded = [base64.b64encode(b" " * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    return [
        plain,
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        json.dumps(marker)[1:-1].encode(),
        quote(marker).encode(),
        fold(marker).encode(),
        plain.hex().encode(),
        *coded,
    ]


def tables() -> dict[str, bytes]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if "_fts" in table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            cells = [cell for row in cursor.fetchall() for cell in row]
            raw = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cells]
            found[table] = b"\n".join(raw)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() + str(path).encode() for path in folder.rglob("*") if path.is_file()}


def where(markers: tuple[str, ...], places: dict[str, bytes]) -> list[tuple[str, str]]:
    return [
        (marker, place)
        for marker in markers
        for form in forms(marker)
        for place, held in places.items()
        if form in held or form.lower() in held.lower()
    ]


@pytest.fixture
def ask(client: Any) -> Any:
    def send(query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables})
        return client.post("/graphql", body, content_type="application/json").json()["data"]

    return send


def test_nothing_of_it_stands_anywhere_in_the_clear(offered, ask, client, settings, caplog, mailoutbox):
    caplog.set_level(logging.DEBUG)
    held = begin(ask)
    answers = build.whole(_applicant__name=NAME, _applicant__id_number=NUMBER, wish={"said": WORDS})
    answers["applicant"] |= {"name": NAME, "id_number": NUMBER, "relation": "relative"}
    paper = upload(client, ask, held, PDF + WORDS.encode() + PDF, FILE).json()
    answers["authorization"] = {"paper": [paper]}
    ask(SAVE, **held, revision=0, answers=json.dumps(answers))
    assert ask(SUBMIT, **held, answers='{"x": "' + WORDS + '"}')["submitDossier"]["refusal"]
    filed = ask(SUBMIT, **held, answers=json.dumps(answers))["submitDossier"]
    assert filed["refusal"] is None, filed
    dossier = {"code": filed["dossier"]["code"], "lookUp": held["lookUp"]}
    assert ask(MESSAGE, **dossier, text=WORDS)["sendMessage"]["refusal"] is None
    assert ask(SUPPLEMENT, **dossier, text=WORDS)["supplementDossier"]["refusal"]["reason"] == "NOT_NOW"
    told = json.dumps(ask(READ, **dossier), ensure_ascii=False)
    assert NAME in told and WORDS in told, "its people read it"
    places = tables() | files(Path(settings.DOSSIER_FILES_DIR)) | {"log": caplog.text.encode()}
    places["mail"] = b"".join(message.message().as_bytes() for message in mailoutbox)
    assert len(places) > 50
    assert where((*MARKERS, held["lookUp"]), places) == []


def secrets_of(wrapped: dict[str, tuple[int, bytes]]) -> list[keys.Key]:
    """Every data key that some row still gives away to who has the master keys."""
    found = []
    for number, data in wrapped.values():
        with suppress(keys.Unreadable):
            found.append(keys.unwrap(keys.Wrapped(number, data)))
    return found


def wrapped_keys() -> dict[str, tuple[int, bytes]]:
    rows = [*Dossier.objects.all(), *Draft.objects.all()]
    return {f"{type(row).__name__} {row.code}": (row.key_number, bytes(row.wrapped)) for row in rows}


def opened_places(dossier: Dossier, found: list[keys.Key]) -> set[str]:
    """What opens of a dossier, its draft, its events and its files with any of these keys."""
    sealed = {f"{dossier}/content": bytes(dossier.content), f"{dossier.draft}/answers": bytes(dossier.draft.answers)}
    sealed |= {f"{dossier}/{place_of(row.number)}": bytes(row.content) for row in dossier.events.all()}
    sealed |= {f"{dossier}/name/{row.key}": bytes(row.name) for row in dossier.attachments.all()}
    opened = set()
    for place, data in sealed.items():
        for key in found:
            with suppress(keys.Unreadable):
                key.open(data, place)
                opened.add(place)
    return opened


def test_once_erased_nothing_of_it_opens_with_the_keys_that_are_there(offered, settings):
    dossier, look_up = build.sent_for_hoa(_applicant__name=NAME, _applicant__id_number=NUMBER, wish={"said": WORDS})
    answering.write(dossier.code, Asker(look_up), WORDS)
    other, _code = build.sent(_applicant__name=NAME, wish={"said": WORDS})
    build.ended(dossier)
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert len(opened_places(dossier, secrets_of(wrapped_keys()))) == 5  # content, three events, the name of a file
    before = len(files(Path(settings.DOSSIER_FILES_DIR)))
    fingerprints = [keys.fingerprint(mentions.PURPOSE, NUMBER), dossier.look_up, dossier.body]
    assert erasing.erase(dossier, "theo yêu cầu hợp pháp", "minh")
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert opened_places(dossier, secrets_of(wrapped_keys())) == set()
    assert len(secrets_of(wrapped_keys())) == 2  # those of the other one and of its draft
    assert (before, len(files(Path(settings.DOSSIER_FILES_DIR)))) == (1, 0)
    places = tables() | {"journal": journal.place().read_bytes()}
    assert where((*MARKERS, look_up), places) == []
    assert [place for each in fingerprints for place, held in places.items() if each.encode() in held] == []
    assert Dossier.objects.get(pk=other.pk).answers["wish"] == {"said": WORDS}


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_is_overwritten_in_the_file_of_the_database(offered):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL overwrites old rows with VACUUM, which is its own work")
    dossier, _look_up = build.sent_for_hoa()
    assert any(bytes(dossier.wrapped) in held for held in database_files().values())
    erasing.erase(build.ended(dossier), "theo yêu cầu hợp pháp", "minh")
    held = database_files()
    assert held and [place for place, data in held.items() if bytes(dossier.wrapped) in data] == []


def database_files() -> dict[str, bytes]:
    """Once all that was committed stands in its place."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    place = Path(connection.settings_dict["NAME"])
    return {each.name: each.read_bytes() for each in place.parent.glob(f"{place.name}*")}


def test_the_looking_finds_what_is_there():
    for form in forms(WORDS):
        assert where((WORDS,), {"somewhere": b"..." + form + b"..."})
