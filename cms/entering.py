"""How what the province announced stands in the national database of procedures (Cơ sở dữ liệu quốc gia về TTHC).

Officers enter it there by hand and note here what they did and saw; nothing is asked of that database.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

from register import clock
from register.entries import entries
from register.models import AnnouncedEdition
from register.vietnamese import same_name
from register.words import ENDING

from .looking import public_name
from .models import Edition, ListedProcedure, NationalNote
from .models.edition import SOURCE_LOCALE

State = NationalNote.State
NOTED = "cms.national_note"  # in Wagtail's history
NOT_DONE = (State.NOT_ENTERED, State.DIFFERS)
# What a list, the editor's row and the log need; the texts are long.
FIELDS = (
    "name",
    "change",
    "procedure__code",
    "procedure__department__agency__key",
    "decision__number",
    "decision__title",
    "decision__signed_on",
    "decision__department__agency__key",
)


class Hint(models.TextChoices):
    """What the imported list of the national portal tells of a row: code and name on the day of its export, no more."""

    SAME = "same", _("Có trong danh sách, tên trùng")
    NAME = "name", _("Có trong danh sách, tên khác")
    ABSENT = "absent", _("Không có trong danh sách đã nhập")
    STILL = "still", _("Đã bãi bỏ hoặc thay thế, vẫn còn trong danh sách")
    GONE = "gone", _("Đã bãi bỏ hoặc thay thế, không còn trong danh sách")


def tracked(editions: QuerySet[Edition]) -> QuerySet[Any]:
    """The public Vietnamese ones of the province's own decisions among `editions`, newest decision first.

    Each with its `public_name`, the newest note as `national_state`, `differences`, `noted_by`, `noted_at`, the name in
    the imported list as `listed_name` (None where it is not there), and `announced_id` in the record.
    """
    public = AnnouncedEdition.objects.filter(
        key=OuterRef("announced_key"), announcement__own=True, announcement__withdrawal__isnull=True
    )
    newest = NationalNote.objects.filter(edition=OuterRef("pk")).order_by("-pk")
    on_list = ListedProcedure.objects.filter(code=OuterRef("procedure__code"))
    return (
        editions.filter(locale__language_code=SOURCE_LOCALE, corrects_key="")
        .exclude(announced_key="")
        .annotate(
            announced_id=Subquery(public.values("pk")[:1]),
            public_name=public_name(procedure=OuterRef("procedure"), announced_key=OuterRef("announced_key")),
            national_state=Coalesce(Subquery(newest.values("state")[:1]), Value(State.NOT_ENTERED.value)),
            differences=Coalesce(Subquery(newest.values("differences")[:1]), Value("", models.TextField())),
            noted_by=Coalesce(Subquery(newest.values("by")[:1]), Value("")),
            noted_at=Subquery(newest.values("noted_at")[:1]),
            listed_name=Subquery(on_list.values("name")[:1]),
        )
        .filter(announced_id__isnull=False)
        .select_related("procedure__department__agency", "decision__department__agency")
        .only(*FIELDS)
        .order_by("-decision__signed_on", "-decision_id", "procedure__code", "pk")
    )


def overtaken(on: dt.date | None = None, codes: Iterable[str] | None = None) -> set[int]:
    """Ids, in the record, of the province's editions that by this day another one has followed at all their levels."""
    day = on or clock.today()
    standing: set[int] = set()
    known: set[int] = set()
    for listed in entries(codes).values():
        own = [entry for entry in listed if entry.own]
        for level in {entry.level for entry in own}:
            here = sorted((entry for entry in own if entry.level == level), key=lambda entry: entry.order)
            begun = [entry for entry in here if entry.effective_on <= day][-1:]
            standing |= {entry.edition_id for entry in begun + [each for each in here if each.effective_on > day]}
        known |= {entry.edition_id for entry in own}
    return known - standing


def to_enter(editions: QuerySet[Edition]) -> list[Any]:
    """Of `editions` those that are not in the national database as the decision says, and that no other followed."""
    rows = list(tracked(editions).filter(national_state__in=NOT_DONE))
    old = overtaken() if rows else set()
    return [row for row in rows if row.announced_id not in old]


def hint(row: Any) -> Hint:
    """What the list tells of a tracked row; the caller knows that there is a list."""
    if row.change in ENDING:
        return Hint.GONE if row.listed_name is None else Hint.STILL
    if row.listed_name is None:
        return Hint.ABSENT
    return Hint.SAME if same_name(row.listed_name) == same_name(row.public_name) else Hint.NAME


def note(rows: Sequence[Any], state: State, user: Any, differences: str = "") -> int:
    """Write down how these tracked rows stand there; who says what stands already is not written again.

    Told in Wagtail's history. Returns how many were written. Raises ValueError for differences without words.
    """
    differences = differences.strip()
    if (state == State.DIFFERS) != bool(differences):
        raise ValueError(state)
    fresh = [row for row in rows if (row.national_state, row.differences) != (state, differences)]
    by, now = user.get_username(), clock.now()
    with transaction.atomic():
        NationalNote.objects.bulk_create(
            NationalNote(edition=row, state=state, differences=differences, by=by, noted_at=now) for row in fresh
        )
        for row in fresh:
            log(row, NOTED, user=user, data={"state": state, "differences": differences})
    return len(fresh)


class NotedFormatter(LogFormatter):
    label = _("Ghi tình trạng trên CSDL quốc gia về TTHC")

    def format_message(self, log_entry: Any) -> str:
        told = State(log_entry.data["state"]).label
        return ": ".join(str(each) for each in (self.label, told, log_entry.data["differences"]) if each)


def acts(actions: Any) -> None:
    """Hook register_log_actions."""
    actions.register_action(NOTED)(NotedFormatter)
