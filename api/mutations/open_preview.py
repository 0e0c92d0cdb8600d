import graphene

from cms.preview.opening import Opened, open_preview


class PreviewSecret(graphene.ObjectType):
    """What a preview's token was exchanged for (khóa xem trước)."""

    secret = graphene.String(
        required=True, description="Opens `preview` until it expires; keep it out of addresses (khóa bí mật)."
    )
    expires_at = graphene.DateTime(required=True, description="Moment after which nobody can read it (hết hạn lúc).")


field = graphene.Field(
    PreviewSecret,
    key=graphene.ID(required=True, description="Last part of the preview's address (mã bản xem trước)."),
    token=graphene.String(
        required=True, description="The token that the desk put into the address (mã mở bản xem trước)."
    ),
    description="Exchange the token of a preview, once; null for every token that opens nothing (mở bản xem trước).",
)


def resolve(root: None, info: graphene.ResolveInfo, key: str, token: str) -> Opened | None:
    return open_preview(key, token)
