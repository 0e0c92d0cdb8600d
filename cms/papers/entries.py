"""What a row of a list tells of one procedure, from its document (`register/document.py`)."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from register.document import channels_in, is_free
from register.phrases import fee_text, label, limit_text
from register.words import AgencyRole, Channel

LOCALE = "vi"
Data = dict[str, Any]
NameOf = Callable[[str], str]  # of an agency, by its key


def public_address(code: str) -> str:
    """Where the public reads this procedure."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/thu-tuc/{quote(code, safe='.')}"


def time_limits(data: Data) -> str:
    """Each limit once; with the channel where channels differ."""
    return _by_channel(data, "limits", limit_text)


def fees(data: Data) -> str:
    """Each fee once; nothing where the text does not say."""
    return _("Không") if is_free(data) else _by_channel(data, "fees", fee_text)


def place(data: Data, name_of: NameOf) -> str:
    """Where to hand in; else who performs it."""
    performing = (
        (name_of(part["agency"]) if part["agency"] else part["text"])
        for part in data["agencies"]
        if part["role"] == AgencyRole.PERFORMING
    )
    return data["reception"] or _lines(performing)


def legal_basis(data: Data) -> str:
    """`Luật Hộ tịch, số 60/2014/QH13`, one a line."""
    return _lines(
        "- " + ", ".join(part for part in (act["title"], act["number"] and f"số {act['number']}") if part)
        for act in data["legal_basis"]
        if act["title"] or act["number"]
    )


def online_level(data: Data) -> str:
    """Whether a dossier may be handed in online; the service list will tell how far (toàn trình, một phần)."""
    return _("Có") if Channel.ONLINE in channels_in(data) else _("Không")


def _by_channel(data: Data, part: str, told: Callable[[Data, str], str]) -> str:
    by_channel = {
        method["channel"]: _lines(told(each, LOCALE) for each in method[part])
        for method in data["methods"]
        if method[part]
    }
    texts = set(by_channel.values())
    if len(texts) == 1:
        return texts.pop()
    return _lines(f"{label(Channel, channel)}: {text}" for channel, text in by_channel.items() if text)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
