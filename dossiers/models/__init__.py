from .assignment import Assignment
from .attachment import Attachment
from .counter import Counter
from .dossier import Dossier
from .draft import Draft
from .erasure import Erasure
from .event import DossierEvent
from .login import CitizenLogin
from .mention import Mention
from .notice import Notice
from .reading import Reading
from .retention import Retention
from .sealed import Sealed
from .switch import FilingSwitch
from .wording import Wording

__all__ = [
    "Assignment",
    "Attachment",
    "CitizenLogin",
    "Counter",
    "Dossier",
    "DossierEvent",
    "Draft",
    "Erasure",
    "FilingSwitch",
    "Mention",
    "Notice",
    "Reading",
    "Retention",
    "Sealed",
    "Wording",
]
