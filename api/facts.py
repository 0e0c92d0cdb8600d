"""One procedure with every public fact, typed, as a line of JSONL has it and the other downloads are made of.

Keys and words of closed lists are those of `register/document.py` and `register/words.py`; days are ISO, moments have a
zone, addresses are whole. Agencies and sectors have the names of the day.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from register.answer import Answer, Edition
from register.guide import Guide
from register.models import Announcement
from register.naming import Naming

TEXT = (
    "kind",
    "audiences",
    "reception",
    "steps",
    "methods",
    "conditions",
    "results",
    "legal_basis",
    "related",
    "transition",
    "base",
)


@dataclass(frozen=True)
class Names:
    """The names that agencies and sectors have on the day, in the locale."""

    agencies: Naming
    sectors: Naming


def portal(path: str) -> str:
    """An address of the public site."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/{path}"


def facts(answer: Answer, names: Names, guide: Guide | None = None) -> dict[str, Any]:
    """The procedure on its day. `edition` is the newest; `other_editions` are those that hold at other levels."""
    newest = answer.edition
    assert newest  # noqa: S101 - asked for what is in force
    others = {each.edition.key: each.edition for each in answer.levels if each.edition.key != newest.key}
    return {
        "code": answer.code,
        "name": newest.data["name"],
        "state": str(answer.state),
        "on": str(answer.on),
        "locale": answer.locale,
        "url": portal(f"thu-tuc/{answer.code}"),
        "levels": [
            {"level": each.level, "state": str(each.state), "edition": each.edition.key} for each in answer.levels
        ],
        "awaiting_province": answer.awaiting_province,
        "edition": edition_facts(newest, answer, names),
        "other_editions": [edition_facts(each, answer, names) for each in others.values()],
        "guide": guide_facts(guide) if guide else None,
    }


def guide_facts(guide: Guide) -> dict[str, Any]:
    """Plain words beside the text, which alone is the law."""
    sample = guide.data["sample"]
    return guide.told | {"sample": _file(sample) if sample else None}


def edition_facts(edition: Edition, answer: Answer, names: Names) -> dict[str, Any]:
    """What one decision says, whole."""
    data = edition.data
    return {
        "key": edition.key,
        "name": data["name"],
        "locale": edition.locale,
        "is_fallback": edition.is_fallback,
        "change": edition.change,
        "form": data["form"],
        "levels": data["levels"],
        "effective_on": str(edition.effective_on),
        "corrected": edition.corrected,
        "successors": list(edition.successors),
        "decision": decision_facts(edition.announcement, answer, names),
        "sector": {"key": data["sector"], "name": names.sectors.on(data["sector"], answer.on, answer.locale)}
        if data["sector"]
        else None,
        "agencies": [part | {"agency": agency(part["agency"], answer, names)} for part in data["agencies"]],
        "components": [group | {"items": [_item(item) for item in group["items"]]} for group in data["components"]],
        **{key: data[key] for key in TEXT},
    }


def decision_facts(row: Announcement, answer: Answer, names: Names) -> dict[str, Any]:
    return {
        "number": row.number,
        "address": row.address,
        "title": row.title,
        "summary": row.summary,
        "issuer": agency(row.issuer_key, answer, names),
        "signed_on": str(row.signed_on),
        "effective_on": str(row.effective_on),
        "announced_at": row.announced_at.isoformat(),
        "follows": row.follows,
        "files": [_file(file) for file in row.files],
        "url": portal(f"quyet-dinh/{row.address}"),
    }


def agency(key: str | None, answer: Answer, names: Names) -> dict[str, str] | None:
    return {"key": key, "name": names.agencies.on(key, answer.on, answer.locale)} if key else None


def _item(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"form": _file(item["form"]) if item["form"] else None}


def _file(file: dict[str, Any]) -> dict[str, Any]:
    """With its address; null where only the name is known."""
    return file | {"url": portal(f"tep/{file['sha256']}") if file["sha256"] else None}
