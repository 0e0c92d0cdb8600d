"""What a citizen reads of a dossier: where it is, since when, who holds it, what comes next, what was said."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from register import clock

from .attaching import File, files_of
from .handling import Action, Role, possible
from .models import Dossier
from .models.event import DEEDS, Happening
from .moving import place_of
from .states import State

RESULT = frozenset({Action.FINISH, Action.HAND_OVER})  # what an officer attaches to these is the result
ENDED = frozenset({State.REFUSED, State.STOPPED, State.FINISHED, State.HANDED_OVER})


@dataclass(frozen=True)
class Happened:
    """An event as its dossier's people read it."""

    number: int
    action: str
    state: State
    role: str
    at: dt.datetime
    due_at: dt.datetime | None
    content: dict[str, Any]
    files: Sequence[File]

    @property
    def name(self) -> str:
        """Of what was done, in the language that is active."""
        return str(dict(DEEDS)[self.action])

    @property
    def text(self) -> str:
        return str(self.content.get("text", ""))


def history(dossier: Dossier) -> list[Happened]:
    """All that happened, in order. Two queries. Raises keys.Unreadable for what was erased."""
    files = files_of(dossier)
    found = []
    for row in dossier.events.all():
        content = dossier.opened(row.content, place_of(row.number))
        named = [files[key] for key in content["files"] if key in files]
        found.append(Happened(row.number, row.action, State(row.state), row.role, row.at, row.due_at, content, named))
    return found


def results(events: Sequence[Happened]) -> list[File]:
    return [file for event in events if event.action in RESULT for file in event.files]


def asked_for(events: Sequence[Happened]) -> str:
    """What the citizen was asked for and has not given yet; "" where nothing is."""
    waiting = {Action.ASK_PAPERS, Action.ASK_PAYMENT}
    if not events or events[-1].state not in {State.PAPERS_ASKED, State.PAYMENT_ASKED}:
        return ""
    return next((event.text for event in reversed(events) if event.action in waiting), "")


def may(events: Sequence[Happened]) -> list[str]:
    """What the citizen may do now."""
    states = [event.state for event in events]
    found = [action.value for action in possible(states, Role.CITIZEN)]
    if events[-1].state not in {State.REFUSED, State.STOPPED, State.HANDED_OVER}:
        found.append(Happening.MESSAGE.value)
    if events[-1].state in ENDED and not any(event.action == Happening.RATED for event in events):
        found.append(Happening.RATED.value)
    return found


def is_late(dossier: Dossier) -> bool:
    """Whether the promised day is over and it is not finished."""
    is_open = dossier.state not in ENDED and not dossier.is_erased
    return bool(dossier.due_at and is_open and clock.now() > dossier.due_at)


def next_step(dossier: Dossier) -> str:
    """One sentence on what comes next, in the language that is active."""
    return {
        State.NEW: _("Cán bộ tiếp nhận xem hồ sơ và trả lời trong 8 giờ làm việc."),
        State.RECEIVED: _("Hồ sơ được chuyển cho người giải quyết."),
        State.REFUSED: _("Hồ sơ kết thúc ở đây. Bạn có thể nộp hồ sơ mới khi đã đủ điều kiện."),
        State.IN_HAND: _("Cơ quan giải quyết và trả kết quả đúng ngày hẹn."),
        State.PAPERS_ASKED: _("Bạn bổ sung giấy tờ được yêu cầu; thời gian chờ không tính vào thời hạn."),
        State.PAYMENT_ASKED: _("Bạn nộp khoản được yêu cầu; thời gian chờ không tính vào thời hạn."),
        State.WITHDRAWAL_ASKED: _("Cơ quan trả lời yêu cầu rút hồ sơ."),
        State.STOPPED: _("Hồ sơ kết thúc ở đây."),
        State.FINISHED: _("Bạn nhận kết quả."),
        State.HANDED_OVER: _("Hồ sơ đã hoàn thành."),
    }[State(dossier.state)]
