"""Hand a decision over to the public record (Công khai). The only way by which a text becomes public."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from register import changes, record
from register.answer import read_editions
from register.drafts import AlreadyAnnounced, DecisionDraft, EditionDraft, Problem, Refused
from register.files import UnknownTypeError
from register.models import AnnouncedEdition, Announcement
from register.words import ChangeKind, Form, Scope

from . import memory, reviewing
from .checks import Known, problems_of_decision, problems_of_edition
from .compile import Named, compile_text, on_base, public_file
from .confirming import unconfirmed
from .models import Decision, Edition
from .progress import Progress, silent
from .wording import fingerprint, laid_over

SOURCE_LOCALE = "vi"
Fingerprint = list[tuple[int, Any, int | None]]


def announce(decision: Decision, by: str, *, controlled: bool = True, progress: Progress = silent) -> Announcement:
    """Make all editions of the decision public, or none: each as it was approved and compared with the signed annex.

    With them go their translations, those that were approved; the others follow by `announce_translation`.
    `controlled=False` is for what was announced elsewhere long ago and is only taken over: the import, the sample.
    Raises AlreadyAnnounced, or Refused, which names every problem by edition and field.
    """
    public = decision.announcement()
    if public:
        raise AlreadyAnnounced(public)
    before = _fingerprint(decision)
    editions, translations = _editions(decision)
    problems = list(problems_of_decision(decision))
    if not editions:
        problems.append(Problem("", "editions", _("Quyết định chưa có nội dung nào.")))
    named, known = Named.by(editions), Known(editions)
    if controlled:
        problems += [*unapproved(editions), *unconfirmed(editions, named)]
    texts: dict[int, dict[str, Any]] = {}
    for place, edition in enumerate(editions):
        progress(place, len(editions))
        try:
            texts[edition.pk] = compile_text(edition, named=named, store_files=not problems)
        except UnknownTypeError:
            problems.append(
                Problem(edition.code, "components", _("Tệp mẫu đơn phải là PDF, Word, Excel, PNG hoặc JPG."))
            )
        else:
            problems += problems_of_edition(edition, texts[edition.pk], known, controlled=controlled)
    signed_copy, unknown = _signed_copy(decision)
    if problems or unknown:
        raise Refused([*problems, *unknown])

    if controlled:
        translations = _approved(translations, editions, texts)
    draft = _draft(decision, signed_copy, editions, texts, translations)

    def changed_meanwhile() -> Sequence[Problem]:
        if _fingerprint(decision) == before:
            return ()
        return [Problem("", "editions", _("Nội dung vừa được người khác sửa: hãy xem lại rồi công khai lần nữa."))]

    with transaction.atomic():
        announcement = record.announce(draft, by, recheck=changed_meanwhile)
        marked = _remember(announcement, editions, translations, draft)
        if not controlled:  # what was announced elsewhere was never approved here, and is public all the same
            for source, row in marked:
                memory.remember(source, row, whole=False)
    return announcement


def unapproved(editions: Sequence[Edition]) -> Iterator[Problem]:
    """What the control office has not approved yet."""
    for edition in editions:
        if not edition.approved_revision_id:
            yield Problem(edition.code, "approved", _("Cơ quan kiểm soát chưa duyệt nội dung này."))


def announce_translation(edition: Edition) -> None:
    """Append an approved translation of an announced edition. It changes nothing about what is in force.

    Raises Refused where the Vietnamese text is not public yet, or this translation is already, or where its words are
    not those that a second reader approved.
    """
    # The record's own lock comes first, then the row: what is compared with the approval is what is handed over.
    with changes.locked():
        rows = Edition.objects.select_for_update(of=("self",)).select_related("procedure", "locale", "sector")
        row = rows.get(pk=edition.pk)
        source = reviewing.vietnamese_of(row)
        announced = AnnouncedEdition.objects.filter(key=source.announced_key).first()
        if announced is None:
            raise Refused([Problem(row.code, "decision", _("Quyết định chưa công khai."))])
        text = compile_text(row)
        if not text["name"]:
            raise Refused([Problem(row.code, "name", _("Chưa có tên thủ tục."))])
        if not reviewing.is_approved(row):
            sentence = _("Bản dịch chưa được duyệt, hoặc đã sửa sau khi duyệt: hãy trình duyệt.")
            raise Refused([Problem(row.code, "approved", sentence)])
        original = announced.documents.get(locale=SOURCE_LOCALE).data
        locale = row.locale.language_code
        record.add_translation(announced, locale, translated(original, text, locale))
        Edition.objects.filter(pk=row.pk).update(announced_key=announced.key)


def _editions(decision: Decision) -> tuple[list[Edition], dict[Any, list[Edition]]]:
    """The Vietnamese editions in the order of the annex, as approved, and the translations of each."""
    rows = (
        Edition.objects.filter(decision=decision, corrects_key="")
        .select_related(
            "procedure__department__agency", "sector", "locale", "decision", "approved_revision", "latest_revision"
        )
        .defer("latest_revision__content")
        .order_by("pk")
    )
    editions: list[Edition] = []
    translations: dict[Any, list[Edition]] = {}
    for row in rows:
        if row.locale.language_code != SOURCE_LOCALE:
            translations.setdefault(row.translation_key, []).append(row)
        else:
            approved = row.with_content_json(row.approved_revision.content) if row.approved_revision else row
            editions.append(approved)
    return editions, translations


def _approved(
    translations: dict[Any, list[Edition]], editions: Sequence[Edition], texts: dict[int, dict[str, Any]]
) -> dict[Any, list[Edition]]:
    """Those translations whose words a second reader approved, against the words that are announced now."""
    sources = {
        row.translation_key: fingerprint(texts[row.pk]) for row in editions if row.translation_key in translations
    }
    known = reviewing.approved((row for rows in translations.values() for row in rows), sources)
    return {key: [row for row in rows if row.pk in known] for key, rows in translations.items()}


def _fingerprint(decision: Decision) -> Fingerprint:
    """What must be the same under the lock: the decision's days and the revisions that were compiled."""
    rows = list(
        Edition.objects.filter(decision=decision).order_by("pk").values_list("pk", "updated_at", "approved_revision_id")
    )
    stored = Decision.objects.filter(pk=decision.pk).values_list("number", "signed_on", "effective_on").first()
    return [*rows, (0, stored, None)]


