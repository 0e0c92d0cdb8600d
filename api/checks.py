"""Checks for a deployment (`manage.py check --deploy`): settings under which a fault would tell of the inside."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def faults_tell_nothing(**_kwargs: Any) -> list[CheckMessage]:
    """GraphQL's own errors are masked in every setting; what Django answers in its place is not while debugging."""
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                "With DEBUG=1 a fault is answered with stack trace, settings and SQL.",
                hint="Set DEBUG=0.",
                id="api.E001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS names every host, so that links in answers may lead anywhere.",
                hint="Name the hosts that this installation answers for.",
                id="api.E002",
            )
        )
    if settings.GRAPHIQL:
        found.append(
            Warning(
                "GraphiQL is on: its page is meant for developers.",
                hint="Set GRAPHIQL=0, or silence api.W001 where it is offered on purpose.",
                id="api.W001",
            )
        )
    return found
