"""What is asked around each form: who files for whom, and where the result goes.

Source: Nghị định 45/2020/NĐ-CP, điều 10 and 11 (who files for another acts under an authorization); Nghị định
61/2018/NĐ-CP, điều 17 and 20. A frame that something was filed on is never changed: a new one is added under the next
number.
"""

from functools import cache

from django.utils.translation import gettext, override

from register.forms.conditions import AnyOf, Is, IsOneOf
from register.forms.definition import LOCALES, Field, Form, Kind, Option, Page, Prefill, Section, Text

NEWEST = 1
PEOPLE, DELIVERY = "_people", "_delivery"  # pages; no key of an editor's form begins so
APPLICANT, SUBMITTER, RESULT = "_applicant", "_submitter", "_result"  # sections
ANOTHER = Is(f"{APPLICANT}.for_whom", "another")
ORGANIZATION = Is(f"{APPLICANT}.kind", "organization")
NEEDS_AUTHORIZATION = ("representative", "postal", "other")


def framed(form: Form, number: int) -> Form:
    """The form with the pages of that frame around it. Raises KeyError for a frame there is none of."""
    first, last = _pages(number)
    return Form(form.procedure, form.title, (first, *form.pages, last), form.more)


def _text(words: str) -> Text:
    told = {}
    for locale in LOCALES:
        with override(locale):
            told[locale] = gettext(words)
    return Text(**told)


def _(words: str) -> str:
    """Marks what is put into English."""
    return words


def _field(key: str, kind: Kind, label: str, **more: object) -> Field:
    return Field(key, kind, _text(label), **more)  # type: ignore[arg-type]


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(key, _text(label)) for key, label in labels.items())


def _first() -> tuple[Page, Page]:
    person, foreigner = Is(f"{APPLICANT}.kind", "person"), Is(f"{APPLICANT}.kind", "foreigner")
    applicant = Section(
        APPLICANT,
        _text(_("Chủ hồ sơ")),
        (
            _field(
                "for_whom",
                Kind.CHOICE,
                _("Bạn nộp hồ sơ cho ai?"),
                required=True,
                options=_options(self=_("Cho chính tôi"), another=_("Cho người khác hoặc cho tổ chức")),
            ),
            _field(
                "kind",
                Kind.CHOICE,
                _("Chủ hồ sơ là"),
                required=True,
                options=_options(
                    person=_("Công dân Việt Nam"),
                    foreigner=_("Người nước ngoài"),
                    organization=_("Tổ chức, doanh nghiệp"),
                ),
            ),
            _field(
                "name",
                Kind.NAME,
                _("Họ, chữ đệm, tên chủ hồ sơ"),
                required=True,
                show_when=AnyOf((person, foreigner)),
                prefill=Prefill.NAME,
            ),
            _field(
                "id_number",
                Kind.ID_NUMBER,
                _("Số định danh cá nhân của chủ hồ sơ"),
                help=_text(_("12 số in trên thẻ căn cước.")),
                required=True,
                show_when=person,
                prefill=Prefill.ID_NUMBER,
            ),
            _field(
                "passport", Kind.TEXT, _("Số hộ chiếu"), required=True, show_when=foreigner, pattern="[A-Z0-9]{5,20}"
            ),
            _field("organization", Kind.TEXT, _("Tên tổ chức, doanh nghiệp"), required=True, show_when=ORGANIZATION),
            _field(
                "tax_number",
                Kind.TEXT,
                _("Mã số thuế hoặc mã số doanh nghiệp"),
                help=_text(_("10 số, hoặc 10 số và 3 số sau dấu gạch ngang.")),
                show_when=ORGANIZATION,
                pattern="[0-9]{10}(?:-[0-9]{3})?",
            ),
            _field(
                "phone",
                Kind.PHONE,
                _("Số điện thoại của chủ hồ sơ"),
                help=_text(_("Để được báo khi hồ sơ có thay đổi.")),
                required=True,
                prefill=Prefill.PHONE,
            ),
            _field("email", Kind.EMAIL, _("Thư điện tử của chủ hồ sơ"), prefill=Prefill.EMAIL),
        ),
    )
    submitter = Section(
        SUBMITTER,
        _text(_("Người nộp")),
        (
            _field("name", Kind.NAME, _("Họ, chữ đệm, tên người nộp"), required=True),
            _field(
                "id_number",
                Kind.ID_NUMBER,
                _("Số định danh cá nhân của người nộp"),
                help=_text(_("12 số in trên thẻ căn cước.")),
                required=True,
            ),
            _field("phone", Kind.PHONE, _("Số điện thoại của người nộp"), required=True),
            _field("email", Kind.EMAIL, _("Thư điện tử của người nộp")),
            _field(
                "relation",
                Kind.CHOICE,
                _("Người nộp là gì của chủ hồ sơ?"),
                required=True,
                options=_options(
                    family=_("Cha, mẹ, vợ, chồng, con"),
                    legal=_("Người đại diện theo pháp luật"),
                    representative=_("Người được ủy quyền"),
                    postal=_("Nhân viên bưu chính"),
                    other=_("Người khác"),
                ),
            ),
            _field(
                "authorization",
                Kind.FILE,
                _("Giấy ủy quyền"),
                help=_text(_("Bản chụp hoặc bản quét, có chữ ký của chủ hồ sơ.")),
                required=True,
                show_when=IsOneOf(f"{SUBMITTER}.relation", NEEDS_AUTHORIZATION),
                types=("pdf", "jpg", "png"),
                most=3,
            ),
        ),
        show_when=ANOTHER,
    )
    post = Is(f"{RESULT}.by", "post")
    result = Section(
        RESULT,
        _text(_("Nhận kết quả")),
        (
            _field(
                "by",
                Kind.CHOICE,
                _("Bạn muốn nhận kết quả bằng cách nào?"),
                help=_text(_("Bản điện tử luôn tải về được ở trang tra cứu hồ sơ, nếu kết quả được cấp bản điện tử.")),
                required=True,
                options=_options(
                    online=_("Bản điện tử"), desk=_("Tại bộ phận một cửa"), post=_("Qua dịch vụ bưu chính")
                ),
            ),
            _field("address", Kind.ADDRESS, _("Địa chỉ nhận kết quả"), required=True, show_when=post),
        ),
    )
    return (
        Page(PEOPLE, _text(_("Người nộp hồ sơ")), (applicant, submitter)),
        Page(DELIVERY, _text(_("Nhận kết quả")), (result,)),
    )


FRAMES = {1: _first}


@cache
def _pages(number: int) -> tuple[Page, Page]:
    return FRAMES[number]()
