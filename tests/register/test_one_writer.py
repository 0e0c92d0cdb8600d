"""Only register/record.py inserts into the public record, and one module of dossiers into each of their logs."""

import ast
from pathlib import Path

from register import guards

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("register", "cms", "search", "dossiers", "inbox", "following", "api", "config")
# The log and its epoch, and the file store, are written by their own modules, which record.py calls.
WRITERS = {
    "register/record.py": {model.__name__ for model in guards.frozen_models() if model._meta.app_label == "register"},
    "register/changes.py": {"Change", "Epoch"},
    "register/files.py": {"StoredFile"},
    "dossiers/moving.py": {"DossierEvent"},
    "dossiers/switching.py": {"FilingSwitch"},
    "dossiers/reading.py": {"Reading"},
    "dossiers/notices/words.py": {"Wording"},
    "dossiers/retaining.py": {"Retention"},
    "dossiers/erasing.py": {"Erasure"},
}
INSERTS = {"create", "bulk_create", "get_or_create", "update_or_create"}


def insertions(path: Path) -> set[str]:
    """Names of models that this file makes, by `Model.objects.create(…)` and the like or by `Model(…)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models")
        for name in node.names
    }
    names = {model.__name__ for model in guards.frozen_models()} & imported
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in names:
                found.add(called.id)
            if isinstance(called, ast.Attribute) and called.attr in INSERTS:
                parts = {part.id for part in ast.walk(called) if isinstance(part, ast.Name)}
                found |= parts & names
    return found


def test_nobody_else_inserts_into_the_record():
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            name = path.relative_to(ROOT).as_posix()
            assert insertions(path) <= WRITERS.get(name, set()), name


def test_the_check_sees_an_insertion(tmp_path):
    source = tmp_path / "elsewhere.py"
    source.write_text("from register.models import Announcement\nAnnouncement.objects.create(number='1')")
    assert insertions(source) == {"Announcement"}
