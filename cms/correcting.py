"""Mend an announced text (đính chính): a draft beside it, one person who asks, another who corrects.

`entry`: our text or day differs from the signed annex. `document`: an official letter corrects the decision. Nothing
else of an announced decision ever changes; both texts stay readable.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from register import clock, record
from register.answer import Edition as Announced
from register.answer import edition_by_key
from register.drafts import Problem, Refused
from register.files import UnknownTypeError
from register.models import AnnouncedEdition, Correction

from .compile import Named, compile_text, public_file
from .confirming import fingerprint
from .drafting import write_edition
from .from_register import Keys, fields_of
from .models import CorrectionRequest, Edition

# What a correction can mend. Code, levels and what the decision does are what was signed.
MENDED = (
    "name",
    "kind",
    "sector",
    "audiences",
    "agencies",
    "reception",
    "steps",
    "methods",
    "components",
    "conditions",
    "results",
    "legal_basis",
    "related",
    "transition",
)


def begin_correction(source: Edition, user: Any = None) -> Edition:
    """The draft in which the announced text of `source` is mended, as the public reads it today; begun where none is.

    `source` is a draft that was announced, in any language. Raises Refused where it is not public.
    """
    public = public_text(source.announced_key, source.locale.language_code)
    if public is None:
        raise Refused([Problem(source.code, "announced_key", _("Nội dung này chưa công khai hoặc đã bị thu hồi."))])
    known = Edition.objects.filter(
        corrects_key=public.key, locale=source.locale, announced_key="", decision=source.decision
    ).first()
    if known:
        return known
    fields = fields_of(public.data, Keys.by([public.data]), source.procedure.department) | {
        "change": source.change,
        "form": source.form,
        "base_key": source.base_key,
        "levels": list(source.levels),
        "effective_on": public.effective_on,
        "transition": public.data["transition"],
        "corrects_key": public.key,
    }
    locale = Locale.objects.get(pk=source.locale_id)
    return write_edition(source.decision, source.procedure, fields, locale=locale, user=user)


def public_text(key: str, locale: str) -> Announced | None:
    """The announced text with its corrections, in exactly this language."""
    public = edition_by_key(key, locale) if key else None
    return public if public and public.locale == locale else None


def mended(draft: Edition, public: Announced, *, store_files: bool = False) -> dict[str, Any]:
    """The public document with what the draft says in its place."""
    text = compile_text(draft, store_files=store_files)
    return public.data | {key: text[key] for key in MENDED}


def ask(draft: Edition, by: str, **told: Any) -> CorrectionRequest:
    """Put the draft, as it stands now, before the officer who corrects. Asking again takes the place of the first."""
    text = fingerprint(draft, Named.by([draft]))
    row, _created = CorrectionRequest.objects.update_or_create(
        edition=draft, defaults=told | {"text": text, "author": by, "asked_at": clock.now()}
    )
    return row


def correct(request: CorrectionRequest, by: str) -> Correction:
    """Write the correction into the public record. Raises Refused, with every reason, and then nothing is changed."""
    draft = request.edition
    public = public_text(draft.corrects_key, draft.locale.language_code)
    if public is None:
        raise Refused([Problem(draft.code, "announced_key", _("Nội dung này chưa công khai hoặc đã bị thu hồi."))])
    if request.text != fingerprint(draft, Named.by([draft])):
        raise Refused([Problem(draft.code, "text", _("Dự thảo đã sửa sau khi đề nghị: hãy đề nghị lại."))])
    if by == request.author:
        raise Refused([Problem(draft.code, "confirmed_by", _("Người đề nghị không tự xác nhận: cần người thứ hai."))])
    try:
        data = mended(draft, public, store_files=True)
        letter = public_file(request.document, request.document.title, True) if request.document else None
    except UnknownTypeError:
        raise Refused([Problem(draft.code, "components", _("Tệp phải là PDF, Word, Excel, PNG hoặc JPG."))]) from None
    with transaction.atomic():
        row = record.correct(
            AnnouncedEdition.objects.get(key=draft.corrects_key),
            kind=request.kind,  # type: ignore[arg-type]
            reason=request.reason,
            author=request.author,
            confirmed_by=by,
            locale=draft.locale.language_code,
            data=data if changed(data, public.data) else None,
            effective_on=new_day(draft, public),
            document_number=request.document_number,
            document_on=request.document_on,
            document_file=letter,
        )
        Edition.objects.filter(pk=draft.pk).update(announced_key=draft.corrects_key)
        request.delete()
    return row


def changed(data: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a reader would read anything else; files are told apart by their bytes."""
    return any(data[key] != before[key] for key in MENDED)


def new_day(draft: Edition, public: Announced) -> dt.date | None:
    """The day of effect that is asked for, where it is another."""
    return draft.effective_on if draft.effective_on and draft.effective_on != public.effective_on else None
