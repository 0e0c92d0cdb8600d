"""What may be done with a dossier: state × action × role → state.

The table is the rule: `moved` reads it, docs/dossiers.md shows it (`manage.py print_handling`), and where it has no row
nothing moves. Source: Decree 61/2018/NĐ-CP, articles 17 to 20, and the states of the national exchange.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .states import State


class Role(TextChoices):
    CITIZEN = "citizen", _("Chủ hồ sơ, người nộp")
    RECEIVER = "receiver", _("Cán bộ tiếp nhận")
    HANDLER = "handler", _("Người giải quyết")


class Action(TextChoices):
    RECEIVE = "receive", _("Tiếp nhận")
    REFUSE = "refuse", _("Từ chối tiếp nhận")
    ASK_PAPERS = "ask_papers", _("Yêu cầu bổ sung giấy tờ")
    SUPPLEMENT = "supplement", _("Bổ sung giấy tờ")
    BEGIN = "begin", _("Chuyển xử lý")
    ASK_PAYMENT = "ask_payment", _("Yêu cầu nộp phí, lệ phí")
    PAY = "pay", _("Xác nhận đã nộp")
    ASK_WITHDRAWAL = "ask_withdrawal", _("Yêu cầu rút hồ sơ")
    ALLOW_WITHDRAWAL = "allow_withdrawal", _("Đồng ý cho rút")
    KEEP = "keep", _("Không cho rút, xử lý tiếp")
    STOP = "stop", _("Dừng xử lý")
    FINISH = "finish", _("Xử lý xong")
    HAND_OVER = "hand_over", _("Trả kết quả")


class Back(Enum):
    """Where a dossier goes on from that was waiting."""

    TO_BEFORE = auto()  # to the state just before, also where that waited for something
    TO_WORK = auto()  # to the last state in which it waited for nothing


@dataclass(frozen=True)
class Move:
    """Rows of the table.

    `tells`: the citizen must read why, in the slip that the law asks for. `working`: only where the last state in which
    it waited for nothing is one of these.
    """

    action: Action
    roles: tuple[Role, ...]
    states: tuple[State, ...]
    to: State | Back
    tells: bool = False
    working: tuple[State, ...] = ()


DESK = (Role.RECEIVER, Role.HANDLER)
WAITING = (State.PAPERS_ASKED, State.PAYMENT_ASKED, State.WITHDRAWAL_ASKED)
BEFORE_ITS_END = (State.NEW, State.RECEIVED, State.IN_HAND, State.PAPERS_ASKED, State.PAYMENT_ASKED)
TABLE: Sequence[Move] = (
    Move(Action.RECEIVE, (Role.RECEIVER,), (State.NEW,), State.RECEIVED),
    Move(
        Action.REFUSE,
        (Role.RECEIVER,),
        (State.NEW, State.PAPERS_ASKED),
        State.REFUSED,
        tells=True,
        working=(State.NEW,),
    ),
    Move(Action.BEGIN, (Role.RECEIVER,), (State.RECEIVED,), State.IN_HAND),
    Move(Action.ASK_PAPERS, (Role.RECEIVER,), (State.NEW, State.RECEIVED), State.PAPERS_ASKED, tells=True),
    Move(Action.ASK_PAPERS, DESK, (State.IN_HAND,), State.PAPERS_ASKED, tells=True),
    Move(Action.SUPPLEMENT, (Role.CITIZEN, Role.RECEIVER), (State.PAPERS_ASKED,), Back.TO_WORK),
    Move(Action.ASK_PAYMENT, DESK, (State.RECEIVED, State.IN_HAND), State.PAYMENT_ASKED, tells=True),
    Move(Action.PAY, (Role.RECEIVER,), (State.PAYMENT_ASKED,), Back.TO_WORK),
    Move(Action.ASK_WITHDRAWAL, (Role.CITIZEN,), BEFORE_ITS_END, State.WITHDRAWAL_ASKED),
    Move(Action.ALLOW_WITHDRAWAL, DESK, (State.WITHDRAWAL_ASKED,), State.STOPPED),
    Move(Action.KEEP, DESK, (State.WITHDRAWAL_ASKED,), Back.TO_BEFORE, tells=True),
    Move(
        Action.STOP,
        DESK,
        (State.RECEIVED, State.IN_HAND, State.PAPERS_ASKED, State.PAYMENT_ASKED),
        State.STOPPED,
        tells=True,
        working=(State.RECEIVED, State.IN_HAND),
    ),
    Move(Action.FINISH, (Role.HANDLER,), (State.IN_HAND,), State.FINISHED),
    Move(Action.HAND_OVER, (Role.RECEIVER,), (State.FINISHED,), State.HANDED_OVER),
)


class NotAllowed(Exception):
    """The table has no such row: who did it may not do it, or not in that state."""


def moved(states: Sequence[State], action: Action, role: Role) -> State:
    """The state that follows. `states` are all that the dossier was in, the last is that of now. Raises NotAllowed."""
    match move_of(states, action, role).to:
        case Back.TO_BEFORE:
            return states[-2]
        case Back.TO_WORK:
            return _working(states)
        case state:
            return state


def possible(states: Sequence[State], role: Role) -> list[Action]:
    """What this role may do with a dossier that was in these states, in the order of the table."""
    return [move.action for move in TABLE if _is_open(move, states, role)]


def move_of(states: Sequence[State], action: Action, role: Role) -> Move:
    """The row that allows it. Raises NotAllowed."""
    found = (move for move in TABLE if move.action == action and _is_open(move, states, role))
    move = next(found, None)
    if move is None:
        raise NotAllowed(f"{role} {action} in {int(states[-1])}")
    return move


def rows() -> Iterator[tuple[State, Action, Role, Move]]:
    """The table, one row for each state, action and role, in the order of the states."""
    for state in State:
        for move in TABLE:
            for role in move.roles:
                if state in move.states:
                    yield state, move.action, role, move


def _is_open(move: Move, states: Sequence[State], role: Role) -> bool:
    is_said = role in move.roles and states[-1] in move.states
    return is_said and (not move.working or _working(states) in move.working)


def _working(states: Sequence[State]) -> State:
    """The last state in which it waited for nothing: the first always is one."""
    return next(state for state in reversed(states) if state not in WAITING)
