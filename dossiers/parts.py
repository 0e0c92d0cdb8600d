"""Answers of a section: one part, or those of a group."""

from typing import Any

from register.forms.checking import Path


def enumerate_parts(section: str, given: Any) -> list[tuple[Path, dict[str, Any]]]:
    """A section's answers, or each of its group's, and where they stand."""
    if isinstance(given, list):
        return [((section, place), part) for place, part in enumerate(given)]
    return [((section,), given)]
