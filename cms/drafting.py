"""Drafts made by machine, through the same doors as an editor's: row, revision, history."""

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.log_actions import log
from wagtail.models import Collection, Locale, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from register.models import Agency

from .models import Decision, Department, Edition, Procedure


def department_for(agency: Agency) -> Department:
    """The department of this agency, made below its parent's where there is none."""
    known = Department.objects.filter(agency=agency).select_related("collection").first()
    if known:
        return known
    above = agency.parent and Department.objects.filter(agency=agency.parent).select_related("collection").first()
    parent = above.collection if above else Collection.get_first_root_node()
    collection = parent.add_child(instance=Collection(name=str(agency)))
    return Department.objects.create(agency=agency, collection=collection)


def procedure_for(code: str, department: Department) -> Procedure:
    procedure, _created = Procedure.objects.get_or_create(code=code, defaults={"department": department})
    return procedure


def stream(kind: str, values: Iterable[Any], ids: Iterable[str] = ()) -> str:
    """The stored form of a StreamField with one kind of block. `ids` keep a translation's blocks the source's."""
    given = list(ids)
    return json.dumps(
        [
            {"type": kind, "value": value, "id": given[place] if place < len(given) else str(uuid.uuid4())}
            for place, value in enumerate(values)
        ],
        ensure_ascii=False,
        default=str,
    )


def listed(values: Iterable[Any]) -> list[dict[str, Any]]:
    """The stored form of a ListBlock."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def write_edition(
    decision: Decision,
    procedure: Procedure,
    fields: Mapping[str, Any],
    *,
    edition: Edition | None = None,
    locale: Locale | None = None,
    user: Any = None,
) -> Edition:
    """Make or change one draft, with its revision and its line in the history."""
    row = edition or Edition(
        decision=decision, procedure=procedure, locale=locale or Locale.objects.get(language_code="vi")
    )
    for field, value in fields.items():
        setattr(row, field, value)
    # Each of the saves below would index what the row refers to (papers, agencies); once is enough.
    with disable_reference_index_auto_update():
        row.save()
        row.save_revision(user=user, clean=False)
    ReferenceIndex.create_or_update_for_object(row)
    log(row, "wagtail.edit" if edition else "wagtail.create", user=user, content_changed=True)
    return row
