from .derived import DerivedUpTo, IndexDocument, RefusedDocument, WordCount
from .edited import BestBet, Edits, Signpost, SuggestedQuery, Synonym
from .used import ProcedureUse, SearchRecord

__all__ = [
    "BestBet",
    "DerivedUpTo",
    "Edits",
    "IndexDocument",
    "ProcedureUse",
    "RefusedDocument",
    "SearchRecord",
    "Signpost",
    "SuggestedQuery",
    "Synonym",
    "WordCount",
]
