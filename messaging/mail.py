"""Handing a message to the mail server. Addresses stay out of the log, whatever the server says of them."""

import logging
import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import override

from .outcome import Outcome

log = logging.getLogger(__name__)
NO_SUCH_ADDRESS = frozenset({550, 551, 553})
POLICY = b"5.7."  # the same numbers are said of senders that a server does not like (RFC 3463)


def written(
    name: str, locale: str, subject: str, to: str, told: Mapping[str, Any], *, html: bool = False, **headers: str
) -> EmailMultiAlternatives:
    """A message of the templates of that name. Headers are named with `_` for `-`; Message-ID is the caller's."""
    with override(locale):
        message = plain(subject, render_to_string(f"{name}.txt", told), to, **headers)
        if html:
            message.attach_alternative(render_to_string(f"{name}.html", told), "text/html")
    return message


def plain(subject: str, text: str, to: str, **headers: str) -> EmailMultiAlternatives:
    """A message of this text."""
    message = EmailMultiAlternatives(subject, text, to=[to])
    message.extra_headers = {"Auto-Submitted": "auto-generated"} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    return message


@contextmanager
def connected() -> Iterator[BaseEmailBackend]:
    """One connection for many messages, opened with the first."""
    connection = get_connection()
    try:
        yield connection
    finally:
        connection.close()


def send(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> Outcome:
    """What became of it. Tells the log the kind of a failure alone."""
    message.connection = connection
    try:
        connection.open()
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        ((code, words),) = error.recipients.values()
        refused = code in NO_SUCH_ADDRESS and POLICY not in words
        log.warning("A recipient was refused with %d.", code)
        return Outcome.REFUSED if refused else Outcome.LATER
    except OSError as error:  # those of smtplib are such, too
        log.warning("A message was not sent: %s.", type(error).__name__)
        told = isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError)
        return Outcome.LATER if told else Outcome.AWAY
    return Outcome.SENT


def address(path: str, locale: str, **parameters: str) -> str:
    """A page of the portal in a language."""
    prefix = "/en" if locale == "en" else ""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{settings.PUBLIC_URL.rstrip('/')}{prefix}/{path}{query}"


def message_id(*parts: object) -> str:
    """The same over all attempts, so that who gets a message twice is shown it once."""
    return f"<{'-'.join(map(str, parts))}@{urlsplit(settings.PUBLIC_URL).hostname}>"
