"""Telling people that a text waits for them, or came back. A letter names code and decision, never the text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from register import clock

from . import mailing, memory
from .looking import due, reviews_of_pages, reviews_of_procedures
from .models import Edition, Procedure, Step, Substitute, ToldReview, TranslationReview
from .policy import MAY_PROOFREAD, guarding

_gathered: ContextVar[dict[str, list[tuple[str, str]]] | None] = ContextVar("gathered", default=None)


@contextmanager
def one_letter(address: str) -> Iterator[None]:
    """Within it what begins to wait is told once to each person, with a way to `address`, and not text by text."""
    told: dict[str, list[tuple[str, str]]] = {}
    token = _gathered.set(told)
    try:
        yield
    finally:
        _gathered.reset(token)
    with translation.override("vi"):
        for person, waiting in told.items():
            words = {"n": len(waiting), "step": waiting[0][1], "codes": ", ".join(code for code, _step in waiting)}
            subject = _("%(n)d nội dung chờ bạn: %(step)s") % words
            body = _("Đang chờ ở bước “%(step)s”: %(codes)s.") % words
            mailing.write([person], subject, f"{body}\n\n{settings.DESK_URL.rstrip('/')}{address}\n")


def step_begins(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """Wagtail's task_submitted: tell those who take the step, and who stands in for them."""
    step, row = instance.task.specific, instance.workflow_state.content_object
    if not isinstance(step, Step) or not isinstance(row, Edition):
        return
    addresses = addresses_of([step.right], row)
    gathered = _gathered.get()
    if gathered is not None:
        for each in filter(None, addresses):
            gathered.setdefault(each, []).append((row.code, step.name))
        return
    with translation.override("vi"):
        words = {"step": step.name, "code": row.code, "day": f"{step.due_on(instance):%d/%m/%Y}"}
        subject = _("%(code)s chờ bạn: %(step)s") % words
        body = _("Nội dung %(code)s đang chờ ở bước “%(step)s”, hạn %(day)s.") % words
    mailing.write(addresses, subject, f"{body}\n\n{address_of(row)}\n")


def addresses_of(rights: Sequence[str], row: Edition, but: Any = None) -> list[str]:
    """Of those who have one of these rights on the text, and of who stands in for them; without the user `but`."""
    people = guarding(Edition).users_with_any_permission_for_instance(rights, row).filter(is_superuser=False)
    if but is not None:
        people = people.exclude(pk=but.pk)
    today = clock.today()
    standing_in = Substitute.objects.filter(absent__in=people, from_on__lte=today, until_on__gte=today)
    return [*people.values_list("email", flat=True), *standing_in.values_list("user__email", flat=True)]


def translation_waits(review: TranslationReview) -> None:
    """Tell those who may approve the translation, but not who sent it."""
    row = review.edition
    with translation.override("vi"):
        words = {"code": row.code, "language": row.locale.get_display_name()}
        subject = _("%(code)s: bản dịch %(language)s chờ duyệt") % words
        body = _("Bản dịch %(language)s của %(code)s đang chờ người duyệt.") % words
    mailing.write(
        addresses_of(MAY_PROOFREAD, row, review.sent_by), subject, f"{body}\n\n{bench_of(row, 'review_translation')}\n"
    )


def translation_decided(review: TranslationReview) -> None:
    """Tell who sent it. The reason is read at the desk."""
    row = review.edition
    if review.sent_by is None:
        return
    with translation.override("vi"):
        words = {"code": row.code, "language": row.locale.get_display_name()}
        if review.state == TranslationReview.State.APPROVED:
            subject = _("%(code)s: bản dịch %(language)s đã được duyệt") % words
            body = _("Bản dịch %(language)s của %(code)s đã được duyệt, có thể công khai.") % words
        else:
            subject = _("%(code)s: bản dịch %(language)s bị trả lại") % words
            body = _("Bản dịch %(language)s của %(code)s bị trả lại. Lý do ghi trong trang dịch.") % words
    mailing.write([review.sent_by.email], subject, f"{body}\n\n{bench_of(row, 'bench')}\n")


