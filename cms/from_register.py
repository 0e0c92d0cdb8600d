"""From an announced text back to the fields of a draft: the other direction of `cms/compile.py`.

What is amended, ended or followed begins with the text that the public reads, corrections included, and not with the
draft that it once came from.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from register.document import agencies_in, files_in
from register.files import path_of
from register.models import Agency, Sector

from .drafting import listed, stream
from .models import Department

EXTENSIONS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "image/png": "png",
    "image/jpeg": "jpg",
}


@dataclass(frozen=True)
class Keys:
    """The rows of the desk that announced texts name by key; two queries for many texts."""

    agencies: Mapping[str, int]
    sectors: Mapping[str, Sector]

    @classmethod
    def by(cls, documents: Iterable[Mapping[str, Any]]) -> "Keys":
        read = list(documents)
        agencies = {key for data in read for key in agencies_in(dict(data))}
        sectors = {data["sector"] for data in read if data["sector"]}
        return cls(
            dict(Agency.objects.filter(key__in=agencies).values_list("key", "pk")),
            {row.key: row for row in Sector.objects.filter(key__in=sectors)},
        )


def identity_of(data: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """What names a procedure: all that an edition needs which ends it, or stands on another's text."""
    return {
        "name": data["name"],
        "kind": data["kind"],
        "sector": keys.sectors.get(data["sector"]),
        "audiences": list(data["audiences"]),
    }


def fields_of(data: Mapping[str, Any], keys: Keys, department: Department) -> dict[str, Any]:
    """The whole text. Files of forms become uploads of the department, each of them once."""
    forms = {form["sha256"]: _upload(form, department) for form in files_in(dict(data))}
    return identity_of(data, keys) | {
        "agencies": stream(
            "agency", (part | {"agency": keys.agencies.get(part["agency"] or "")} for part in data["agencies"])
        ),
        "reception": data["reception"],
        "steps": stream("step", data["steps"]),
        "methods": stream("method", map(method_of, data["methods"])),
        "components": stream("case", (_case(group, forms) for group in data["components"])),
        "conditions": data["conditions"],
        "results": stream("result", data["results"]),
        "legal_basis": stream("act", data["legal_basis"]),
        "related": stream("code", data["related"]),
        "transition": "",  # a rule for the change that brought this text, not for the next
    }


def method_of(method: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "channel": method["channel"],
        "description": method["description"],
        "limits": listed(method["limits"]),
        "fees": listed(method["fees"]),
    }


def _case(group: Mapping[str, Any], forms: Mapping[str, int | None]) -> dict[str, Any]:
    def item(part: Mapping[str, Any]) -> dict[str, Any]:
        form = part["form"] or {}
        plain = {key: value for key, value in part.items() if key != "form"}
        return plain | {"form": forms.get(form.get("sha256") or ""), "form_name": form.get("name") or ""}

    return {"case": group["case"], "items": listed(map(item, group["items"]))}


def _upload(form: Mapping[str, Any], department: Department) -> int | None:
    """The upload with these bytes, made where the department has none; None where the bytes are gone (taken down)."""
    documents = get_document_model()
    try:
        content = path_of(form["sha256"]).read_bytes()
    except FileNotFoundError:
        return None
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # what Wagtail keeps of a file
    known = documents.objects.filter(file_hash=sha1, collection=department.collection).first()
    if known is None:
        name = f"{form['sha256'][:12]}.{EXTENSIONS[form['type']]}"
        known = documents(title=form["name"][:255], collection=department.collection, file_size=len(content))
        known.file_hash = sha1
        known.file.save(name, ContentFile(content), save=True)
    return int(known.pk)
