"""From a draft to the public text: a whitelist, field by field. Nothing else of an edition ever becomes public."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from register import files
from register.document import EMPTY
from register.models import Agency

from .models import Edition

# What a province sets itself on a ministry's text; the rest of a list edition stands on its base.
LOCAL_FIELDS = ("agencies", "reception", "methods", "legal_basis", "transition")


@dataclass(frozen=True)
class Named:
    """What drafts refer to: keys of agencies and uploaded files, by pk. Two queries for all of them."""

    agencies: Mapping[int, str]
    documents: Mapping[int, Any]

    @classmethod
    def by(cls, editions: Iterable[Edition]) -> "Named":
        from wagtail.documents import get_document_model

        agencies: set[int] = set()
        documents: set[int] = set()
        for edition in editions:
            agencies.update(value["agency"] for value in _values(edition.agencies) if value["agency"])
            documents.update(item["form"] for item in items_of(edition) if item.get("form"))
        keys = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "key")) if agencies else {}
        return cls(keys, get_document_model().objects.in_bulk(documents) if documents else {})


def compile_text(edition: Edition, *, named: Named | None = None, store_files: bool = False) -> dict[str, Any]:
    """The text of one draft in its own locale, in the shape of `register/document.py`. `named` spares queries for many.

    With `store_files` the named files are copied into the public store; otherwise they are named without bytes.
    Raises files.UnknownTypeError for a file that is none of the types we serve.
    """
    named = named or Named.by([edition])
    return {
        "code": edition.procedure.code,
        "name": edition.name.strip(),
        "locale": edition.locale.language_code,
        "change": edition.change,
        "form": edition.form,
        "levels": list(edition.levels),
        "kind": edition.kind,
        "sector": edition.sector.key if edition.sector else "",
        "audiences": list(edition.audiences),
        "agencies": [_agency(value, named) for value in _values(edition.agencies)],
        "reception": edition.reception,
        "steps": [_only(value, "title", "text") for value in _values(edition.steps)],
        "methods": [_method(value) for value in _values(edition.methods)],
        "components": [_case(value, named, store_files) for value in _values(edition.components)],
        "conditions": edition.conditions,
        "results": [_only(value, "name", "code") for value in _values(edition.results)],
        "legal_basis": [
            _only(value, "number", "title", "issuer") | {"issued_on": _day(value.get("issued_on"))}
            for value in _values(edition.legal_basis)
        ],
        "related": list(_values(edition.related)),
        "transition": edition.transition,
        "successors": list(_values(edition.successors)),
    }


def on_base(local: dict[str, Any], base: dict[str, Any], base_name: dict[str, str]) -> dict[str, Any]:
    """A list edition's public text: the ministry's, with what the province sets laid over it.

    The province's legal basis is added to the ministry's; every other field it fills stands in place of the base's.
    """
    merged = {key: local.get(key) or base.get(key, empty) for key, empty in EMPTY.items()}
    for key in ("steps", "components", "conditions", "results"):
        merged[key] = base.get(key) or local.get(key)
    numbers = {act["number"] for act in base.get("legal_basis", [])}
    merged["legal_basis"] = [
        *base.get("legal_basis", []),
        *(act for act in local["legal_basis"] if act["number"] not in numbers),
    ]
    merged["base"] = base_name
    return merged


def _values(stream: Any) -> Iterable[Any]:
    """The plain values of a StreamField, without making its blocks (which costs ten times as much)."""
    return (child["value"] for child in stream.raw_data)


def _items(listed: Any) -> Iterable[dict[str, Any]]:
    """The values of a ListBlock, which stores them with or without an id of their own."""
    for item in listed or ():
        yield item["value"] if isinstance(item, dict) and item.get("type") == "item" else item


def _only(value: dict[str, Any], *keys: str) -> dict[str, str]:
    return {key: value.get(key) or "" for key in keys}


def _day(value: dt.date | str | None) -> str | None:
    return str(value) if value else None


def _agency(value: dict[str, Any], named: Named) -> dict[str, Any]:
    return _only(value, "role", "text", "act") | {"agency": named.agencies.get(value["agency"] or 0)}


def _method(value: dict[str, Any]) -> dict[str, Any]:
    return {
        "channel": value["channel"],
        "description": value.get("description") or "",
        "limits": [
            _only(limit, "case", "unit", "text")
            | {"value": limit.get("value"), "statutory_value": limit.get("statutory_value")}
            for limit in _items(value.get("limits"))
        ],
        "fees": [
            _only(fee, "kind", "case", "rule", "act", "area")
            | {
                "amount": fee.get("amount"),
                "from_on": _day(fee.get("from_on")),
                "until_on": _day(fee.get("until_on")),
            }
            for fee in _items(value.get("fees"))
        ],
    }


def items_of(edition: Edition) -> Iterator[dict[str, Any]]:
    """The papers of a draft, of all cases."""
    for case in _values(edition.components):
        yield from _items(case.get("items"))


def _case(value: dict[str, Any], named: Named, store_files: bool) -> dict[str, Any]:
    return {
        "case": value.get("case") or "",
        "items": [
            _only(item, "kind", "name", "note")
            | {
                "originals": item.get("originals") or 0,
                "copies": item.get("copies") or 0,
                "form": _form(item, named, store_files),
            }
            for item in _items(value.get("items"))
        ],
    }


def _form(item: dict[str, Any], named: Named, store_files: bool) -> dict[str, Any] | None:
    name = item.get("form_name") or ""
    document = named.documents.get(item.get("form") or 0)
    if document is None:
        return {"name": name, "sha256": None, "size": None, "type": None} if name else None
    return public_file(document, name or document.title, store_files)


def public_file(document: Any, name: str, store_files: bool) -> dict[str, Any]:
    """A file as public texts name it; its bytes are in the public store when `store_files`."""
    if not store_files:
        return {"name": name, "sha256": None, "size": document.get_file_size(), "type": None}
    with document.file.open("rb") as opened:
        stored = files.store(opened.read())
    return {"name": name, "sha256": stored.sha256, "size": stored.size, "type": stored.content_type}
