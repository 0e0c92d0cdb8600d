"""The home of the desk: what each officer has to look at, each panel in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..failing import failing
from ..guiding import with_standing
from ..looking import due
from ..missing import missing
from ..models import Decision, Edition, Guide, ListedProcedure, PublicationTerm, TranslationReview
from ..nearing import nearing, told
from ..policy import ANY_RIGHT, MAY_ANNOUNCE, MAY_PROOFREAD, guarding
from ..stale import look_of, stale, stale_pages
from .choices import with_announced
from .publication_terms import way_to_set
from .reports.due import address_of as address_of_due
from .reports.due import due_for
from .reports.mistakes import address_of as address_of_mistake
from .reports.mistakes import mistakes_for
from .reports.national import may_note
from .reports.reviews import address_of as address_of_review
from .reports.reviews import reviews_for
from .translating import address_of as address_of_translation
from .translating import with_languages

SHOWN = 10  # rows of a panel
PAGES = PagePermissionPolicy()


@dataclass(frozen=True)
class Line:
    """A row of a panel; the first cell leads to `url`."""

    cells: Sequence[Any]
    url: str = ""
    late: bool = False


class DeskPanel(Component):
    """A table under a heading, or a sentence where there is nothing."""

    template_name = "cms/desk/home_panel.html"

    class Media:
        css = {"all": ["cms/desk.css"]}

    heading: Any = ""
    columns: Sequence[Any] = ()
    empty: Any = ""

    def found(self, user: Any) -> tuple[list[Line], int]:
        """The first rows, and how many there are."""
        raise NotImplementedError

    def more(self) -> tuple[str, Any] | None:
        """Address and words of the way to all of them."""
        return None

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        lines, count = self.found(parent_context["request"].user)
        return {
            "name": self.name,
            "heading": self.heading,
            "columns": self.columns,
            "lines": lines,
            "count": count,
            "empty": self.empty,
            "more": self.more(),
        }


class NearPanel(DeskPanel):
    name = "gan-ngay"
    order = 120
    heading = _("Quyết định gần ngày")
    columns = (_("Quyết định"), _("Trích yếu"), _("Việc"), _("Có hiệu lực"))
    empty = _("Không có quyết định nào gần ngày có hiệu lực hoặc đang chờ ký.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = nearing(with_announced(guarding(Decision).seen_by(user)))
        lines = [
            Line(
                (
                    near.decision.number or _now("(chưa có số)"),
                    near.decision.title,
                    near.words,
                    date_format(near.day, "d/m/Y") if near.day else "–",
                ),
                near.decision.snippet_viewset.address("overview", near.decision),
                near.late,
            )
            for near in told(rows[:SHOWN])
        ]
        return lines, counted(lines, rows)


class DuePanel(DeskPanel):
    """What law wants public, for those who act: they announce, or enter it in the national database."""

    name = "den-han-cong-khai"
    order = 115
    heading = _("Đến hạn công khai")
    columns = (_("Quyết định"), _("Phải làm"), _("Số nội dung"), _("Hạn"), _("Thời gian còn lại"))
    way = ""  # to the setting, where it is not made yet

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = due_for(user)
        if not rows:
            is_set = PublicationTerm.objects.exists()
            self.way = "" if is_set else way_to_set(user)
            self.empty = (
                _("Không có quyết định nào đang chờ công khai hay chờ nhập CSDL quốc gia về TTHC.")
                if is_set
                else _("Chưa đặt thời hạn công khai, nên chưa đếm ngày.")
            )
        lines = [
            Line(
                (
                    row.decision.number,
                    row.work.label,
                    row.count,
                    date_format(row.clock.due_on, "d/m/Y"),
                    row.clock.words,
                ),
                address_of_due(row),
            )
            for row in rows[:SHOWN]
        ]
        return lines, len(rows)

    def more(self) -> tuple[str, Any]:
        return (self.way, _("Đặt thời hạn công khai")) if self.way else (reverse("reports:due"), _("Xem cả danh sách"))


class FailingPanel(DeskPanel):
    name = "con-loi"
    order = 130
    heading = _("Dự thảo còn lỗi")
    columns = (_("Mã thủ tục"), _("Tên thủ tục"), _("Quyết định"), _("Phải sửa"))
    empty = _("Không có dự thảo nào còn lỗi.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        drafts = guarding(Edition).seen_by(user)
        bad = failing(drafts, f"user-{user.pk}")
        rows = drafts.select_related("procedure", "decision").in_bulk([each.pk for each in bad[:SHOWN]])
        lines = [
            Line(
                (row.code, row.name, str(row.decision), told_of(each.messages)),
                row.snippet_viewset.address("edit", row),
            )
            for each in bad[:SHOWN]
            if (row := rows.get(each.pk))
        ]
        return lines, len(bad)


def told_of(messages: Sequence[str]) -> str:
    more = len(messages) - 1
    return messages[0] if not more else _now("%(first)s (và %(n)d lỗi nữa)") % {"first": messages[0], "n": more}


class StalePanel(DeskPanel):
    name = "ban-dich-cu"
    order = 140
    heading = _("Bản dịch phải cập nhật")
    columns = (_("Mã thủ tục"), _("Tên"), _("Ngôn ngữ"), _("Vì sao"))
    empty = _("Không có bản dịch nào phải cập nhật.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = with_languages(stale(guarding(Edition).seen_by(user))).select_related("procedure", "locale")
        lines = [
            Line(
                (row.code, row.name, row.locale.get_display_name(), why_behind(row)),
                address_of_translation(row),
            )
            for row in rows[:SHOWN]
        ]
        return lines, counted(lines, rows)


def why_behind(row: Any) -> str:
    told = [_now("Bản tiếng Việt đã sửa")] if row.changed else []
    return ", ".join(filter(None, [*told, look_of(row)]))


class StalePagesPanel(DeskPanel):
    name = "trang-dich-cu"
    order = 143
    heading = _("Trang tin: bản dịch phải cập nhật")
    columns = (_("Trang"), _("Ngôn ngữ"), _("Vì sao"))
    empty = _("Không có trang tin nào phải cập nhật bản dịch.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = stale_pages(PAGES.instances_user_has_permission_for(user, "change")).select_related("locale")
        lines = [
            Line(
                (row.title, row.locale.get_display_name(), why_behind(row)),
                address_of_translation(row),
            )
            for row in rows[:SHOWN]
        ]
        return lines, counted(lines, rows)


class ReadingPanel(DeskPanel):
    """Translations that wait for this reader."""

    name = "duyet-ban-dich"
    order = 135
    heading = _("Bản dịch chờ duyệt")
    columns = (_("Mã thủ tục"), _("Tên"), _("Ngôn ngữ"), _("Người trình"))
    empty = _("Không có bản dịch nào chờ duyệt.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        mine = guarding(Edition).instances_user_has_any_permission_for(user, MAY_PROOFREAD)
        rows = with_languages(mine.filter(translation_reviews__state=TranslationReview.State.WAITING))
        rows = rows.annotate(sender=F("translation_reviews__sent_by_name"), at=F("translation_reviews__sent_at"))
        lines = [
            Line(
                (row.code, row.name, row.locale.get_display_name(), row.sender),
                address_of_translation(row, "review_translation"),
            )
            for row in rows.select_related("procedure", "locale").order_by("at", "pk")[:SHOWN]
        ]
        return lines, counted(lines, rows)


class GuidesPanel(DeskPanel):
    name = "huong-dan-xem-lai"
    order = 145
    heading = _("Hướng dẫn cần xem lại")
    columns = (_("Mã thủ tục"), _("Nói ngắn gọn"), _("Ngôn ngữ"))
    empty = _("Không có hướng dẫn nào cần xem lại.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = with_standing(guarding(Guide).seen_by(user)).filter(needs_look=True)
        rows = rows.select_related("procedure").order_by("looked_at", "pk")
        lines = [
            Line((row.code, row.summary, row.get_language_display()), row.snippet_viewset.address("overview", row))
            for row in rows[:SHOWN]
        ]
        return lines, counted(lines, rows)

    def more(self) -> tuple[str, Any]:
        return f"{reverse(Guide.snippet_viewset.get_url_name('list'))}?needs_look=yes", _("Xem cả danh sách")


class MistakesPanel(DeskPanel):
    name = "nguoi-dan-bao-sai"
    order = 125
    heading = _("Người dân báo sai")
    columns = (_("Mã thủ tục"), _("Tên thủ tục"), _("Người dân viết"))
    empty = _("Không có báo sai nào chưa xử lý.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = mistakes_for(user).filter(state="waiting")
        lines = [Line((row.code, row.name or "–", row.text), address_of_mistake(row)) for row in rows[:SHOWN]]
        return lines, counted(lines, rows)

    def more(self) -> tuple[str, Any]:
        return f"{reverse('reports:mistakes')}?state=waiting", _("Xem cả danh sách")


class ReviewsPanel(DeskPanel):
    name = "den-han-ra-soat"
    order = 147
    heading = _("Đến hạn rà soát")
    columns = (_("Tên"), _("Mã thủ tục"), _("Xem lần cuối"), _("Đến hạn"))
    empty = _("Không có thủ tục hay trang tin nào đến hạn rà soát.")

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = list(due(reviews_for(user)))
        lines = [
            Line(
                (
                    row.name,
                    row.code or "–",
                    date_format(row.looked_on, "d/m/Y"),
                    date_format(row.due_on, "d/m/Y"),
                ),
                address_of_review(row),
            )
            for row in rows[:SHOWN]
        ]
        return lines, len(rows)

    def more(self) -> tuple[str, Any]:
        return reverse("reports:reviews"), _("Xem cả danh sách")


class MissingPanel(DeskPanel):
    name = "chua-cong-bo"
    order = 150
    heading = _("Bộ đã công bố, tỉnh chưa công bố")
    columns = (_("Mã thủ tục"), _("Tên thủ tục"), _("Lĩnh vực"))

    def found(self, user: Any) -> tuple[list[Line], int]:
        rows = missing()
        lines = [Line((row.code, row.name, row.sector)) for row in rows[:SHOWN]]
        if not lines:
            self.empty = (
                _("Mọi thủ tục trong danh sách của bộ đều đã được tỉnh công bố.")
                if ListedProcedure.objects.exists()
                else _("Chưa nhập danh sách của bộ (Nhập từ tệp).")
            )
        return lines, counted(lines, rows)

    def more(self) -> tuple[str, Any]:
        return reverse("reports:missing"), _("Xem cả danh sách")


def counted(lines: Sequence[Any], rows: Any) -> int:
    """How many rows there are, asked only where not all are shown."""
    return rows.count() if len(lines) == SHOWN else len(lines)


def panels_of(user: Any) -> list[DeskPanel]:
    """For who has any right on texts or pages; nobody else has something to do here."""
    policy = guarding(Edition)
    pages: list[DeskPanel] = [StalePagesPanel()] if PAGES.user_has_permission(user, "change") else []
    if not policy.user_has_any_permission(user, ANY_RIGHT):
        return [*pages, ReviewsPanel()] if pages else []
    reads = policy.user_has_any_permission(user, MAY_PROOFREAD)
    reading = [ReadingPanel()] if reads else []
    acting = [DuePanel()] if may_note(user) or user.has_perm(MAY_ANNOUNCE) else []
    return [
        *acting,
        NearPanel(),
        MistakesPanel(),
        FailingPanel(),
        *reading,
        StalePanel(),
        *pages,
        GuidesPanel(),
        ReviewsPanel(),
        MissingPanel(),
    ]
