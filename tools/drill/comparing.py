"""What a restored product has to hold: all that stood before the backup and stands after it, and nothing made up."""

from collections.abc import Iterator
from typing import Any

Looked = dict[str, Any]  # as looking.look writes it


def differences(before: Looked, restored: Looked, after: Looked) -> Iterator[str]:
    """A sentence for each. `before` was seen before the backup began, `after` when the writers had ended."""
    for table in sorted(before["rows"].keys() | restored["rows"].keys()):
        was, stands, became = (set(each["rows"].get(table, ())) for each in (before, restored, after))
        if lost := (was & became) - stands:
            yield f"{table}: {len(lost)} rows are lost"
        if table in before["frozen"] and (made_up := stands - became):
            yield f"{table}: {len(made_up)} rows of the public record are others"
    for kind in ("answers", "files"):
        was, stands, became = (set(each[kind].items()) for each in (before, restored, after))
        if lost := (was & became) - stands:
            yield f"{kind}: {len(lost)} are lost, as {min(lost)[0]}"
        if made_up := stands - became:
            yield f"{kind}: {len(made_up)} are others, as {min(made_up)[0]}"
    if not before["head"] <= restored["head"] <= after["head"]:
        yield f"the log stands at {restored['head']}, not between {before['head']} and {after['head']}"
