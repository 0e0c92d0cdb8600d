"""A translation is written by one person and read by another before it may be announced (duyệt bản dịch).

What is approved are words: those of the translation and those of the Vietnamese text it was read against. Either of
them changed afterwards, by whatever way, and the translation waits for a reader again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log

from register import clock
from register.drafts import Problem, Refused

from . import memory, telling
from .compile import Named, compile_text
from .models import Edition, TranslationReview
from .models.edition import SOURCE_LOCALE
from .policy import MAY_PROOFREAD, guarding
from .wording import fingerprint

State = TranslationReview.State
SENT, APPROVED, RETURNED = "cms.translation_sent", "cms.translation_approved", "cms.translation_returned"
LONGEST = 2000  # letters of a reason


def vietnamese_of(edition: Edition) -> Edition:
    """The text that this one translates. Raises Edition.DoesNotExist."""
    rows = Edition.objects.select_related("procedure", "decision", "locale", "sector")
    return rows.get(translation_key=edition.translation_key, locale__language_code=SOURCE_LOCALE)


def words(edition: Edition, named: Named | None = None) -> str:
    """The fingerprint of the words of a draft as it was saved last."""
    return fingerprint(compile_text(edition, named=named))


def send(edition: Edition, user: Any) -> TranslationReview:
    """Ask for a second reader. Sent again before anybody read it, the newer text waits in place of the older.

    Raises Refused where something is still to be done.
    """
    told = problems_of_sending(edition)
    if told:
        raise refused(edition, told)
    with transaction.atomic():
        review, _made = TranslationReview.objects.update_or_create(
            edition=edition,
            state=State.WAITING,
            defaults={
                "text": words(edition),
                "source_text": words(vietnamese_of(edition)),
                "sent_by": user,
                "sent_by_name": get_user_display_name(user),
                "sent_at": clock.now(),
            },
        )
        log(edition, SENT, user=user)
        telling.translation_waits(review)
    return review


def problems_of_sending(edition: Edition) -> list[str]:
    """What stops sending, in sentences that say what to do."""
    if edition.announced_key:
        return [_("Bản dịch đã công khai.")]
    told = [] if edition.name.strip() else [_("Chưa có tên thủ tục.")]
    translation = memory.translation_of(edition)
    if translation is not None:
        counted = memory.counted(translation)
        if counted.untranslated:
            told.append(_("Còn %(n)d câu chưa dịch.") % {"n": counted.untranslated})
        if counted.marked:
            told.append(_("Còn %(n)d câu lấy từ bộ nhớ dịch chưa xem lại.") % {"n": counted.marked})
        if memory.is_behind(translation):
            told.append(_("Bản tiếng Việt đã sửa: hãy bấm “Cập nhật theo bản tiếng Việt” trước."))
    return told


def waiting(edition: Edition) -> TranslationReview | None:
    return TranslationReview.objects.filter(edition=edition, state=State.WAITING).first()


def why_not(review: TranslationReview, user: Any) -> str:
    """Why this user may not decide on it; "" where she may."""
    edition = review.edition
    if not may_proofread(user, edition):
        return _("Bạn không có quyền duyệt bản dịch này.")
    translation = memory.translation_of(edition)
    wrote = translation is not None and memory.translations_of(translation).filter(last_translated_by=user).exists()
    if review.sent_by_id == user.pk or wrote:
        return _("Người dịch hoặc người trình không tự duyệt: hãy nhờ người khác.")
    return ""


def may_proofread(user: Any, edition: Edition) -> bool:
    return guarding(Edition).user_has_any_permission_for_instance(user, MAY_PROOFREAD, edition)


def approve(review: TranslationReview, user: Any, seen: str) -> None:
    """`seen` is the fingerprint of the text that the reader had before her.

    Raises Refused where it is not the one that was sent, or either language was changed since.
    """
    with transaction.atomic():
        review = _held(review, user)
        now = (words(review.edition), words(vietnamese_of(review.edition)))
        if seen != review.text or now != (review.text, review.source_text):
            raise Refused(
                [
                    Problem(
                        review.edition.code, "approved", _("Bản dịch hoặc bản tiếng Việt vừa được sửa: hãy trình lại.")
                    )
                ]
            )
        _decide(review, State.APPROVED, user)
        keep(review)
        log(review.edition, APPROVED, user=user)
        telling.translation_decided(review)


def refuse(review: TranslationReview, user: Any, comment: str) -> None:
    """Raises Refused where no reason is given."""
    comment = comment.strip()
    with transaction.atomic():
        review = _held(review, user)
        if not comment or len(comment) > LONGEST:
            raise refused(review.edition, [_("Hãy ghi lý do trả lại, nhiều nhất 2.000 chữ.")])
        review.comment = comment
        _decide(review, State.RETURNED, user)
        log(review.edition, RETURNED, user=user, data={"comment": comment})
        telling.translation_decided(review)


def keep(review: TranslationReview) -> None:
    """Remember the approved words: beside the draft, and sentence by sentence in the memory."""
    edition = review.edition
    Edition.objects.filter(pk=edition.pk).update(approved_revision=edition.latest_revision, approved_text=review.text)
    memory.remember(vietnamese_of(edition), edition)


def approved(translations: Iterable[Edition], sources: Mapping[Any, str]) -> set[int]:
    """Of these translations, the pks of those whose words are approved as they stand now.

    `sources` are the fingerprints of the Vietnamese words by `translation_key`. Two queries for all of them.
    """
    rows = list(translations)
    named = Named.by(rows)
    known = approvals({row.pk: words(row, named) for row in rows})
    return {row.pk for row in rows if sources.get(row.translation_key) in known[row.pk]}


def approvals(own: Mapping[int, str]) -> dict[int, set[str]]:
    """For translations by pk with the fingerprint of their words: those of the Vietnamese words against which these
    were approved. One query, none for no translation."""
    found: dict[int, set[str]] = {pk: set() for pk in own}
    reviews = TranslationReview.objects.filter(edition__in=own, state=State.APPROVED) if own else ()
    for review in reviews:
        if review.text == own[review.edition_id]:
            found[review.edition_id].add(review.source_text)
    return found


def is_approved(edition: Edition) -> bool:
    return edition.pk in approved([edition], {edition.translation_key: words(vietnamese_of(edition))})


def _held(review: TranslationReview, user: Any) -> TranslationReview:
    """The same row under a lock, still waiting, and the user's to decide. Raises Refused."""
    row = TranslationReview.objects.select_for_update(of=("self",)).filter(pk=review.pk, state=State.WAITING)
    found = row.select_related("edition__procedure__department__collection", "edition__locale").first()
    if found is None:
        raise refused(review.edition, [_("Bản dịch này không còn chờ duyệt.")])
    refusal = why_not(found, user)
    if refusal:
        raise refused(found.edition, [refusal])
    return found


def _decide(review: TranslationReview, state: State, user: Any) -> None:
    review.state, review.decided_at, review.decided_by = state, clock.now(), get_user_display_name(user)
    review.save(update_fields=["state", "decided_at", "decided_by", "comment"])


def refused(edition: Edition, told: list[str]) -> Refused:
    return Refused([Problem(edition.code, "translation", each) for each in told])
