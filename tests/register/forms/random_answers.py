"""Random answers to any form: valid ones, and valid ones but for one boundary."""

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from register.forms.conditions import holds
from register.forms.definition import FILE_TYPES, Day, Field, Form, Kind, Section
from register.forms.values import bounds

LETTERS = "aăâđêơưệỗz AZ09.,-<&😀\u0301"
# Of digits those of ASCII alone, as RE2 has them.
VIETNAMESE = st.characters(
    max_codepoint=0x1EF9,
    categories=("Lu", "Ll", "P", "Zs"),
    include_characters="0123456789",
    exclude_characters="\u00a0",
)
WORDS = ["Lê", "Hoa", "Đặng", "Ơn", "A-mí", "O’Brien", "Nguye\u0302\u0303n", "𠮷"]
FAR = dt.timedelta(days=2_000)
Path = tuple[Any, ...]


@st.composite
def valid(draw: st.DrawFn, form: Form, day: dt.date, communes: list[str]) -> dict[str, Any]:
    """Answers that the form takes on that day."""
    answers: dict[str, Any] = {}

    def one(section: Section) -> dict[str, Any]:
        item: dict[str, Any] = {}

        def value_of(reference: str) -> Any:
            of, _dot, key = reference.partition(".")
            return item.get(key) if of == section.key else answers.get(of, {}).get(key)

        for field in section.fields:
            if not field.is_asked or (field.show_when and not holds(field.show_when, value_of)):
                continue
            needed = field.is_always_required or (field.require_when and holds(field.require_when, value_of))
            if needed or draw(st.booleans()):
                item[field.key] = draw(value(field, day, communes))
        return item

    for section in form.sections:

        def seen(reference: str) -> Any:
            of, _dot, key = reference.partition(".")
            return answers.get(of, {}).get(key)

        if section.show_when and not holds(section.show_when, seen):
            continue
        if section.repeat:
            times = draw(st.integers(section.repeat.least, min(section.repeat.most, section.repeat.least + 3)))
            answers[section.key] = [one(section) for _ in range(times)]
        else:
            answers[section.key] = one(section)
    return answers


def line(least: int, most: int) -> st.SearchStrategy[str]:
    lengths = st.sampled_from([least, most]) | st.integers(least, min(most, least + 20))
    return lengths.flatmap(lambda n: st.text(LETTERS, min_size=n, max_size=n)).map(
        lambda text: text if text.strip() else "x" * len(text)
    )


def value(field: Field, day: dt.date, communes: list[str]) -> st.SearchStrategy[Any]:
    bound, keys = bounds(field), [option.key for option in field.options]
    names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join)
    files = st.fixed_dictionaries(
        {
            "id": st.from_regex(r"[A-Za-z0-9_\-]{16,64}", fullmatch=True),
            "name": line(1, 200),
            "type": st.sampled_from([FILE_TYPES[each] for each in field.types or FILE_TYPES]),
            "size": st.sampled_from([1, bound.get("size", 1)]),
        }
    )
    if field.pattern:
        told = st.from_regex(field.pattern, fullmatch=True, alphabet=VIETNAMESE)
        return told.filter(lambda text: text == text.strip() and bound["least"] <= len(text) <= bound["most"])
    made: dict[Kind, Callable[[], st.SearchStrategy[Any]]] = {
        Kind.TEXT: lambda: line(bound["least"], bound["most"]),
        Kind.LONG_TEXT: lambda: (
            line(bound["least"], bound["most"])
            .map(lambda text: text.replace(",", "\n"))
            .map(lambda text: text if text.strip() else "x")
        ),
        Kind.NUMBER: lambda: _number(bound, field.whole),
        Kind.DONG: lambda: _number(bound, True),
        Kind.DATE: lambda: st.dates(
            day if field.when == Day.FUTURE else day - FAR, day if field.when == Day.PAST else day + FAR
        ).map(str),
        Kind.CHOICE: lambda: st.sampled_from(keys),
        Kind.SEVERAL: lambda: st.lists(
            st.sampled_from(keys), min_size=bound["least"], max_size=bound["most"], unique=True
        ),
        Kind.YES_NO: st.booleans,
        Kind.NAME: lambda: names,
        Kind.ID_NUMBER: lambda: st.from_regex(
            r"(?:001|096|101)(?:[01][0-9]{2}|[23](?:[01][0-9]|2[0-6]))[0-9]{6}",
            fullmatch=True,
            alphabet=st.characters(max_codepoint=126),
        ),
        Kind.PHONE: lambda: st.from_regex(
            r"(?:\+84|0)[0-9]{9,10}", fullmatch=True, alphabet=st.characters(max_codepoint=126)
        ),
        Kind.EMAIL: lambda: st.sampled_from(["hoa@lamson.example", "h.o+a_%-@a-b.c.vn"]),
        Kind.ADDRESS: lambda: (
            st.fixed_dictionaries(
                {"province": st.just("ubnd-tinh"), "commune": st.sampled_from(communes), "detail": line(1, 300)}
            )
            | st.fixed_dictionaries({"province": line(1, 100), "commune": line(1, 100), "detail": line(1, 300)})
        ),
        Kind.BANK_ACCOUNT: lambda: st.fixed_dictionaries(
            {"bank": line(1, 100), "number": st.from_regex("[0-9A-Z]{6,24}", fullmatch=True), "holder": names}
        ),
        Kind.FILE: lambda: st.lists(
            files, min_size=bound["least"], max_size=bound["most"], unique_by=lambda each: each["id"]
        ),
        Kind.DECLARATION: lambda: st.just(True),
    }
    return made[field.kind]()


