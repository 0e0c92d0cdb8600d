"""The page on which a text is translated (bàn dịch), the one on which another person approves it, and announcing it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from register.drafts import AlreadyAnnounced, Refused

from .. import memory, reviewing
from ..announce import announce_translation
from ..carrying import carry
from ..compile import compile_text
from ..glossary import Glossary
from ..models import Edition
from ..policy import MAY_ANNOUNCE, guarding
from ..segments import LONGEST, kept, offer, read, shown, stamp
from ..wording import fingerprint, pairs

A_PAGE = 50  # sentences
ANNOUNCED = "cms.translation_announced"


class _OfTranslation(WagtailAdminTemplateMixin):
    """The guard has asked before whether the user may see the text (`asked.py`)."""

    request: Any
    kwargs: Any
    header_icon = "wagtail-localize-language"

    @cached_property
    def translation(self) -> Translation:
        rows = Translation.objects.select_related("source", "target_locale")
        found = rows.filter(pk=self.kwargs["translation_id"], enabled=True).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def row(self) -> Any:
        """The translated text. Raises Http404 for one that is neither an edition nor a page."""
        row = self.translation.get_target_instance()
        if isinstance(row, Edition):
            return Edition.objects.select_related("procedure__department__collection", "locale").get(pk=row.pk)
        if isinstance(row, Page):
            return row
        raise Http404

    @property
    def edition(self) -> Edition:
        """Raises Http404 for a page, which goes its own way to the public."""
        if not isinstance(self.row, Edition):
            raise Http404
        return self.row

    @cached_property
    def may_write(self) -> bool:
        if isinstance(self.row, Page):
            return True
        policy = guarding(Edition)
        return not self.row.announced_key and policy.user_has_permission_for_instance(
            self.request.user, "change", self.row
        )

    @property
    def edit_url(self) -> str:
        return str(self.translation.get_target_instance_edit_url())

    def address(self, view: str) -> str:
        return reverse(f"translations:{view}", args=[self.translation.pk])

    @property
    def urls(self) -> dict[str, str]:
        return {
            "bench": self.address("bench"),
            "review": self.address("review_translation"),
            "announce": self.address("announce_translation"),
        }

    @property
    def name(self) -> str:
        return self.row.code if isinstance(self.row, Edition) else str(self.row)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_url, "label": str(self.row)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self) -> str:
        words = {"name": self.name, "language": self.translation.target_locale.get_display_name()}
        return _now("Dịch %(name)s sang %(language)s") % words

    def tell(self, refusal: Refused) -> None:
        for problem in refusal.problems:
            messages.error(self.request, problem.message)


class BenchView(_OfTranslation, TemplateView):
    """GET shows the sentences, `?trang=` of them; POST saves what was typed, then does what was asked (`action`)."""

    template_name = "cms/desk/translation_bench.html"

    @cached_property
    def not_taken(self) -> dict[int, str]:
        """What somebody typed and could not be saved, by the sentence's pk."""
        return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_write:
            raise PermissionDenied
        acts: dict[str, Callable[[], bool]] = {
            "save": lambda: False,
            "fill": self.fill,
            "update": self.update,
            "send": self.send,
            "publish": self.publish,
        }
        act = acts.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        written, taken = self.save()
        changed = act() if taken else False
        if changed or (written and act not in (self.send, self.publish)):
            self.save_draft()
        if not taken:
            return self.render_to_response(self.get_context_data(**kwargs))
        where = {name: value for name, value in request.GET.items() if name in {"trang", "loc"}}
        return redirect(self.address("bench") + (f"?{urlencode(where)}" if where else ""))

    def save(self) -> tuple[int, bool]:
        """Write what was changed on the page: how many, and whether all of it was taken. What was not is told."""
        typed = {
            int(name.removeprefix("cau-")): value
            for name, value in self.request.POST.items()
            if name.startswith("cau-") and name.removeprefix("cau-").isdecimal()
        }
        rows = StringSegment.objects.filter(source=self.translation.source_id, pk__in=typed).select_related("string")
        known = {(each.translation_of_id, each.context_id): each for each in memory.translations_of(self.translation)}
        written, refused = 0, []
        for row in rows:
            there = known.get((row.string_id, row.context_id))
            now = shown(there.data) if there else ""
            text, seen = typed[row.pk].replace("\r\n", "\n").strip(), self.request.POST.get(f"thay-{row.pk}", "")
            looked = f"xem-{row.pk}" in self.request.POST
            if stamp(text) == seen and not (looked and there and there.tool_name == memory.FROM_MEMORY):
                continue
            if stamp(now) != seen:
                refused.append(_now("Câu “%(words)s” vừa được người khác sửa: hãy xem lại.") % _begin(row))
                self.not_taken[row.pk] = text
                continue
            try:
                if len(text) > LONGEST:
                    raise ValueError
                data = kept(text, row.string.data)
            except ValueError:
                refused.append(_now("Câu “%(words)s” quá dài hoặc có thẻ HTML không dùng được.") % _begin(row))
                self.not_taken[row.pk] = text
                continue
            if text:
                memory.write(self.translation, row, data, self.request.user)
            elif there:
                there.delete()
            written += 1
        if written:
            told = ngettext("Đã lưu %(n)d câu.", "Đã lưu %(n)d câu.", written) % {"n": written}
            messages.success(self.request, told)
        for sentence in refused:
            messages.error(self.request, sentence)
        return written, not refused

    def fill(self) -> bool:
        filled = memory.fill(self.translation, self.request.user)
        if filled:
            told = ngettext(
                "Đã điền %(n)d câu từ bộ nhớ dịch. Hãy xem lại từng câu được đánh dấu.",
                "Đã điền %(n)d câu từ bộ nhớ dịch. Hãy xem lại từng câu được đánh dấu.",
                filled,
            )
            messages.success(self.request, told % {"n": filled})
        else:
            messages.info(self.request, _now("Bộ nhớ dịch không có câu nào trùng với câu chưa dịch."))
        return bool(filled)

    def update(self) -> bool:
        self.translation.source.update_from_db()
        carry(self.translation, self.request.user)
        messages.success(self.request, _now("Đã lấy nội dung tiếng Việt mới nhất. Câu không đổi giữ bản dịch."))
        return True

    def send(self) -> bool:
        """The draft is saved first, so that what is sent is what is typed."""
        if not self.save_draft():
            return False
        try:
            reviewing.send(Edition.objects.get(pk=self.edition.pk), self.request.user)
        except Refused as refusal:
            self.tell(refusal)
        else:
            messages.success(self.request, _now("Đã trình. Người duyệt bản dịch nhận được thư."))
        return False

    def publish(self) -> bool:
        """Of a page alone, by who may publish it: Wagtail's publishing is the publishing there."""
        if not self.may_publish:
            raise PermissionDenied
        counted = memory.counted(self.translation)
        if counted.to_look_at:
            told = _now("Còn %(n)d câu phải xem: hãy dịch hoặc xem lại trước khi đăng.") % {"n": counted.to_look_at}
            messages.error(self.request, told)
            return False
        try:
            self.translation.save_target(user=self.request.user, publish=True)
        except ValidationError as error:
            messages.error(self.request, "; ".join(error.messages))
        else:
            messages.success(self.request, _now("Đã đăng trang."))
        return False

    @cached_property
    def may_publish(self) -> bool:
        return isinstance(self.row, Page) and self.row.permissions_for_user(self.request.user).can_publish()

    def save_draft(self) -> bool:
        """An edition's draft follows what is typed. A page's row is what the public reads: it follows by publishing."""
        if isinstance(self.row, Page):
            return True
        try:
            self.translation.save_target(user=self.request.user, publish=False)
        except ValidationError as error:
            messages.error(self.request, "; ".join(error.messages))
            return False
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        segments = read(self.translation)
        for each in segments:
            each.typed = self.not_taken.get(each.pk)
        to_look_at = sum(each.to_look_at for each in segments)
        only = self.request.GET.get("loc") == "phai-xem"
        listed = [each for each in segments if each.to_look_at or each.typed is not None] if only else segments
        page = Paginator(listed, A_PAGE).get_page(self.request.GET.get("trang"))
        offer(self.translation, self.request.user, list(page.object_list))
        is_edition = isinstance(self.row, Edition)
        reviews = list(self.row.translation_reviews.all()) if is_edition else []
        return super().get_context_data(
            row=self.row,
            page=page,
            only=only,
            count=len(segments),
            to_look_at=to_look_at,
            is_behind=memory.is_behind(self.translation),
            is_edition=is_edition,
            may_write=self.may_write,
            may_publish=self.may_publish,
            review=reviews[-1] if reviews else None,
            is_approved=is_edition and reviewing.is_approved(self.row),
            may_announce=is_edition and not self.row.announced_key and self.request.user.has_perm(MAY_ANNOUNCE),
            edit_url=self.edit_url,
            urls=self.urls,
            **kwargs,
        )


