"""A draft of a form from the announced text of a procedure, for an editor to finish.

Papers to submit become files, by case where the text has cases; papers to present are named, and notes are left out:
they never enter a form. Nothing is guessed of what the papers themselves ask.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..vietnamese import fold
from ..words import Audience, ComponentKind
from .conditions import Condition, Is, IsOneOf
from .definition import Day, Field, Form, Kind, Option, Page, Prefill, Section, Text
from .limits import LABEL, MOST

PERSONS = {Audience.CITIZEN, Audience.OVERSEAS, Audience.FOREIGNER, Audience.OFFICIAL, Audience.PARTY_MEMBER}
WITH_PASSPORT = {Audience.OVERSEAS, Audience.FOREIGNER}
# Headings that stand over papers of every case.
FOR_ALL = re.compile(
    r"\W*(?:(?:cac )?giay to(?: phai| can)?(?: nop| xuat trinh)?|thanh phan ho so|ho so(?: bao)?(?: gom)?"
    r"|(?:moi|tat ca cac) truong hop)\W*"
)
SAYS_CASE = re.compile(r"\b(?:truong hop|doi voi|neu|khi)\b")
COPIES = 20  # files of one paper: pages that were photographed one by one


def propose(data: Mapping[str, Any]) -> Form:
    """A form without problems from an announced document (register/document.py), in Vietnamese and English where the
    words are ours, in the language of the document where they are its own."""
    papers = _papers(data)
    cases = list(dict.fromkeys(case for paper in papers for case in paper.cases))
    sections = [*_applicant(set(data["audiences"])), _contact()]
    pages = [Page("applicant", Text("Người nộp hồ sơ", "Applicant"), tuple(sections))]
    others = any(paper.of_all for paper in papers)
    own = [section for section in (_case(cases, others), _files(papers, cases), _to_present(data)) if section]
    if own:
        pages.append(Page("papers", Text("Giấy tờ", "Papers"), tuple(own)))
    pages.append(Page("declaration", Text("Cam đoan", "Declaration"), (_declaration(),)))
    return Form(data["code"], Text(_cut(data["name"], LABEL)), tuple(pages))


# -- Who --------------------------------------------------------------------------------------------------------------

PERSON, ORGANIZATION = "person", "organization"


def _applicant(audiences: set[str]) -> Iterator[Section]:
    persons, others = bool(audiences & PERSONS) or not audiences, bool(audiences - PERSONS)
    shown: Mapping[str, Condition | None] = {PERSON: None, ORGANIZATION: None}
    if persons and others:
        options = (
            Option(PERSON, Text("Cá nhân", "A person")),
            Option(ORGANIZATION, Text("Tổ chức, doanh nghiệp", "An organization or enterprise")),
        )
        asked = Field("kind", Kind.CHOICE, Text("Chủ hồ sơ là", "The applicant is"), required=True, options=options)
        yield Section("applicant", Text("Chủ hồ sơ", "Applicant"), (asked,))
        shown = {key: Is("applicant.kind", key) for key in (PERSON, ORGANIZATION)}
    if persons:
        fields = tuple(_person(bool(audiences & WITH_PASSPORT)))
        yield Section(PERSON, Text("Thông tin cá nhân", "Person"), fields, show_when=shown[PERSON])
    if others:
        yield Section(
            ORGANIZATION,
            Text("Thông tin tổ chức, doanh nghiệp", "Organization or enterprise"),
            (
                Field("name", Kind.TEXT, Text("Tên tổ chức, doanh nghiệp", "Name"), required=True),
                Field(
                    "number",
                    Kind.TEXT,
                    Text("Mã số thuế hoặc số quyết định thành lập", "Tax code or number of the founding decision"),
                    required=True,
                ),
                Field(
                    "representative",
                    Kind.NAME,
                    Text("Người đại diện theo pháp luật", "Legal representative"),
                    required=True,
                ),
            ),
            show_when=shown[ORGANIZATION],
        )


def _person(with_passport: bool) -> Iterator[Field]:
    yield Field("name", Kind.NAME, Text("Họ, chữ đệm, tên", "Full name"), required=True, prefill=Prefill.NAME)
    yield Field(
        "birth_date",
        Kind.DATE,
        Text("Ngày, tháng, năm sinh", "Date of birth"),
        required=True,
        when=Day.PAST,
        prefill=Prefill.BIRTH_DATE,
    )
    number = Text("Số định danh cá nhân", "Personal identification number")
    if not with_passport:
        yield Field("id_number", Kind.ID_NUMBER, number, required=True, prefill=Prefill.ID_NUMBER)
        return
    options = (
        Option("id_number", Text("Số định danh cá nhân, căn cước", "Identification number of a citizen")),
        Option("passport", Text("Hộ chiếu, giấy tờ khác", "Passport or another paper")),
    )
    yield Field(
        "identified_by", Kind.CHOICE, Text("Giấy tờ tùy thân", "Identity paper"), required=True, options=options
    )
    yield Field(
        "id_number",
        Kind.ID_NUMBER,
        number,
        required=True,
        prefill=Prefill.ID_NUMBER,
        show_when=Is("person.identified_by", "id_number"),
    )
    yield Field(
        "passport",
        Kind.TEXT,
        Text("Số hộ chiếu hoặc giấy tờ, nước cấp", "Number of the passport or paper, country of issue"),
        required=True,
        most=100,
        show_when=Is("person.identified_by", "passport"),
    )


def _contact() -> Section:
    return Section(
        "contact",
        Text("Liên hệ", "Contact"),
        (
            Field("phone", Kind.PHONE, Text("Số điện thoại", "Telephone"), required=True, prefill=Prefill.PHONE),
            Field("email", Kind.EMAIL, Text("Thư điện tử", "E-mail"), prefill=Prefill.EMAIL),
            Field("address", Kind.ADDRESS, Text("Địa chỉ", "Address"), required=True, prefill=Prefill.ADDRESS),
        ),
    )


def _declaration() -> Section:
    agreed = Text(
        "Tôi cam đoan những điều đã khai là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình.",
        "I declare that what I have stated is true, and answer for it before the law.",
    )
    return Section(
        "declaration",
        Text("Cam đoan", "Declaration"),
        (Field("agreed", Kind.DECLARATION, agreed, required=True),),
    )


# -- What to submit ---------------------------------------------------------------------------------------------------


@dataclass
class _Paper:
    """A paper to submit; no case where it belongs to all."""

    item: Mapping[str, Any]
    cases: list[str] = field(default_factory=list)
    of_all: bool = False


def _papers(data: Mapping[str, Any]) -> list[_Paper]:
    """Each paper once, whatever cases ask for it, in the order of the text."""
    groups = [(group["case"].strip(), _items(group, ComponentKind.SUBMIT)) for group in data["components"]]
    groups = [(case, items) for case, items in groups if items]
    cased = {case for case, _items in groups if case and not FOR_ALL.fullmatch(fold(case))}
    is_one_of_some = len(cased) == 1 and len(groups) > 1 and bool(SAYS_CASE.search(fold(next(iter(cased)))))
    has_cases = 1 < len(cased) < MOST["options"] or is_one_of_some
    found: dict[str, _Paper] = {}
    for case, items in groups:
        for item in items:
            paper = found.setdefault(" ".join(item["name"].split()).casefold(), _Paper(item))
            if has_cases and case in cased:
                paper.cases.append(case)
            else:
                paper.of_all = True
    return [_Paper(each.item, [] if each.of_all else each.cases, each.of_all) for each in found.values()]


def _items(group: Mapping[str, Any], kind: ComponentKind) -> list[Mapping[str, Any]]:
    return [item for item in group["items"] if item["kind"] == kind and item["name"].strip()]


def _case(cases: Sequence[str], others: bool) -> Section | None:
    """`others`: some papers belong to every case, so that there may be one that is none of these."""
    if not cases:
        return None
    options = tuple(Option(key, Text(_cut(case, LABEL))) for key, case in _keyed(cases).items())
    if others:
        options += (Option("case_other", Text("Không thuộc trường hợp nào ở trên", "None of these")),)
    asked = Field(
        "case", Kind.CHOICE, Text("Hồ sơ thuộc trường hợp nào?", "Which case is it?"), required=True, options=options
    )
    return Section("case", Text("Trường hợp", "Case"), (asked,))


def _keyed(cases: Sequence[str]) -> Mapping[str, str]:
    return {f"case_{place}": case for place, case in enumerate(cases, 1)}


def _files(papers: Sequence[_Paper], cases: Sequence[str]) -> Section | None:
    if not papers:
        return None
    keys = {case: key for key, case in _keyed(cases).items()}
    fields = tuple(
        Field(
            f"paper_{place}",
            Kind.FILE,
            Text(_cut(paper.item["name"], LABEL)),
            help=_help(paper.item),
            required=True,
            most=COPIES,
            show_when=_when([keys[case] for case in dict.fromkeys(paper.cases)]),
        )
        for place, paper in enumerate(papers[: MOST["fields"] // 2], 1)
    )
    return Section("papers", Text("Giấy tờ phải nộp", "Papers to submit"), fields)


def _when(keys: Sequence[str]) -> Condition | None:
    if not keys:
        return None
    return Is("case.case", keys[0]) if len(keys) == 1 else IsOneOf("case.case", tuple(keys))


def _help(item: Mapping[str, Any]) -> Text:
    """How many of it, its template and what the text remarks; the whole name where it is too long for a label."""
    counts = [f"{item[key]} {words}" for key, words in (("originals", "bản chính"), ("copies", "bản sao")) if item[key]]
    template = item.get("form") or {}
    lines = [
        " ".join(item["name"].split()) if len(item["name"].strip()) > LABEL else "",
        ", ".join(counts),
        f"Theo mẫu: {template['name']}" if template.get("name") else "",
        item.get("note", ""),
    ]
    return Text(_cut("\n".join(line for line in lines if line), MOST["help"], lines=True))


def _to_present(data: Mapping[str, Any]) -> Section | None:
    """Papers that are only looked at: told, and not taken."""
    names = [_cut(item["name"], LABEL) for group in data["components"] for item in _items(group, ComponentKind.PRESENT)]
    fields = tuple(_information(dict.fromkeys(names)))
    return (
        Section("to_present", Text("Giấy tờ xuất trình khi nhận kết quả", "Papers to present"), fields)
        if fields
        else None
    )


def _information(names: Iterable[str]) -> Iterator[Field]:
    for place, name in enumerate(names, 1):
        if place <= MOST["fields"] // 4:
            yield Field(f"paper_{place}", Kind.INFORMATION, Text(name))


def _cut(text: str, most: int, lines: bool = False) -> str:
    plain = text.strip() if lines else " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rsplit(' ', 1)[0]}…"
