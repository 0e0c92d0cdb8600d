"""The doctor finds each fault, which really happens here, and says in one sentence what to do."""

import base64
import datetime as dt
import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from api.webhooks import acting
from dossiers.models import Notice
from following.models import Following
from keeping import sealed
from keeping.checkups import broker, cursors, disk, mail, record, versions
from keeping.checkups import clock as clocks
from keeping.checkups.finding import Level
from keeping.doctor import CHECKUPS
from register import checks, clock, guards, holding
from search.synchronize import synchronize
from tests.browser.stack import ROOT, Stack, free_port
from tests.dossiers.build import sent
from tests.following.conftest import MONDAY
from tests.webhooks.conftest import renamed

pytestmark = pytest.mark.django_db


def is_well(finding):
    return finding.level is Level.OK


def told(finding, level, sentence):
    """It is of that level, says that, and is one sentence."""
    assert finding.level is level
    assert sentence in finding.sentence
    assert finding.sentence.endswith(".")
    return True


@pytest.fixture
def guarded(transactional_db):
    yield
    guards.install()


def test_a_trigger_that_is_gone(guarded):
    assert is_well(record.triggers())
    guards.remove()
    assert told(record.triggers(), Level.FAULT, "hãy chạy manage.py migrate bằng tài khoản chủ các bảng")


def test_a_trigger_that_stands_and_does_nothing(guarded):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER register_change_no_update")
            cursor.execute(
                "CREATE TRIGGER register_change_no_update AFTER UPDATE ON register_change BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION register_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NEW; END $$"
            )
    assert told(record.triggers(), Level.FAULT, ": update")


def test_a_migration_that_was_not_run(province):
    assert is_well(record.migrations())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'register' AND name LIKE '0008%%'")
    assert told(record.migrations(), Level.FAULT, "hãy chạy manage.py migrate")


def test_keys_that_cannot_be_read(province, settings):
    settings.DOSSIER_KEYS = ["1:short"]
    assert told(record.keys(), Level.FAULT, "Không đọc được DOSSIER_KEYS")
    assert "short" not in record.keys().sentence


def test_a_key_that_rows_need_and_nobody_has(province, settings, monkeypatch):
    """Until dossiers have tables, a row of another one stands for them."""
    settings.DOSSIER_KEYS = [f"1:{base64.b64encode(os.urandom(32)).decode()}"]
    assert is_well(record.keys())
    monkeypatch.setattr(sealed, "statements", lambda: ["SELECT DISTINCT 2 FROM register_agency"])
    assert told(record.keys(), Level.FAULT, "Thiếu khóa số 2")


@pytest.mark.parametrize("debug", [True, False])
def test_no_keys_of_dossiers_where_none_is_needed_yet(province, settings, debug):
    settings.DOSSIER_KEYS = []
    settings.DEBUG = debug
    assert told(record.keys(), Level.WARNING, "Chưa có DOSSIER_KEYS: hãy đặt")


def test_messages_that_wait_after_a_restored_backup(province):
    assert is_well(record.hold())
    holding.hold()
    assert told(record.hold(), Level.WARNING, "after_restore --release")


def test_a_clock_that_is_moved(settings):
    assert is_well(clocks.clock())
    settings.CLOCK_OFFSET_SECONDS = 3600
    assert told(clocks.clock(), Level.WARNING, "hãy bỏ CLOCK_OFFSET_SECONDS")


def test_a_database_whose_clock_goes_wrong(monkeypatch):
    late = clock.now() - dt.timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert told(clocks.clock(), Level.FAULT, "NTP")


def test_an_index_that_is_not_there_and_one_that_is_behind(province, engine, monkeypatch):
    monkeypatch.setattr(cursors, "engine", lambda: engine)
    assert told(cursors.index(), Level.FAULT, "hãy chạy manage.py synchronize_index")
    synchronize(engine)
    assert is_well(cursors.index())
    renamed("Tên 1")
    assert told(cursors.index(), Level.WARNING, "chậm 1 thay đổi")


@pytest.mark.services
def test_an_engine_that_is_away(province, monkeypatch):
    from search.engines.elasticsearch import ElasticsearchEngine

    away = ElasticsearchEngine(f"http://127.0.0.1:{free_port()}", "niemyet")
    monkeypatch.setattr(cursors, "engine", lambda: away)
    assert told(cursors.index(), Level.FAULT, "không trả lời")


def test_subscribers_that_were_not_told_and_one_that_is_paused(subscriber):
    assert is_well(cursors.webhooks())
    renamed("Tên 1")
    assert told(cursors.webhooks(), Level.WARNING, "Còn 1 thay đổi")
    acting.pause(subscriber)
    assert told(cursors.webhooks(), Level.WARNING, "1 nơi nhận webhook tạm dừng")


