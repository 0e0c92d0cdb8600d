import graphene

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
