"""The only writer of the public record. Each function is one transaction under the lock of the change log."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import JSONField, Model, QuerySet
from django.utils.translation import gettext as _

from . import changes, clock, guards
from .codes import CODE
from .decision_number import slug_of
from .desk import EMPTY as DESK
from .desk import flaws
from .document import complete, digest, files_in
from .drafts import AlreadyAnnounced, DecisionDraft, Problem, Refused
from .entries import Entry, entries
from .files import path_of
from .forms.problems import problems as problems_of_form
from .forms.reading import FormError, read
from .forms.schema import compiled, ui
from .forms.writing import written
from .guide import EMPTY as GUIDE
from .masking import Masks, masks, places, stored, told_fields, too_short
from .models import (
    Agency,
    AgencyName,
    AgencySuccession,
    AnnouncedDocument,
    AnnouncedEdition,
    AnnouncedLevel,
    Announcement,
    Cancellation,
    Correction,
    DeskData,
    NamedFile,
    Redaction,
    ReleasedForm,
    ReleasedGuide,
    Removal,
    Reorganization,
    Sector,
    SectorName,
    ServiceList,
    Withdrawal,
)
from .naming import counts
from .reorganizing import Plan, Unit
from .services import lists
from .vietnamese import slug
from .words import CorrectionKind, Event, Level, ServiceKind

LONG_AGO = dt.date(1945, 9, 2)  # a name that came without a day holds since ever


def find(issuer: str, number: str, signed_on: dt.date) -> Announcement | None:
    """The announcement of this decision, if it is public already. Its key: issuer, normalized number, year."""
    return Announcement.objects.filter(issuer_key=issuer, slug=slug_of(number), year=signed_on.year).first()


def announce(draft: DecisionDraft, by: str, recheck: Callable[[], Sequence[Problem]] | None = None) -> Announcement:
    """Make all editions of a signed decision public, or none.

    `recheck` runs under the lock and tells whether what was compiled is still what was approved. Raises
    AlreadyAnnounced, or Refused with every problem; then nothing is written.
    """
    documents = [{locale: complete(data) for locale, data in edition.documents.items()} for edition in draft.editions]
    with changes.locked():
        known = find(draft.issuer, draft.number, draft.signed_on)
        if known:
            raise AlreadyAnnounced(known)
        problems = list(recheck() if recheck else ())
        own = draft.issuer == settings.PROVINCE_KEY
        standing, undecided = _standing_of(draft, own)
        problems += undecided + _repeated(draft)
        if problems:
            raise Refused(problems)

        announcement = _insert_decision(draft, own, by)
        editions = AnnouncedEdition.objects.bulk_create(_edition_rows(draft, announcement, standing))
        AnnouncedLevel.objects.bulk_create(
            AnnouncedLevel(edition=row, level=level)
            for row, edition in zip(editions, draft.editions, strict=True)
            for level in dict.fromkeys(edition.levels)
        )
        AnnouncedDocument.objects.bulk_create(
            AnnouncedDocument(
                edition=row, locale=locale, data=data, sha256=digest(data), appended_at=announcement.announced_at
            )
            for row, texts in zip(editions, documents, strict=True)
            for locale, data in texts.items()
        )
        _name_files(announcement, draft.files, (data for texts in documents for data in texts.values()))
        changes.append(Event.ANNOUNCED, announcement.address, [edition.code for edition in draft.editions])
    return announcement


def add_translation(edition: AnnouncedEdition, locale: str, data: dict[str, Any]) -> AnnouncedDocument:
    """Append a text in another language. It changes nothing about what is in force. Raises Refused."""
    with changes.locked():
        if AnnouncedDocument.objects.filter(edition=edition, locale=locale).exists():
            raise Refused([Problem(edition.code, "locale", _("Bản dịch này đã được công khai."))])
        document = complete(data)
        row = AnnouncedDocument.objects.create(
            edition=edition, locale=locale, data=document, sha256=digest(document), appended_at=clock.now()
        )
        _name_files(edition.announcement, (), [document])
        changes.append(Event.TRANSLATED, edition.key, [edition.code])
    return row


def withdraw(announcement: Announcement, reason: str, by: str) -> Withdrawal:
    """Take an announced decision back (thu hồi) before any of its days has come. Raises Refused."""
    with changes.locked():
        problems = []
        if not reason.strip():
            problems.append(Problem("", "reason", _("Hãy ghi lý do thu hồi.")))
        if Withdrawal.objects.filter(announcement=announcement).exists():
            problems.append(Problem("", "number", _("Quyết định này đã được thu hồi.")))
        listed = [entry for rows in entries(_codes(announcement)).values() for entry in rows]
        ids = set(announcement.editions.values_list("id", flat=True))
        begun = {entry.code for entry in listed if entry.edition_id in ids and entry.effective_on <= clock.today()}
        problems += [
            Problem(code, "effective_on", _("Đã có hiệu lực: chỉ quyết định khác hoặc đính chính mới thay đổi được."))
            for code in sorted(begun)
        ]
        if problems:
            raise Refused(problems)
        row = Withdrawal.objects.create(
            announcement=announcement, reason=reason.strip(), withdrawn_at=clock.now(), withdrawn_by=by
        )
        changes.append(Event.WITHDRAWN, announcement.address, _codes(announcement))
    return row


def correct(
    edition: AnnouncedEdition,
    *,
    kind: CorrectionKind,
    reason: str,
    author: str,
    confirmed_by: str = "",
    locale: str = "",
    data: dict[str, Any] | None = None,
    effective_on: dt.date | None = None,
    document_number: str = "",
    document_on: dt.date | None = None,
    document_file: dict[str, Any] | None = None,
) -> Correction:
    """Correct (đính chính) an announced text or day; both stay readable. Raises Refused.

    `entry` needs a second person; `document` the number and day of the letter of correction.
    """
    with changes.locked():
        problems = _correction_problems(
            edition, kind, reason, author, confirmed_by, data, locale, effective_on, document_number, document_on
        )
        if effective_on and not problems:
            problems = _equal_after_moving(edition, effective_on)
        if problems:
            raise Refused(problems)
        text = complete(data) if data is not None else None
        row = Correction.objects.create(
            edition=edition,
            kind=kind,
            locale=locale if text else "",
            data=text,
            sha256=digest(text) if text else "",
            effective_on=effective_on,
            before=_before(edition, locale),
            reason=reason.strip(),
            author=author,
            confirmed_by=confirmed_by,
            document_number=document_number,
            document_on=document_on,
            document_file=document_file,
            corrected_at=clock.now(),
        )
        _name_files(edition.announcement, [document_file] if document_file else (), [text] if text else [])
        changes.append(Event.CORRECTED, edition.key, [edition.code])
    return row


def release_guide(
    code: str,
    locale: str,
    data: dict[str, Any],
    by: str,
    recheck: Callable[[], Sequence[Problem]] | None = None,
) -> ReleasedGuide:
    """Make a guide public: from today it counts in the place of the one before it. It is no law, and changes none.

    `recheck` runs under the lock. Raises Refused: nothing said, nothing new, or a code that no decision announced.
    """
    text = complete(data, GUIDE)
    with changes.locked():
        problems = list(recheck() if recheck else ())
        if not any(text[key] for key in GUIDE if key != "sample"):
            problems.append(Problem(code, "summary", _("Hướng dẫn chưa có nội dung nào.")))
        if not AnnouncedEdition.objects.filter(code=code).exists():
            problems.append(Problem(code, "procedure", _("Chưa có quyết định nào về thủ tục này được công khai.")))
        before = _newest_guide(code, locale)
        if before and before.sha256 == digest(text):
            problems.append(Problem(code, "summary", _("Đúng nội dung này đang được công khai.")))
        if problems:
            raise Refused(problems)
        sample = text["sample"]
        row = ReleasedGuide.objects.create(
            code=code,
            locale=locale,
            data=text,
            sha256=digest(text),
            file_id=sample["sha256"] if sample else None,
            released_at=clock.now(),
            released_by=by,
        )
        changes.append(Event.GUIDED, f"guide:{code}", [code])
    return row


def take_back_guide(code: str, locale: str, reason: str, by: str) -> ReleasedGuide:
    """From today there is no guide of this code in this locale. Raises Refused where there is none, or no reason."""
    with changes.locked():
        problems = []
        before = _newest_guide(code, locale)
        if not reason.strip():
            problems.append(Problem(code, "reason", _("Hãy ghi lý do rút lại.")))
        if before is None or before.data is None:
            problems.append(Problem(code, "summary", _("Không có hướng dẫn nào đang được công khai.")))
        if problems:
            raise Refused(problems)
        row = ReleasedGuide.objects.create(
            code=code, locale=locale, reason=reason.strip(), released_at=clock.now(), released_by=by
        )
        changes.append(Event.GUIDED, f"guide:{code}", [code])
    return row


def release_form(
    data: Any, from_on: dt.date, by: str, recheck: Callable[[], Sequence[Problem]] | None = None
) -> ReleasedForm:
    """From that day this is the form of its procedure; `data` is the form as JSON values (register/forms/reading.py).
    `recheck` runs under the lock.

    Raises Refused: no form, whatever is wrong with it, a day that has passed, nothing new, or a code that no decision
    announced.
    """
    try:
        form = read(data)
    except FormError as error:
        raise Refused([Problem("", "", str(error))]) from error
    problems = [each for each in problems_of_form(form) if not each.is_warning]
    code = form.procedure
    text = {} if problems else {"definition": written(form), "schema": compiled(form), "ui": ui(form)}
    with changes.locked():
        before = _form_before(code, from_on)
        if before and before.data and before.sha256 == digest(text):
            problems.append(Problem(code, "", _("Đúng mẫu đơn này đang được dùng.")))
        problems += [*_day_of_form(code, from_on), *(recheck() if recheck else ())]
        if problems:
            raise Refused(problems)
        return _insert_form(code, from_on, by, data=text, sha256=digest(text))


def take_back_form(code: str, from_on: dt.date, reason: str, by: str) -> ReleasedForm:
    """From that day the procedure has no form. Raises Refused where it has none, without a reason, for a past day."""
    with changes.locked():
        problems = _day_of_form(code, from_on)
        before = _form_before(code, from_on)
        if before is None or before.data is None:
            problems.append(Problem(code, "", _("Thủ tục không có mẫu đơn điện tử vào ngày này.")))
        if not reason.strip():
            problems.append(Problem(code, "reason", _("Hãy ghi lý do rút lại.")))
        if problems:
            raise Refused(problems)
        return _insert_form(code, from_on, by, reason=reason.strip())


def release_service_list(
    kind: ServiceKind, codes: Mapping[str, Sequence[str]], number: str, signed_on: dt.date, from_on: dt.date, by: str
) -> ServiceList:
    """From that day this is the list of its kind, whole; `codes` holds the levels by procedure, [] for every level.

    Raises Refused: nothing listed, a code or level that is none, a number without letter or digit, the same again.
    """
    listed = {code: sorted(set(levels)) for code, levels in sorted(codes.items())}
    with changes.locked():
        before = lists(from_on).get(kind)
        problems = _list_problems(listed, number)
        if before and (before.number, before.from_on, before.codes) == (number.strip(), from_on, listed):
            problems.append(Problem("", "", _("Đúng danh mục này đã được ghi.")))
        if problems:
            raise Refused(problems)
        row = ServiceList.objects.create(
            kind=kind,
            number=number.strip(),
            signed_on=signed_on,
            from_on=from_on,
            codes=listed,
            released_at=clock.now(),
            released_by=by,
        )
        changes.append(Event.LISTED, f"services:{kind}", {*listed, *(before.codes if before else ())})
    return row


def _list_problems(listed: Mapping[str, Sequence[str]], number: str) -> list[Problem]:
    problems = []
    try:
        slug_of(number)
    except ValueError:
        problems.append(Problem("", "number", _("Số, ký hiệu phải có chữ hoặc số.")))
    if not listed:
        problems.append(Problem("", "file", _("Danh mục không có thủ tục nào.")))
    for code, levels in listed.items():
        try:
            CODE(code)
        except ValidationError as error:
            problems.append(Problem(code, "file", error.messages[0]))
        if not set(levels) <= set(Level.values):
            problems.append(Problem(code, "file", _("Cấp không có trong danh sách cấp.")))
    return problems


def redact(
    words: Sequence[str], files: Mapping[str, Mapping[str, Any]], *, reason: str, asked_by: str, confirmed_by: str
) -> Redaction:
    """Take personal data down (che dữ liệu): from now on nobody reads it in the record. Raises Refused.

    `files` leads from the SHA-256 of a public file to the masked copy in the store, {sha256, size, type}, which stands
    wherever the first one was named. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
    """
    wanted = masks(words, files)
    with changes.locked():
        problems = _redaction_problems(words, files, reason, asked_by, confirmed_by)
        found = [] if problems else list(places(wanted))
        if not problems and not found:
            problems.append(Problem("", "words", _("Không tìm thấy trong dữ liệu công khai: hãy xem lại từng chữ.")))
        if problems:
            raise Refused(problems)
        codes = sorted({place.code for place in found if place.code})
        row = Redaction.objects.create(
            words=list(words),
            files={sha256: dict(file) for sha256, file in files.items()},
            codes=codes,
            reason=reason.strip(),
            asked_by=asked_by,
            confirmed_by=confirmed_by,
            redacted_at=clock.now(),
        )
        NamedFile.objects.bulk_create(
            NamedFile(file_id=files[each.file_id]["sha256"], announcement_id=each.announcement_id, name=each.name)
            for each in NamedFile.objects.filter(file_id__in=list(files))
        )
        changes.append(Event.REDACTED, f"redaction:{row.pk}", codes)
    return row


def remove_redacted() -> list[Redaction]:
    """Remove what was taken down from the rows themselves, and the list of its words with it. The redactions done.

    For the owner of the tables alone: the guards are lifted for one transaction and proved after it. The bytes of files
    go last, when nothing leads to them any more.
    """
    with changes.locked():
        waiting = list(Redaction.objects.filter(removal=None))
        if not waiting:
            return []
        words = [word for each in waiting for word in each.words]
        files = {sha256: file for each in waiting for sha256, file in each.files.items()}
        wanted = masks(words, files)
        found = list(_rows_with(wanted))
        guards.remove()
        hashes: dict[str, str] = {}
        for model, key, values in found:
            _overwrite(model, key, values, hashes)
        for correction in Correction._base_manager.all():
            before = correction.before
            if before.get("sha256") in hashes:
                _plain(Correction).filter(pk=correction.pk).update(before=before | {"sha256": hashes[before["sha256"]]})
        now = clock.now()
        for each in waiting:
            _plain(Redaction).filter(pk=each.pk).update(words=[])
            Removal.objects.create(redaction=each, removed_at=now)
        guards.install()
    for sha256 in files:
        path_of(sha256).unlink(missing_ok=True)
    return waiting


def add_agency(key: str, level: str, *, parent: Agency | None = None, **days: dt.date | None) -> Agency:
    """A new agency; it is called by its key until `name_agency` gives it a name."""
    return Agency.objects.create(key=key, level=level, parent=parent, **days)


def name_agency(agency: Agency, locale: str, name: str, from_on: dt.date) -> AgencyName:
    """From that day the agency has that name; it reaches every document that names the agency."""
    with changes.locked():
        row = AgencyName.objects.create(
            agency=agency, locale=locale, name=name, from_on=from_on, recorded_at=clock.now()
        )
        changes.append(Event.RENAMED, f"agency:{agency.key}")
    return row


def name_sector(sector: Sector, locale: str, name: str, from_on: dt.date) -> SectorName:
    """From that day the sector has that name."""
    with changes.locked():
        row = SectorName.objects.create(
            sector=sector, locale=locale, name=name, from_on=from_on, recorded_at=clock.now()
        )
        changes.append(Event.RENAMED, f"sector:{sector.key}")
    return row


def tell_desk(agency: Agency, data: dict[str, Any], from_on: dt.date, by: str) -> DeskData:
    """From that day the agency's desk is as `data` says (register/desk.py); nothing said means that there is none.

    Raises Refused: what no desk can have, or nothing new.
    """
    told = complete(data, DESK)
    with changes.locked():
        problems = [Problem("", key, message) for key, message in flaws(told)]
        before = DeskData.objects.filter(agency=agency, from_on__lte=from_on).order_by("from_on", "id").last()
        if told == (before.data if before else DESK):
            problems.append(Problem("", "", _("Không có gì khác so với dữ liệu đang có của ngày này.")))
        if problems:
            raise Refused(problems)
        row = DeskData.objects.create(
            agency=agency, from_on=from_on, data=told, recorded_at=clock.now(), recorded_by=by
        )
        changes.append(Event.DESK, f"desk:{agency.key}")
    return row


def succeed(predecessor: Agency, successor: Agency, on: dt.date) -> AgencySuccession:
    """From that day `successor` stands for `predecessor`."""
    with changes.locked():
        row = AgencySuccession.objects.create(predecessor=predecessor, successor=successor, on=on)
        changes.append(Event.RENAMED, f"agency:{predecessor.key}")
    return row


def reorganize(plan: Plan, by: str) -> Reorganization:
    """Carry out a merger or split, all of it or nothing. Old names stay, by date. Raises Refused."""
    with changes.locked():
        known = {row.key: row for row in Agency.objects.all()}
        problems = _reorganization_problems(plan, known)
        if problems:
            raise Refused(problems)
        now = clock.now()
        row = Reorganization.objects.create(title=plan.title, act=plan.act, on=plan.on, recorded_at=now, recorded_by=by)
        units = _keyed(plan, known)
        fresh = [Agency(key=each.key, level=each.level, reorganization=row) for each in plan.formers]
        fresh += [
            Agency(key=key, level=each.level, parent=known.get(each.parent), from_on=plan.on, reorganization=row)
            for key, each in units
            if key not in known
        ]
        known |= {each.key: each for each in Agency.objects.bulk_create(fresh)}
        names = [(each.key, each.name, LONG_AGO) for each in plan.formers]
        names += [(key, each.name, plan.on) for key, each in units]
        AgencyName.objects.bulk_create(
            AgencyName(agency=known[key], locale="vi", name=name, from_on=day, recorded_at=now, reorganization=row)
            for key, name, day in names
        )
        AgencySuccession.objects.bulk_create(
            AgencySuccession(predecessor=known[each], successor=known[key], on=plan.on, reorganization=row)
            for key, unit in units
            for each in dict.fromkeys(unit.predecessors)
            if each != key
        )
        changes.append(Event.RENAMED, f"reorganization:{row.pk}")
    return row


def cancel_reorganization(row: Reorganization, reason: str, by: str) -> Cancellation:
    """Take it back before its day: the record answers as if it had never been. Raises Refused."""
    with changes.locked():
        problems = []
        if not reason.strip():
            problems.append(Problem("", "reason", _("Hãy ghi lý do.")))
        if row.on <= clock.today():
            problems.append(Problem("", "on", _("Đã đến ngày: chỉ một đợt sắp xếp khác mới thay đổi được.")))
        if Cancellation.objects.filter(reorganization=row).exists():
            problems.append(Problem("", "title", _("Đợt sắp xếp này đã được hủy.")))
        if problems:
            raise Refused(problems)
        cancelled = Cancellation.objects.create(
            reorganization=row, reason=reason.strip(), cancelled_at=clock.now(), cancelled_by=by
        )
        changes.append(Event.RENAMED, f"reorganization:{row.pk}")
    return cancelled


# -- Parts of redacting ------------------------------------------------------------------------------------------------


def _redaction_problems(
    words: Sequence[str], files: Mapping[str, Any], reason: str, asked_by: str, confirmed_by: str
) -> list[Problem]:
    problems = []
    if not reason.strip():
        problems.append(Problem("", "reason", _("Hãy ghi lý do.")))
    if confirmed_by in {"", asked_by}:
        problems.append(Problem("", "confirmed_by", _("Cần người thứ hai xác nhận.")))
    if not words and not files:
        problems.append(Problem("", "words", _("Hãy ghi chữ cần che hoặc chọn tệp cần che.")))
    problems += [
        Problem("", "words", _("“%(word)s” quá ngắn: che chữ này sẽ che nhầm nhiều nơi khác.") % {"word": word})
        for word in words
        if too_short(word)
    ]
    return problems


def _rows_with(wanted: Masks) -> Iterator[tuple[type[Model], Any, dict[str, Any]]]:
    """The rows of the record in which it stands: model, key, and the fields as they may be read."""
    for model in guards.frozen_models():
        fields = {name: model._meta.get_field(name) for name in told_fields(model)}
        for key, texts in stored(model, list(fields)) if fields else ():
            held = {
                name: json.loads(text) if text is not None and isinstance(field, JSONField) else text
                for (name, field), text in zip(fields.items(), texts, strict=True)
            }
            masked = {name: wanted.of(value) for name, value in held.items()}
            if masked != held:
                yield model, key, masked


def _overwrite(model: type[Model], key: Any, values: dict[str, Any], hashes: dict[str, str]) -> None:
    """Write a row of the record anew; `hashes` leads from the hash of a text to that of the masked one."""
    row = _plain(model).filter(pk=key)
    if values.get("data") and hasattr(model, "sha256"):
        before, values["sha256"] = row.values_list("sha256", flat=True).get(), digest(values["data"])
        hashes[before] = values["sha256"]
    row.update(**values)


def _plain(model: type[Model]) -> QuerySet[Any]:
    """Rows of the record without what refuses to change them; the guards of the database still do."""
    return QuerySet(model)


# -- Parts ------------------------------------------------------------------------------------------------------------


def _keyed(plan: Plan, known: Mapping[str, Agency]) -> list[tuple[str, Unit]]:
    """The units with their keys; a new one gets a key of its name that nothing else has."""
    taken = {*known, *(each.key for each in plan.formers), *(each.key for each in plan.units if each.key)}
    found = []
    for unit in plan.units:
        key = unit.key
        if not key:
            base = f"{slug(unit.name)[:60]}-{plan.on.year}"
            key = next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
            taken.add(key)
        found.append((key, unit))
    return found


def _reorganization_problems(plan: Plan, known: Mapping[str, Agency]) -> list[Problem]:
    problems = []
    if not plan.units:
        problems.append(Problem("", "units", _("Danh sách chưa có đơn vị nào.")))
    there = {*known, *(each.key for each in plan.formers)}
    ended = set(AgencySuccession.objects.filter(counts(), on__lte=plan.on).values_list("predecessor__key", flat=True))
    for unit in plan.units:
        if not unit.name.strip():
            problems.append(Problem("", "name", _("Có đơn vị chưa có tên.")))
        for key in unit.predecessors:
            if key not in there:
                problems.append(Problem("", "predecessors", _("Không có cơ quan %(key)s.") % {"key": key}))
            elif key in ended:
                words = {"key": known[key]}
                problems.append(Problem("", "predecessors", _("Cơ quan đã kết thúc trước đó: %(key)s.") % words))
    return problems


def _newest_guide(code: str, locale: str) -> ReleasedGuide | None:
    return ReleasedGuide.objects.filter(code=code, locale=locale).order_by("-id").first()


def _form_before(code: str, day: dt.date) -> ReleasedForm | None:
    return ReleasedForm.objects.filter(code=code, from_on__lte=day).order_by("from_on", "id").last()


def _day_of_form(code: str, from_on: dt.date) -> list[Problem]:
    problems = []
    if from_on < clock.today():
        problems.append(Problem(code, "from_on", _("Mẫu đơn chỉ thay đổi từ hôm nay hoặc một ngày sau.")))
    if not AnnouncedEdition.objects.filter(code=code).exists():
        problems.append(Problem(code, "procedure", _("Chưa có quyết định nào về thủ tục này được công khai.")))
    return problems


def _insert_form(code: str, from_on: dt.date, by: str, **said: Any) -> ReleasedForm:
    row = ReleasedForm.objects.create(
        code=code,
        number=ReleasedForm.objects.filter(code=code).count() + 1,
        from_on=from_on,
        released_at=clock.now(),
        released_by=by,
        **said,
    )
    changes.append(Event.FORM, f"form:{code}", [code])
    return row


def _codes(announcement: Announcement) -> list[str]:
    return sorted(set(announcement.editions.values_list("code", flat=True)))


def _insert_decision(draft: DecisionDraft, own: bool, by: str) -> Announcement:
    slug = slug_of(draft.number)
    address = f"{slug}-{draft.signed_on.year}"
    if Announcement.objects.filter(address=address).exists():
        address = f"{address}-{(draft.issuer or 'khac').upper()}"
    return Announcement.objects.create(
        address=address,
        slug=slug,
        year=draft.signed_on.year,
        issuer=Agency.objects.get(key=draft.issuer) if draft.issuer else None,
        issuer_key=draft.issuer,
        own=own,
        number=draft.number.strip(),
        title=draft.title,
        summary=draft.summary,
        department=Agency.objects.filter(key=draft.department).first() if draft.department else None,
        signed_on=draft.signed_on,
        effective_on=draft.effective_on,
        follows=list(draft.follows),
        files=list(draft.files),
        announced_at=clock.now(),
        announced_by=by,
    )


def _edition_rows(
    draft: DecisionDraft, announcement: Announcement, standing: dict[int, float]
) -> Iterable[AnnouncedEdition]:
    sectors = dict(Sector.objects.values_list("key", "id"))
    departments = dict(Agency.objects.values_list("key", "id"))
    seen: dict[str, int] = defaultdict(int)
    for position, edition in enumerate(draft.editions):
        seen[edition.code] += 1
        again = f".{seen[edition.code]}" if seen[edition.code] > 1 else ""
        yield AnnouncedEdition(
            key=f"{edition.code}@{announcement.address}{again}",
            announcement=announcement,
            position=position,
            code=edition.code,
            scope=edition.scope,
            change=edition.change,
            form=edition.form,
            effective_on=edition.effective_on,
            successors=list(edition.successors),
            sector_id=sectors.get(edition.sector),
            department_id=departments.get(edition.department),
            standing=standing.get(position, 0),
            standing_reason=edition.standing_reason,
        )


def _standing_of(draft: DecisionDraft, own: bool) -> tuple[dict[int, float], list[Problem]]:
    """Where each edition stands among announced ones that are equal in both days, or what is undecided."""
    known = entries({edition.code for edition in draft.editions})
    standing: dict[int, float] = {}
    problems = []
    for position, edition in enumerate(draft.editions):
        equals = _equal(known.get(edition.code, ()), own, edition.levels, edition.effective_on, draft.signed_on)
        if not equals:
            continue
        if edition.equal_days not in {"after", "before"} or not edition.standing_reason.strip():
            problems.append(_undecided(edition.code, equals))
        elif edition.equal_days == "after":
            standing[position] = max(entry.standing for entry in equals) + 1
        else:
            standing[position] = min(entry.standing for entry in equals) - 1
    return standing, problems


def _equal(
    known: Iterable[Entry], own: bool, levels: Iterable[str], effective_on: dt.date, signed_on: dt.date
) -> list[Entry]:
    wanted = set(levels)
    return [
        entry
        for entry in known
        if entry.own == own
        and entry.level in wanted
        and (entry.effective_on, entry.signed_on) == (effective_on, signed_on)
    ]


def _undecided(code: str, equals: Sequence[Entry]) -> Problem:
    others = AnnouncedEdition.objects.filter(id__in={entry.edition_id for entry in equals})
    numbers = ", ".join(sorted({row.announcement.number for row in others.select_related("announcement")}))
    return Problem(
        code,
        "equal_days",
        _("Trùng cả ngày hiệu lực và ngày ký với %(numbers)s: hãy chọn nội dung nào đứng sau và ghi lý do.")
        % {"numbers": numbers},
    )


def _repeated(draft: DecisionDraft) -> list[Problem]:
    """One decision may not say two things of one code, level and day."""
    seen: set[tuple[str, str, dt.date]] = set()
    problems = []
    for edition in draft.editions:
        mine = {(edition.code, level, edition.effective_on) for level in edition.levels}
        if mine & seen:
            problems.append(
                Problem(edition.code, "levels", _("Mã này có hai nội dung cho cùng cấp và cùng ngày trong quyết định."))
            )
        seen |= mine
    return problems


def _correction_problems(
    edition: AnnouncedEdition,
    kind: CorrectionKind,
    reason: str,
    author: str,
    confirmed_by: str,
    data: dict[str, Any] | None,
    locale: str,
    effective_on: dt.date | None,
    document_number: str,
    document_on: dt.date | None,
) -> list[Problem]:
    problems = []
    if not reason.strip():
        problems.append(Problem(edition.code, "reason", _("Hãy ghi lý do đính chính.")))
    if data is None and effective_on is None:
        problems.append(Problem(edition.code, "data", _("Chưa có nội dung hay ngày nào được sửa.")))
    if data is not None and not edition.documents.filter(locale=locale).exists():
        problems.append(Problem(edition.code, "locale", _("Chưa công khai nội dung bằng ngôn ngữ này.")))
    if kind == CorrectionKind.ENTRY and confirmed_by in {"", author}:
        problems.append(Problem(edition.code, "confirmed_by", _("Cần người thứ hai xác nhận.")))
    if kind == CorrectionKind.DOCUMENT and not (document_number and document_on):
        problems.append(Problem(edition.code, "document_number", _("Hãy ghi số và ngày của công văn đính chính.")))
    if Withdrawal.objects.filter(announcement_id=edition.announcement_id).exists():
        problems.append(Problem(edition.code, "number", _("Quyết định này đã được thu hồi.")))
    return problems


def _equal_after_moving(edition: AnnouncedEdition, effective_on: dt.date) -> list[Problem]:
    others = [entry for entry in entries([edition.code])[edition.code] if entry.edition_id != edition.id]
    announcement = edition.announcement
    equals = _equal(
        others, announcement.own, edition.levels.values_list("level", flat=True), effective_on, announcement.signed_on
    )
    decided = [entry for entry in equals if entry.standing == edition.standing]
    return [_undecided(edition.code, decided)] if decided else []


def _before(edition: AnnouncedEdition, locale: str) -> dict[str, Any]:
    earlier = edition.corrections.order_by("-id")
    text = earlier.filter(locale=locale, data__isnull=False).first() or edition.documents.filter(locale=locale).first()
    day = earlier.filter(effective_on__isnull=False).first() or edition
    return {"sha256": text.sha256 if text else "", "effective_on": str(day.effective_on)}


def _name_files(
    announcement: Announcement, files: Iterable[dict[str, Any]], documents: Iterable[dict[str, Any]]
) -> None:
    named = {(file["sha256"], file["name"]) for file in files}
    named |= {(file["sha256"], file["name"]) for data in documents for file in files_in(data)}
    known = set(NamedFile.objects.filter(announcement=announcement).values_list("file_id", "name"))
    NamedFile.objects.bulk_create(
        NamedFile(file_id=sha256, announcement=announcement, name=name) for sha256, name in sorted(named - known)
    )
