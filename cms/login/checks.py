"""Checks for a deployment (`manage.py check --deploy`): settings under which the login is not what it seems."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def login_is_whole(**_kwargs: Any) -> list[CheckMessage]:
    from ..desk.roles import GROUPS

    found: list[CheckMessage] = []
    given = {name: getattr(settings, name) for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
    missing = [name for name, value in given.items() if not value]
    if missing and len(missing) < len(given):
        found.append(
            Error(
                f"The province's sign-on is half set, and so it is off: {', '.join(missing)} missing.",
                hint="Set all three of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none.",
                id="cms.E001",
            )
        )
    if settings.OIDC_ISSUER and not settings.OIDC_ISSUER.startswith("https://"):
        found.append(
            Error(
                "OIDC_ISSUER is not https: anybody on the way could log in as anybody.",
                hint="Tokens come from the issuer without a look at their signature, which TLS alone makes safe.",
                id="cms.E002",
            )
        )
    if not settings.DESK_URL.startswith("https://"):
        found.append(
            Error(
                "DESK_URL is not https: passwords, codes and sessions would be read on the way.",
                hint="Set DESK_URL to the address of the desk as browsers see it.",
                id="cms.E003",
            )
        )
    if unknown := [name for name in settings.SECOND_FACTOR_FOR if name not in GROUPS]:
        found.append(
            Warning(
                f"SECOND_FACTOR_FOR names groups that the migrations do not make: {', '.join(unknown)}.",
                hint="Look whether there are such groups; a name written wrongly asks nobody for a second factor.",
                id="cms.W001",
            )
        )
    return found
