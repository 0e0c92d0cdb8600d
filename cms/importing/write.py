"""Write read lines as drafts, decision by decision, and announce them where asked. Twice changes nothing."""

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from register import clock, record
from register.decision_number import ending_of, slug_of
from register.drafts import AlreadyAnnounced, Refused
from register.models import Agency, AgencyName, AnnouncedEdition, Sector, SectorName
from register.vietnamese import same_name, slug
from register.words import ChangeKind, Form

from ..announce import announce
from ..checks import Known, something_went_before
from ..drafting import department_for, procedure_for, write_edition
from ..models import AnnouncedError, Decision, Department, Edition, ReviewItem
from .convert import Flag, convert
from .line import day_of
from .read import Line

ISSUERS = yaml.safe_load((Path(__file__).parent / "issuers.yaml").read_text(encoding="utf-8"))
CONTROL_OFFICE = "van-phong-ubnd-tinh"
LONG_AGO = dt.date(1945, 9, 2)  # names that came without a day hold since ever


@dataclass
class Outcome:
    """What an import did. `errors` and `warnings` are (line or decision, words)."""

    done: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


def group(lines: Iterable[Line], outcome: Outcome) -> dict[tuple[str, str, int], list[Line]]:
    """Lines by decision (slug, issuer as written, year of signing or 0). One with a bad line is left out whole."""
    groups: dict[tuple[str, str, int], list[Line]] = defaultdict(list)
    spoilt: dict[str, int] = {}
    for line in lines:
        if line.record is None:
            outcome.errors.append((_("dòng %(number)d") % {"number": line.number}, line.reason))
            if line.decision:
                spoilt.setdefault(_slug(line.decision), line.number)
            continue
        signed_on = day_of(line.record, "signed_on")
        key = (_slug(line.decision), line.record.get("issuer", ""), signed_on.year if signed_on else 0)
        groups[key].append(line)
    undated = {key[:2]: rows for key, rows in groups.items() if not key[2]}
    accepted = {}
    for (number, issuer, year), rows in groups.items():
        others = undated.get((number, issuer), []) if year else []
        if not _is_refused(number, [*rows, *others], spoilt, outcome):
            accepted[number, issuer, year] = rows
    # A number that comes with and without a day of signing was refused above with its dated lines.
    return {
        key: rows
        for key, rows in accepted.items()
        if key[2] or not any(other[:2] == key[:2] and other[2] for other in groups)
    }


def _slug(number: str) -> str:
    try:
        return slug_of(number)
    except ValueError:
        return ""


def _is_refused(key: str, lines: list[Line], spoilt: dict[str, int], outcome: Outcome) -> bool:
    """Whether this decision cannot be imported whole; every reason is noted."""
    reasons = []
    if key in spoilt:
        reasons.append(_("dòng %(number)d không đọc được, nên cả quyết định được giữ lại.") % {"number": spoilt[key]})
    days = defaultdict(list)
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        assert line.record is not None  # noqa: S101 - grouped lines are readable
        days[line.record.get("signed_on")].append(line.number)
        for level in line.record["levels"]:
            first = seen.setdefault((line.record["code"], level), line.number)
            if first != line.number:
                where = {"code": line.record["code"], "first": first, "number": line.number}
                reason = _("mã %(code)s lặp lại ở dòng %(first)d và %(number)d.") % where
                if reason not in reasons:
                    reasons.append(reason)
    if len(days) > 1:
        told = "; ".join(f"{day or '–'}: {', '.join(map(str, numbers))}" for day, numbers in days.items())
        reasons.append(_("các dòng không cùng ngày ký (%(days)s).") % {"days": told})
    outcome.errors += [(lines[0].decision, reason) for reason in reasons]
    return bool(reasons)


