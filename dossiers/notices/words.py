"""What people read of an event: our words, or those that the province's editors set instead.

Placeholders are a closed list of facts that say nothing of the people: the code alone names the dossier. There is no
template language in them. Texts go out as they are: whoever reads a telephone over a shoulder learns no name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from messaging.mail import address
from register import clock
from register.desk import desk
from register.naming import agency_names
from register.phrases import day

from ..handling import Action
from ..models import Dossier, DossierEvent, Wording
from ..models.event import DEEDS, Happening
from ..states import State

Form = Wording.Form
# The code of a dossier, its state, the promised day, the agency and its telephone, and where the dossier is followed.
PLACEHOLDERS = ("{ma_ho_so}", "{trang_thai}", "{ngay_hen}", "{co_quan}", "{dien_thoai}", "{dia_chi_tra_cuu}")
LONGEST = {Form.LETTER: 2_000, Form.SHORT: 300}  # letters; a short text of 300 goes as up to five SMS
WRITTEN = re.compile(r"\{[^{}]*\}")

TOLD: Mapping[str, str] = {
    Happening.SENT: gettext_noop("Hồ sơ {ma_ho_so} đã được gửi tới {co_quan}."),
    Happening.MESSAGE: gettext_noop("Có tin nhắn mới về hồ sơ {ma_ho_so}."),
    Action.RECEIVE: gettext_noop("Hồ sơ {ma_ho_so} đã được tiếp nhận. Hẹn trả kết quả: {ngay_hen}."),
    Action.REFUSE: gettext_noop("Hồ sơ {ma_ho_so} không được tiếp nhận. Lý do được ghi ở trang tra cứu hồ sơ."),
    Action.ASK_PAPERS: gettext_noop("Hồ sơ {ma_ho_so} cần bổ sung giấy tờ. Xem ở trang tra cứu hồ sơ."),
    Action.SUPPLEMENT: gettext_noop("Giấy tờ bổ sung của hồ sơ {ma_ho_so} đã được nhận."),
    Action.ASK_PAYMENT: gettext_noop("Hồ sơ {ma_ho_so} cần nộp phí, lệ phí. Xem ở trang tra cứu hồ sơ."),
    Action.PAY: gettext_noop("Đã xác nhận bạn nộp phí, lệ phí của hồ sơ {ma_ho_so}."),
    Action.ALLOW_WITHDRAWAL: gettext_noop("Hồ sơ {ma_ho_so} đã được rút theo yêu cầu của bạn."),
    Action.KEEP: gettext_noop("Hồ sơ {ma_ho_so} không được rút và được giải quyết tiếp. Lý do ghi ở trang tra cứu."),
    Action.STOP: gettext_noop("Hồ sơ {ma_ho_so} dừng xử lý. Lý do được ghi ở trang tra cứu hồ sơ."),
    Action.FINISH: gettext_noop("Hồ sơ {ma_ho_so} đã xử lý xong."),
    Action.HAND_OVER: gettext_noop("Kết quả của hồ sơ {ma_ho_so} đã được trả."),
}


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


def ours(action: str, form: str, locale: str) -> Words:
    """As the product tells it."""
    with override(locale):
        head = _(TOLD[action])
        if form == Form.SHORT:
            return Words("", f"{head} {{dia_chi_tra_cuu}}")
        tail = _(
            "Xem hồ sơ, nhắn tin cho cơ quan giải quyết, tải kết quả tại {dia_chi_tra_cuu}, bằng mã hồ sơ và mã "
            "tra cứu bạn đã nhận khi nộp.\n\n{co_quan}, điện thoại {dien_thoai}\n\n"
            "Thư này được gửi tự động, xin đừng trả lời."
        )
        return Words(_("Hồ sơ {ma_ho_so}: {trang_thai}"), f"{head}\n\n{tail}")


def words(action: str, form: str, locale: str) -> Words:
    """Those that count now."""
    return of(Wording.objects.filter(action=action, form=form, locale=locale).last(), action, form, locale)


def of(row: Wording | None, action: str, form: str, locale: str) -> Words:
    """Those of the newest row, where there is one and it says anything."""
    return Words(row.subject, row.text) if row and row.text else ours(action, form, locale)


def set_words(action: str, form: str, locale: str, told: Words, by: str) -> None:
    """From now on; an empty text is ours again. Raises ValueError with a sentence for the editor."""
    if sentence := wrong(form, told):
        raise ValueError(sentence)
    Wording.objects.create(
        action=action, form=form, locale=locale, subject=told.subject, text=told.text, set_by=by, set_at=clock.now()
    )


def wrong(form: str, told: Words) -> str:
    """What has to be mended, in a sentence; "" where nothing."""
    both = f"{told.subject}\n{told.text}"
    unknown = sorted(set(WRITTEN.findall(both)) - set(PLACEHOLDERS))
    if unknown:
        return _("Không có mục %(name)s. Các mục dùng được: %(names)s.") % {
            "name": unknown[0], "names": ", ".join(PLACEHOLDERS),
        }  # fmt: skip
    if set("{}") & set(WRITTEN.sub("", both)):
        return _("Dấu { và } chỉ dùng cho các mục: %(names)s.") % {"names": ", ".join(PLACEHOLDERS)}
    if len(told.text) > LONGEST[Form(form)]:
        return _("Nội dung dài %(length)d ký tự; hãy viết nhiều nhất %(most)d.") % {
            "length": len(told.text), "most": LONGEST[Form(form)],
        }  # fmt: skip
    if told.text and form == Form.LETTER and not told.subject.strip():
        return _("Hãy viết tiêu đề thư.")
    if len(told.subject.splitlines()) > 1:
        return _("Tiêu đề thư là một dòng.")
    return ""


def filled(told: Words, facts: Mapping[str, str]) -> Words:
    """With the facts in the placeholders' places; what a fact says is never read as a placeholder."""

    def put_in(text: str) -> str:
        return WRITTEN.sub(lambda found: facts.get(found[0], ""), text)

    return Words(put_in(told.subject), put_in(told.text))


def facts(event: DossierEvent, dossier: Dossier) -> dict[str, str]:
    """What the placeholders stand for, as of that event, in the dossier's language."""
    today, locale, there = clock.today(), dossier.locale, desk(dossier.agency)
    with override(locale):
        due = day(event.due_at.astimezone(clock.ZONE).date(), locale) if event.due_at else _("chưa có")
        told = (
            dossier.code,
            str(State(event.state).label),
            due,
            agency_names().on(dossier.agency, today, locale),
            (there and there.data["telephone"]) or _("chưa có"),
            address("tra-cuu-ho-so", locale),
        )
    return dict(zip(PLACEHOLDERS, told, strict=True))


def meanings() -> tuple[str, ...]:
    """What each placeholder stands for, in the order of theirs."""
    return (
        _("mã hồ sơ"),
        _("trạng thái của hồ sơ"),
        _("ngày hẹn trả kết quả"),
        _("cơ quan giải quyết"),
        _("điện thoại của bộ phận một cửa"),
        _("trang tra cứu hồ sơ"),
    )


def example(action: str, locale: str) -> dict[str, str]:
    """Facts of a dossier that there is none of, to try words with."""
    with override(locale):
        told = (
            "000.00.01.H62-260504-0001",
            str(dict(DEEDS)[action]),
            day(clock.today(), locale),
            _("Ủy ban nhân dân xã A"),
            "0203 000 0000",
            address("tra-cuu-ho-so", locale),
        )
    return dict(zip(PLACEHOLDERS, told, strict=True))
