"""The news of a message in the words of its language, as plain lines: texts of the record never break out of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from messaging.mail import address
from register import clock
from register.answer import Edition, names
from register.phrases import day
from register.words import ChangeKind, Event

from .news import News

MOST = 50  # procedures that are told of one decision; the rest stands on its page


@dataclass(frozen=True)
class Procedure:
    name: str
    code: str
    locale: str  # of the name
    change: str
    link: str
    successors: Sequence[tuple[str, str]]  # (name and code, link)


@dataclass(frozen=True)
class Decision:
    what: str
    number: str
    title: str
    link: str
    reason: str
    procedures: Sequence[Procedure]
    more: int  # procedures that are not told


def decisions(found: Sequence[News], locale: str) -> list[Decision]:
    """In the active language, which is to be that one."""
    words = {
        Event.WITHDRAWN: _("Đã thu hồi trước ngày có hiệu lực, không áp dụng"),
        Event.ANNOUNCED: _("Mới công khai"),
        Event.CORRECTED: _("Đã đính chính"),
    }
    return [
        Decision(
            what=words[Event(each.event)],
            number=_line(each.announcement.number),
            title=_line(each.announcement.title),
            link=address(f"quyet-dinh/{each.announcement.address}", locale),
            reason=_line(each.reason),
            procedures=[_procedure(edition, each.event, locale) for edition in each.editions[:MOST]],
            more=max(0, len(each.editions) - MOST),
        )
        for each in found
    ]


def _procedure(edition: Edition, event: str, locale: str) -> Procedure:
    successors = edition.successors if event != Event.WITHDRAWN else ()
    known = names([(code, edition.effective_on) for code in successors], locale)
    return Procedure(
        name=_line(edition.data["name"]) or edition.code,
        code=edition.code,
        locale=edition.locale,
        change=_change(edition, event, locale),
        link=_page_of(edition, event, locale),
        successors=[
            (
                f"{_line(known.get((code, edition.effective_on), ''))} ({code})".strip(),
                address(f"thu-tuc/{code}", locale),
            )
            for code in successors
        ],
    )


def _page_of(edition: Edition, event: str, locale: str) -> str:
    """Before its day the page of today tells another text: the link leads to that of the day."""
    is_future = event != Event.WITHDRAWN and edition.effective_on > clock.today()
    day = {"ngay": str(edition.effective_on)} if is_future else {}
    return address(f"thu-tuc/{edition.code}", locale, **day)


def _change(edition: Edition, event: str, locale: str) -> str:
    told = {"change": ChangeKind(edition.change).label, "day": day(edition.effective_on, locale)}
    if event == Event.WITHDRAWN:
        return _("%(change)s: không còn áp dụng từ ngày %(day)s như đã báo") % told
    if edition.change in {ChangeKind.REPLACED, ChangeKind.ABOLISHED}:
        return _("%(change)s từ ngày %(day)s") % told
    return _("%(change)s, có hiệu lực từ ngày %(day)s") % told


def _line(text: str) -> str:
    return " ".join(text.split())
