"""What is wrong with the parts of a form that refer to other fields: conditions and computed values."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .conditions import Condition, Is, IsOneOf, TooManyWaysError, atoms, ways
from .definition import Field, Form, Kind, Section
from .formula import Formula, counted, references
from .limits import MOST

NUMBERS = {Kind.NUMBER, Kind.DONG}
NEVER_ASKED_ABOUT = {Kind.INFORMATION, Kind.ADDRESS, Kind.BANK_ACCOUNT, Kind.FILE}  # by value
Found = Iterator[tuple[str, str]]  # place and sentence


def wrong_in_condition(form: Form, section: Section, own: Field | None, condition: Condition, place: str) -> Found:
    """Of a field's condition, or of the section's where `own` is None."""
    earlier = _before(form, section, own)
    for atom in atoms(condition):
        reference = atom.field
        if reference not in form.places:
            yield place, _("Không có trường “%(field)s”.") % {"field": reference}
            continue
        of, field = form.places[reference]
        if reference not in earlier:
            yield place, _("“%(field)s” phải đứng trước.") % {"field": reference}
        elif of.repeat and (own is None or of is not section):
            yield place, _("“%(field)s” ở phần lặp lại khác, không hỏi được.") % {"field": reference}
        elif not field.is_asked:
            yield place, _("“%(field)s” không do người nộp điền, không hỏi được.") % {"field": reference}
        elif isinstance(atom, Is | IsOneOf):
            values = (atom.value,) if isinstance(atom, Is) else atom.values
            if field.kind in NEVER_ASKED_ABOUT:
                yield place, _("Với “%(field)s” chỉ hỏi được đã trả lời hay chưa.") % {"field": reference}
            elif not all(_could_be(field, value) for value in values):
                yield place, _("“%(field)s” không bao giờ có giá trị này.") % {"field": reference}
    if section.repeat and own is not None and not is_countable(condition):
        yield place, _("Điều kiện quá phức tạp: hãy tách thành nhiều trường.")


def is_countable(*conditions: Condition) -> bool:
    """Both ways: when it holds, and when it does not."""
    try:
        count = 1
        for each in conditions:
            count *= len(ways(each))
            ways(each, wanted=False)
    except TooManyWaysError:
        return False
    return count <= MOST["ways"]


def _could_be(field: Field, value: object) -> bool:
    match field.kind:
        case Kind.CHOICE | Kind.SEVERAL:
            return value in [option.key for option in field.options]
        case Kind.YES_NO | Kind.DECLARATION:
            return isinstance(value, bool)
        case Kind.NUMBER | Kind.DONG:
            return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def wrong_in_computed(form: Form, section: Section, field: Field, formula: Formula, place: str) -> Found:
    """Of a computed value."""
    earlier = _before(form, section, field)
    for reference, in_sum in references(formula):
        of, part = form.places.get(reference, (None, None))
        if of is None or part is None or reference not in earlier:
            yield place, _("Không có trường “%(field)s” đứng trước.") % {"field": reference}
        elif part.kind not in NUMBERS:
            yield place, _("“%(field)s” không phải là số.") % {"field": reference}
        elif of.repeat and of is not section and not in_sum:
            yield place, _("“%(field)s” ở phần lặp lại: chỉ cộng được.") % {"field": reference}
        elif of.repeat and of is not section and part.computed:
            yield place, _("“%(field)s” ở phần lặp lại và được tính: không cộng tiếp được.") % {"field": reference}
    for key in counted(formula):
        if key not in form.by_key or not form.by_key[key].repeat:
            yield place, _("“%(field)s” không phải là phần lặp lại, không đếm được.") % {"field": key}


def _before(form: Form, section: Section, own: Field | None) -> set[str]:
    """Fields that stand before this one; before the whole section where there is none."""
    earlier = set()
    for reference, (of, field) in form.places.items():
        if of is section and (own is None or field is own):
            break
        earlier.add(reference)
    return earlier
