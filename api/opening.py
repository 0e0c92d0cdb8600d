"""Opening drafts and dossiers for who asks: by look-up code, as often as one may try."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import translation

from dossiers.access import Asker, dossier_of, draft_of, normal
from dossiers.citizens import Citizen, logged_in
from dossiers.models import Dossier, Draft
from dossiers.refusals import Reason, Refused
from register.forms.checking import Error

from . import rates

Done = TypeVar("Done")


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, in the language asked for."""

    reason: str
    message: str
    errors: list[dict[str, Any]]
    wait_seconds: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What was done, or why not."""

    done: Any = None
    refusal: Refusal | None = None


def citizen(request: HttpRequest) -> Citizen | None:
    """Who is logged in, by the token that stands in `Authorization` alone: no foreign page can send that."""
    return logged_in(bearer(request))


def bearer(request: HttpRequest) -> str:
    """The token that was sent in `Authorization`; "" for none (RFC 6750)."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def holder(code: str, asker: Asker) -> Draft | Dossier:
    """The draft, or the dossier. Raises Refused."""
    found = dossier_of(code, asker) or draft_of(code, asker)
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return found


def carried_out(request: HttpRequest, code: str, look_up_code: str, locale: str, do: Callable[[Asker], Any]) -> Outcome:
    """Do it, as who asks. A code that opens nothing is counted, by who asks and by the code; too many are not tried.

    Without a code it begins something, which is counted as well.
    """
    seconds = rates.wait_to_look_up(request, normal(code)) if code else rates.wait_to_begin(request)
    if seconds:
        return Outcome(refusal=_too_many(seconds, locale))
    try:
        return Outcome(do(Asker(look_up_code or "", citizen(request))))
    except Refused as refused:
        if refused.reason == Reason.NOT_FOUND:
            rates.count_wrong_look_up(request, normal(code))
        return Outcome(refusal=told(refused, locale))


def told(refused: Refused, locale: str) -> Refusal:
    with translation.override(locale):
        message = str(refused.reason.label)
    return Refusal(refused.reason.value, message, [error_told(error, locale) for error in refused.errors])


def error_told(error: Error, locale: str) -> dict[str, Any]:
    return {"path": [str(part) for part in error.path], "code": error.code, "message": error.told[locale]}


def _too_many(seconds: int, locale: str) -> Refusal:
    with translation.override(locale):
        message = translation.gettext("Đã thử quá nhiều lần. Hãy thử lại sau %(minutes)d phút.") % {
            "minutes": -(-seconds // 60)
        }
    return Refusal("too_many", message, [], seconds)
