from .assignment import Assignment
from .attachment import Attachment
from .counter import Counter
from .dossier import Dossier
from .draft import Draft
from .event import DossierEvent
from .reading import Reading
from .sealed import Sealed
from .switch import FilingSwitch

__all__ = [
    "Assignment",
    "Attachment",
    "Counter",
    "Dossier",
    "DossierEvent",
    "Draft",
    "FilingSwitch",
    "Reading",
    "Sealed",
]
