"""wagtail-localize at the desk: strings are saved into the draft translation, nothing is published."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsForm

from ..memory import own_translations, translation_of
from ..models import Edition

# The form asks no right for this box, so there is none.
UpdateTranslationsForm.base_fields["publish_translations"] = forms.BooleanField(
    required=False, disabled=True, widget=forms.HiddenInput
)


def save_into_draft(request: Any, instance: Any) -> Any:
    """Hook before_edit_snippet: "Lưu vào bản dự thảo"; the translation editor's own publishing does the same."""
    asked = request.method == "POST" and request.POST.get("action") in {"save-draft", "publish"}
    if not asked or not isinstance(instance, Edition):
        return None
    translation = translation_of(instance)
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


def with_languages(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Adds what `buttons` asks of a row: whether a language is left, the source that has translations, and the
    translation that it is itself."""
    same = Edition.objects.filter(translation_key=OuterRef(OuterRef("translation_key")))
    kept = TranslationSource.objects.filter(
        Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True)),
        object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
    )
    return editions.annotate(
        translated_by=Subquery(own_translations().values("pk")[:1]),
        language_left=Exists(Locale.objects.exclude(pk__in=same.values("locale"))),
        translated_from=Subquery(kept.values("pk")[:1]),
    )


def address_of(row: Any, view: str = "bench") -> str:
    """Where a row of `with_languages` is translated or read; its draft where nobody translates it by sentences."""
    if row.translated_by:
        return reverse(f"translations:{view}", args=[row.translated_by])
    return str(row.snippet_viewset.address("edit", row))


def buttons(edition: Any, user: Any) -> Iterator[Button]:
    """wagtail-localize's own, without asking for each row, and the way to the page of a translation."""
    if edition.translated_by:
        yield Button(_("Trang dịch"), address_of(edition), icon_name="wagtail-localize-language", priority=90)
    if not user.has_perm("wagtail_localize.submit_translation"):
        return
    if edition.language_left:
        address = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "edition", edition.pk])
        yield Button(_("Dịch"), address, icon_name="wagtail-localize-language", priority=100)
    if edition.translated_from:
        address = reverse("wagtail_localize:update_translations", args=[edition.translated_from])
        yield Button(_("Đưa thay đổi vào bản dịch"), address, icon_name="resubmit", priority=106)
