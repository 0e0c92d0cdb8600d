"""What must hold before a text is announced: small named rules, each with its source where the law has one.

A rule takes an edition and its compiled Vietnamese text and yields problems; here are only those that stop announcing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from register.answer import answer
from register.drafts import Problem
from register.models import AnnouncedEdition
from register.words import ENDING, ChangeKind, Form

from .models import Decision, Edition


@dataclass(frozen=True)
class Known:
    """What the rules ask of the public record, read at once for many editions."""

    bases: Mapping[str, str]  # codes of announced editions by key

    @classmethod
    def by(cls, editions: Iterable[Edition]) -> "Known":
        keys = {edition.base_key for edition in editions if edition.base_key}
        rows = AnnouncedEdition.objects.filter(key__in=keys).values_list("key", "code")
        return cls(dict(rows) if keys else {})


Rule = Callable[[Edition, dict[str, Any], Known], Iterator[Problem]]


def problems_of_decision(decision: Decision) -> Iterator[Problem]:
    """What is wrong with the decision's own data."""
    if not decision.number:
        yield Problem("", "number", _("Chưa có số, ký hiệu của quyết định."))
    if not decision.signed_on:
        yield Problem("", "signed_on", _("Chưa có ngày ký."))
    if decision.signed_on and not decision.default_effective_on:
        yield Problem("", "effective_on", _("Chưa có ngày có hiệu lực."))


def problems_of_edition(edition: Edition, document: dict[str, Any], known: Known) -> Iterator[Problem]:
    """What is wrong with one edition and its compiled Vietnamese text, by all rules."""
    for rule in RULES:
        yield from rule(edition, document, known)


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


RULES: list[Rule] = [it_has_a_name, it_has_a_level, a_replaced_one_names_its_successors, a_list_names_its_base]


def warnings_of_edition(edition: Edition) -> Iterator[Problem]:
    """What an officer should know, and what never stops announcing."""
    if edition.change != ChangeKind.NEW and answer(edition.code) is None:
        yield Problem(edition.code, "change", _("Chưa có quyết định nào trước đó về thủ tục này trong hệ thống."))
