"""Rows compared with the signed annex (đối chiếu phụ lục): each is remembered with the very text it was compared in.

A text that is changed afterwards is not confirmed any more, whoever changed it and by whatever way.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from wagtail.models import Revision

from register import clock
from register.document import digest
from register.drafts import Problem

from .compile import Named, compile_text, items_of
from .models import Edition


def fingerprint(edition: Edition, named: Named) -> str:
    """SHA-256 of all of a draft that the annex tells: its text, its days, and which files it hands out."""
    files = [item["form"] for item in items_of(edition) if item.get("form")]
    hashes = [named.documents[key].get_file_hash() for key in files if key in named.documents]
    text = compile_text(edition, named=named)
    return digest(text | {"effective_on": str(edition.effective_on or ""), "files": hashes, "base": edition.base_key})


def approve(edition: Edition, revision: Revision) -> None:
    """Remember that the control office approved this text of the edition; only that one can be announced."""
    text = edition.with_content_json(revision.content)
    Edition.objects.filter(pk=edition.pk).update(
        approved_revision=revision, approved_text=fingerprint(text, Named.by([text]))
    )


def confirm(editions: Sequence[Edition], by: str) -> None:
    """Remember that these rows, as their texts stand now, are those of the signed annex. `by` is a user's name."""
    named, now = Named.by(editions), clock.now()
    for edition in editions:
        edition.confirmed_text, edition.confirmed_by, edition.confirmed_at = fingerprint(edition, named), by, now
    Edition.objects.bulk_update(editions, ["confirmed_text", "confirmed_by", "confirmed_at"], batch_size=200)


def take_back(editions: Iterable[Edition]) -> None:
    """They are not confirmed after all."""
    keys = [edition.pk for edition in editions]
    Edition.objects.filter(pk__in=keys).update(confirmed_text="", confirmed_by="", confirmed_at=None)


def unconfirmed(editions: Sequence[Edition], named: Named | None = None) -> Iterator[Problem]:
    """What still has to be compared with the annex, or compared again."""
    named = named or Named.by(editions)
    for edition in editions:
        if not edition.confirmed_text:
            yield Problem(edition.code, "confirmed", _("Chưa đối chiếu dòng này với phụ lục của bản ký."))
        elif edition.confirmed_text != fingerprint(edition, named):
            yield Problem(
                edition.code, "confirmed", _("Nội dung đã sửa sau khi đối chiếu: hãy đối chiếu lại với phụ lục.")
            )
