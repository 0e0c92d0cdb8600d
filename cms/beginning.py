"""Begin drafts from what is public already: amend, replace, abolish, or follow a ministry's text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from register import clock
from register.answer import Answer, answers, read_editions
from register.models import AnnouncedEdition
from register.words import ENDING, ChangeKind, Form, State

from .drafting import stream, write_edition
from .from_register import Keys, fields_of, identity_of, method_of
from .models import Decision, Edition, Procedure


@dataclass
class Begun:
    """The drafts that were made, and which codes were not and why."""

    editions: list[Edition] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def begin_from_text_in_force(
    decision: Decision,
    procedures: Sequence[Procedure],
    change: ChangeKind,
    *,
    levels: Sequence[str] = (),
    successors: Sequence[str] = (),
    user: Any = None,
) -> Begun:
    """A draft under the decision for each text in force of these procedures, at all its levels or at those given.

    An amendment carries the text as the public reads it today; an ending only says what ends.
    """
    begun = Begun()
    held = answers([procedure.code for procedure in procedures], clock.today())
    taken = _taken(decision)
    found = {code: _texts(answer, levels) for code, answer in held.items()}
    keys = Keys.by(edition.data for texts in found.values() for edition, _levels in texts.values())
    for procedure in procedures:
        texts = found.get(procedure.code, {})
        if not texts:
            begun.left_out.append((procedure.code, _("không có nội dung đang có hiệu lực ở cấp đã chọn.")))
            continue
        for edition, at in texts.values():
            if taken.get(procedure.code, set()) & set(at):
                begun.left_out.append((procedure.code, _("đã có trong quyết định này.")))
                continue
            if change in ENDING:
                fields = identity_of(edition.data, keys) | {"successors": stream("code", successors)}
            else:
                fields = fields_of(edition.data, keys, procedure.department)
            fields |= {"change": change, "levels": at, "form": Form.FULL}
            begun.editions.append(write_edition(decision, procedure, fields, user=user))
    return begun


@transaction.atomic
def begin_lists(decision: Decision, keys: Sequence[str], user: Any = None) -> Begun:
    """A list edition for each of these announced texts of ministries, ready for what the province sets itself.

    Methods come along with the law's own time limits beside, so that reducing one is writing one number.
    """
    begun = Begun()
    ids = dict(AnnouncedEdition.objects.filter(key__in=keys, announcement__own=False).values_list("key", "id"))
    read = read_editions(ids.values())
    rows = {row.code: row for row in Procedure.objects.filter(code__in={edition.code for edition in read.values()})}
    levels = _levels_of(ids.values())
    taken = _taken(decision)
    known = Keys.by(edition.data for edition in read.values())
    own = set(
        AnnouncedEdition.objects.filter(code__in=rows, announcement__own=True).values_list("code", flat=True).distinct()
    )
    for key in keys:
        base = read.get(ids.get(key, 0))
        if base is None or base.code not in rows:
            begun.left_out.append((key, _("không có nội dung này của bộ.")))
        elif taken.get(base.code, set()) & set(levels[base.id]):
            begun.left_out.append((base.code, _("đã có trong quyết định này.")))
        else:
            fields = identity_of(base.data, known) | {
                "change": ChangeKind.AMENDED if base.code in own else ChangeKind.NEW,
                "form": Form.LIST,
                "base_key": key,
                "levels": levels[base.id],
                "methods": stream("method", map(_with_statutory, base.data["methods"])),
            }
            begun.editions.append(write_edition(decision, rows[base.code], fields, user=user))
    return begun


def _taken(decision: Decision) -> dict[str, set[str]]:
    """The levels of which the decision speaks already, by code."""
    found: dict[str, set[str]] = {}
    for code, levels in Edition.objects.filter(decision=decision, corrects_key="").values_list(
        "procedure__code", "levels"
    ):
        found.setdefault(code, set()).update(levels)
    return found


def _texts(answer: Answer, levels: Sequence[str]) -> dict[int, tuple[Any, list[str]]]:
    """The editions in force at these levels (at all where none is given), each with its levels."""
    found: dict[int, tuple[Any, list[str]]] = {}
    for each in answer.levels:
        if each.state == State.IN_FORCE and (not levels or each.level in levels):
            found.setdefault(each.edition.id, (each.edition, []))[1].append(each.level)
    return found


def _levels_of(ids: Any) -> dict[int, list[str]]:
    rows = AnnouncedEdition.objects.filter(id__in=list(ids)).prefetch_related("levels")
    return {row.id: [each.level for each in row.levels.all()] for row in rows}


def _with_statutory(method: dict[str, Any]) -> dict[str, Any]:
    limits = [
        limit | {"statutory_value": limit["value"] if limit["statutory_value"] is None else limit["statutory_value"]}
        for limit in method["limits"]
    ]
    return method_of(method | {"limits": limits})
