"""Load the sample province. Its README tells the format of the files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Locale

from register import clock, record
from register.answer import announcements
from register.decision_number import slug_of
from register.forms.definition import Form
from register.forms.reading import read_json
from register.forms.writing import written
from register.models import Agency, AnnouncedEdition, Sector
from register.words import ServiceKind

from ..announce import announce
from ..desk.roles import make_roles_of
from ..drafting import department_for, listed, procedure_for, stream, write_edition
from ..guiding import release
from ..models import Decision, Department, Edition, Guide, Procedure
from .pages import load_pages

HERE = Path(__file__).parent
AUTHOR = "Dữ liệu mẫu"
Say = Callable[[str], None]


def load(say: Say) -> None:
    """All of the sample, announced. Call it on an empty record only."""
    english, _created = Locale.objects.get_or_create(language_code="en")
    _load_agencies()
    _load_sectors()
    files = sorted(HERE.glob("decisions/*.yaml"))
    for place, path in enumerate(files, 1):
        raw = _read(path)
        say(f"Quyết định mẫu {place}/{len(files)}: {raw['number']} ({len(raw['editions'])} nội dung)")
        announce(_load_decision(raw, english), AUTHOR, controlled=False)
    for raw in _read(HERE / "guides.yaml"):
        _release_guide(raw)
    for raw in _read(HERE / "service_lists.yaml"):
        record.release_service_list(**raw | {"kind": ServiceKind(raw["kind"])}, by=AUTHOR)
    for form in intake_forms():
        record.release_form(written(form), clock.today(), AUTHOR)
    load_pages(_read(HERE / "pages.yaml"), english)


def intake_forms() -> Iterator[Form]:
    for path in sorted(HERE.glob("forms/*.json")):
        yield read_json(path.read_bytes())


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _load_agencies() -> None:
    rows = _read(HERE / "agencies.yaml")
    for raw in rows:
        parent = Agency.objects.get(key=raw["parent"]) if raw.get("parent") else None
        agency = record.add_agency(
            raw["key"], raw["level"], parent=parent, from_on=raw.get("from_on"), until_on=raw.get("until_on")
        )
        for name in raw["names"]:
            record.name_agency(agency, name["locale"], name["name"], name["from_on"])
        if raw.get("department"):
            make_roles_of(department_for(agency))
        if desk := raw.get("desk"):
            record.tell_desk(agency, {key: desk[key] for key in desk if key != "from_on"}, desk["from_on"], AUTHOR)
    for raw in rows:
        for successor in raw.get("successors") or ():
            record.succeed(
                Agency.objects.get(key=raw["key"]), Agency.objects.get(key=successor["key"]), successor["on"]
            )


def _load_sectors() -> None:
    for raw in _read(HERE / "sectors.yaml"):
        sector = Sector.objects.create(key=raw["key"])
        for name in raw["names"]:
            record.name_sector(sector, name["locale"], name["name"], name["from_on"])


def _load_decision(raw: dict[str, Any], english: Locale) -> Decision:
    decision = Decision(
        issuer=Agency.objects.get(key=raw["issuer"]),
        number=raw["number"],
        title=raw["title"],
        summary=raw.get("summary") or "",
        department=_department(raw["department"]),
        signed_on=raw["signed_on"],
        effective_from=Decision.EffectiveFrom.DAY,
        effective_on=raw["effective_on"],
    )
    decision.save()
    decision.save_revision(clean=False)
    for followed in raw.get("follows") or ():
        decision.follows.add(_decision_of(followed))
    for edition in raw["editions"]:
        procedure = procedure_for(edition["code"], _department(edition.get("department") or raw["department"]))
        source = write_edition(decision, procedure, _fields(edition))
        if edition.get("en"):
            _write_english(source, edition, english)
    return decision


def _release_guide(raw: dict[str, Any]) -> None:
    guide = Guide(
        procedure=Procedure.objects.get(code=raw["code"]),
        language=raw["language"],
        names=stream("name", raw["names"]),
        summary=raw["summary"],
        use_when=stream("case", raw["use_when"]),
        not_when=stream("case", raw["not_when"]),
        mistakes=stream("mistake", raw["mistakes"]),
    )
    guide.save()
    guide.save_revision(clean=False)
    release(guide, AUTHOR, guide.latest_revision_id)


def _department(key: str) -> Department:
    return department_for(Agency.objects.get(key=key))


def _decision_of(named: dict[str, Any]) -> Decision:
    return Decision.objects.get(issuer__key=named["issuer"], number=named["number"], signed_on__year=named["year"])


def _base_key(raw: dict[str, Any]) -> str:
    if not raw.get("base"):
        return ""
    base = raw["base"]
    announcement = announcements().get(issuer_key=base["issuer"], slug=slug_of(base["number"]), year=base["year"])
    return AnnouncedEdition.objects.get(announcement=announcement, code=raw["code"]).key


def _fields(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "change": raw["change"],
        "form": raw.get("form") or "full",
        "base_key": _base_key(raw),
        "levels": raw["levels"],
        "effective_on": raw.get("effective_on"),
        "successors": stream("code", raw.get("successors") or ()),
        "name": raw.get("name") or Edition.objects.filter(procedure__code=raw["code"]).latest("pk").name,
        "kind": raw.get("kind") or "",
        "sector": Sector.objects.get(key=raw["sector"]) if raw.get("sector") else None,
        "audiences": raw.get("audiences") or [],
        "agencies": stream("agency", _agencies(raw.get("agencies") or {})),
        "reception": raw.get("reception") or "",
        "steps": stream("step", raw.get("steps") or ()),
        "methods": stream("method", map(_method, raw.get("methods") or ())),
        "components": stream("case", map(_case, raw.get("components") or ())),
        "conditions": raw.get("conditions") or "",
        "results": stream("result", raw.get("results") or ()),
        "legal_basis": stream("act", raw.get("legal_basis") or ()),
        "related": stream("code", raw.get("related") or ()),
        "transition": raw.get("transition") or "",
    }


def _agencies(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for role in ("performing", "competent", "coordinating"):
        for key in raw.get(role) or ():
            yield {"role": role, "agency": Agency.objects.get(key=key).pk, "text": "", "act": ""}
    if delegated := raw.get("delegated"):
        agency = Agency.objects.get(key=delegated["agency"]).pk
        yield {"role": "delegated", "agency": agency, "text": "", "act": delegated["act"]}


def _method(raw: dict[str, Any]) -> dict[str, Any]:
    return raw | {"limits": listed(raw.get("limits") or ()), "fees": listed(raw.get("fees") or ())}


def _case(raw: dict[str, Any]) -> dict[str, Any]:
    items = (
        {key: value for key, value in item.items() if key != "form"}
        | {"form": None, "form_name": item.get("form") or ""}
        for item in raw["items"]
    )
    return {"case": raw.get("case") or "", "items": listed(items)}


# -- English ----------------------------------------------------------------------------------------------------------


def _write_english(source: Edition, raw: dict[str, Any], english: Locale) -> None:
    """The translation: the source's facts and block ids, with English words laid over."""
    merged = _laid_over({key: value for key, value in raw.items() if key != "en"}, raw["en"])
    fields = _fields(merged)
    for field in ("steps", "methods", "components", "results", "legal_basis"):
        ids = [block["id"] for block in getattr(source, field).raw_data]
        values = [block["value"] for block in yaml.safe_load(fields[field])]
        fields[field] = stream(
            {"steps": "step", "methods": "method", "components": "case", "results": "result", "legal_basis": "act"}[
                field
            ],
            values,
            ids,
        )
    row = source.copy_for_translation(english)
    for field, value in fields.items():
        setattr(row, field, value)
    row.save()
    row.save_revision(clean=False)


def _laid_over(words: Any, english: Any) -> Any:
    if isinstance(words, list) and isinstance(english, list):
        return [_laid_over(*pair) for pair in zip(words, english, strict=True)]
    if isinstance(words, dict) and isinstance(english, dict):
        return {key: _laid_over(value, english[key]) if key in english else value for key, value in words.items()}
    return english or words
