"""Every *today* and *now* comes from register/clock.py: lint looks into Python, this into SQL and the portal."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = re.compile(
    r"CURRENT_DATE|CURRENT_TIMESTAMP|LOCALTIMESTAMP|date\('now|datetime\('now|\bnow\(\)\s*::|timezone\.now|date\.today"
)
SCRIPT = re.compile(r"new Date\(\s*\)|Date\.now\(|Temporal\.Now")


def offenders(folder: str, endings: set[str], pattern: re.Pattern[str], *, but: set[str] = frozenset()) -> list[str]:
    found = []
    for path in (ROOT / folder).rglob("*"):
        if path.suffix not in endings or {"node_modules", "build", ".svelte-kit", "migrations"} & set(path.parts):
            continue
        name = path.relative_to(ROOT).as_posix()
        if name not in but and pattern.search(path.read_text(encoding="utf-8")):
            found.append(name)
    return found


def test_no_python_or_sql_asks_another_clock():
    for package in ("register", "cms", "search", "dossiers", "inbox", "following", "outbound", "api", "config"):
        assert offenders(package, {".py", ".sql"}, PYTHON, but={"register/clock.py"}) == []


def test_the_portal_asks_no_clock_of_its_own():
    assert offenders("frontend", {".ts", ".js", ".svelte"}, SCRIPT) == []


def test_the_pattern_would_find_one():
    assert PYTHON.search("SELECT CURRENT_DATE")
    assert SCRIPT.search("const today = new Date()")