def _signed_copy(decision: Decision) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The signed PDF as the record names it, its bytes in the public store, or what is wrong with it."""
    if decision.file is None:
        return [], []
    try:
        return [public_file(decision.file, decision.file.title, True)], []
    except UnknownTypeError:
        return [], [Problem("", "file", _("Bản ký phải là tệp PDF."))]


def _draft(
    decision: Decision,
    files: list[dict[str, Any]],
    editions: Sequence[Edition],
    texts: dict[int, dict[str, Any]],
    translations: dict[Any, list[Edition]],
) -> DecisionDraft:
    assert decision.signed_on and decision.default_effective_on  # noqa: S101 - checked by problems_of_decision
    own = {
        "issuer": decision.issuer_key,
        "number": decision.number,
        "title": decision.title,
        "signed_on": str(decision.signed_on),
        "effective_on": str(decision.default_effective_on),
        "files": files,
    }
    locales = {SOURCE_LOCALE} | {row.locale.language_code for rows in translations.values() for row in rows}
    below = {locale: bases(editions, locale) for locale in locales}

    def whole(edition: Edition, text: dict[str, Any], locale: str) -> dict[str, Any]:
        """A list edition's text laid on its base in the same language; any other as it is."""
        base = below[locale].get(edition.base_key) if edition.form == Form.LIST else None
        return on_base(text, *base) if base else text

    def documents(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
        days = {"decision": own, "effective_on": str(edition.effective_day or decision.default_effective_on)}
        original = whole(edition, texts[edition.pk], SOURCE_LOCALE) | days
        yield SOURCE_LOCALE, original
        for row in translations.get(edition.translation_key, ()):
            words = compile_text(row)
            if words["name"]:
                locale = row.locale.language_code
                yield locale, translated(original, whole(edition, words, locale), locale)

    return DecisionDraft(
        issuer=decision.issuer_key,
        number=decision.number,
        title=decision.title,
        summary=decision.summary,
        department=decision.department.agency.key,
        signed_on=decision.signed_on,
        effective_on=decision.default_effective_on,
        follows=[row.address for each in decision.follows.all() if (row := each.announcement())],
        files=files,
        editions=[
            EditionDraft(
                code=edition.code,
                change=ChangeKind(edition.change),
                form=Form(edition.form),
                levels=edition.levels,
                effective_on=edition.effective_day or decision.default_effective_on,
                scope=Scope(edition.procedure.scope),
                successors=texts[edition.pk]["successors"],
                sector=edition.sector.key if edition.sector else "",
                department=edition.procedure.department.agency.key,
                equal_days=edition.equal_days,
                standing_reason=edition.standing_reason,
                documents=dict(documents(edition)),
            )
            for edition in editions
        ],
    )


def bases(editions: Sequence[Edition], locale: str) -> dict[str, tuple[dict[str, Any], dict[str, str]]]:
    """The announced texts that list editions stand on, by key, in that language or else in Vietnamese."""
    keys = {edition.base_key for edition in editions if edition.base_key}
    rows = dict(AnnouncedEdition.objects.filter(key__in=keys).values_list("id", "key"))
    return {
        rows[read.id]: (read.data, {"key": read.key, "decision": read.announcement.address})
        for read in read_editions(rows, locale).values()
    }


def translated(original: dict[str, Any], text: dict[str, Any], locale: str) -> dict[str, Any]:
    """The translation's own words on the facts of the Vietnamese text, which alone is the law."""
    return laid_over(original, text) | {"locale": locale}


def _remember(
    announcement: Announcement,
    editions: Sequence[Edition],
    translations: dict[Any, list[Edition]],
    draft: DecisionDraft,
) -> list[tuple[Edition, Edition]]:
    """Mark the drafts that are public now, so that the desk locks them. Returns the translations with their sources."""
    keys = list(announcement.editions.order_by("position").values_list("key", flat=True))
    marked = []
    languages = []
    for edition, key, handed_over in zip(editions, keys, draft.editions, strict=True):
        for row in [edition, *translations.get(edition.translation_key, ())]:
            if row.locale.language_code in handed_over.documents:
                row.announced_key = key
                marked.append(row)
                if row is not edition:
                    languages.append((edition, row))
    Edition.objects.bulk_update(marked, ["announced_key"], batch_size=200)
    return languages