def _number(bound: Mapping[str, Any], whole: bool) -> st.SearchStrategy[Any]:
    least, most = bound["least"], bound["most"]
    ends = st.sampled_from([least, most])
    if whole:
        return ends | st.integers(least, most) | st.integers(least, most).map(float)  # 3.0 is a whole number in JSON
    return ends | st.floats(least, most, allow_nan=False)


# -- But for one boundary ---------------------------------------------------------------------------------------------


@st.composite
def beyond(draw: st.DrawFn, form: Form, day: dt.date, communes: list[str]) -> tuple[dict[str, Any], Path]:
    """Valid answers but for one, a step beyond a boundary; and the path at which an error must stand."""
    answers = draw(valid(form, day, communes))
    ways = list(_ways(form, answers, day))
    path, wrong = draw(st.sampled_from(ways))
    changed = copy.deepcopy(answers)
    held: Any = changed
    for part in path[:-1]:
        held = held[part]
    if wrong is ...:
        del held[path[-1]]
    else:
        held[path[-1]] = wrong
    return changed, path


def _ways(form: Form, answers: dict[str, Any], day: dt.date) -> Iterator[tuple[Path, Any]]:
    yield ("surplus",), {}
    for section in form.sections:
        if section.key not in answers:
            yield (section.key,), {}
            continue
        given = answers[section.key]
        yield (section.key,), ...
        yield (section.key,), "x"
        if section.repeat:
            some = given[0] if given else {}
            yield (section.key,), [some] * (section.repeat.most + 1)
            if section.repeat.least:
                yield (section.key,), given[: section.repeat.least - 1]
        for place, item in enumerate(given) if section.repeat else [(None, given)]:
            way = (section.key,) if place is None else (section.key, place)
            yield (*way, "surplus"), 1
            for field in section.fields:
                if field.key not in item:
                    if not field.is_asked:
                        yield (*way, field.key), 1
                    continue
                if field.is_always_required:
                    yield (*way, field.key), ...
                for wrong in _wrong(field, item[field.key], day):
                    yield (*way, field.key), wrong
                for part, wrong in _wrong_parts(field, item[field.key]):
                    yield (*way, field.key, *part), wrong


def _wrong(field: Field, given: Any, day: dt.date) -> Iterator[Any]:
    bound = bounds(field)
    yield None
    yield 3.5 if isinstance(given, str | list | bool | dict) else "3"
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            yield "x" * (bound["most"] + 1)
            yield "😀" * (bound["most"] + 1)
            yield "x" * (bound["least"] - 1)
            yield " " * bound["least"]
            yield given + "\x07"
            if field.kind == Kind.TEXT:
                yield given + "\n"
                yield given + "\u2028"
            if field.pattern:
                yield from (given + "x", given[:-1], given.lower(), given[:-1] + "\u0663")
        case Kind.NUMBER | Kind.DONG:
            yield from (bound["least"] - 1, bound["most"] + 1)
            if field.whole or field.kind == Kind.DONG:
                yield (bound["least"] + 0.5)
        case Kind.DATE:
            yield from (
                "2026-02-29",
                "2026-13-01",
                "2026-1-1",
                "26-01-01",
                "2026-04-31",
                given + "\n",
                "1799-12-31",
                "2200-01-01",
            )
            if field.when:
                yield str(day + dt.timedelta(days=1 if field.when == Day.PAST else -1))
        case Kind.CHOICE:
            yield from ("nothing", "", given.upper())
        case Kind.SEVERAL:
            yield from ([], given + given[:1], [option.key for option in field.options][: bound["most"] + 1] * 2)
        case Kind.NAME:
            yield from ("x", "x" * 101, "Hoa9", "-Hoa", "Hoa\n", "H<b>")
        case Kind.ID_NUMBER:
            yield from (
                given[:-1],
                given + "0",
                "002" + "4" + given[4:],
                "003" + given[3:],
                "0012" + f"{day.year % 100 + 1:02}" + "000000",
                "\u0660" + given[1:],
                given + "\n",
            )
        case Kind.PHONE:
            yield from ("0123", "1" + "2" * 9, "0" * 12, given + "x")
        case Kind.EMAIL:
            yield from ("hoa", "hoa@", "hoa@x", "@x.vn", "a b@x.vn", "x" * 250 + "@x.vn")
        case Kind.DECLARATION:
            yield from (False, 1, "true")
        case Kind.FILE:
            yield from ([], [given[0], given[0]], [given[0] | {"id": f"{n:016}"} for n in range(bound["most"] + 1)])


def _wrong_parts(field: Field, given: Any) -> Iterator[tuple[Path, Any]]:
    match field.kind:
        case Kind.SEVERAL:
            yield (0,), "nothing"
        case Kind.ADDRESS:
            yield from ((("detail",), "x" * 301), (("detail",), ...), (("surplus",), 1), (("commune",), ""))
            if given["province"] == "ubnd-tinh":
                yield ("commune",), "ubnd-xa-cu"
        case Kind.BANK_ACCOUNT:
            yield from ((("number",), "12345"), (("number",), "x" * 8), (("holder",), "9"), (("bank",), ...))
        case Kind.FILE:
            yield from (
                ((0, "size"), bounds(field)["size"] + 1),
                ((0, "size"), 0),
                ((0, "size"), 1.5),
                ((0, "id"), "x" * 15),
            )
            yield from (((0, "type"), "image/svg+xml"), ((0, "name"), ""), ((0, "name"), ...), ((0, "surplus"), 1))
