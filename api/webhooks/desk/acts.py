"""The buttons of a subscriber's page: each a POST, each asked for its right, each in the history."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from register import clock

from .. import acting, keys, words
from ..models import Delivery, Subscriber
from ..tasks import wake_up

Act = Callable[..., str | None]


def button(name: str) -> Callable[[Act], Any]:
    """A view of an act on a subscriber. The act tells what it did, or None where it told that itself."""

    def decorate(act: Act) -> Any:
        @require_POST
        def view(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
            subscriber = asked_for(request, pk)
            told = act(request, subscriber, **more)
            if told:
                log(instance=subscriber, action=f"webhooks.{name}")
                messages.success(request, told)
            wake_up()
            return redirect("webhooks:inspect", subscriber.pk)

        return view

    return decorate


def asked_for(request: HttpRequest, pk: int) -> Subscriber:
    """Raises PermissionDenied before it looks, so that nobody learns which there are."""
    if not request.user.has_perm("webhooks.change_subscriber"):
        raise PermissionDenied
    return get_object_or_404(Subscriber, pk=pk)


@button("pause")
def pause(request: HttpRequest, subscriber: Subscriber) -> str:
    acting.pause(subscriber)
    return _("Đã tạm dừng. Thay đổi mới được giữ lại, chưa gửi.")


@button("resume")
def resume(request: HttpRequest, subscriber: Subscriber) -> str:
    acting.resume(subscriber)
    return _("Đang gửi tiếp.")


@button("resend")
def resend(request: HttpRequest, subscriber: Subscriber, delivery: int) -> str | None:
    if acting.resend(message_of(subscriber, delivery)):
        return _("Thông báo được gửi lại, vẫn mang mã cũ.")
    messages.error(request, _("Thông báo này thuộc kỳ nhật ký trước khi khôi phục dữ liệu nên không gửi lại được."))
    return None


@button("skip")
def skip(request: HttpRequest, subscriber: Subscriber, delivery: int) -> str | None:
    if acting.skip(message_of(subscriber, delivery)):
        return _("Đã bỏ qua thông báo. Thông báo sau được gửi.")
    messages.error(request, _("Thông báo này không còn chờ gửi."))
    return None


@button("resend")
def resend_given_up(request: HttpRequest, subscriber: Subscriber) -> str | None:
    try:
        since = dt.date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        messages.error(request, _("Hãy chọn ngày."))
        return None
    count = acting.resend_given_up(subscriber, dt.datetime.combine(since, dt.time(), clock.ZONE))
    if count:
        return _("%(count)s thông báo được gửi lại.") % {"count": count}
    messages.warning(request, _("Không có thông báo nào thôi gửi từ ngày này."))
    return None


@button("try")
def try_out(request: HttpRequest, subscriber: Subscriber) -> str | None:
    """Sent now and not by a worker: whoever sets up a receiver waits for the answer."""
    try:
        outcome = acting.try_out(subscriber)
    except keys.Unreadable:
        messages.error(request, Subscriber.Reason.KEY.label)
        return None
    told = words.answered(outcome.code, outcome.status)
    if outcome.is_taken:
        return _("Gửi thử thành công.") + " " + told
    messages.error(request, _("Gửi thử không được.") + " " + told)
    return None


def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked by GET, done by POST, whose answer alone shows the key."""
    subscriber = asked_for(request, pk)
    if request.method != "POST":
        return render(request, "webhooks/desk/rotate.html", {"subscriber": subscriber})
    key = acting.rotate(subscriber)
    log(instance=subscriber, action="webhooks.rotate")
    return shown_once(request, subscriber, key)


def shown_once(request: HttpRequest, subscriber: Subscriber, key: str) -> HttpResponse:
    """The page with the key. It is no redirect: nothing on the way there may keep the key. No browser stores a page of
    the desk; Wagtail says so in each answer.
    """
    return render(request, "webhooks/desk/key.html", {"subscriber": subscriber, "key": key})


def message_of(subscriber: Subscriber, pk: int) -> Delivery:
    found = subscriber.deliveries.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
