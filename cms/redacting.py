"""Taking personal data down (che dữ liệu): one officer asks, another confirms, and it is masked in the public record at
once. What the desk holds beside it, every draft, revision, history, remark and note, is masked by a worker right after.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.fields import StreamField

from register import clock, record
from register.drafts import Problem, Refused
from register.files import UnknownTypeError, path_of, public_name, store
from register.masking import MASK, Masks, Place, masks, places, stored
from register.models import Redaction

from . import jobs
from .models import Job, PaperFile, RedactionRequest, Upload

# The record masks by itself; what names accounts and sessions is not text that anybody wrote about somebody.
LEFT_OUT = frozenset(
    {"account", "admin", "auth", "contenttypes", "mfa", "register", "sessions", "socialaccount", "usersessions"}
)
SHOWN = 50  # places, of what is asked for


def ask(words: Sequence[str], sha256: str, copy: bytes, reason: str, by: str) -> RedactionRequest:
    """Put it before a second officer. Nothing is masked yet."""
    return RedactionRequest.objects.create(
        words=list(words), sha256=sha256, copy=copy, reason=reason, asked_by=by, asked_at=clock.now()
    )


def found(request: RedactionRequest) -> list[Place]:
    """Where it stands in the public record; the whole record is read."""
    files: dict[str, Mapping[str, Any]] = {request.sha256: {}} if request.sha256 else {}
    return list(places(masks(request.words, files)))


def confirm(request: RedactionRequest, user: Any) -> Job:
    """Take it down in the record, and let a worker mask the desk. Raises Refused, and then nothing is changed."""
    with transaction.atomic():
        row = record.redact(
            request.words,
            _masked_copy(request),
            reason=request.reason,
            asked_by=request.asked_by,
            confirmed_by=user.get_username(),
        )
        request.delete()
        return jobs.ask(Job.Kind.REDACT, user, None, redaction=row)


def _masked_copy(request: RedactionRequest) -> dict[str, Mapping[str, Any]]:
    if not request.sha256:
        return {}
    if public_name(request.sha256) is None:
        raise Refused([Problem("", "file", _("Tệp này không còn công khai."))])
    try:
        copy = store(bytes(request.copy))
    except UnknownTypeError:
        raise Refused([Problem("", "copy", _("Tệp phải là PDF, Word, Excel, PNG hoặc JPG."))]) from None
    return {request.sha256: {"sha256": copy.sha256, "size": copy.size, "type": copy.content_type}}


# -- What the desk holds ----------------------------------------------------------------------------------------------


def mask_desk(redaction: Redaction, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Mask it in every text of every table but the record's; how many rows. Doing it twice is harmless."""
    wanted = masks(redaction.words, {})
    columns = list(_columns())
    changed = 0
    for place, (model, fields) in enumerate(columns):
        tell(place, len(columns))
        changed += _mask_rows(model, fields, wanted)
    for kind in (Upload, PaperFile):  # bytes of an office program: an officer brings or asks for them again
        kind.objects.exclude(jobs__state__in=Job.UNDER_WAY).delete()
    for sha256, stead in redaction.files.items():
        _replace_documents(sha256, path_of(stead["sha256"]).read_bytes())
    if changed:
        call_command("wagtail_update_index", verbosity=0)
    return changed


def _columns() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    """Every table with the fields in which somebody wrote."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label in LEFT_OUT or meta.proxy or not meta.managed:
            continue
        written = models.CharField | models.TextField | models.JSONField | StreamField
        fields = [
            field
            for field in meta.local_concrete_fields
            if isinstance(field, written) and not field.primary_key and not field.choices
        ]
        if fields:
            yield model, fields


def _mask_rows(model: type[models.Model], fields: list[models.Field[Any, Any]], wanted: Masks) -> int:
    changed = 0
    for key, values in stored(model, [field.name for field in fields]):
        for field, value in zip(fields, values, strict=True):
            if value and (masked := _masked(value, wanted)) != value:
                _write(model, key, field, masked)
                changed += 1
    return changed


def _masked(text: str, wanted: Masks) -> str:
    """A text, or JSON that is held as one: a revision holds the blocks of its texts as JSON within JSON."""
    if text[:1] in {"{", "[", '"'}:
        try:
            held = json.loads(text)
        except ValueError:
            pass
        else:
            masked = _deep(held, wanted)
            return text if masked == held else json.dumps(masked)
    return str(wanted.of(text))


def _deep(value: Any, wanted: Masks) -> Any:
    if isinstance(value, str):
        return _masked(value, wanted)
    if isinstance(value, list):
        return [_deep(each, wanted) for each in value]
    if isinstance(value, dict):
        return {key: _deep(each, wanted) for key, each in value.items()}
    return value


def _write(model: type[models.Model], key: Any, field: models.Field[Any, Any], text: str) -> None:
    """By SQL: neither a model's `save` nor a lock of an announced row has a say in what must not be read."""
    is_json = field.get_internal_type() == "JSONField" and connection.vendor == "postgresql"
    table, column, own = (
        connection.ops.quote_name(str(name)) for name in (model._meta.db_table, field.column, model._meta.pk.column)
    )
    statement = f"UPDATE {table} SET {column} = %s{'::jsonb' if is_json else ''} WHERE {own} = %s"  # noqa: S608
    kept = model._meta.pk.get_db_prep_value(key, connection)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [text, kept])
    except IntegrityError:  # two rows that differed in these words alone
        with connection.cursor() as cursor:
            cursor.execute(statement, [f"{MASK} {key}", kept])


def _replace_documents(sha256: str, copy: bytes) -> None:
    """The desk's own document of the same bytes becomes the masked copy."""
    original = path_of(sha256)
    if not original.exists():
        return
    content = original.read_bytes()
    for document in get_document_model().objects.filter(models.Q(file_size=len(content)) | models.Q(file_size=None)):
        with document.file.open("rb") as held:
            same = held.read() == content
        if same:
            name = document.filename
            document.file.delete(save=False)
            document.file.save(name, ContentFile(copy), save=False)
            document.file_size, document.file_hash = len(copy), ""
            document.save()
