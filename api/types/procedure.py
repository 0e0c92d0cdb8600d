import datetime as dt
from collections.abc import Iterable
from typing import Any

import graphene
from django.utils import translation

from register import answer as register
from register.communes import receives
from register.compare import compare
from register.desk import desks
from register.document import EMPTY
from register.services import lists, services
from register.words import AgencyRole, ServiceKind
from register.words import Level as At
from register.words import State as Held
from search.related import related

from ..enums import Change, Form, Level, State
from ..parts import part, part_asked
from ..scalars import Date, ProcedureCode
from .comparison import Comparison
from .content import Content, fee_of, limit_of
from .decision import Decision, with_url
from .desk import desk_of
from .guide import Guide, guide_of
from .named import Agency, ProcedureReference
from .node import Node
from .service import Service


class Edition(graphene.ObjectType):
    """What one decision says of one procedure (nội dung theo quyết định), as corrected."""

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Global id; contains the day and the locale asked for (định danh).")
    key = graphene.String(required=True, description="Public key, `<code>@<address of the decision>` (khóa công khai).")
    code = ProcedureCode(required=True, description="National code of the procedure (mã thủ tục).")
    name = graphene.String(required=True, description="Name of the procedure in this text (tên thủ tục).")
    change = Change(required=True, description="What the decision does to the procedure (loại thay đổi).")
    form = Form(required=True, description="Full text, or a list on a ministry's text (nội dung, danh mục).")
    levels = graphene.List(graphene.NonNull(Level), required=True, description="Levels it speaks of (cấp).")
    effective_on = Date(required=True, description="Day from which it holds, as corrected (ngày có hiệu lực).")
    decision = graphene.Field(Decision, required=True, description="The decision it stands in (quyết định).")
    locale = graphene.String(required=True, description="Language of the text given (ngôn ngữ).")
    is_fallback = graphene.Boolean(
        required=True, description="True where the asked language has no text of its own (chưa dịch)."
    )
    corrected = graphene.Boolean(required=True, description="True where text or day was corrected (đính chính).")
    successors = graphene.List(
        graphene.NonNull(ProcedureReference), required=True, description="What replaces it (được thay bằng)."
    )
    content = graphene.Field(Content, required=True, description="The text itself (nội dung).")

    def __init__(self, edition: register.Edition, day: dt.date, locale: str, **kwargs: Any) -> None:
        data = edition.data
        super().__init__(
            id=graphene.Node.to_global_id("Edition", f"{edition.key}|{day}|{locale}"),
            key=edition.key,
            code=edition.code,
            name=data["name"],
            change=edition.change,
            form=data["form"],
            levels=data["levels"],
            effective_on=edition.effective_on,
            locale=edition.locale,
            is_fallback=edition.is_fallback,
            corrected=edition.corrected,
        )
        self.edition, self.day, self.asked = edition, day, locale

    def resolve_decision(self, info: graphene.ResolveInfo) -> Decision:
        return Decision(self.edition.announcement, self.day, self.asked)

    def resolve_successors(self, info: graphene.ResolveInfo) -> list[dict[str, str | None]]:
        return references(info, self.edition.successors, self.day, self.asked)

    def resolve_content(self, info: graphene.ResolveInfo) -> dict[str, Any]:
        return content_of(self.edition.data, info, self.day, self.asked)


class LevelState(graphene.ObjectType):
    """What holds at one level (tình trạng ở một cấp)."""

    level = Level(required=True, description="The level (cấp).")
    state = State(required=True, description="What holds there (tình trạng).")
    edition = graphene.Field(
        Edition, required=True, description="The edition that holds or that ended it there (nội dung theo quyết định)."
    )


