"""The embedded index among several processes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.engines import Cursor, EngineUnavailable, IndexBusy, embedded, lock
from search.engines.embedded import EmbeddedEngine
from search.models import IndexDocument

ROOT = Path(__file__).resolve().parent.parent.parent


def document(number: int) -> IndexDocument:
    name = f"thu tuc {number}"
    return IndexDocument(
        id=f"1.{number:06}/2024-01-01/vi", code=f"1.{number:06}", state="in_force", serves=["vi", "en"],
        from_day=1, until_day=3_000_000, sector="ho-tich", levels=["commune"], audiences=["citizen"],
        agencies=[], channels=[], name=name, name_exact=name, name_folded=name, name_pairs="", body_folded="",
    )  # fmt: skip


def built(folder: Path, count: int = 3) -> EmbeddedEngine:
    engine = EmbeddedEngine(folder)
    with engine.writing(), engine.rebuild() as index:
        index.add((document(number) for number in range(count)), Cursor("epoch", 1))
        index.swap(Cursor("epoch", 1))
    return engine


def test_there_is_no_index_at_first(tmp_path):
    engine = EmbeddedEngine(tmp_path / "index")
    assert engine.cursor() is None
    with pytest.raises(EngineUnavailable):
        list(engine.hashes())


def _hold(folder: Path, holding, release) -> None:
    with EmbeddedEngine(folder).writing():
        holding.set()
        release.wait(30)


def test_a_second_writer_waits_and_then_says_so(tmp_path, monkeypatch):
    folder = tmp_path / "index"
    built(folder)
    context = multiprocessing.get_context("fork")
    holding, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(folder, holding, release))
    other.start()
    try:
        holding.wait(10)
        monkeypatch.setattr(lock, "WAIT", 0.2)
        with pytest.raises(IndexBusy), EmbeddedEngine(folder).writing():
            pass
    finally:
        release.set()
        other.join(10)
    with EmbeddedEngine(folder).writing():
        pass


def test_a_reader_in_another_process_sees_a_commit(tmp_path):
    folder = tmp_path / "index"
    writer = built(folder)
    reader = EmbeddedEngine(folder)
    assert reader.cursor() == Cursor("epoch", 1)
    with writer.writing():
        writer.replace(["1.000000"], [], Cursor("epoch", 2))
    time.sleep(embedded.FRESH)  # how long a reader may be behind
    assert reader.cursor() == Cursor("epoch", 2)
    assert len(list(reader.hashes())) == 2


def test_a_reader_follows_a_swap(tmp_path):
    folder = tmp_path / "index"
    built(folder)
    reader = EmbeddedEngine(folder)
    assert len(list(reader.hashes())) == 3
    built(folder, count=5)
    time.sleep(embedded.FRESH)
    assert len(list(reader.hashes())) == 5


ENDLESS = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from pathlib import Path
from search.engines import Cursor
from search.engines.embedded import EmbeddedEngine
from tests.search.test_embedded_index import document
engine = EmbeddedEngine(Path(sys.argv[1]))
number = 1
with engine.writing():
    while True:
        number += 1
        engine.replace(["1.000001"], [document(1)], Cursor("epoch", number))
        print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 7, 11])
def test_a_writer_killed_in_the_middle_leaves_an_index_that_opens(tmp_path, after):
    folder = tmp_path / "index"
    built(folder)
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    writer = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(folder)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    committed = [int(writer.stdout.readline()) for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    writer.wait(10)
    engine = EmbeddedEngine(folder)
    assert engine.cursor().number >= committed[-1]
    assert len(list(engine.hashes())) == 3
    with engine.writing():
        engine.replace(["1.000002"], [], Cursor("epoch", 10_000))
    assert len(list(engine.hashes())) == 2
