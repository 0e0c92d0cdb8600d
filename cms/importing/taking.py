"""What a row of an uploaded list would do, and doing it. Doing it twice writes nothing twice."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from register import clock
from register.answer import answers
from register.compare import Piece, pieces_of_words
from register.models import SectorName
from register.vietnamese import same_name
from register.words import ENDING, ChangeKind, Form, State

from ..beginning import begin_from_text_in_force
from ..drafting import procedure_for, write_edition
from ..models import Decision, Edition, ListedProcedure, Procedure, ReviewItem, Upload
from ..policy import guarding
from ..progress import Progress
from .convert import convert, split_steps
from .line import day_of, successors_of
from .write import Importer, Outcome

BATCH = 50  # rows of one transaction


@dataclass(frozen=True)
class Effect:
    """One row as the preview shows it. `kind`: new, changed, same, refused."""

    row: dict[str, Any]
    kind: str
    words: str = ""
    pieces: Sequence[Piece] = ()


def effects(upload: Upload) -> list[Effect]:
    """What each row would do. A constant number of queries."""
    rows = upload.rows
    codes = {row["code"] for row in rows if not row["problem"]}
    if upload.decision is None:
        known = {row.code: row for row in ListedProcedure.objects.filter(code__in=codes)}
        return [_on_the_list(row, known) for row in rows]
    held = answers(codes)
    there = set(Edition.objects.filter(decision=upload.decision).values_list("procedure__code", flat=True))
    foreign = _foreign(upload.user, codes)
    return [_in_the_decision(row, held, there, foreign) for row in rows]


def _on_the_list(row: dict[str, Any], known: Mapping[str, ListedProcedure]) -> Effect:
    if row["problem"]:
        return Effect(row, "refused", row["problem"])
    before = known.get(row["code"])
    if before is None:
        return Effect(row, "new")
    if all(getattr(before, name) == row[name] for name in ("name", "sector", "agency", "issuer")):
        return Effect(row, "same")
    return Effect(row, "changed", pieces=pieces_of_words(before.name, row["name"]))


def _in_the_decision(row: dict[str, Any], held: Mapping[str, Any], there: set[str], foreign: set[str]) -> Effect:
    if row["problem"]:
        return Effect(row, "refused", row["problem"])
    if row["code"] in foreign:
        return Effect(row, "refused", _("Thủ tục của đơn vị khác."))
    if row["code"] in there:
        return Effect(row, "same", _("Đã có trong quyết định này."))
    whole = _told_of(row["record"]) if row.get("record") else ""
    answer = held.get(row["code"])
    if answer is None or answer.state != State.IN_FORCE:
        return Effect(row, "new", whole or _("Chưa có nội dung đang có hiệu lực."))
    return Effect(row, "changed", whole, pieces_of_words(answer.name or "", row["name"] or answer.name or ""))


def _told_of(record: dict[str, Any]) -> str:
    """How much a whole text brings, so that a file that lost a part of it is seen before it is taken."""
    return _("Cả nội dung: %(steps)d bước, %(methods)d cách nộp, %(papers)d giấy tờ, %(acts)d căn cứ.") % {
        "steps": len(split_steps(record.get("steps", ""))),
        "methods": len(record.get("methods", [])),
        "papers": len(record.get("components", [])),
        "acts": len(record.get("legal_basis", [])),
    }


def _foreign(user: Any, codes: Iterable[str]) -> set[str]:
    """Codes whose procedures belong to departments for which the user may not write."""
    policy = guarding(Procedure)
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    own = policy.instances_user_has_any_permission_for(user, ("add", "change")).filter(code__in=known)
    return known - set(own.values_list("code", flat=True))


def take(upload: Upload, progress: Progress) -> list[list[str]]:
    """Write the rows that were ticked. Returns what is to be told: [code, words]."""
    ticked = set(upload.taken.get("rows", ()))
    chosen = [effect for effect in effects(upload) if effect.row["number"] in ticked and effect.kind != "refused"]
    if upload.decision is None:
        _list(chosen, progress)
        return []
    told: list[list[str]] = []
    for begin in range(0, len(chosen), BATCH):
        progress(begin, len(chosen))
        for change, effects_of in _by_change(chosen[begin : begin + BATCH], upload.taken.get("change", "")).items():
            whole = [each for each in effects_of if each.row.get("record") and change not in ENDING]
            told += _write(upload, change, whole)
            told += _begin(upload.decision, change, [each for each in effects_of if each not in whole], upload.user)
    return told


def _write(upload: Upload, change: ChangeKind, chosen: Sequence[Effect]) -> list[list[str]]:
    """Drafts with the whole texts of JSON lines; what is odd in them waits for an officer's look."""
    if not chosen or upload.decision is None:
        return []
    importer = Importer(upload.name, Outcome(), by=upload.user)
    sectors = _sectors()
    there = set(Edition.objects.filter(decision=upload.decision).values_list("procedure__code", flat=True))
    told: list[list[str]] = []
    for row in (effect.row for effect in chosen if effect.row["code"] not in there):
        fields, flags = convert(row["record"], importer.agency_of)
        sector = sectors.get(same_name(row["sector"])) if row["sector"] else None
        procedure = procedure_for(row["code"], upload.decision.department)
        own = {"change": change, "form": Form.FULL, "sector_id": sector, "effective_on": _own_day(upload.decision, row)}
        edition = write_edition(upload.decision, procedure, fields | own, user=upload.user)
        ReviewItem.objects.bulk_create(importer.review_item(edition, row["code"], flag) for flag in flags)
        if flags:
            told.append([row["code"], _("%(count)d mục cần xem lại.") % {"count": len(flags)}])
        told += _without_sector(row, sector)
    return told


