"""What the run asks the product itself, in `manage.py shell`: to begin, and to look at the end."""

import hashlib
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from dossiers import attaching, sweeping, switching
from dossiers.models import Attachment, Dossier, Notice
from dossiers.notices import sending
from register import clock, record

from .filing import CODE

FORM: dict[str, Any] = {
    "format": 1,
    "readable_from": 1,
    "procedure": CODE,
    "title": {"vi": "Đơn", "en": "Form"},
    "pages": [
        {
            "key": "what",
            "title": {"vi": "Nội dung", "en": "Content"},
            "sections": [
                {
                    "key": "what",
                    "title": {"vi": "Nội dung", "en": "Content"},
                    "fields": [
                        {"key": "why", "kind": "text", "label": {"vi": "Lý do", "en": "Why"}, "required": True},
                        {
                            "key": "paper",
                            "kind": "file",
                            "label": {"vi": "Giấy tờ", "en": "Paper"},
                            "required": True,
                            "types": ["pdf"],
                            "most": 1,
                        },
                    ],
                }
            ],
        }
    ],
}


def begin() -> None:
    """A procedure with a form, which may be filed here."""
    line = {
        "code": CODE,
        "name": "Việc để thử",
        "decision_number": "1/QĐ-UBND",
        "levels": ["province"],
        "steps": "Nộp hồ sơ tại bộ phận một cửa.",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        call_command("import_procedures", file.name, announce=True, verbosity=0)
    record.release_form(FORM, clock.today(), "chaos")
    switching.switch("province", "", True, "chaos")


def look(*, sweep: bool) -> None:
    """Prints a line of JSON: dossiers with what they tell and what their files hash to, notices, letters, folders."""
    if sweep:
        sweeping.forget_drafts()
        sweeping.forget_files()
    while sending.send_due():
        pass
    dossiers = {
        row.code: {
            "why": row.answers["what"]["why"],
            "files": [hashlib.sha256(b"".join(attaching.read(each))).hexdigest() for each in row.attachments.all()],
            "events": row.events.count(),
        }
        for row in Dossier.objects.all()
    }
    notices = Counter(row.dossier.code for row in Notice.objects.filter(outcome="sent").select_related("dossier"))
    folders = {folder.name for folder in Path(settings.DOSSIER_FILES_DIR).glob("??/*")}
    named = set(Attachment.objects.values_list("key", flat=True))
    print(
        json.dumps(
            {
                "dossiers": dossiers,
                "notices": notices,
                "waiting": Notice.objects.filter(outcome="").count(),
                "letters": letters(),
                "orphans": len(folders - named),
                "without_folder": len(named - folders),
            }
        )
    )


def letters() -> Counter[str]:
    """How often each dossier's first letter was handed over."""
    found = Counter[str]()
    for path in Path(settings.EMAIL_FILE_PATH).glob("*"):
        found.update(re.findall(r"Message-ID: <dossier-(.+)-1-applicant@", path.read_text(errors="replace")))
    return found