class Procedure(graphene.ObjectType):
    """An administrative procedure (thủ tục hành chính) as it stands on one day."""

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Global id; contains code, day and locale (định danh).")
    code = ProcedureCode(required=True, description="National code, e.g. `1.001612` (mã thủ tục).")
    on = Date(required=True, description="The day answered for (ngày được hỏi).")
    name = graphene.String(description="Name on that day; null before its first day (tên thủ tục).")
    state = State(required=True, description="What holds over all levels (tình trạng).")
    edition = graphene.Field(
        Edition,
        description="The newest in force over all levels; when all have ended, what ended the last (nội dung).",
    )
    levels = graphene.List(
        graphene.NonNull(LevelState), required=True, description="What holds at each level (tình trạng theo cấp)."
    )
    awaiting_province = graphene.Boolean(
        required=True,
        description="A ministry's newer edition waits for the province (Bộ đã công bố, tỉnh chưa công bố).",
    )
    replaced_by = graphene.List(
        graphene.NonNull(ProcedureReference), required=True, description="What stands for it now (được thay bằng)."
    )

    guide = graphene.Field(
        Guide,
        description="Plain words beside the announced text, not legal; null where none counts (hướng dẫn dễ hiểu).",
    )
    services = graphene.List(
        graphene.NonNull(Service),
        required=True,
        description="What decisions of their own list it for, at the levels at which it is in force that day "
        "(danh mục dịch vụ công).",
    )
    at_commune_desk = graphene.Boolean(
        required=True,
        description="Whether the one-stop desk of a commune receives it, as its text or the list of what is received "
        "anywhere tells; not so what the police of a commune handles (nộp tại bộ phận một cửa của xã, phường).",
    )
    desks = graphene.List(
        graphene.NonNull(Agency),
        required=True,
        description="The agencies that perform it, or stand for one that does, and tell of a desk of their own "
        "(nơi nộp hồ sơ).",
    )
    related = graphene.List(
        graphene.NonNull(ProcedureReference),
        required=True,
        first=graphene.Int(default_value=5, description="How many; 20 at most (số lượng)."),
        description="Procedures a reader may need next: of the same case or decision (thủ tục liên quan).",
    )

    history = graphene.List(
        graphene.NonNull(Edition),
        required=True,
        args=part(),
        description="Its editions that have taken effect by that day, the newest first (lịch sử).",
    )
    changes = graphene.Field(
        Comparison,
        required=True,
        args={
            "from_": Date(name="from", required=True, description="Day of the text before (từ ngày)."),
            "to": Date(description="Day of the text after; by default the day asked for (đến ngày)."),
        },
        description="What differs between two days, word by word (điểm mới).",
    )

    def __init__(self, answer: register.Answer, **kwargs: Any) -> None:
        super().__init__(
            id=graphene.Node.to_global_id("Procedure", f"{answer.code}|{answer.on}|{answer.locale}"),
            code=answer.code,
            on=answer.on,
            name=answer.name,
            state=answer.state.value,
            awaiting_province=answer.awaiting_province,
        )
        self.answer = answer

    def resolve_edition(self, info: graphene.ResolveInfo) -> Edition | None:
        held = self.answer
        return Edition(held.edition, held.on, held.locale) if held.edition else None

    def resolve_levels(self, info: graphene.ResolveInfo) -> list[LevelState]:
        held = self.answer
        return [
            LevelState(level=each.level, state=each.state.value, edition=Edition(each.edition, held.on, held.locale))
            for each in held.levels
        ]

    def resolve_replaced_by(self, info: graphene.ResolveInfo) -> list[dict[str, str | None]]:
        return references(info, self.answer.replaced_by, self.answer.on, self.answer.locale)

    def resolve_guide(self, info: graphene.ResolveInfo) -> dict[str, Any] | None:
        held = self.answer
        found = info.context.lookups.guide(held.code, held.on, held.locale) if held.edition else None
        if found is None:
            return None
        linked = references(info, found.codes, held.on, held.locale)
        return guide_of(found, dict(zip(found.codes, linked, strict=True)))

    def resolve_services(self, info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        held = self.answer
        levels = [each.level for each in held.levels if each.state == Held.IN_FORCE]
        return [
            {"kind": each.kind.value, "level": level, "decision_number": each.number, "from_on": str(each.from_on)}
            for level, each in services(held.code, levels, lists(held.on))
        ]

    def resolve_at_commune_desk(self, info: graphene.ResolveInfo) -> bool:
        held = self.answer
        at = {each.level: each.edition.data for each in held.levels if each.state == Held.IN_FORCE}
        if any(each.kind == ServiceKind.ANYWHERE for _level, each in services(held.code, list(at), lists(held.on))):
            return True
        return At.COMMUNE in at and receives(at[At.COMMUNE], held.on)

    def resolve_desks(self, info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        held, names, told = self.answer, info.context.lookups.agencies, desks(self.answer.on)
        texts = (each.edition.data for each in held.levels if each.state == Held.IN_FORCE)
        parts = (part for data in texts for part in data["agencies"] if part["role"] == AgencyRole.PERFORMING)
        keys = (heir for part in parts if part["agency"] for heir in names.standing_for(part["agency"], held.on))
        return [
            {"key": key, "name": names.on(key, held.on, held.locale), "desk": desk_of(told[key])}
            for key in dict.fromkeys(keys)
            if key in told
        ]

    def resolve_related(self, info: graphene.ResolveInfo, first: int) -> list[dict[str, str]]:
        held = self.answer
        near = related(held.code, held.on, held.locale, max(0, min(first, 20)))
        read = info.context.lookups.read
        read.codes.update(each.code for each in near)
        if held.edition and held.edition.data["sector"]:
            read.sectors.add(held.edition.data["sector"])
        # Which sector a change concerns is known for today alone (api/responses.py).
        read.everything |= held.on != info.context.lookups.today
        return [{"code": each.code, "name": each.name} for each in near]

    def resolve_history(
        self, info: graphene.ResolveInfo, first: int | None = None, after: str | None = None
    ) -> list[Edition]:
        held = self.answer
        listed = info.context.lookups.history(held.code, held.on, held.locale, part_asked(first, after))
        return [Edition(edition, day, held.locale) for edition, day in listed]

    def resolve_changes(self, info: graphene.ResolveInfo, from_: dt.date, to: dt.date | None = None) -> Comparison:
        held, lookups = self.answer, info.context.lookups
        to_on = to or held.on

        def edition_on(day: dt.date) -> register.Edition | None:
            found = lookups.answer_on(held.code, day, held.on, held.locale)
            return found.edition if found else None

        def name_of(kind: str, key: str) -> str:
            naming = lookups.sectors if kind == "sector" else lookups.agencies
            return str(naming.on(key, held.on, held.locale))

        before, after = edition_on(from_), edition_on(to_on)
        with translation.override(held.locale):
            found = compare(before.data if before else EMPTY, after.data if after else EMPTY, name_of)
        return Comparison(
            from_on=from_,
            to_on=to_on,
            from_edition=Edition(before, from_, held.locale) if before else None,
            to_edition=Edition(after, to_on, held.locale) if after else None,
            differences=found,
        )


def procedures(info: graphene.ResolveInfo, answers: Iterable[register.Answer]) -> list[Procedure]:
    """A list of procedures: what they hold beyond themselves is read for all of them at once."""
    listed = list(answers)
    info.context.lookups.meet_procedures(listed)
    return [Procedure(each) for each in listed]


def references(info: graphene.ResolveInfo, codes: Any, day: dt.date, locale: str) -> list[dict[str, str | None]]:
    """Links to other procedures, with the names of that day."""
    if not codes:
        return []
    info.context.lookups.read.codes.update(codes)
    found = info.context.lookups.names(codes, day, locale)
    return [{"code": code, "name": name} for code, name in zip(codes, found, strict=True)]


def content_of(data: dict[str, Any], info: graphene.ResolveInfo, day: dt.date, locale: str) -> dict[str, Any]:
    """The document as the schema tells it: names of the day, addresses of files, null for what is not said."""
    lookups = info.context.lookups

    def agency(part: dict[str, Any]) -> dict[str, Any]:
        key = part["agency"]
        return part | {"agency": {"key": key, "name": lookups.agencies.on(key, day, locale)} if key else None}

    def item(part: dict[str, Any]) -> dict[str, Any]:
        return part | {"form": with_url(part["form"])} if part["form"] else part

    sector = data["sector"]
    return data | {
        "kind": data["kind"] or None,
        "sector": {"key": sector, "name": lookups.sectors.on(sector, day, locale)} if sector else None,
        "agencies": [agency(part) for part in data["agencies"]],
        "methods": [
            method
            | {
                "limits": [limit_of(limit, data["locale"]) for limit in method["limits"]],
                "fees": [fee_of(fee, data["locale"]) for fee in method["fees"]],
            }
            for method in data["methods"]
        ],
        "components": [group | {"items": [item(part) for part in group["items"]]} for group in data["components"]],
        "related": references(info, data["related"], day, locale),
    }