class Importer:
    """Carries one import: looks things up once, then a transaction for each decision."""

    def __init__(self, source: str, outcome: Outcome, *, by: Any = None, dry_run: bool = False) -> None:
        self.source, self.outcome, self.user, self.dry_run = source, outcome, by, dry_run
        self.by = str(by) if by else "import"

    def write(self, lines: list[Line], announcing: bool) -> None:
        """One decision, whole or not at all."""
        number = lines[0].decision
        done: Counter[str] = Counter()
        warnings: list[tuple[str, str]] = []
        try:
            with transaction.atomic():
                decision = self._decision(lines, warnings)
                for line in lines:
                    done[self._edition(decision, line, warnings)] += 1
                if announcing and not decision.announcement():
                    for edition in decision.editions.select_related("procedure"):
                        warnings += [(edition.code, each) for each in self._unheard_of(edition)]
                    announce(decision, self.by, controlled=False)
                    done["announced"] += 1
                if self.dry_run:
                    transaction.set_rollback(True)
        except Refused as refusal:
            self.outcome.errors += [(number, str(problem)) for problem in refusal.problems]
        except (AlreadyAnnounced, AnnouncedError):
            self.outcome.errors.append(
                (number, _("Quyết định đã công khai: thêm hay sửa nội dung thì dùng quyết định khác hoặc đính chính."))
            )
        else:
            self.outcome.done += done
            self.outcome.warnings += warnings

    # -- The decision ---------------------------------------------------------------------------------------------

    def _decision(self, lines: list[Line], warnings: list[tuple[str, str]]) -> Decision:
        first = _record(lines[0])
        number = first["decision_number"].strip()
        issuer = self._issuer(first.get("issuer", ""), number)
        signed_on = day_of(first, "signed_on")
        stored = self._stored(issuer, number, signed_on)
        if stored:
            return stored
        today = clock.today()
        days = [day_of(_record(line), "effective_on") or today for line in lines]
        decision = Decision(
            issuer=issuer,
            number=number,
            title=_("Công bố thủ tục hành chính theo Quyết định %(number)s") % {"number": number},
            department=self._department,
            signed_on=signed_on or today,
            effective_from=Decision.EffectiveFrom.DAY,
            effective_on=Counter(days).most_common(1)[0][0],
        )
        decision.save()
        decision.save_revision(user=self.user, clean=False)
        if issuer is None:
            reason = _("Không rõ cơ quan ban hành từ số quyết định.")
            self.review_item(None, "", ("issuer", number, reason)).save()
            warnings.append((number, _("Không rõ cơ quan ban hành: có một mục cần xem lại.")))
        return decision

    def _stored(self, issuer: Agency | None, number: str, signed_on: dt.date | None) -> Decision | None:
        rows = Decision.objects.filter(issuer=issuer).select_related("issuer", "department__agency")
        if signed_on:
            rows = rows.filter(signed_on__year=signed_on.year)
        wanted = slug_of(number)
        same = [row for row in rows if row.number and slug_of(row.number) == wanted]
        return max(same, key=lambda row: (row.signed_on or dt.date.min, row.pk), default=None)

    def _issuer(self, given: str, number: str) -> Agency | None:
        if given:
            found = Agency.objects.filter(key=given).first()
            if found:
                return found
            pk = self.agency_of(given)
            if pk:
                return Agency.objects.get(pk=pk)
        if slug_of(number).endswith("QD-UBND"):
            return self._province
        known = ISSUERS.get(ending_of(number))
        return self._agency(known[0], "ministry", known[1], known[2]) if known else None

    # -- One line -------------------------------------------------------------------------------------------------

    def _edition(self, decision: Decision, line: Line, warnings: list[tuple[str, str]]) -> str:
        """Write one line as a draft: new, changed, same."""
        source = _record(line)
        digest = hashlib.sha256(json.dumps(source, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        levels = set(source["levels"])
        stored = next(
            (
                row
                for row in Edition.objects.filter(
                    decision=decision, procedure__code=source["code"], locale=self._locale
                ).select_related("procedure", "locale")
                if levels & set(row.levels)
            ),
            None,
        )
        if stored and stored.source_digest == digest:
            return "same"
        if stored and stored.announced_key:
            raise AnnouncedError(stored.announced_key)
        procedure = procedure_for(source["code"], self._department)
        fields, flags = convert(source, self.agency_of)
        if source.get("sector"):
            fields["sector"] = self._sector(source["sector"])
        fields["name"] = fields["name"] or _name_of_ended(source["code"])
        fields["change"] = source.get("change") or (stored.change if stored else self._change(source["code"]))
        fields["form"] = Form.FULL
        fields["source_digest"] = digest
        own_day = day_of(source, "effective_on")
        if own_day and own_day != decision.default_effective_on:
            fields["effective_on"] = own_day
        edition = write_edition(decision, procedure, fields, edition=stored, locale=self._locale, user=self.user)
        ReviewItem.objects.filter(edition=edition, resolved_at=None).delete()
        ReviewItem.objects.bulk_create(self.review_item(edition, source["code"], flag) for flag in flags)
        if flags:
            warnings.append((source["code"], _("%(count)d mục cần xem lại.") % {"count": len(flags)}))
        return "changed" if stored else "new"

    def _unheard_of(self, edition: Edition) -> list[str]:
        """An amendment or an ending of what no decision here ever spoke of."""
        return [told.message for told in something_went_before(edition, {}, Known([edition]))]

    def _change(self, code: str) -> str:
        known = (
            AnnouncedEdition.objects.filter(code=code).exists() or Edition.objects.filter(procedure__code=code).exists()
        )
        return ChangeKind.AMENDED if known else ChangeKind.NEW

    def review_item(self, edition: Edition | None, code: str, flag: Flag) -> ReviewItem:
        """Something odd for an officer to look at; not saved."""
        odd, text, reason = flag
        return ReviewItem(source=self.source, code=code, edition=edition, field=odd[:40], text=text, reason=reason)

    # -- Looked up once -------------------------------------------------------------------------------------------

    def agency_of(self, name: str) -> int | None:
        """The agency that has exactly this name, in any spelling; never a new one."""
        return self._agencies.get(same_name(name))

    @cached_property
    def _agencies(self) -> dict[str, int]:
        return {same_name(name): pk for name, pk in AgencyName.objects.values_list("name", "agency_id")}

    def _sector(self, name: str) -> Sector:
        """The sector of this name in any spelling, or a new one; a key that another name has is never shared."""
        wanted = same_name(name)
        for pk, told in SectorName.objects.values_list("sector_id", "name"):
            if same_name(told) == wanted:
                return Sector.objects.get(pk=pk)
        base = slug(name)[:110] or "linh-vuc"
        taken = set(Sector.objects.filter(key__startswith=base).values_list("key", flat=True))
        key = next(key for key in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
        sector = Sector.objects.create(key=key)
        record.name_sector(sector, "vi", name, LONG_AGO)
        return sector

    def _agency(self, key: str, level: str, name: str, english: str, parent: Agency | None = None) -> Agency:
        known = Agency.objects.filter(key=key).first()
        if known:
            return known
        agency = record.add_agency(key, level, parent=parent)
        record.name_agency(agency, "vi", name, LONG_AGO)
        record.name_agency(agency, "en", english, LONG_AGO)
        return agency

    @property
    def _province(self) -> Agency:
        return self._agency(settings.PROVINCE_KEY, "province", "Ủy ban nhân dân tỉnh", "Provincial People's Committee")

    @property
    def _department(self) -> Department:
        """Imported procedures are kept by the control office until an officer gives them to a department."""
        office = self._agency(
            CONTROL_OFFICE,
            "province",
            "Văn phòng Ủy ban nhân dân tỉnh",
            "Office of the Provincial People's Committee",
            parent=self._province,
        )
        return department_for(office)

    @cached_property
    def _locale(self) -> Locale:
        return Locale.objects.get(language_code="vi")


def _record(line: Line) -> dict[str, Any]:
    assert line.record is not None  # noqa: S101 - grouped lines are readable
    return line.record


def _name_of_ended(code: str) -> str:
    """An ending carries no name of its own in the source, so it keeps the one it ends."""
    last = Edition.objects.filter(procedure__code=code).order_by("-pk").values_list("name", flat=True).first()
    return last or code


def summary(outcome: Outcome) -> Iterator[str]:
    """The words that the command prints at its end."""
    done = outcome.done
    yield _("Mới: %(new)d · thay đổi: %(changed)d · giữ nguyên: %(same)d · quyết định công khai: %(announced)d") % {
        key: done[key] for key in ("new", "changed", "same", "announced")
    }
    for where, words in outcome.warnings:
        yield _("Lưu ý %(where)s: %(words)s") % {"where": where, "words": words}
    for where, words in outcome.errors:
        yield _("Lỗi %(where)s: %(words)s") % {"where": where, "words": words}
