from ..preview.token import PreviewToken
from .correction import CorrectionRequest
from .decision import AnnouncedError, Decision
from .department import Department
from .edition import Edition
from .ended_act import EndedAct
from .form import IntakeForm
from .guide import Guide
from .job import Job
from .letter import Letter
from .listed import ListedProcedure
from .look import Look, ToldReview
from .memory_entry import MemoryEntry
from .national_note import NationalNote
from .paper_file import PaperFile
from .procedure import Procedure
from .publication_term import PublicationTerm
from .redaction_request import RedactionRequest
from .remark import Remark
from .review_item import ReviewItem
from .step import Step
from .substitute import Substitute
from .term import Term
from .translation_review import TranslationReview
from .upload import Upload

__all__ = [
    "AnnouncedError",
    "CorrectionRequest",
    "Decision",
    "Department",
    "Edition",
    "EndedAct",
    "Guide",
    "IntakeForm",
    "Job",
    "Letter",
    "ListedProcedure",
    "Look",
    "MemoryEntry",
    "NationalNote",
    "PaperFile",
    "PreviewToken",
    "Procedure",
    "PublicationTerm",
    "RedactionRequest",
    "Remark",
    "ReviewItem",
    "Step",
    "Substitute",
    "Term",
    "ToldReview",
    "TranslationReview",
    "Upload",
]