def test_followers_whose_letters_are_late_and_those_of_another_log(province, at, follow, run):
    at(MONDAY, 9)
    follow("SECTOR", "ho-tich")
    assert is_well(cursors.following())
    at(MONDAY + dt.timedelta(days=1), 12)
    assert told(cursors.following(), Level.WARNING, "1 thư cho người theo dõi quá giờ gửi")
    run("after_restore")
    assert Following.objects.exists()
    assert told(cursors.following(), Level.WARNING, "after_restore --release")


def test_notices_of_dossiers_that_are_late_and_those_that_were_given_up(offered, settings, monkeypatch):
    settings.FILING_GUESTS = True
    sent()
    assert is_well(cursors.notices())
    later = clock.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert told(cursors.notices(), Level.WARNING, "1 tin báo về hồ sơ quá giờ gửi")
    Notice.objects.update(due_at=None, outcome="given_up", ended_at=later)
    assert told(cursors.notices(), Level.WARNING, "hãy gọi điện cho chủ hồ sơ")


def test_a_broker_whose_folder_is_away(settings, tmp_path):
    settings.REDIS_URL = ""
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path)}
    assert is_well(broker.broker())
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path / "gone")}
    assert told(broker.broker(), Level.FAULT, "Không ghi được")


def test_a_redis_that_is_away(settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    assert told(broker.broker(), Level.FAULT, "hãy khởi động Redis")


@pytest.mark.services
def test_a_redis_that_is_there():
    assert is_well(broker.broker())


def test_mail_that_goes_into_files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert told(mail.mail(), Level.WARNING, "hãy đặt EMAIL_HOST")


def test_a_mail_server_that_answers_one_without_tls_and_one_that_is_away(mailbox, settings):
    assert is_well(mail.mail())
    settings.EMAIL_USE_TLS = True
    assert told(mail.mail(), Level.FAULT, "không có STARTTLS")
    settings.EMAIL_PORT = free_port()
    assert told(mail.mail(), Level.FAULT, "không trả lời")
    assert mailbox.raw == []


def test_a_disk_that_is_full_and_one_that_fills(monkeypatch):
    """More is asked for than there is."""
    monkeypatch.setattr(disk, "LEAST", 0)
    monkeypatch.setattr(disk, "LITTLE", 0)
    assert is_well(disk.disk())
    monkeypatch.setattr(disk, "LITTLE", 2**60)
    assert told(disk.disk(), Level.WARNING, "hãy dọn ổ đĩa")
    monkeypatch.setattr(disk, "LEAST", 2**60)
    assert told(disk.disk(), Level.FAULT, "chuyển DATA_DIR ngay")


def test_a_disk_of_the_network(settings, monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw\nserver:/share {settings.DATA_DIR} nfs4 rw\n")
    monkeypatch.setattr(disk, "MOUNTS", mounts)
    assert "nfs4" in checks.NETWORK_FILE_SYSTEMS
    level = Level.FAULT if connection.vendor == "sqlite" else Level.WARNING
    assert told(disk.disk(), level, "ổ mạng (nfs4)")


@pytest.mark.parametrize("name", ["Python", "Django", "Node"])
def test_what_is_older_than_the_product_needs(monkeypatch, name):
    assert is_well(versions.versions())
    monkeypatch.setitem(versions.LEAST, name, (99,))
    assert told(versions.versions(), Level.FAULT, f"Phiên bản quá cũ: {name} ")


def test_a_database_that_is_away_is_told_by_each_checkup_that_needs_it(tmp_path):
    """In a process of its own: it fails, says so for each, and goes on to what needs no database."""
    stack = Stack(tmp_path, DATABASE_URL=f"postgres://nobody:word-of-nobody@127.0.0.1:{free_port()}/none")
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    found = {row["checkup"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert found.keys() == CHECKUPS.keys()
    assert found["triggers"]["level"] == "fault"
    assert "hãy xem DATABASE_URL" in found["triggers"]["sentence"]
    assert found["worker"]["sentence"].startswith("Không có worker nào trả lời")
    assert found["disk"]["level"] != "fault"
    assert "word-of-nobody" not in done.stdout + done.stderr


@pytest.mark.long
def test_a_worker_that_is_there_and_one_that_is_not(tmp_path):
    """On the broker of the default stack, whose messages are files."""
    stack = Stack(tmp_path)
    stack.manage("migrate")
    ask = "from keeping.checkups.broker import worker; print(worker().level.value)"
    assert stack.manage("shell", "-v0", "-c", ask).strip() == "fault"
    stack._run("worker", ["celery", "-A", "config", "worker", "-c", "1"])
    try:
        for _ in range(20):
            found = stack.manage("shell", "-v0", "-c", ask).strip()
            if found == "ok":
                break
        assert found == "ok"
    finally:
        stack.stop()
