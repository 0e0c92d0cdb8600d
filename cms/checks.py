"""What must hold before a text is announced: small named rules, each with its source where the law has one.

A rule takes an edition and its compiled Vietnamese text and yields problems. `ALWAYS` stops every announcing;
`AT_THE_DESK` stops what is announced here, but not what the import takes over as it was announced elsewhere;
`TO_LOOK_AT` only warns.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register import clock
from register.answer import overview
from register.codes import CODE
from register.document import body_of
from register.drafts import Problem
from register.entries import Entry, entries
from register.files import UnknownTypeError
from register.models import Agency, AnnouncedEdition
from register.naming import agency_names
from register.services import Lists, lists, online
from register.vietnamese import same_name
from register.words import ENDING, ChangeKind, Channel, ComponentKind, Form, Level, ServiceKind, State

from .citing import acts_of
from .compile import Named, compile_text
from .glossary import Glossary
from .models import Decision, Edition, EndedAct
from .models.edition import SOURCE_LOCALE
from .reviewing import approvals
from .wording import fingerprint, pairs

LEGAL_NUMBER = re.compile(r"^\d+[a-z]?/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9]*(?:[-–][A-ZĐ0-9]+)*$", re.IGNORECASE)
MONEY = re.compile(r"\d[\d.,]*\s*(?:việt nam đồng|đồng|vnđ|vnd)", re.IGNORECASE)


@dataclass(frozen=True)
class Translated:
    """A translation with its compiled text. `approved_for` are the Vietnamese words, by fingerprint, against which a
    second reader approved it as it stands."""

    row: Edition
    text: dict[str, Any]
    approved_for: Set[str]

    @property
    def language(self) -> str:
        return str(self.row.locale.get_display_name())


class Known:
    """What the rules ask of the public record, read at once for many editions, and only what some rule asks for."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._editions = list(editions)
        self._lists: dict[dt.date, Lists] = {}

    def lists_on(self, day: dt.date) -> Lists:
        """The lists of services that count on that day."""
        if day not in self._lists:
            self._lists[day] = lists(day)
        return self._lists[day]

    @cached_property
    def bases(self) -> Mapping[str, str]:
        """Codes of announced editions that list editions stand on, by key."""
        keys = {edition.base_key for edition in self._editions if edition.base_key}
        rows = AnnouncedEdition.objects.filter(key__in=keys).values_list("key", "code")
        return dict(rows) if keys else {}

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Codes in force today by their name, in the spelling in which equal names are equal."""
        found: dict[str, set[str]] = {}
        for row in overview().values():
            if row.standing.state == State.IN_FORCE:
                found.setdefault(same_name(row.name), set()).add(row.code)
        return {name: frozenset(codes) for name, codes in found.items()}

    @cached_property
    def entries(self) -> Mapping[str, list[Entry]]:
        """What was announced of these codes."""
        return entries({edition.code for edition in self._editions})

    @cached_property
    def ended_acts(self) -> Mapping[str, EndedAct]:
        """Legal texts that hold no more, by number in one spelling."""
        return {act.slug: act for act in EndedAct.objects.all()}

    @cached_property
    def ended(self) -> Mapping[str, str]:
        """Names of agencies that are no more, as written, by the same in one spelling."""
        today, names = clock.today(), agency_names()
        keys = Agency.objects.filter(until_on__lte=today).values_list("key", flat=True)
        return {same_name(name): name for key in keys for name in [names.on(key, today)]}

    @cached_property
    def translations(self) -> Mapping[Any, list[Translated]]:
        """The translations of these editions that are not public yet, by `translation_key`."""
        keys = [edition.translation_key for edition in self._editions if not edition.announced_key]
        rows = list(
            Edition.objects.filter(translation_key__in=keys, announced_key="")
            .exclude(locale__language_code=SOURCE_LOCALE)
            .select_related("procedure", "locale", "sector")
            .order_by("pk")
        )
        named = Named.by(rows)
        texts = {row.pk: compile_text(row, named=named) for row in rows}
        known = approvals({pk: fingerprint(text) for pk, text in texts.items()})
        found: dict[Any, list[Translated]] = {}
        for row in rows:
            found.setdefault(row.translation_key, []).append(Translated(row, texts[row.pk], known[row.pk]))
        return found

    @cached_property
    def glossaries(self) -> Mapping[str, Glossary]:
        """The terms of the languages of these translations; they are read when the first is asked."""
        languages = {each.row.locale.language_code for rows in self.translations.values() for each in rows}
        return {language: Glossary(language) for language in languages}


def with_texts(editions: Sequence[Edition]) -> Iterator[tuple[Edition, dict[str, Any], Known]]:
    """Drafts with their compiled texts and what the rules ask of the record: all of it read at once.

    One with a file that cannot be served is left out: announcing tells of it.
    """
    named, known = Named.by(editions), Known(editions)
    for edition in editions:
        try:
            text = compile_text(edition, named=named)
        except UnknownTypeError:
            continue
        yield edition, text, known


Rule = Callable[[Edition, dict[str, Any], Known], Iterator[Problem]]


def problems_of_decision(decision: Decision) -> Iterator[Problem]:
    """What is wrong with the decision's own data."""
    if not decision.number:
        yield Problem("", "number", _("Chưa có số, ký hiệu của quyết định."))
    if not decision.signed_on:
        yield Problem("", "signed_on", _("Chưa có ngày ký."))
    if decision.signed_on and not decision.default_effective_on:
        yield Problem("", "effective_on", _("Chưa có ngày có hiệu lực."))


