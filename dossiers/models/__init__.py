from .attachment import Attachment
from .counter import Counter
from .dossier import Dossier
from .draft import Draft
from .event import DossierEvent
from .sealed import Sealed
from .switch import FilingSwitch

__all__ = ["Attachment", "Counter", "Dossier", "DossierEvent", "Draft", "FilingSwitch", "Sealed"]
