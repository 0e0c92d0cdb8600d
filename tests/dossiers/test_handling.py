"""A dossier goes the ways of the table and no others."""

import itertools
import random

import pytest

from dossiers import handling
from dossiers.handling import Action, NotAllowed, Role, moved, possible
from dossiers.states import State

ENDS = {State.REFUSED, State.STOPPED, State.HANDED_OVER}


def test_the_states_have_the_numbers_of_the_national_exchange():
    assert [(int(state), str(state.label)) for state in State] == [
        (1, "Mới đăng ký"),
        (2, "Được tiếp nhận"),
        (3, "Không được tiếp nhận"),
        (4, "Đang xử lý"),
        (5, "Yêu cầu bổ sung giấy tờ"),
        (6, "Yêu cầu thực hiện nghĩa vụ tài chính"),
        (7, "Công dân yêu cầu rút hồ sơ"),
        (8, "Dừng xử lý"),
        (9, "Đã xử lý xong"),
        (10, "Đã trả kết quả"),
    ]


def test_what_the_table_does_not_say_moves_nothing():
    said = {(state, action, role) for state, action, role, _move in handling.rows()}
    for state, action, role in set(itertools.product(State, Action, Role)) - said:
        with pytest.raises(NotAllowed):
            moved([State.NEW, State.RECEIVED, State.IN_HAND, state], action, role)


def test_no_row_is_said_twice():
    said = [(state, action, role) for state, action, role, _move in handling.rows()]
    assert len(said) == len(set(said))


def test_a_dossier_goes_from_the_counter_to_the_result():
    states = [State.NEW]
    way = [
        (Action.RECEIVE, Role.RECEIVER),
        (Action.BEGIN, Role.RECEIVER),
        (Action.FINISH, Role.HANDLER),
        (Action.HAND_OVER, Role.RECEIVER),
    ]
    for action, role in way:
        states.append(moved(states, action, role))
    assert states == [State.NEW, State.RECEIVED, State.IN_HAND, State.FINISHED, State.HANDED_OVER]


@pytest.mark.parametrize("asked_in", [State.NEW, State.RECEIVED, State.IN_HAND])
def test_papers_that_come_lead_back_to_where_they_were_asked_for(asked_in):
    states = [State.NEW, asked_in, State.PAPERS_ASKED]
    assert moved(states, Action.SUPPLEMENT, Role.CITIZEN) == asked_in


def test_only_what_was_not_received_yet_is_refused_and_only_what_was_is_stopped():
    new = [State.NEW, State.PAPERS_ASKED]
    received = [State.NEW, State.RECEIVED, State.IN_HAND, State.PAPERS_ASKED]
    assert Action.REFUSE in possible(new, Role.RECEIVER) and Action.STOP not in possible(new, Role.RECEIVER)
    assert Action.STOP in possible(received, Role.RECEIVER) and Action.REFUSE not in possible(received, Role.RECEIVER)


def test_a_withdrawal_that_is_denied_takes_no_request_away():
    states = [State.NEW, State.RECEIVED, State.IN_HAND, State.PAPERS_ASKED, State.WITHDRAWAL_ASKED]
    states.append(moved(states, Action.KEEP, Role.HANDLER))
    assert states[-1] == State.PAPERS_ASKED
    assert moved(states, Action.SUPPLEMENT, Role.CITIZEN) == State.IN_HAND


def test_hoa_may_supplement_and_ask_to_withdraw_and_nothing_else():
    assert {action for state in State for action in possible([State.NEW, state], Role.CITIZEN)} == {
        Action.SUPPLEMENT,
        Action.ASK_WITHDRAWAL,
    }


def test_after_its_end_nobody_does_anything_with_it():
    assert all(not possible([State.NEW, State.RECEIVED, state], role) for state in ENDS for role in Role)


def test_from_everywhere_there_is_a_way_to_an_end():
    for start in set(State) - ENDS:
        reached, waiting = {start}, [[State.NEW, State.RECEIVED, State.IN_HAND, start]]
        while waiting:
            states = waiting.pop()
            for role in Role:
                for action in possible(states, role):
                    after = moved(states, action, role)
                    if after not in reached:
                        reached.add(after)
                        waiting.append([*states, after])
        assert reached & ENDS, start


def test_what_the_citizen_must_know_the_reason_of_is_told():
    told = {action for _state, action, _role, move in handling.rows() if move.tells}
    assert told == {Action.REFUSE, Action.ASK_PAPERS, Action.ASK_PAYMENT, Action.KEEP, Action.STOP}


def test_on_any_way_papers_and_payment_are_never_forgotten():
    """Whatever is done, the state that is gone on with waited for nothing, or is the one that still waits."""
    choose = random.Random(20261127)
    for _way in range(500):
        states = [State.NEW]
        while len(states) < 12:
            ways = [(action, role) for role in Role for action in possible(states, role)]
            if not ways:
                break
            action, role = choose.choice(ways)
            after = moved(states, action, role)
            if action in {Action.SUPPLEMENT, Action.PAY}:
                assert after not in handling.WAITING
            if action == Action.KEEP:
                assert after == states[-2]
            states.append(after)
