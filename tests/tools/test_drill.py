"""The drill sees what is lost and what is made up, and forgives what changed while the backup was made."""

import pytest

from tools.drill.comparing import differences


def looked(head=1, answers=(), files=(), **rows):
    return {"rows": rows, "frozen": ["record"], "answers": dict(answers), "files": dict(files), "head": head}


BEFORE = looked(1, {"1.000001": "a"}, {"files/a": "a"}, record=["one"], drafts=["red"])
AFTER = looked(3, {"1.000001": "a", "1.000002": "b"}, {"files/a": "a"}, record=["one", "two"], drafts=["blue"])


@pytest.mark.parametrize(
    "restored",
    [BEFORE, AFTER, looked(2, {"1.000001": "a"}, {"files/a": "a"}, record=["one", "two"], drafts=["green"])],
)
def test_any_moment_between_is_right(restored):
    assert list(differences(BEFORE, restored, AFTER)) == []


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        ("record: 1 rows are lost", {"rows": {"record": [], "drafts": ["red"]}}),
        ("record: 1 rows of the public record are others", {"rows": {"record": ["one", "x"], "drafts": ["red"]}}),
        ("answers: 1 are lost, as 1.000001", {"answers": {}}),
        ("answers: 1 are others, as 1.000009", {"answers": {"1.000001": "a", "1.000009": "x"}}),
        ("files: 1 are lost, as files/a", {"files": {}}),
        ("the log stands at 4, not between 1 and 3", {"head": 4}),
    ],
)
def test_a_difference_is_told(sentence, changed):
    assert list(differences(BEFORE, BEFORE | changed, AFTER)) == [sentence]
