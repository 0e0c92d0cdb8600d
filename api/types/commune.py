import graphene

from register.areas import holds_in

from ..limits import MAX_PAGE, refusal
from .desk import Desk
from .named import Agency
from .plain import Plain


class Commune(Plain):
    """A commune or ward, as a citizen calls the place where he lives (xã, phường)."""

    key = graphene.ID(required=True, description="Permanent key, that of its People's Committee (khóa).")
    name = graphene.String(required=True, description="The place without its committee, `phường Lam Giang` (tên).")
    formerly = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Former names of the place and of what was merged into it, districts too (tên cũ).",
    )
    one_stop = graphene.Field(
        Agency, required=True, description="The agency that receives dossiers there (bộ phận một cửa)."
    )
    desk = graphene.Field(Desk, description="The desk of that agency; null where none is told (nơi nộp hồ sơ).")
    within = graphene.List(
        graphene.Boolean,
        required=True,
        areas=graphene.List(
            graphene.NonNull(graphene.String),
            required=True,
            description="Areas in words, as fees name them; 100 at most (địa bàn).",
        ),
        description="For each of these areas whether it has this place or a part of it; null where its words do not "
        "tell (có thuộc địa bàn này không).",
    )

    def resolve_within(self, info: graphene.ResolveInfo, areas: list[str]) -> list[bool | None]:
        if len(areas) > MAX_PAGE:
            raise refusal("PAGE_SIZE", len(areas), MAX_PAGE, f"`areas` may be {MAX_PAGE} at most: ask in parts")
        return [holds_in(area, self["key"], info.context.lookups.today) for area in areas]