def came_back(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Wagtail's workflow_rejected: tell who sent the text. The reason is read at the desk."""
    row, author = instance.content_object, instance.requested_by
    if not isinstance(row, Edition) or author is None:
        return
    with translation.override("vi"):
        subject = _("%(code)s bị trả lại") % {"code": row.code}
        body = _("Nội dung %(code)s bị trả lại. Lý do và chỗ phải sửa ghi trong trang soạn.") % {"code": row.code}
        places = [each.place_label(row) for each in row.remarks.filter(settled_at=None)]
        if places:
            body += "\n\n" + _("Có ý kiến ở: %(places)s.") % {"places": "; ".join(dict.fromkeys(places))}
    mailing.write([author.email], subject, f"{body}\n\n{address_of(row)}\n")


MOST_NAMED = 50  # in one letter


def reviews_are_due() -> int:
    """Tell who may mend them of procedures and pages that are to be looked at again, each day of review once.

    One letter for each person; how many days were told. A day without a worker is told on the next.
    """
    pages = reviews_of_pages(Page.objects.all())
    waiting = list(due([*reviews_of_procedures(Procedure.objects.all()), *pages]))
    told = set(ToldReview.objects.values_list("procedure", "page", "due_on"))
    news = {
        key: each
        for each in waiting
        if (key := (each.row.pk if each.code else None, None if each.code else each.row.pk, each.due_on)) not in told
    }
    people: dict[str, list[str]] = {}
    menders: dict[Any, set[str]] = {}  # a department's are asked for once
    for each in news.values():
        whose = each.department or each.row
        if whose not in menders:
            menders[whose] = {*_menders_of(each.row)}
        for person in menders[whose]:
            people.setdefault(person, []).append(each.code or each.name)
    with transaction.atomic(), translation.override("vi"):
        ToldReview.objects.bulk_create(
            [ToldReview(procedure_id=procedure, page_id=page, due_on=day) for procedure, page, day in news]
        )
        for person, names in people.items():
            subject = _("%(n)d nội dung đến hạn rà soát") % {"n": len(names)}
            lines = "\n".join(names[:MOST_NAMED])
            more = len(names) - MOST_NAMED
            if more > 0:
                lines += "\n" + _("và %(n)d nội dung nữa") % {"n": more}
            body = _("Hãy xem lại, sửa nếu cần, hoặc bấm “Vẫn đúng”:")
            address = settings.DESK_URL.rstrip("/") + reverse("reports:reviews")
            mailing.write([person], subject, f"{body}\n\n{lines}\n\n{address}\n")
    return len(news)


def _menders_of(row: Any) -> Iterator[str]:
    """Addresses of who writes it; the control office has the list at its desk."""
    if isinstance(row, Page):
        people = PagePermissionPolicy().users_with_permission_for_instance("change", row)
    else:
        policy = guarding(Edition)  # whose rights these are
        control = policy.users_with_any_permission_for_instance(["control"], row)
        people = policy.users_with_any_permission_for_instance(["change"], row).exclude(pk__in=control)
    yield from people.filter(is_active=True, is_superuser=False).exclude(email="").values_list("email", flat=True)


def address_of(row: Edition) -> str:
    path = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
    return f"{settings.DESK_URL.rstrip('/')}{path}"


def bench_of(row: Edition, view: str) -> str:
    """Where the translation is worked on; the draft itself for one that nobody translates sentence by sentence."""
    translation_row = memory.translation_of(row)
    if translation_row is None:
        return address_of(row)
    return settings.DESK_URL.rstrip("/") + reverse(f"translations:{view}", args=[translation_row.pk])


def people_named(username: str) -> Any:
    return get_user_model().objects.filter(username=username)
