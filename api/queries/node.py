import binascii
import datetime as dt
from typing import Any

import graphene
from graphql_relay import from_global_id

from register.answer import answer, decisions_at, edition_by_key

from ..context import LOCALES
from ..types.decision import Decision
from ..types.node import Node
from ..types.page import Page
from ..types.procedure import Edition, Procedure
from .page import page_of

field = graphene.Field(
    Node,
    id=graphene.ID(required=True, description="A global id that this API gave (định danh)."),
    description="What a global id names; null for one that names nothing (tìm theo mã toàn cục).",
)


def resolve(root: None, info: graphene.ResolveInfo, id: str) -> Procedure | Edition | Decision | Page | None:
    try:
        kind, key = from_global_id(id)
    except (ValueError, binascii.Error):
        return None
    if kind == "Page":
        path, _bar, locale = key.rpartition("|")
        entry = info.context.lookups.pages(locale).at(path) if locale in LOCALES else None
        return page_of(entry, locale) if entry else None
    named, day, locale = _dated(key)
    if day is None or locale not in LOCALES:
        return None
    if kind == "Decision":
        found = decisions_at(named)
        return Decision(found[0], day, locale) if len(found) == 1 else None
    if kind == "Procedure":
        held = answer(named, day, locale)
        return Procedure(held) if held else None
    if kind == "Edition":
        edition = edition_by_key(named, locale)
        return Edition(edition, day, locale) if edition else None
    return None


def _dated(key: str) -> tuple[str, dt.date | None, Any]:
    named, _line, rest = key.partition("|")
    written, _line, locale = rest.partition("|")
    try:
        return named, dt.date.fromisoformat(written), locale
    except ValueError:
        return named, None, locale
