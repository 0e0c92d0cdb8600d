"""The shape of a public text, and what can be asked of one without knowing where it came from.

A document (`AnnouncedDocument.data`) is a JSON object; every key is always there, "" or [] where nothing is said:

    code, name, locale, change, form, levels[], kind, sector (key), audiences[],
    agencies[]     {role, agency (key or null), text, act}
    reception      text
    steps[]        {title, text}
    methods[]      {channel, description,
                    limits[] {case, value, unit, statutory_value, text},
                    fees[]   {kind, case, amount (đồng or null), rule, act, from_on, until_on, area}}
    components[]   {case, items[] {kind, name, originals, copies, form {name, sha256, size, type} or null, note}}
    conditions     text
    results[]      {name, code}
    legal_basis[]  {number, title, issued_on, issuer}
    related[]      codes
    transition     text
    successors[]   codes
    base           {decision, key} of the text a list edition stands on, or null
    decision       {issuer (key), number, address, title, signed_on, effective_on, files[]}
    effective_on   ISO day

Source: Thông tư 02/2017/TT-VPCP, điều 5 and its form. Texts are plain (docs/adr/0003).
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

EMPTY: dict[str, Any] = {
    "code": "",
    "name": "",
    "locale": "vi",
    "change": "",
    "form": "full",
    "levels": [],
    "kind": "",
    "sector": "",
    "audiences": [],
    "agencies": [],
    "reception": "",
    "steps": [],
    "methods": [],
    "components": [],
    "conditions": "",
    "results": [],
    "legal_basis": [],
    "related": [],
    "transition": "",
    "successors": [],
    "base": None,
    "decision": {},
    "effective_on": None,
}


def complete(data: dict[str, Any], shape: dict[str, Any] = EMPTY) -> dict[str, Any]:
    """The document with every key, in the order of the official form. Raises KeyError for a key that is none of it."""
    unknown = data.keys() - shape.keys()
    if unknown:
        raise KeyError(f"not part of a public document: {', '.join(sorted(unknown))}")
    return {key: data.get(key, empty) for key, empty in shape.items()}


def digest(data: dict[str, Any]) -> str:
    """SHA-256 of the document in canonical JSON."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def files_in(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The files that the document names: {name, sha256, size, type}."""
    for group in data["components"]:
        for item in group["items"]:
            if item.get("form") and item["form"].get("sha256"):
                yield item["form"]


def body_of(data: dict[str, Any]) -> Iterator[str]:
    """Every text of the document a citizen may search for, but its name and code, piece by piece."""
    yield data["reception"]
    for step in data["steps"]:
        yield step["title"]
        yield step["text"]
    for method in data["methods"]:
        yield method["description"]
        for limit in method["limits"]:
            yield f"{limit['case']} {limit['text']}".strip()
        for fee in method["fees"]:
            yield f"{fee['case']} {fee['rule']}".strip()
    for group in data["components"]:
        yield group["case"]
        for item in group["items"]:
            yield item["name"]
            yield item["note"]
            if item.get("form"):
                yield item["form"]["name"]
    yield data["conditions"]
    for result in data["results"]:
        yield result["name"]
    for act in data["legal_basis"]:
        yield f"{act['number']} {act['title']}".strip()
    for agency in data["agencies"]:
        yield agency["text"]


def is_free(data: dict[str, Any]) -> bool | None:
    """Whether nothing is to be paid: None where the text does not say."""
    fees = [fee for method in data["methods"] for fee in method["fees"]]
    if not fees:
        return None
    return all(fee["amount"] == 0 for fee in fees)


def fee_word(data: dict[str, Any]) -> str:
    """The same as a word to filter by: free, fee, or "" where the text does not say."""
    free = is_free(data)
    return "" if free is None else "free" if free else "fee"


def agencies_in(data: dict[str, Any]) -> list[str]:
    """Keys of the agencies that have a part in the procedure."""
    return sorted({agency["agency"] for agency in data["agencies"] if agency["agency"]})


def channels_in(data: dict[str, Any]) -> list[str]:
    """Channels by which a dossier may be handed in."""
    return sorted({method["channel"] for method in data["methods"]})
