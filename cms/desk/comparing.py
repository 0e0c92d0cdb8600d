"""Any two texts of a procedure beside each other: drafts, announced ones, and what a translation was made from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail_localize.models import TranslationSource

from register import clock
from register.aligning import Fate, Pair, align
from register.answer import read_editions
from register.compare import FIELDS, items
from register.models import AnnouncedEdition
from register.naming import agency_names, sector_names

from ..compile import compile_text
from ..models import Edition, Procedure
from ..policy import guarding
from .base import RowPage


@dataclass(frozen=True)
class Version:
    """One text that can be chosen: `key` stands in the address, `label` in the list."""

    key: str
    label: str
    is_vietnamese: bool = True


@dataclass(frozen=True)
class Compared:
    """A field with its parts beside each other."""

    label: str
    pairs: Sequence[Pair]

    @property
    def differs(self) -> bool:
        return any(pair.fate != Fate.SAME for pair in self.pairs)


class CompareView(RowPage, TemplateView):
    """`?truoc=` and `?sau=` name the two; by default the text in force and the newest draft."""

    model = Procedure
    template_name = "cms/desk/compare.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _("So sánh – %(code)s") % {"code": self.object.code}

    def own_crumb(self) -> dict[str, Any]:
        return {"url": "", "label": self.get_page_title()}

    @cached_property
    def versions(self) -> list[Version]:
        """The oldest first: what was announced, then what waits for it."""
        announced = AnnouncedEdition.objects.filter(code=self.object.code).select_related("announcement")
        rows = announced.prefetch_related("documents").order_by("effective_on", "announcement__signed_on", "id")
        found = [
            Version(f"cong-khai:{row.key}:{text.locale}", self._label(row, text.locale), text.locale == "vi")
            for row in rows
            for text in row.documents.all()
        ]
        for draft in self.drafts.values():
            name = _("Dự thảo: %(decision)s") % {"decision": draft.decision}
            own = draft.locale.language_code == "vi"
            suffix = "" if own else f" ({draft.locale.language_code})"
            found.append(Version(f"du-thao:{draft.pk}", name + suffix, own))
            if not own and self._source_of(draft):
                found.append(
                    Version(f"nguon:{draft.pk}", _("Bản tiếng Việt khi dịch: %(name)s") % {"name": name}, False)
                )
        return found

    def _label(self, row: AnnouncedEdition, locale: str) -> str:
        told = {"number": row.announcement.number, "day": f"{row.effective_on:%d/%m/%Y}"}
        suffix = "" if locale == "vi" else f" ({locale})"
        return _("%(number)s, có hiệu lực %(day)s") % told + suffix

    @cached_property
    def drafts(self) -> dict[int, Edition]:
        """Drafts of this procedure that the user may see and that are not public."""
        policy = guarding(Edition)
        rows = policy.seen_by(self.request.user).filter(procedure=self.object, announced_key="")
        return {row.pk: row for row in rows.select_related("decision", "locale", "sector", "procedure").order_by("pk")}

    def _source_of(self, draft: Edition) -> TranslationSource | None:
        return TranslationSource.objects.filter(object_id=draft.translation_key).first()

    def text_of(self, key: str) -> dict[str, Any]:
        """Raises Http404 for what the user cannot choose."""
        if key not in {version.key for version in self.versions}:
            raise Http404
        kind, _colon, rest = key.partition(":")
        if kind == "cong-khai":
            name, _colon, locale = rest.rpartition(":")
            number = AnnouncedEdition.objects.values_list("id", flat=True).get(key=name)
            return read_editions([number], locale)[number].data
        draft = self.drafts[int(rest)]
        if kind == "nguon":
            source = self._source_of(draft)
            assert source is not None  # noqa: S101 - only such a version is offered
            vietnamese = Edition.objects.get(translation_key=draft.translation_key, locale__language_code="vi")
            return compile_text(vietnamese.with_content_json(json.loads(source.content_json)))
        return compile_text(draft)

    def compared(self, before: str, after: str) -> list[Compared]:
        one, other = self.text_of(before), self.text_of(after)
        agencies, sectors, today = agency_names(), sector_names(), clock.today()

        def name_of(kind: str, key: str) -> str:
            return str((sectors if kind == "sector" else agencies).on(key, today))

        return [
            Compared(str(label), align(items(field, one, name_of), items(field, other, name_of)))
            for field, (label, _lines) in FIELDS.items()
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vietnamese = [version.key for version in self.versions if version.is_vietnamese][-2:]
        before, after = vietnamese if len(vietnamese) > 1 else ("", "")
        before, after = self.request.GET.get("truoc") or before, self.request.GET.get("sau") or after
        fields = self.compared(before, after) if before and after else []
        return super().get_context_data(
            procedure=self.object,
            versions=self.versions,
            before=before,
            after=after,
            fields=[each for each in fields if each.pairs],
            alike=not any(each.differs for each in fields),
            **kwargs,
        )
