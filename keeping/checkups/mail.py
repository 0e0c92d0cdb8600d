"""The mail server: whether it greets. Nothing is sent."""

import smtplib

from django.conf import settings
from django.utils.translation import gettext as _

from .finding import Finding, fault, ok, warning

SECONDS = 5.0  # that it may take


def mail() -> Finding:
    if "smtp" not in settings.EMAIL_BACKEND:
        return warning(
            _("Thư chỉ được ghi thành tệp trong %(folder)s: hãy đặt EMAIL_HOST để thư đến người nhận.")
            % {"folder": settings.EMAIL_FILE_PATH}
        )
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SECONDS) as server:
            code, _told = server.ehlo()
            if code != 250:
                raise smtplib.SMTPHeloError(code, _told)
            if settings.EMAIL_USE_TLS and not server.has_extn("starttls"):
                return fault(
                    _("Máy chủ thư %(host)s:%(port)d không có STARTTLS: hãy sửa EMAIL_PORT, EMAIL_TLS.") % place
                )
    except OSError:  # those of smtplib are such, too
        return fault(_("Máy chủ thư %(host)s:%(port)d không trả lời: hãy sửa EMAIL_HOST, EMAIL_PORT.") % place)
    return ok(_("Máy chủ thư %(host)s:%(port)d trả lời.") % place)
