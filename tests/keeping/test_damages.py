"""A backup that is damaged or does not fit is refused, with a sentence for each reason, before anything is touched."""

import base64
import json

import pytest
from django.db import connection

from register.models import Agency

pytestmark = pytest.mark.django_db(transaction=True)


def change(path, content):
    path.write_bytes(content(path.read_bytes()))


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def listed(folder, **changed):
    """The list of the backup says something else."""
    told = json.loads((folder / "manifest.json").read_text())
    told["seen"] |= changed.pop("seen", {})
    (folder / "manifest.json").write_text(json.dumps(told | changed))


def database_of(folder):
    return folder / json.loads((folder / "manifest.json").read_text())["database"]["name"]


DAMAGES = {
    "a file is gone": (lambda to: (to / "files/ab/abcd").unlink(), "Thiếu tệp files/ab/abcd"),
    "a file is cut": (lambda to: change(to / "files/ab/abcd", lambda it: it[:-1]), "Tệp files/ab/abcd dài"),
    "a bit is flipped": (lambda to: change(to / "dossiers/1/sealed", flipped), "dossiers/1/sealed đã bị thay đổi"),
    "a bit of the database is flipped": (lambda to: change(database_of(to), flipped), "database."),
    "the database is gone": (lambda to: database_of(to).unlink(), "Thiếu tệp database."),
    "the list is gone": (lambda to: (to / "manifest.json").unlink(), "không phải bản sao lưu trọn vẹn"),
    "the list is cut": (lambda to: change(to / "manifest.json", lambda it: it[:-9]), "manifest.json đã hỏng"),
    "the list lacks a part": (lambda to: (to / "manifest.json").write_text('{"format": 1}'), "manifest.json đã hỏng"),
    "the format is a later one": (lambda to: listed(to, format=2), "định dạng 2"),
    "a file would go elsewhere": (
        lambda to: listed(to, files=[{"name": "files/../../x", "size": 0, "sha256": ""}]),
        "files/../../x không thuộc thư mục nào",
    ),
    "a key is missing": (lambda to: listed(to, seen={"keys": [7]}), "Thiếu khóa số 7 trong DOSSIER_KEYS"),
    "the product is older": (
        lambda to: listed(to, version="9.0", seen={"migrations": ["register.9999_later"]}),
        "phiên bản khác (9.0, có register.9999_later)",
    ),
    "the engine is another": (lambda to: listed(to, engine="oracle"), "Bản sao lưu của oracle"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_it_is_told_and_nothing_is_touched(backup, folders, run, name):
    damage, sentence = DAMAGES[name]
    damage(backup)
    before = {path: path.read_bytes() for path in folders.rglob("*") if path.is_file()}
    count = Agency.objects.count()
    succeeded, said = run("restore", backup, "--over")
    assert not succeeded
    assert sentence in said
    assert before == {path: path.read_bytes() for path in folders.rglob("*") if path.is_file()}
    assert Agency.objects.count() == count


@pytest.mark.parametrize("ours", ["1", "7"])
def test_it_fits_only_where_the_key_is_there(backup, run, settings, ours):
    settings.DOSSIER_KEYS = [f"{ours}:{base64.b64encode(bytes(32)).decode()}"]
    listed(backup, seen={"keys": [7]})
    assert ("Thiếu khóa số 7" in run("restore", backup)[1]) == (ours == "1")


def test_every_damage_is_told_not_the_first_alone(backup, run):
    (backup / "files/ab/abcd").unlink()
    change(backup / "dossiers/1/sealed", flipped)
    said = run("restore", backup)[1]
    assert "files/ab/abcd" in said
    assert "dossiers/1/sealed" in said


def test_data_that_stands_here_is_not_overwritten_unless_asked_for(backup, run):
    succeeded, said = run("restore", backup)
    assert not succeeded
    assert "Cơ sở dữ liệu ở đây đã có dữ liệu" in said
    assert said.count("đã có tệp") == 3


@pytest.mark.services
def test_a_dump_of_a_newer_server_is_refused(backup, run):
    assert connection.vendor == "postgresql"
    listed(backup, engine_version=99)
    assert "Bản sao lưu của PostgreSQL 99" in run("restore", backup)[1]
