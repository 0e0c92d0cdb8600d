"""README's table *Where things happen* names what exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROW = re.compile(r"\| [^|`]+ \| `([^`|]+)` \| `([\w.]+)` \|")
SCRIPT = r"^export (?:async )?(?:function|const|class) {}\b"


def table() -> list[str]:
    """The lines of the table, without its head."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Where things happen\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("|")][2:]


def defines(path: Path, name: str) -> bool:
    """Whether the file defines the function or class; `Class.method` in Python."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return re.search(SCRIPT.format(re.escape(name)), source, re.MULTILINE) is not None
    body = ast.parse(source).body
    for part in name.split("."):
        found = [
            node
            for node in body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == part
        ]
        if not found:
            return False
        body = found[0].body
    return True


def test_it_has_rows():
    assert len(table()) > 20


@pytest.mark.parametrize("line", table())
def test_a_row_names_a_file_and_what_it_defines(line):
    row = ROW.fullmatch(line)
    assert row, f"not a row of what, file and function: {line}"
    path, name = ROOT / row[1], row[2]
    assert path.is_file(), f"{row[1]} does not exist"
    assert defines(path, name), f"{row[1]} defines no {name}"


def test_the_check_sees_what_is_missing(tmp_path):
    python, script = tmp_path / "a.py", tmp_path / "a.ts"
    python.write_text("class Edition:\n    def save(self): ...\n\n\n# def gone(): ...\n")
    script.write_text("export const load = 1;\nconst hidden = 2;\n")
    assert defines(python, "Edition.save")
    assert not defines(python, "Edition.gone")
    assert not defines(python, "gone")
    assert defines(script, "load")
    assert not defines(script, "hidden")
