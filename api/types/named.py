"""Agencies and sectors by key and name; the name is the one of the day asked for."""

import graphene

from ..enums import Level
from ..scalars import ProcedureCode
from .desk import Desk
from .plain import Plain


class Sector(Plain):
    """A field of administration (lĩnh vực)."""

    key = graphene.ID(required=True, description="Permanent key, e.g. `ho-tich` (khóa).")
    name = graphene.String(required=True, description="Name on the day asked for (tên lĩnh vực).")
    procedure_count = graphene.Int(
        description="Procedures in force in it on that day; only under `sectors` (số thủ tục)."
    )


class Agency(Plain):
    """A state body (cơ quan)."""

    key = graphene.ID(required=True, description="Permanent key, e.g. `so-tu-phap` (khóa).")
    name = graphene.String(required=True, description="Name on the day asked for (tên cơ quan).")
    level = Level(description="Level of the agency (cấp); only under `agencies`.")
    parent_key = graphene.ID(description="Key of the agency above it (cơ quan cấp trên); only under `agencies`.")
    desk = graphene.Field(
        Desk,
        description="Its desk on the day asked for; null where none is told; only under `agencies` and `desks` "
        "(bộ phận một cửa).",
    )


class ProcedureReference(Plain):
    """Another procedure, by code (thủ tục hành chính được dẫn tới)."""

    code = ProcedureCode(required=True, description="National code (mã thủ tục).")
    name = graphene.String(description="Its name on the day asked for; null where it has none that day (tên thủ tục).")
    everyday_name = graphene.String(
        description="What people call it, by its guide; null where none says so; only on pages (tên thường gọi)."
    )
