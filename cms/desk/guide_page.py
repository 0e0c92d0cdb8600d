"""The page of a guide: what citizens read, what they will read, and what may be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from register.drafts import Problem

from ..guiding import announced_since, compile_guide, dead_ends, look_at, problems_of_guide, release, take_back
from ..models import Guide
from ..plain_words import readability
from .checks_panel import ToldSidePanel
from .released import ReleasedPage, ReleaseView, TakeBackView


def warnings_of(guide: Guide) -> list[Problem]:
    """What could be said more plainly. Asks the database nothing, so that a list may tell it of each row."""
    return readability(guide.code, guide.language, compile_guide(guide))


class _OfGuide(ReleasedPage):
    model = Guide


class GuidePageView(_OfGuide, TemplateView):
    template_name = "cms/desk/guide_page.html"
    header_icon = "help"

    def get_page_title(self) -> str:
        return _("Hướng dẫn %(guide)s") % {"guide": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide, public = self.object, self.object.released()
        text = compile_guide(guide)
        return super().get_context_data(
            guide=guide,
            text=text,
            public=public,
            since=announced_since(guide),
            problems=list(problems_of_guide(guide)),
            warnings=[*dead_ends(guide), *readability(guide.code, guide.language, text)],
            may_release=self.may("control"),
            may_write=self.may("change"),
            addresses={name: self.address(name) for name in ("edit", "release", "still_right", "take_back", "history")},
            **kwargs,
        )


class ReleaseGuideView(_OfGuide, ReleaseView):
    def release(self, by: str, revision: int | None) -> str:
        release(self.object, by, revision)
        return _("Đã công khai hướng dẫn. Người dân đọc được ngay.")


class StillRightView(_OfGuide, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        look_at(self.object)
        messages.success(request, _("Đã ghi nhận: hướng dẫn vẫn đúng."))
        return self.to_page()


class TakeBackGuideView(_OfGuide, TakeBackView):
    template_name = "cms/desk/take_back_guide.html"
    called = gettext_lazy("Rút hướng dẫn %(row)s")
    nothing = gettext_lazy("Không có hướng dẫn nào đang được công khai.")
    done = gettext_lazy("Đã rút hướng dẫn. Từ hôm nay người dân không thấy nữa.")

    def take_back(self, reason: str, by: str) -> None:
        take_back(self.object, reason, by)


class PlainWordsPanel(ToldSidePanel):
    """What could be said more plainly, beside the form."""

    class SidePanelToggle(ToldSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Lời văn")

    name = "plain-words"
    title = gettext_lazy("Lời văn")

    def __init__(self, guide: Guide, request: Any) -> None:
        super().__init__(guide, request)
        self.problems = list(problems_of_guide(guide))
        self.warnings = [*dead_ends(guide), *warnings_of(guide)]

    @property
    def count(self) -> int:
        return len(self.warnings)
