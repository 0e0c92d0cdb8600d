"""Drafts and dossiers of Hoa, who registers the birth of a child."""

import copy
import datetime as dt
import json
from typing import Any

from dossiers import attaching, drafting, filing, keys, moving, switching
from dossiers.access import Asker
from dossiers.attaching import File
from dossiers.deadlines import Limit
from dossiers.handling import Action, Role
from dossiers.models import Dossier, Draft
from dossiers.models.event import Happening
from register import clock, record
from register.words import Unit
from tests.build import announced
from tests.dossiers.papers import PDF
from tests.register.forms.birth import BIRTH, CODE
from tests.register.forms.birth import answers as of_the_form

MAY = dt.date(2026, 5, 4)
PEOPLE: dict[str, Any] = {
    "_applicant": {
        "for_whom": "self",
        "kind": "person",
        "name": "Lê Thị Hoa",
        "id_number": "001190012345",
        "phone": "0912 345 678",
        "email": "hoa@lamson.example",
    },
    "_result": {"by": "online"},
}

TUAN: dict[str, Any] = {
    "name": "Lê Văn Tuấn",
    "id_number": "001085012345",
    "phone": "0987654321",
    "email": "tuan@lamson.example",
    "relation": "family",
}


def offered(form: dict[str, Any] = BIRTH) -> None:
    """The procedure is in force, has a form, and may be filed here."""
    announced(codes=(CODE,), levels=["province"])
    record.release_form(form, MAY, "minh")
    switching.switch("province", "", True, "minh")


def begun(**more: Any) -> drafting.Begun:
    told = {"procedure": CODE, "level": "province", "commune": "", "asker": Asker(), "locale": "vi"} | more
    return drafting.begin(**told)


def whole(**changed: Any) -> dict[str, Any]:
    """Answers that may be filed, but for what is changed: `_applicant__email="x"`, None for none; `_submitter={…}`."""
    own = {key: value for key, value in changed.items() if not key.startswith("_")}
    given = copy.deepcopy(PEOPLE) | of_the_form(**own)
    for place, value in changed.items():
        if place.startswith("_"):
            section, _mark, key = place[1:].partition("__")
            part, name = (given[f"_{section}"], key) if key else (given, place)
            part[name] = value
            if value is None:
                del part[name]
    return given


def attached(holder: Draft | Dossier, content: bytes = PDF, name: str = "giay-to.pdf") -> File:
    begun_file = attaching.begin(holder, name, len(content))
    row = attaching.incoming(begun_file.attachment.key, begun_file.token)
    assert row
    for start in range(0, len(content), attaching.PIECE):
        row = attaching.receive(row, start, content[start : start + attaching.PIECE])
    return attaching.file_of(row, holder)


def a_dossier(name: str, agency: str = "so-tu-phap") -> Dossier:
    """One that is there, whose applicant has this name; no procedure, no form."""
    _key, wrapped = keys.new()
    now = clock.now()
    row = Dossier(
        code="000.00.01.H00-260504-0001",
        key_number=wrapped.number,
        wrapped=wrapped.data,
        body="-",
        look_up="1:-",
        procedure=CODE,
        level="province",
        edition="-",
        form="-",
        agency=agency,
        locale="vi",
        sent_at=now,
        since=now,
    )
    row.content = row.sealed({"_applicant": {"name": name}}, filing.CONTENT)
    row.save()
    moving.tell(row, Happening.SENT, Role.CITIZEN, name)
    return row


def sent(**changed: Any) -> tuple[Dossier, str]:
    """A dossier of a guest, and its look-up code."""
    draft = begun()
    asker = Asker(draft.look_up_code)
    return filing.submit(draft.draft.code, asker, json.dumps(whole(**changed))), draft.look_up_code


def sent_for_hoa(**changed: Any) -> tuple[Dossier, str]:
    """By Tuấn, who brings a paper of Hoa's; the dossier of a guest, and its look-up code."""
    draft = begun()
    paper = attached(draft.draft).answer
    answers = whole(
        _applicant__for_whom="another", _submitter=copy.deepcopy(TUAN), applicant__relation="relative", **changed
    )
    answers["authorization"] = {"paper": [paper]}
    dossier = filing.submit(draft.draft.code, Asker(draft.look_up_code), json.dumps(answers))
    return dossier, draft.look_up_code


def ended(dossier: Dossier) -> Dossier:
    """As refused."""
    return moving.move(dossier, Action.REFUSE, Role.RECEIVER, "Không đủ điều kiện.", officer="tuan")


def received(dossier: Dossier, days: float = 5) -> Dossier:
    return moving.move(dossier, Action.RECEIVE, Role.RECEIVER, officer="tuan", limit=Limit(days, Unit.WORKING_DAY))
