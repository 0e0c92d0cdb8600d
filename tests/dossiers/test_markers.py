"""What a citizen wrote stands nowhere in the clear: no table, no file, no log, no letter, in no way of writing it."""

import base64
import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

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


def test_the_looking_finds_what_is_there():
    for form in forms(WORDS):
        assert where((WORDS,), {"somewhere": b"..." + form + b"..."})
