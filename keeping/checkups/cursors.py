"""Who follows the change log, and how far behind each is."""

import datetime as dt

from django.utils.translation import gettext as _

from api.webhooks import standing
from dossiers.models import Notice
from following.models import Follower, Following
from register import changes
from register import clock as ours
from search.engines import EngineUnavailable, engine

from .finding import Finding, fault, ok, warning

LATE, WEEK = dt.timedelta(hours=1), dt.timedelta(days=7)


def index() -> Finding:
    at = changes.position()
    try:
        cursor = engine().cursor()
    except EngineUnavailable as error:
        return fault(
            _("Công cụ tìm kiếm không trả lời (%(told)s): hãy khởi động lại.") % {"told": type(error).__name__}
        )
    if cursor is None or cursor.epoch != at.epoch:
        return fault(_("Chưa có chỉ mục của nhật ký thay đổi này: hãy chạy manage.py synchronize_index."))
    if behind := at.head - cursor.number:
        return warning(
            _("Chỉ mục chậm %(behind)d thay đổi: hãy xem worker và beat có chạy không.") % {"behind": behind}
        )
    return ok(_("Chỉ mục theo kịp thay đổi số %(head)d.") % {"head": at.head})


def webhooks() -> Finding:
    told = standing.standing()
    if told.paused or told.given_up:
        return warning(
            _("%(paused)d nơi nhận webhook tạm dừng, %(given_up)d thông báo thôi gửi: hãy xem Webhook ở bàn biên tập.")
            % told._asdict()
        )
    if told.untold:
        return warning(
            _("Còn %(untold)d thay đổi chưa báo qua webhook: hãy xem worker và beat có chạy không.") % told._asdict()
        )
    return ok(_("Mọi nơi nhận webhook đã biết mọi thay đổi."))


def following() -> Finding:
    epoch = changes.epoch()
    if waiting := Following.objects.filter(confirmed_at__isnull=False).exclude(epoch=epoch).count():
        return warning(
            _("%(waiting)d mục theo dõi chờ sau khi khôi phục: hãy chạy manage.py after_restore --release.")
            % {"waiting": waiting}
        )
    due = ours.now() - LATE
    late = (
        Follower.objects.filter(next_attempt_at__lt=due).count()
        + Following.objects.filter(letter_due_at__lt=due).count()
    )
    if late:
        return warning(
            _("%(late)d thư cho người theo dõi quá giờ gửi: hãy xem worker, beat và máy chủ thư.") % {"late": late}
        )
    return ok(_("Không có thư nào cho người theo dõi quá giờ gửi."))


def notices() -> Finding:
    """Of dossiers, to their people."""
    if late := Notice.objects.filter(due_at__lt=ours.now() - LATE).count():
        return warning(
            _("%(late)d tin báo về hồ sơ quá giờ gửi: hãy xem worker, beat, máy chủ thư và cổng tin nhắn.")
            % {"late": late}
        )
    if lost := Notice.objects.filter(outcome=Notice.Outcome.GIVEN_UP, ended_at__gt=ours.now() - WEEK).count():
        return warning(
            _("%(lost)d tin báo về hồ sơ không gửi được trong 7 ngày qua: hãy gọi điện cho chủ hồ sơ.") % {"lost": lost}
        )
    return ok(_("Không có tin báo về hồ sơ nào quá giờ gửi."))
