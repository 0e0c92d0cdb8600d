from .derived import DerivedUpTo, IndexDocument, RefusedDocument, WordCount
from .edited import BestBet, Edits, SuggestedQuery, Synonym
from .used import ProcedureUse, SearchRecord

__all__ = [
    "BestBet",
    "DerivedUpTo",
    "Edits",
    "IndexDocument",
    "ProcedureUse",
    "RefusedDocument",
    "SearchRecord",
    "SuggestedQuery",
    "Synonym",
    "WordCount",
]
