"""Citizens who are logged in: by a sign-on outside, which tells who they are; nobody has an account here."""

import datetime as dt
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from register import clock
from register.forms.definition import Prefill

from . import keys
from .models import CitizenLogin

TOKEN = "login"  # noqa: S105 - the purpose of its fingerprint
CLAIMS = "claims"
LONGEST = 300  # characters of a claim
NOTED = dt.timedelta(minutes=1)  # how exactly it is known when a login was used last


@dataclass(frozen=True)
class Citizen:
    """What the sign-on tells; "" for what it does not. `subject` is its own key of the person, the same for ever."""

    subject: str
    name: str = ""
    id_number: str = ""
    birth_date: str = ""  # 1990-12-31
    phone: str = ""
    email: str = ""

    @property
    def known(self) -> dict[Prefill, str]:
        """What forms are filled in with."""
        told = asdict(self)
        return {each: told[each.value] for each in Prefill if told.get(each.value)}


def login_is_offered() -> bool:
    return bool(settings.CITIZEN_ISSUER and settings.CITIZEN_CLIENT_ID and settings.CITIZEN_CLIENT_SECRET)


def citizen_of_claims(claims: Mapping[str, Any]) -> Citizen | None:
    """From the claims of OpenID Connect; None without a subject. What has not the shape of its field is left out."""

    def told(name: str, shape: str = r".+") -> str:
        value = claims.get(name)
        text = " ".join(value.split()) if isinstance(value, str) else ""
        return text if len(text) <= LONGEST and re.fullmatch(shape, text) else ""

    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject or len(subject) > LONGEST:
        return None
    return Citizen(
        subject=subject,
        name=told("name"),
        id_number=told(settings.CITIZEN_ID_CLAIM, r"\d{12}"),
        birth_date=told("birthdate", r"\d{4}-\d{2}-\d{2}"),
        phone=_national(told("phone_number", r"\+?[\d ()-]{8,20}")),
        email=told("email", r"[^@ ]+@[^@ ]+") if claims.get("email_verified") is not False else "",
    )


def log_in(citizen: Citizen) -> str:
    """The token that the browser keeps."""
    token, now = secrets.token_urlsafe(32), clock.now()
    _key, wrapped = keys.new()
    row = CitizenLogin(
        token=keys.fingerprint(TOKEN, token),
        key_number=wrapped.number,
        wrapped=wrapped.data,
        began_at=now,
        used_at=now,
    )
    row.claims = row.sealed(asdict(citizen), CLAIMS)
    row.save(force_insert=True)
    return token


def logged_in(token: str) -> Citizen | None:
    """Who has this token, while the login lasts."""
    row = _row(token)
    now = clock.now()
    if row is None or row.began_at <= now - longest() or row.used_at <= now - idle():
        return None
    if row.used_at <= now - NOTED:
        CitizenLogin.objects.filter(pk=row.pk).update(used_at=now)
    return Citizen(**row.opened(row.claims, CLAIMS))


def log_out(token: str) -> None:
    row = _row(token)
    if row:
        row.delete()


def forget_ended() -> int:
    """Logins that are over. How many."""
    now = clock.now()
    over = CitizenLogin.objects.filter(used_at__lte=now - idle()) | CitizenLogin.objects.filter(
        began_at__lte=now - longest()
    )
    return int(over.delete()[0])


def longest() -> dt.timedelta:
    return dt.timedelta(hours=settings.CITIZEN_SESSION_HOURS)


def idle() -> dt.timedelta:
    return dt.timedelta(minutes=settings.CITIZEN_IDLE_MINUTES)


def _row(token: str) -> CitizenLogin | None:
    if not token or len(token) > 100:
        return None
    return CitizenLogin.objects.filter(token__in=keys.fingerprints(TOKEN, token)).first()


def _national(phone: str) -> str:
    """0912345678, from that or +84 912 345 678."""
    digits = re.sub(r"\D", "", phone)
    return f"0{digits[2:]}" if phone.startswith("+84") else digits