def _own_day(decision: Decision, row: dict[str, Any]) -> dt.date | None:
    day = day_of(row["record"], "effective_on")
    return day if day != decision.default_effective_on else None


def _sectors() -> dict[str, int]:
    """Keys of sectors by their names in one spelling."""
    return {same_name(name): pk for pk, name in SectorName.objects.values_list("sector_id", "name")}


def _without_sector(row: dict[str, Any], sector: int | None) -> list[list[str]]:
    if sector is not None or not row["sector"]:
        return []
    return [[row["code"], _("Không có lĩnh vực “%(name)s” trong hệ thống.") % {"name": row["sector"]}]]


def _list(chosen: Sequence[Effect], progress: Progress) -> None:
    now = clock.now()
    for begin in range(0, len(chosen), BATCH * 10):
        progress(begin, len(chosen))
        ListedProcedure.objects.bulk_create(
            [
                ListedProcedure(
                    code=row["code"],
                    name=row["name"],
                    sector=row["sector"][:255],
                    agency=row["agency"],
                    issuer=row["issuer"][:255],
                    listed_at=now,
                )
                for row in (effect.row for effect in chosen[begin : begin + BATCH * 10])
            ],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "sector", "agency", "issuer", "listed_at"],
        )


def _by_change(chosen: Sequence[Effect], change: str) -> dict[ChangeKind, list[Effect]]:
    """What was picked for all, else what the list says, else new or amended as the record knows the code or not."""
    found: dict[ChangeKind, list[Effect]] = {}
    for effect in chosen:
        own = change or effect.row["change"] or (ChangeKind.NEW if effect.kind == "new" else ChangeKind.AMENDED)
        found.setdefault(ChangeKind(own), []).append(effect)
    return found


def _begin(decision: Decision, change: ChangeKind, chosen: Sequence[Effect], user: Any) -> list[list[str]]:
    told: list[list[str]] = []
    if change == ChangeKind.NEW:
        sectors = _sectors()
        there = set(Edition.objects.filter(decision=decision).values_list("procedure__code", flat=True))
        for effect in chosen:
            row = effect.row
            if row["code"] in there:
                continue
            procedure = procedure_for(row["code"], decision.department)
            fields = {"name": row["name"], "change": change, "levels": row["levels"]}
            sector = sectors.get(same_name(row["sector"])) if row["sector"] else None
            write_edition(decision, procedure, fields | {"sector_id": sector}, user=user)
            told += _without_sector(row, sector)
        return told
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for row in (effect.row for effect in chosen):
        successors = tuple(successors_of(row["record"])) if row.get("record") else ()
        alike.setdefault((tuple(row["levels"]), successors), []).append(row["code"])
    for (levels, successors), codes in alike.items():
        procedures = list(Procedure.objects.filter(code__in=codes).select_related("department__collection"))
        begun = begin_from_text_in_force(decision, procedures, change, levels=levels, successors=successors, user=user)
        told += [[code, why] for code, why in begun.left_out]
        told += [
            [code, _("Chưa có thủ tục này trong hệ thống.")] for code in set(codes) - {each.code for each in procedures}
        ]
    return told
