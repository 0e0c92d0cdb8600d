import graphene

from dossiers.citizens import login_is_offered

field = graphene.Field(
    graphene.Boolean,
    required=True,
    description="Whether citizens can log in here, at `/cong-dan/dang-nhap` of the portal (có đăng nhập).",
)


def resolve(root: None, info: graphene.ResolveInfo) -> bool:
    return login_is_offered()
