"""What happens at the office meanwhile: decisions, files, readers who follow. Runs until it is ended."""

import json
import secrets
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from following import asking
from register import files
from register.subjects import Subject
from register.words import SubjectKind

SAMPLE = "9.000101"


def write(writer: int, counted: str) -> None:
    """A line in the file `counted` for each round that is committed."""
    round_ = 0
    while True:
        round_ += 1
        _announce(f"{80 + writer}.{round_:06}", f"{writer}{round_:04}/QĐ-UBND")
        files.store(b"%PDF-1.7 " + secrets.token_bytes(20_000))
        default_storage.save(f"documents/{writer}-{round_}.pdf", ContentFile(secrets.token_bytes(20_000)))
        asking.ask(f"hoa-{writer}-{round_}@lamson.example", Subject(SubjectKind.PROCEDURE, SAMPLE), "vi")
        with Path(counted).open("a") as file:
            file.write(f"{round_}\n")


def _announce(code: str, number: str) -> None:
    line = {
        "code": code,
        "name": f"Đăng ký việc {code}",
        "decision_number": number,
        "levels": ["commune"],
        "steps": "Nộp hồ sơ tại bộ phận một cửa.",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        call_command("import_procedures", file.name, announce=True, verbosity=0)
