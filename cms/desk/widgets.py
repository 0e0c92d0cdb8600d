from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser


class DeskChooser(AdminSnippetChooser):
    """Wagtail's chooser, speaking Vietnamese where its own catalogue does not."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        name = model._meta.verbose_name
        self.choose_one_text = _("Chọn %(name)s") % {"name": name}
        self.choose_another_text = _("Chọn %(name)s khác") % {"name": name}
        self.link_to_chosen_text = _("Mở %(name)s") % {"name": name}
        self.clear_choice_text = capfirst(_("bỏ chọn"))
