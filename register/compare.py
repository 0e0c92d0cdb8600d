"""What differs between two texts of a procedure, field by field, and inside of long texts word by word."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .words import AgencyRole, Audience, ChangeKind, Channel, ComponentKind, FeeKind, Level, Unit

Data = Mapping[str, Any]
WORD = re.compile(r"\s+|[^\W_]+|\W")
ALIKE = 0.5  # two lines that share less are another line, not a changed one


class Part(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A piece of a text. Those that are not added are the text before, those that are not removed the one after."""

    text: str
    part: Part


@dataclass(frozen=True)
class FieldChange:
    """A field that differs, by its key in the document."""

    field: str
    label: str
    pieces: Sequence[Piece]


def compare(before: Data, after: Data, name_of: Callable[[str, str], str]) -> list[FieldChange]:
    """The fields that differ, in the order of the official form. `name_of(kind, key)` names agencies and sectors."""
    found = []
    for field, (label, lines) in FIELDS.items():
        one, other = list(lines(before, name_of)), list(lines(after, name_of))
        if one != other:
            found.append(FieldChange(field, str(label), pieces(one, other)))
    return found


def pieces(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """Lines compared with lines, and lines that are alike word by word."""
    found: list[Piece] = []
    for tag, left, right, up, down in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = before[left:right], after[up:down]
        if tag == "equal":
            found += [Piece(f"{line}\n", Part.SAME) for line in one]
        elif len(one) == len(other) and all(map(_alike, one, other)):
            for old, new in zip(one, other, strict=True):
                found += _words(f"{old}\n", f"{new}\n")
        else:
            found += [Piece(f"{line}\n", Part.REMOVED) for line in one]
            found += [Piece(f"{line}\n", Part.ADDED) for line in other]
    return _joined(found)


def pieces_of_words(before: str, after: str) -> list[Piece]:
    """Two texts compared word by word."""
    return _joined(list(_words(before, after)))


def items(field: str, data: Data, name_of: Callable[[str, str], str]) -> list[str]:
    """The parts of one field as texts: a step, a method, a paper, a legal text is one each."""
    return list(ITEMS[field](data, name_of) if field in ITEMS else FIELDS[field][1](data, name_of))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, WORD.findall(one), WORD.findall(other), autojunk=False).ratio() >= ALIKE


def _words(one: str, other: str) -> Iterator[Piece]:
    old, new = WORD.findall(one), WORD.findall(other)
    for tag, left, right, up, down in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(old[left:right]), Part.SAME)
            continue
        if right > left:
            yield Piece("".join(old[left:right]), Part.REMOVED)
        if down > up:
            yield Piece("".join(new[up:down]), Part.ADDED)


