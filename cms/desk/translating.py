"""wagtail-localize at the desk: strings are saved into the draft translation, nothing is published."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.views.update_translations import UpdateTranslationsForm

from ..models import Edition

# The form asks no right for this box, so there is none.
UpdateTranslationsForm.base_fields["publish_translations"] = forms.BooleanField(
    required=False, disabled=True, widget=forms.HiddenInput
)

_handle_block = StreamFieldSegmentExtractor.handle_block


def _skip_what_is_not_said(self: Any, block_type: Any, block_value: Any, **kwargs: Any) -> list[Any]:
    """wagtail-localize 1.14 fails on a part that a stored text does not have at all, as imported ones do."""
    return [] if block_value is None else _handle_block(self, block_type, block_value, **kwargs)


StreamFieldSegmentExtractor.handle_block = _skip_what_is_not_said


def save_into_draft(request: Any, instance: Any) -> Any:
    """Hook before_edit_snippet: "Lưu vào bản dự thảo"; the translation editor's own publishing does the same."""
    asked = request.method == "POST" and request.POST.get("action") in {"save-draft", "publish"}
    if not asked or not isinstance(instance, Edition):
        return None
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    try:
        translation.save_target(user=request.user, publish=False)
    except ValidationError as error:
        messages.error(request, "; ".join(error.messages))
    else:
        messages.success(request, _("Đã lưu bản dịch vào dự thảo. Bản dịch chỉ hiện ra khi được công khai."))
    return redirect(request.path)


def without_publishing(props: str) -> str:
    """The translation editor's data, telling it that nobody publishes here."""
    data = json.loads(props)
    # Without publishing its one big button would delete; deleting stays in the list.
    data["perms"] |= {"canPublish": False, "canUnpublish": False, "canDelete": False}
    return json.dumps(data)