def _begin(row: StringSegment) -> dict[str, str]:
    return {"words": shown(row.string.data)[:60]}


class ReviewView(_OfTranslation, TemplateView):
    """GET shows both languages beside each other; POST approves, or sends back with a reason."""

    template_name = "cms/desk/translation_review.html"
    header_icon = "check"

    def get_page_title(self) -> str:
        return _now("Duyệt bản dịch %(name)s") % {"name": self.name}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reviewing.may_proofread(request.user, self.edition):
            raise PermissionDenied
        review = reviewing.waiting(self.edition)
        if review is None:
            messages.error(request, _now("Bản dịch này không còn chờ duyệt."))
            return redirect(self.address("review_translation"))
        try:
            if request.POST.get("action") == "approve":
                reviewing.approve(review, request.user, request.POST.get("seen", ""))
                messages.success(request, _now("Đã duyệt bản dịch."))
            else:
                reviewing.refuse(review, request.user, request.POST.get("comment", ""))
                messages.success(request, _now("Đã trả lại. Người trình nhận được thư."))
        except Refused as refusal:
            self.tell(refusal)
        return redirect(self.address("review_translation"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        original, text = compile_text(reviewing.vietnamese_of(edition)), compile_text(edition)
        glossary = Glossary(edition.locale.language_code)
        meta: Any = Edition._meta
        rows = [
            (meta.get_field(field).verbose_name, one, other, list(glossary.missing(one, other)))
            for field, one, other in pairs(original, text)
            if one or other
        ]
        waiting = reviewing.waiting(edition)
        return super().get_context_data(
            row=edition,
            rows=rows,
            reviews=edition.translation_reviews.all(),
            waiting=waiting,
            seen=fingerprint(text),
            why_not=reviewing.why_not(waiting, self.request.user) if waiting else "",
            urls=self.urls,
            **kwargs,
        )


class AnnounceView(_OfTranslation, View):
    """A click hands an approved translation over to the public record."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition
        if not request.user.has_perm(MAY_ANNOUNCE):
            raise PermissionDenied
        try:
            announce_translation(edition)
        except AlreadyAnnounced:
            messages.error(request, _now("Bản dịch đã công khai."))
        except Refused as refusal:
            self.tell(refusal)
        else:
            log(edition, ANNOUNCED, user=request.user)
            messages.success(request, _now("Đã công khai bản dịch."))
        return redirect(self.address("bench"))


class TranslationViewSet(ViewSet):
    name = "translations"
    url_prefix = "ban-dich"
    menu_label = _("Bản dịch")

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<int:translation_id>/", BenchView.as_view(), name="bench"),
            path("<int:translation_id>/duyet/", ReviewView.as_view(), name="review_translation"),
            path("<int:translation_id>/cong-khai/", AnnounceView.as_view(), name="announce_translation"),
        ]


ACTS = {
    reviewing.SENT: _("Trình duyệt bản dịch"),
    reviewing.APPROVED: _("Duyệt bản dịch"),
    reviewing.RETURNED: _("Trả lại bản dịch"),
    ANNOUNCED: _("Công khai bản dịch"),
}


def acts(actions: Any) -> None:
    """Hook register_log_actions."""
    for name, label in ACTS.items():
        actions.register_action(name, label, label)
