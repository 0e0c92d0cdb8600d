from typing import Any

import graphene

from cms.preview.standing import Previewed, key_of
from cms.preview.token import PreviewToken

from ..enums import Level, PreviewPlace
from ..scalars import Date
from .procedure import Procedure


class Preview(graphene.ObjectType):
    """A draft in its place among what is announced (bản xem trước). Nobody without the secret can ask for it."""

    procedure = graphene.Field(
        Procedure, required=True, description="The procedure as it would stand had the draft been announced (thủ tục)."
    )
    place = PreviewPlace(required=True, description="How the draft stands on the day asked for (vị trí của dự thảo).")
    levels = graphene.List(graphene.NonNull(Level), required=True, description="Levels the draft speaks of (cấp).")
    key = graphene.String(
        required=True, description="Key of the draft among the procedure's editions (khóa của dự thảo)."
    )
    effective_on = Date(
        required=True, description="First day of the draft; today where it has none yet (ngày có hiệu lực)."
    )
    is_signed = graphene.Boolean(
        required=True, description="Whether its decision has a number and a day of signing (đã ký)."
    )
    locale = graphene.String(required=True, description="Language the editor asked for (ngôn ngữ).")
    is_fallback = graphene.Boolean(
        required=True, description="True where the draft has no text in that language (chưa dịch)."
    )
    expires_at = graphene.DateTime(required=True, description="Moment after which nobody can read it (hết hạn lúc).")
    user_bar = graphene.String(
        required=True, description="Wagtail's user bar as HTML, made when it was pressed (thanh công cụ)."
    )

    def __init__(self, row: PreviewToken, found: Previewed, **kwargs: Any) -> None:
        text, procedure = row.text, Procedure(found.answer)
        # A client's cache keeps things by id: this one must never stand there for what is public.
        procedure.id = graphene.Node.to_global_id("Procedure", f"{row.key}|{found.answer.on}|{row.locale}")
        super().__init__(
            procedure=procedure,
            place=found.place,
            levels=text["levels"],
            key=key_of(text),
            effective_on=text["effective_on"],
            is_signed=text["is_signed"],
            locale=row.locale,
            is_fallback=text["data"]["locale"] != row.locale,
            expires_at=row.expires_at,
            user_bar=row.user_bar,
        )
