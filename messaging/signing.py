"""What a program that gets messages of ours can rely on: who sent them, and that they go where they may."""

import datetime as dt
from collections.abc import Sequence
from ipaddress import ip_network

from django.conf import settings
from standardwebhooks import Webhook

from outbound.posting import Rules


def headers(secrets: Sequence[str], message_id: str, body: str, moment: dt.datetime) -> dict[str, str]:
    """Those of standard-webhooks; each secret signs."""
    # The library takes the clock of any zone for UTC.
    signed_at = moment.astimezone(dt.UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(each).sign(message_id, signed_at, body) for each in secrets),
    }


def rules() -> Rules:
    """Of a post to an address outside, as the settings WEBHOOK_… have it."""
    return Rules(
        seconds=settings.WEBHOOK_SECONDS,
        ports=[int(each) for each in settings.WEBHOOK_PORTS],
        allowed=[ip_network(each) for each in settings.WEBHOOK_ALLOW],
        authorities=settings.WEBHOOK_CA,
    )
