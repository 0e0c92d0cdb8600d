import json
from typing import Any

import graphene

from dossiers.forms import filing_form
from register.forms.in_use import form_named

from .. import arguments
from ..opening import error_told
from ..types.answer_error import AnswerError

field = graphene.List(
    graphene.NonNull(AnswerError),
    version=graphene.String(
        required=True, description="What `intakeForm` or `draft { form }` says, as `1.001193/2` (số của mẫu)."
    ),
    answers=graphene.String(
        required=True, description="JSON text: `{section: {field: value}}`, a list for a group (nội dung đã điền)."
    ),
    page=graphene.String(description="Only errors of this page of the form; all of them by default (trang của mẫu)."),
    locale=arguments.locale(),
    description="What is wrong with answers to a form if they were given today, in the order of the form; null where "
    "there is no such form. They are neither stored nor logged. Only by `POST` (kiểm tra nội dung đã điền).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, version: str, answers: str, page: str | None = None, locale: str = "vi"
) -> list[dict[str, Any]] | None:
    language, day = arguments.locale_asked(locale), arguments.day_asked(info, None)
    found = filing_form(version) if "+" in version else form_named(version)
    if found is None:
        return None
    sections = {section.key for each in found.form.pages if each.key == page for section in each.sections}
    return [
        error_told(error, language)
        for error in found.check(_read(answers), day)
        if page is None or not error.path or error.path[0] in sections
    ]


def _read(answers: str) -> Any:
    """The values; null, which no form takes, for what is no JSON or is nested without end."""
    try:
        return json.loads(answers)
    except (ValueError, RecursionError):
        return None
