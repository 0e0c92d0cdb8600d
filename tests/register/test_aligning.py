"""Two versions of a list beside each other: a step that moved is a move, not a step that went and one that came."""

from hypothesis import given
from hypothesis import strategies as st

from register.aligning import Fate, align

STEPS = ["Nộp hồ sơ tại một cửa", "Kiểm tra tính hợp lệ của hồ sơ", "Trình lãnh đạo ký", "Trả kết quả cho người dân"]


def fates(before, after):
    return [(pair.fate, pair.before_at, pair.after_at) for pair in align(before, after)]


def test_what_is_the_same_stays():
    assert fates(STEPS, STEPS) == [(Fate.SAME, place, place) for place in range(1, 5)]


def test_a_step_that_moved_is_a_move():
    moved = [STEPS[3], *STEPS[:3]]
    assert fates(STEPS, moved) == [(Fate.MOVED, 4, 1), (Fate.SAME, 1, 2), (Fate.SAME, 2, 3), (Fate.SAME, 3, 4)]


def test_a_step_with_other_words_is_changed_word_by_word():
    changed = [STEPS[0], "Kiểm tra tính đầy đủ của hồ sơ", *STEPS[2:]]
    pair = align(STEPS, changed)[1]
    assert pair.fate == Fate.CHANGED
    parts = {kind: "".join(piece.text for piece in pair.pieces if piece.part == kind) for kind in ("removed", "added")}
    assert parts == {"removed": "hợplệ", "added": "đầyđủ"}


def test_a_step_moved_and_reworded_is_still_one():
    after = ["Trả kết quả cho công dân", *STEPS[:3]]
    assert fates(STEPS, after)[0] == (Fate.MOVED, 4, 1)


def test_the_only_one_is_changed_however_much():
    assert fates(["Mới ban hành"], ["Được sửa đổi"]) == [(Fate.CHANGED, 1, 1)]


def test_what_went_stands_where_it_stood_and_what_came_where_it_stands():
    after = [STEPS[0], "Niêm yết công khai mười lăm ngày", *STEPS[2:]]
    assert fates(STEPS, after) == [
        (Fate.SAME, 1, 1),
        (Fate.REMOVED, 2, 0),
        (Fate.ADDED, 0, 2),
        (Fate.SAME, 3, 3),
        (Fate.SAME, 4, 4),
    ]


@given(
    st.lists(st.sampled_from([*STEPS, "A", "B", "C d e"]), max_size=12),
    st.lists(st.sampled_from([*STEPS, "A", "x"]), max_size=12),
)
def test_every_item_of_both_stands_there_once_and_nothing_is_made_up(before, after):
    found = align(before, after)
    assert [pair.after for pair in found if pair.after is not None] == after
    assert sorted(pair.before_at for pair in found if pair.before_at) == list(range(1, len(before) + 1))
    assert all(before[pair.before_at - 1] == pair.before for pair in found if pair.before_at)
    rebuilt = ["".join(piece.text for piece in pair.pieces if piece.part != "added") for pair in found if pair.before]
    assert rebuilt == [pair.before for pair in found if pair.before]
