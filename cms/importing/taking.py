"""What a row of an uploaded list would do, and doing it. Doing it twice writes nothing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from register import clock
from register.answer import answers
from register.compare import Piece, pieces_of_words
from register.models import SectorName
from register.vietnamese import same_name
from register.words import ChangeKind, State

from ..beginning import begin_from_text_in_force
from ..drafting import procedure_for, write_edition
from ..models import Decision, Edition, ListedProcedure, Procedure, Upload
from ..policy import guarding
from ..progress import Progress

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
    answer = held.get(row["code"])
    if answer is None or answer.state != State.IN_FORCE:
        return Effect(row, "new", _("Chưa có nội dung đang có hiệu lực."))
    return Effect(row, "changed", pieces=pieces_of_words(answer.name or "", row["name"] or answer.name or ""))


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
            told += _begin(upload.decision, change, effects_of, upload.user)
    return told


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
        sectors = {same_name(name): pk for pk, name in SectorName.objects.values_list("sector_id", "name")}
        there = set(Edition.objects.filter(decision=decision).values_list("procedure__code", flat=True))
        for effect in chosen:
            row = effect.row
            if row["code"] in there:
                continue
            procedure = procedure_for(row["code"], decision.department)
            fields = {"name": row["name"], "change": change, "levels": row["levels"]}
            sector = sectors.get(same_name(row["sector"])) if row["sector"] else None
            write_edition(decision, procedure, fields | {"sector_id": sector}, user=user)
            if row["sector"] and sector is None:
                told.append([row["code"], _("Không có lĩnh vực “%(name)s” trong hệ thống.") % {"name": row["sector"]}])
        return told
    by_levels: dict[tuple[str, ...], list[str]] = {}
    for effect in chosen:
        by_levels.setdefault(tuple(effect.row["levels"]), []).append(effect.row["code"])
    for levels, codes in by_levels.items():
        procedures = list(Procedure.objects.filter(code__in=codes).select_related("department__collection"))
        begun = begin_from_text_in_force(decision, procedures, change, levels=levels, user=user)
        told += [[code, why] for code, why in begun.left_out]
        told += [
            [code, _("Chưa có thủ tục này trong hệ thống.")] for code in set(codes) - {each.code for each in procedures}
        ]
    return told
