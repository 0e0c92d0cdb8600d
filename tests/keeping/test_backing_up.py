"""A backup is whole, closed to others, and has no key in it."""

import base64
import json
import os
import stat
import subprocess
import tomllib

import pytest
from django.db import connection

from keeping import manifest, sealed
from register import changes
from register.models import Agency

pytestmark = pytest.mark.django_db(transaction=True)


def lying_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_its_list_tells_where_the_log_stood_and_every_file_with_its_checksum(backup):
    told = manifest.read(backup)
    assert (told.seen.epoch, told.seen.head, told.engine) == (changes.epoch(), changes.head(), connection.vendor)
    assert [each.name for each in told.files] == ["dossiers/1/sealed", "files/ab/abcd", "media/documents/mau-don.pdf"]
    for each in (told.database, *told.files):
        assert manifest.entry_of(backup, each.name) == each
    listed = {backup / each.name for each in (told.database, *told.files)}
    assert set(lying_in(backup)) == listed | {backup / "manifest.json"}


def test_only_its_owner_opens_it(backup):
    assert {stat.S_IMODE(path.stat().st_mode) for path in lying_in(backup)} == {0o600}
    opened = {backup, *(path for path in backup.rglob("*") if path.is_dir())}
    assert {stat.S_IMODE(path.stat().st_mode) for path in opened} == {0o700}


def test_a_folder_with_something_in_it_is_refused_and_left_alone(folders, run, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter").write_text("mine")
    succeeded, said = run("backup", tmp_path / "taken")
    assert not succeeded
    assert "không trống" in said
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["letter"]


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(folders, run, tmp_path, monkeypatch):
    # A table that is gone: the database cannot be asked where its log stands.
    monkeypatch.setattr("keeping.seen.POSITION", "SELECT 1 FROM a_table_that_is_gone")
    with pytest.raises(Exception, match="a_table_that_is_gone"):
        run("backup", tmp_path / "backup")
    assert list((tmp_path / "backup").iterdir()) == []


def test_no_key_stands_in_it_in_any_form(folders, province, run, tmp_path, settings):
    secret = os.urandom(32)
    settings.DOSSIER_KEYS = [f"7:{base64.b64encode(secret).decode()}"]
    succeeded, said = run("backup", tmp_path / "backup")
    assert succeeded, said
    contents = [path.read_bytes() for path in lying_in(tmp_path / "backup")]
    if connection.vendor == "postgresql":  # the dump is packed
        dumped = tmp_path / "backup" / "database.dump"
        contents.append(subprocess.run(["pg_restore", "--file=-", dumped], capture_output=True, check=True).stdout)
    forms = [secret, base64.b64encode(secret), base64.urlsafe_b64encode(secret), secret.hex().encode()]
    forms += [settings.SECRET_KEY.encode(), base64.b64encode(settings.SECRET_KEY.encode())]
    assert not [form for form in forms for content in contents if form in content]
    assert any(b"ubnd-tinh" in content for content in contents)  # what does stand there is found


def test_the_numbers_of_the_keys_that_rows_need_are_told(folders, province, run, tmp_path, monkeypatch):
    """Until dossiers have tables, one of the register stands for them."""
    monkeypatch.setattr(sealed, "statements", lambda: ["SELECT 3 FROM register_agency", "SELECT 1"])
    run("backup", tmp_path / "backup")
    assert manifest.read(tmp_path / "backup").seen.keys == [1, 3]
    assert Agency.objects.exists()


def test_the_version_is_that_of_the_product(settings):
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == manifest.VERSION


@pytest.fixture
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.fail("DATABASE_URL names no PostgreSQL")


@pytest.mark.services
def test_without_pg_dump_it_says_what_to_install(on_postgresql, folders, run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    succeeded, said = run("backup", tmp_path / "backup")
    assert not succeeded
    assert "Không tìm thấy pg_dump: hãy cài gói postgresql-client" in said


@pytest.mark.services
def test_a_pg_dump_that_is_older_than_the_server_is_refused(on_postgresql, folders, run, tmp_path, monkeypatch):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    succeeded, said = run("backup", tmp_path / "backup")
    assert not succeeded
    assert "pg_dump là phiên bản 9, cũ hơn máy chủ" in said


def test_what_an_operator_reads_is_english_where_he_asks_for_it(folders, province, run, tmp_path):
    assert "Backed up into" in run("backup", tmp_path / "backup", "--language", "en")[1]
    assert "is not empty: choose a new folder" in run("backup", tmp_path / "backup", "--language", "en")[1]
    assert json.loads((tmp_path / "backup" / "manifest.json").read_text())["format"] == 1
