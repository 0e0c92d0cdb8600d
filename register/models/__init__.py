from .agency import Agency, AgencyName, AgencySuccession
from .announcement import Announcement, Withdrawal
from .change import Change, Epoch
from .correction import Correction
from .desk import DeskData
from .edition import AnnouncedDocument, AnnouncedEdition, AnnouncedLevel
from .file import NamedFile, StoredFile
from .form import ReleasedForm
from .frozen import Frozen, FrozenError
from .guide import ReleasedGuide
from .hold import Hold
from .redaction import Redaction, Removal
from .reorganization import Cancellation, Reorganization
from .sector import Sector, SectorName
from .service_list import ServiceList

__all__ = [
    "Agency",
    "AgencyName",
    "AgencySuccession",
    "AnnouncedDocument",
    "AnnouncedEdition",
    "AnnouncedLevel",
    "Announcement",
    "Cancellation",
    "Change",
    "Correction",
    "DeskData",
    "Epoch",
    "Frozen",
    "FrozenError",
    "Hold",
    "NamedFile",
    "Redaction",
    "ReleasedForm",
    "ReleasedGuide",
    "Removal",
    "Reorganization",
    "Sector",
    "SectorName",
    "ServiceList",
    "StoredFile",
    "Withdrawal",
]
