"""One thing to mend in the answers to a form."""

import graphene


class AnswerError(graphene.ObjectType):
    """What is wrong with an answer, and where. Nothing of what was answered is repeated (lỗi khi điền)."""

    path = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Section, place in the group from 0, field, part of the answer; empty for the whole (vị trí).",
    )
    code = graphene.String(required=True, description="The kind of error, as `missing`; for programs (mã lỗi).")
    message = graphene.String(
        required=True, description="One sentence that says what to do, in the language asked for (cách sửa)."
    )
