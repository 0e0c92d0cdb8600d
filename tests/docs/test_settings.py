"""docs/running.md describes every variable that is read, every command, and no setting that is gone."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
READERS = {"env", "env_int", "env_bool", "env_list"}


def described(heading: str) -> set[str]:
    """What stands in code in the first column of the table under this heading."""
    section = RUNNING.split(f"\n{heading}\n")[1].split("\n#")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return {name.split()[0] for cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def read_by_settings() -> set[str]:
    tree = ast.parse((ROOT / "config" / "settings.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
        and isinstance(node.args[0], ast.Constant)
    }


def read_by_portal() -> set[str]:
    source = (ROOT / "frontend" / "src" / "env.ts").read_text(encoding="utf-8")
    return set(re.findall(r"^\s+([A-Z][A-Z0-9_]*): \{", source, re.MULTILINE))


def commands() -> set[str]:
    return {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}


def test_there_is_something_to_describe():
    assert {"DATABASE_URL", "LOG_LEVEL", "DEBUG", "API_PORT", "ALLOWED_HOSTS"} <= read_by_settings()
    assert {"API_URL", "API_TIMEOUT"} <= read_by_portal()
    assert {"import_procedures", "rebuild_index"} <= commands()


@pytest.mark.parametrize("name", sorted(read_by_settings()))
def test_a_variable_of_the_settings_is_described(name):
    assert name in described("### API, desk and worker")


def test_no_variable_is_described_that_the_settings_do_not_read():
    assert described("### API, desk and worker") - read_by_settings() == set()


@pytest.mark.parametrize("name", sorted(read_by_portal()))
def test_a_variable_of_the_portal_is_described(name):
    assert name in described("### Portal")


def test_every_command_is_described_and_no_other():
    assert described("## Commands") == commands()
