from ..preview.token import PreviewToken
from .correction import CorrectionRequest
from .decision import AnnouncedError, Decision
from .department import Department
from .edition import Edition
from .procedure import Procedure
from .review_item import ReviewItem

__all__ = [
    "AnnouncedError",
    "CorrectionRequest",
    "Decision",
    "Department",
    "Edition",
    "PreviewToken",
    "Procedure",
    "ReviewItem",
]
