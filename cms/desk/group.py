"""The menu "Thủ tục" with all lists of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .decisions import DecisionViewSet
from .editions import EditionViewSet
from .ended_acts import EndedActViewSet
from .guides import GuideViewSet
from .intake_forms import IntakeFormViewSet
from .named import AgencyViewSet, SectorViewSet
from .procedures import ProcedureViewSet
from .publication_terms import PublicationTermViewSet
from .review_items import ReviewItemViewSet
from .substitutes import SubstituteViewSet
from .terms import TermViewSet


class ProcedureGroup(SnippetViewSetGroup):
    menu_label = _("Thủ tục")
    menu_icon = "doc-full"
    menu_order = 100
    items = (
        EditionViewSet,
        DecisionViewSet,
        ProcedureViewSet,
        GuideViewSet,
        IntakeFormViewSet,
        AgencyViewSet,
        SectorViewSet,
        ReviewItemViewSet,
        SubstituteViewSet,
        TermViewSet,
        EndedActViewSet,
        PublicationTermViewSet,
    )
