"""What *Xem trước* does: compile the unsaved draft as announcing would, and keep it for a quarter of an hour."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.admin.userbar import Userbar
from wagtail.models import Locale

from register import clock
from register.document import complete
from register.forms.reading import FormError
from register.forms.schema import ui
from register.words import Form, Level

from ..announce import SOURCE_LOCALE, bases, translated
from ..compile import compile_text, on_base
from ..form_building import form_of
from ..models import Edition, IntakeForm
from .opening import forget_expired, hashed, new_word
from .token import LIFE, PreviewToken

# Previews of one draft that one login keeps open: the panel beside the form asks for a new one with every change.
KEPT = 5


def press(edition: Edition, request: HttpRequest, locale: str) -> HttpResponse:
    """Send the editor's browser to the portal with a token for exactly this text. The edition names its procedure."""
    return _sent(edition, text_of(edition, locale), request, locale)


def press_form(row: IntakeForm, request: HttpRequest, locale: str) -> HttpResponse:
    """The same with a form. Where it cannot be read yet, the sentence that says why stands in the portal's place."""
    try:
        drawn = ui(form_of(row))
    except FormError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8")
    return _sent(row, {"code": row.code, "ui": drawn}, request, locale)


def _sent(draft: Edition | IntakeForm, text: dict[str, Any], request: HttpRequest, locale: str) -> HttpResponse:
    forget_expired()
    now, token = clock.now(), new_word()
    judged = draft if draft.pk else draft.procedure
    row = PreviewToken.objects.create(
        key=new_word()[:22],
        token_hash=hashed(token),
        kind=judged._meta.label_lower,
        object_id=str(judged.pk),
        editor_id=request.user.pk or 0,
        session_key=request.session.session_key or "",
        locale=locale,
        text=text,
        user_bar=_user_bar(request),
        created_at=now,
        expires_at=now + LIFE,
    )
    same = PreviewToken.objects.filter(session_key=row.session_key, kind=row.kind, object_id=row.object_id)
    # Named one by one: whatever the panel and a tab ask for at the same moment stays.
    same.filter(pk__in=list(same.order_by("-pk").values_list("pk", flat=True)[KEPT:])).delete()
    portal = settings.PUBLIC_URL.rstrip("/")
    response = HttpResponseRedirect(f"{portal}/xem-truoc/{row.key}?{urlencode({'token': token})}")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _user_bar(request: HttpRequest) -> str:
    """Wagtail's bar with the addresses of the desk, as it must have them on a page of another origin."""
    asked = HttpRequest()
    asked.META["HTTP_HOST"] = urlsplit(settings.DESK_URL).netloc
    asked.user = request.user
    asked.in_preview_panel = getattr(request, "in_preview_panel", False)  # type: ignore[attr-defined]
    return str(Userbar().render_html({"request": asked}))


def text_of(edition: Edition, locale: str) -> dict[str, Any]:
    """All that the portal needs to show the draft in that language; plain JSON."""
    decision = edition.decision if edition.decision_id else None
    today = clock.today()
    signed_on = (decision and decision.signed_on) or today
    begins = (decision and decision.default_effective_on) or today
    effective_on = edition.effective_on or begins
    told = {
        "issuer": decision.issuer_key if decision else "",
        "number": decision.number if decision else "",
        "title": decision.title if decision else "",
        "signed_on": str(signed_on),
        "effective_on": str(begins),
        "files": [],
    }
    data = complete(
        _document(edition, locale) | {"decision": told | {"address": ""}, "effective_on": str(effective_on)}
    )
    return {
        "code": edition.procedure.code,
        "scope": edition.procedure.scope,
        "change": edition.change,
        "levels": list(edition.levels) or [Level.OTHER.value],
        "equal_days": edition.equal_days,
        "own": told["issuer"] in {"", settings.PROVINCE_KEY},
        "effective_on": str(effective_on),
        "is_signed": bool(decision and decision.signed_on and decision.number),
        "asked_locale": locale,
        "decision": told | {"summary": decision.summary if decision else ""},
        "data": data,
    }


def _document(edition: Edition, locale: str) -> dict[str, Any]:
    """The draft's text in that language; its Vietnamese one where there is no translation with a name."""
    source = _in_locale(edition, SOURCE_LOCALE) or edition
    original = _whole(source, SOURCE_LOCALE)
    other = None if locale == SOURCE_LOCALE else _in_locale(edition, locale)
    if other is None or not other.name.strip():
        return original
    return translated(original, _whole(other, locale), locale)


def _in_locale(edition: Edition, locale: str) -> Edition | None:
    """The draft itself with what is typed in its form, or its newest saved text in another language."""
    if edition.locale.language_code == locale:
        return edition
    language = Locale.objects.filter(language_code=locale).first()
    row = Edition.objects.filter(translation_key=edition.translation_key, locale=language).first() if language else None
    return row.get_latest_revision_as_object() if row else None


def _whole(edition: Edition, locale: str) -> dict[str, Any]:
    text = _finished(compile_text(edition))
    base = bases([edition], locale).get(edition.base_key) if edition.form == Form.LIST else None
    return on_base(text, *base) if base else text


def _finished(text: dict[str, Any]) -> dict[str, Any]:
    """Without parts that the editor has only begun: a way of filing without its channel, an agency without its role."""
    return text | {
        "agencies": [part for part in text["agencies"] if part["role"]],
        "methods": [method for method in text["methods"] if method["channel"]],
        "components": [
            group | {"items": [item for item in group["items"] if item["kind"]]} for group in text["components"]
        ],
    }