def problems_of_edition(
    edition: Edition, document: dict[str, Any], known: Known, *, controlled: bool = True
) -> Iterator[Problem]:
    """What stops announcing this edition, by all rules; `document` is its compiled Vietnamese text."""
    for rule in (*ALWAYS, *(AT_THE_DESK if controlled else ())):
        yield from rule(edition, document, known)


def warnings_of_edition(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """What an officer should look at, and what never stops announcing."""
    for rule in TO_LOOK_AT:
        for told in rule(edition, document, known):
            yield Problem(told.code, told.field, told.message, is_warning=True)


# -- Always ------------------------------------------------------------------------------------------------------------


def it_has_a_name(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Thông tư 02/2017/TT-VPCP, điều 5."""
    if not document["name"]:
        yield Problem(edition.code, "name", _("Chưa có tên thủ tục."))


def it_has_a_level(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    if not document["levels"]:
        yield Problem(edition.code, "levels", _("Chưa chọn cấp thực hiện."))


def a_replaced_one_names_its_successors(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    if edition.change == ChangeKind.REPLACED and not document["successors"]:
        yield Problem(edition.code, "successors", _("Chưa ghi thủ tục thay thế."))


def a_list_names_its_base(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    if edition.form != Form.LIST or edition.change in ENDING:
        return
    if edition.base_key not in known.bases:
        yield Problem(edition.code, "base_key", _("Dòng danh mục phải nêu nội dung của bộ đã công khai."))
    elif known.bases[edition.base_key] != edition.code:
        yield Problem(edition.code, "base_key", _("Nội dung được nêu là của thủ tục khác."))


# -- At the desk -------------------------------------------------------------------------------------------------------


def is_whole(edition: Edition) -> bool:
    """Whether the edition carries a text of its own: neither an ending nor a list on a ministry's text."""
    return edition.form == Form.FULL and edition.change not in ENDING


def it_has_a_legal_basis(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Nghị định 63/2010/NĐ-CP, điều 8; Thông tư 02/2017/TT-VPCP, điều 5."""
    if is_whole(edition) and not document["legal_basis"]:
        yield Problem(edition.code, "legal_basis", _("Chưa có căn cứ pháp lý."))


def each_channel_has_a_time_limit(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Nghị định 63/2010/NĐ-CP, điều 8: thời hạn giải quyết is a part that every procedure must have."""
    if not is_whole(edition):
        return
    if not document["methods"]:
        yield Problem(edition.code, "methods", _("Chưa có cách thức thực hiện."))
    for method in document["methods"]:
        if not any(limit["value"] or limit["text"].strip() for limit in method["limits"]):
            label = str(Channel(method["channel"]).label).lower()
            yield Problem(
                edition.code, "methods", _("Nộp %(channel)s: chưa có thời hạn giải quyết.") % {"channel": label}
            )


def a_fee_of_nothing_speaks_of_no_money(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """A fee in words with the amount 0 would be shown as free."""
    for method in document["methods"]:
        for fee in method["fees"]:
            told = f"{fee['rule']} {method['description']}"
            if fee["amount"] == 0 and MONEY.search(told):
                yield Problem(
                    edition.code, "methods", _("Ghi 0 đồng nhưng lời văn có số tiền: người dân sẽ đọc là miễn phí.")
                )


def its_code_is_one(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    if edition.procedure.provisional:
        return
    try:
        CODE(edition.code)
    except ValidationError:
        yield Problem(edition.code, "procedure", _("Mã thủ tục không đúng dạng 1.001612."))


# -- To look at --------------------------------------------------------------------------------------------------------


def its_name_is_its_own(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Real lists repeat names, so this only warns."""
    others = known.names.get(same_name(document["name"]), frozenset()) - {edition.code}
    if others and edition.change not in ENDING:
        words = {"codes": ", ".join(sorted(others)[:3])}
        yield Problem(edition.code, "name", _("Thủ tục khác đang có hiệu lực mang cùng tên: %(codes)s.") % words)


def its_legal_texts_have_real_numbers(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Luật 80/2015/QH13, điều 10: số thứ tự/năm/loại-cơ quan."""
    for act in document["legal_basis"]:
        if not LEGAL_NUMBER.match(act["number"].strip()):
            words = {"number": act["number"] or act["title"][:60]}
            yield Problem(
                edition.code, "legal_basis", _("Số văn bản không đúng dạng 45/2020/NĐ-CP: %(number)s") % words
            )


def its_legal_texts_still_hold(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Luật 80/2015/QH13, điều 154: when a legal text holds no more. Asked for the day on which the edition begins."""
    day = edition.effective_day or clock.today()
    for slug, number in acts_of(document).items():
        act = known.ended_acts.get(slug)
        if act is None or act.ended_on > day or edition.change in ENDING:
            continue
        words = {"number": number, "day": date_format(act.ended_on, "d/m/Y"), "by": act.replaced_by}
        if act.is_partly:
            told = _("Căn cứ %(number)s hết hiệu lực một phần từ %(day)s: hãy xem điều khoản còn dùng được không.")
        elif act.replaced_by:
            told = _("Căn cứ %(number)s hết hiệu lực từ %(day)s, được thay bằng %(by)s.")
        else:
            told = _("Căn cứ %(number)s hết hiệu lực từ %(day)s.")
        yield Problem(edition.code, "legal_basis", told % words)


def each_paper_is_counted(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Thông tư 02/2017/TT-VPCP, điều 5: số lượng hồ sơ."""
    for group in document["components"]:
        for item in group["items"]:
            if item["kind"] == ComponentKind.SUBMIT and not (item["originals"] or item["copies"]):
                words = {"paper": item["name"][:80]}
                yield Problem(edition.code, "components", _("Chưa ghi số bản: %(paper)s") % words)


def each_form_has_its_file(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    for group in document["components"]:
        for item in group["items"]:
            if item["form"] and not item["form"]["size"]:
                words = {"form": item["form"]["name"][:80]}
                yield Problem(edition.code, "components", _("Chưa có tệp mẫu đơn: %(form)s") % words)


def its_agencies_are_known(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    for part in document["agencies"]:
        if not part["agency"]:
            words = {"name": part["text"][:80]}
            yield Problem(edition.code, "agencies", _("Cơ quan không có trong danh sách: %(name)s") % words)


def it_does_not_begin_before_signing(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """It happens, where a legal text is older than the decision that follows it."""
    signed, begins = edition.decision.signed_on, edition.effective_day
    if signed and begins and begins < signed:
        yield Problem(edition.code, "effective_on", _("Có hiệu lực trước ngày ký quyết định."))


def equal_days_are_decided(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Told early; the record refuses it when the decision is announced."""
    signed, begins = edition.decision.signed_on, edition.effective_day
    same = [
        entry
        for entry in known.entries.get(edition.code, ())
        if entry.level in edition.levels and (entry.effective_on, entry.signed_on) == (begins, signed)
    ]
    if same and not (edition.equal_days and edition.standing_reason.strip()):
        yield Problem(
            edition.code, "equal_days", _("Trùng cả ngày hiệu lực và ngày ký với nội dung khác: hãy chọn và ghi lý do.")
        )


def something_went_before(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    if edition.change != ChangeKind.NEW and edition.code not in known.entries:
        yield Problem(edition.code, "change", _("Chưa có quyết định nào trước đó về thủ tục này trong hệ thống."))


def an_ending_says_what_becomes_of_dossiers_under_way(
    edition: Edition, document: dict[str, Any], known: Known
) -> Iterator[Problem]:
    """Whoever filed before the day must know by which text the dossier is handled. What is in force is filed for."""
    if edition.change not in ENDING or document["transition"].strip():
        return
    if any(entry.level in edition.levels and not entry.ends for entry in known.entries.get(edition.code, ())):
        told = _("Có thể còn hồ sơ đang giải quyết: hãy ghi quy định chuyển tiếp, hoặc bỏ qua nếu chắc chắn không còn.")
        yield Problem(edition.code, "transition", told)


def nothing_speaks_of_an_agency_that_is_no_more(
    edition: Edition, document: dict[str, Any], known: Known
) -> Iterator[Problem]:
    """Its address and telephone in a text would send people to a closed door."""
    if not known.ended or edition.change in ENDING:
        return
    text = f" {same_name(' '.join(body_of(document)))} "
    for name, written in known.ended.items():
        if name and f" {name} " in text:
            words = {"name": written}
            yield Problem(edition.code, "reception", _("Nội dung nhắc đến cơ quan không còn: %(name)s") % words)


def a_full_online_service_has_an_online_method(
    edition: Edition, document: dict[str, Any], known: Known
) -> Iterator[Problem]:
    """Nghị định 42/2022/NĐ-CP: toàn trình is done without going anywhere. Asked for the day on which it begins."""
    if not is_whole(edition) or any(method["channel"] == Channel.ONLINE for method in document["methods"]):
        return
    day = edition.effective_day or clock.today()
    full = [each for each in edition.levels if online(edition.code, each, known.lists_on(day)) == ServiceKind.FULL]
    if full:
        words = {"level": ", ".join(str(Level(each).label).lower() for each in full)}
        told = _("Danh mục ghi dịch vụ công trực tuyến toàn trình ở %(level)s nhưng chưa có cách nộp trực tuyến.")
        yield Problem(edition.code, "methods", told % words)


def its_translations_are_approved(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """One that is not stays behind, and follows when it is."""
    for each in known.translations.get(edition.translation_key, ()):
        if fingerprint(document) not in each.approved_for:
            words = {"language": each.language}
            told = _("Bản dịch %(language)s chưa được duyệt, sẽ không công khai cùng quyết định.")
            yield Problem(edition.code, "translation", told % words)


def its_translations_keep_to_the_terms(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """Each term is told once for a translation."""
    for each in known.translations.get(edition.translation_key, ()):
        glossary = known.glossaries[each.row.locale.language_code]
        missed: dict[str, tuple[str, list[str]]] = {}
        for field, source, said in pairs(document, each.text):
            if said and said != source:
                for term in glossary.missing(source, said):
                    missed.setdefault(term.term, (field, term.allowed))
        for name, (field, allowed) in missed.items():
            words = {"language": each.language, "term": name, "allowed": ", ".join(allowed[:3])}
            told = _("Bản dịch %(language)s: thuật ngữ “%(term)s” nên dịch là %(allowed)s.")
            yield Problem(edition.code, field, told % words)


ALWAYS: list[Rule] = [it_has_a_name, it_has_a_level, a_replaced_one_names_its_successors, a_list_names_its_base]
AT_THE_DESK: list[Rule] = [
    it_has_a_legal_basis,
    each_channel_has_a_time_limit,
    a_fee_of_nothing_speaks_of_no_money,
    its_code_is_one,
]
TO_LOOK_AT: list[Rule] = [
    its_name_is_its_own,
    its_legal_texts_have_real_numbers,
    its_legal_texts_still_hold,
    each_paper_is_counted,
    each_form_has_its_file,
    its_agencies_are_known,
    it_does_not_begin_before_signing,
    equal_days_are_decided,
    something_went_before,
    an_ending_says_what_becomes_of_dossiers_under_way,
    nothing_speaks_of_an_agency_that_is_no_more,
    a_full_online_service_has_an_online_method,
    its_translations_are_approved,
    its_translations_keep_to_the_terms,
]
