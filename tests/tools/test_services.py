"""The parts of the tooling that need no server."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import checks
from tools.progress import Problem
from tools.services import java, ports, process, state
from tools.services.state import Entry


def jdk(folder: Path, told: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{told}"\n')
    return folder


def test_it_reads_the_state_it_wrote(tmp_path: Path) -> None:
    entries = {"redis": Entry("redis://127.0.0.1:1/0", "/x", 1, pid=7, born="42")}
    state.write(tmp_path / "state.json", entries)
    assert state.read(tmp_path / "state.json") == entries


def test_it_keeps_the_state_from_other_users(tmp_path: Path) -> None:
    state.write(tmp_path / "state.json", {})
    assert (tmp_path / "state.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"redis": {"colour": 1}}', '{"redis": 1}'])
def test_it_takes_a_damaged_state_for_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text)
    assert state.read(tmp_path / "state.json") == {}


def test_it_picks_the_wanted_port_when_it_is_free() -> None:
    port = ports.pick()
    assert ports.pick(port) == port


def test_it_picks_another_port_when_the_wanted_one_is_busy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        busy = server.getsockname()[1]
        assert not ports.is_free(busy)
        assert ports.pick(busy) != busy


def test_it_names_the_variable_of_a_busy_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        busy = str(server.getsockname()[1])
        with pytest.raises(Problem, match=f"Port {busy} is busy.*API_PORT"):
            checks.port({"API_PORT": busy}, "API_PORT", 8000)


@pytest.mark.parametrize("text", ["x", "0", "65536", "-1", "80 "])
def test_it_refuses_what_is_no_port(text: str) -> None:
    with pytest.raises(Problem, match="API_PORT must be a port"):
        checks.port({"API_PORT": text}, "API_PORT", 8000)


@pytest.mark.parametrize(("told", "number"), [("25.0.3", 25), ("1.8.0_402", 8), ("21", 21), ("?", 0)])
def test_it_reads_the_version_of_a_jdk(tmp_path: Path, told: str, number: int) -> None:
    assert java.version(jdk(tmp_path / "jdk", told)) == number


def test_it_finds_the_oldest_jdk_that_is_new_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for told in ("17.0.1", "21.0.2", "25.0.3"):
        jdk(tmp_path / told, told)
    for name in ("JAVA_HOME", "ES_JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert java.find((f"{tmp_path}/*",)) == tmp_path / "21.0.2"


def test_it_prefers_the_jdk_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ES_JAVA_HOME", raising=False)
    monkeypatch.setenv("JAVA_HOME", str(jdk(tmp_path / "mine", "25.0.3")))
    jdk(tmp_path / "jvm" / "21", "21")
    assert java.find((f"{tmp_path}/jvm/*",)) == tmp_path / "mine"


def test_it_ends_the_recorded_process_only() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True) as child:
        born = process.birth(child.pid)
        assert born is not None
        process.stop(child.pid, "another", signal.SIGTERM)
        assert process.is_running(child.pid, born)
        process.stop(child.pid, born, signal.SIGTERM)
        assert not process.is_running(child.pid, born)


def test_it_knows_itself_as_running() -> None:
    assert process.birth(os.getpid()) is not None
