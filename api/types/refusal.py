"""Why something was not done with a draft or a dossier."""

import graphene

from ..enums import FilingReason
from .answer_error import AnswerError


class FilingRefusal(graphene.ObjectType):
    """Why it was not done, and what to do (lý do không thực hiện). What was saved before is kept."""

    reason = graphene.Field(FilingReason, required=True, description="The kind of reason; for programs (loại lý do).")
    message = graphene.String(required=True, description="One sentence that says what to do (cách xử lý).")
    errors = graphene.List(
        graphene.NonNull(AnswerError), required=True, description="What to mend, at its field (lỗi tại mục)."
    )
    wait_seconds = graphene.Int(description="After `TOO_MANY`: seconds to wait (chờ số giây).")