def _joined(listed: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in listed:
        if found and found[-1].part == piece.part:
            found[-1] = Piece(found[-1].text + piece.text, piece.part)
        else:
            found.append(piece)
    return found


# -- Each field as lines ----------------------------------------------------------------------------------------------

Names = Callable[[str, str], str]
Lines = Callable[[Data, Names], Iterator[str]]


def _text(field: str) -> Lines:
    def lines(data: Data, _names: Names) -> Iterator[str]:
        yield from filter(None, (line.strip() for line in data[field].splitlines()))

    return lines


def _words_of(field: str, choices: Any) -> Lines:
    def lines(data: Data, _names: Names) -> Iterator[str]:
        held = data[field] if isinstance(data[field], list) else [data[field]]
        yield from (str(choices(value).label) for value in held if value)

    return lines


def _sector(data: Data, names: Names) -> Iterator[str]:
    if data["sector"]:
        yield names("sector", data["sector"])


def _agencies(data: Data, names: Names) -> Iterator[str]:
    for part in data["agencies"]:
        name = names("agency", part["agency"]) if part["agency"] else part["text"]
        yield f"{AgencyRole(part['role']).label}: {name}"


def _steps(data: Data, _names: Names) -> Iterator[str]:
    for step in data["steps"]:
        yield from filter(None, (line.strip() for line in f"{step['title']}\n{step['text']}".splitlines()))


def _whole_steps(data: Data, _names: Names) -> Iterator[str]:
    for step in data["steps"]:
        yield "\n".join(filter(None, (line.strip() for line in f"{step['title']}\n{step['text']}".splitlines())))


def _whole_methods(data: Data, names: Names) -> Iterator[str]:
    for method in data["methods"]:
        yield "\n".join(_methods({"methods": [method]}, names))


def _methods(data: Data, _names: Names) -> Iterator[str]:
    for method in data["methods"]:
        yield _told(str(Channel(method["channel"]).label), method["description"])
        for limit in method["limits"]:
            amount = f"{limit['value']:g} {Unit(limit['unit']).label}" if limit["value"] and limit["unit"] else ""
            yield _told(_("Thời hạn"), limit["case"], amount, limit["text"])
        for fee in method["fees"]:
            amount = f"{fee['amount']:,} đồng".replace(",", ".") if fee["amount"] is not None else ""
            kind = str(FeeKind(fee["kind"]).label) if fee["kind"] else _("Phí, lệ phí")
            yield _told(kind, fee["case"], amount, fee["rule"])


def _components(data: Data, _names: Names) -> Iterator[str]:
    for group in data["components"]:
        if group["case"]:
            yield group["case"]
        for item in group["items"]:
            number = _("%(originals)s bản chính, %(copies)s bản sao") % {
                "originals": item["originals"] or 0, "copies": item["copies"] or 0,
            }  # fmt: skip
            form = item["form"]["name"] if item.get("form") else ""
            yield _told(str(ComponentKind(item["kind"]).label), item["name"], number, form, item["note"])


def _results(data: Data, _names: Names) -> Iterator[str]:
    yield from (result["name"] for result in data["results"])


def _legal_basis(data: Data, _names: Names) -> Iterator[str]:
    yield from (f"{act['number']} {act['title']}".strip() for act in data["legal_basis"])


def _codes(field: str) -> Lines:
    def lines(data: Data, _names: Names) -> Iterator[str]:
        yield from data[field]

    return lines


def _told(head: str, *parts: str) -> str:
    return f"{head}: " + " · ".join(" ".join(part.split()) for part in parts if part)


FIELDS: dict[str, tuple[Any, Lines]] = {
    "name": (gettext_lazy("Tên thủ tục"), _text("name")),
    "change": (gettext_lazy("Loại thay đổi"), _words_of("change", ChangeKind)),
    "levels": (gettext_lazy("Cấp thực hiện"), _words_of("levels", Level)),
    "sector": (gettext_lazy("Lĩnh vực"), _sector),
    "audiences": (gettext_lazy("Đối tượng thực hiện"), _words_of("audiences", Audience)),
    "agencies": (gettext_lazy("Cơ quan"), _agencies),
    "reception": (gettext_lazy("Nơi tiếp nhận"), _text("reception")),
    "steps": (gettext_lazy("Trình tự thực hiện"), _steps),
    "methods": (gettext_lazy("Cách thức, thời hạn, phí và lệ phí"), _methods),
    "components": (gettext_lazy("Thành phần hồ sơ"), _components),
    "conditions": (gettext_lazy("Yêu cầu, điều kiện"), _text("conditions")),
    "results": (gettext_lazy("Kết quả"), _results),
    "legal_basis": (gettext_lazy("Căn cứ pháp lý"), _legal_basis),
    "related": (gettext_lazy("Thủ tục liên quan"), _codes("related")),
    "transition": (gettext_lazy("Quy định chuyển tiếp"), _text("transition")),
    "successors": (gettext_lazy("Được thay bằng"), _codes("successors")),
}
# Fields of which one part has several lines.
ITEMS: dict[str, Lines] = {"steps": _whole_steps, "methods": _whole_methods}
