"""The desk of an agency: where to go, when, whom to call. No part of any announced text."""

from typing import Any

import graphene

from register.desk import Desk as Held

from ..scalars import Date
from .plain import Plain

LINE = graphene.NonNull(graphene.String)


class Desk(Plain):
    """What one must know to go to an agency's desk, as it holds on the day asked for (dữ liệu bộ phận một cửa)."""

    address = graphene.String(required=True, description='Address, "" where none is told (địa chỉ).')
    latitude = graphene.Float(description="Degrees north, WGS 84; null where no point is told (vĩ độ).")
    longitude = graphene.Float(description="Degrees east, WGS 84; null where no point is told (kinh độ).")
    telephone = graphene.String(required=True, description='Telephone as written, "" where none is told (điện thoại).')
    hours = graphene.List(LINE, required=True, description="Opening hours, lines of plain text (giờ làm việc).")
    counters = graphene.List(LINE, required=True, description="Counters, lines of plain text (quầy).")
    bank_account = graphene.String(
        required=True, description='Account to pay to, "" where none is told (tài khoản thu phí, lệ phí).'
    )
    from_on = Date(required=True, description="Day from which it holds (từ ngày).")


def desk_of(held: Held) -> dict[str, Any]:
    """The desk as the schema tells it."""
    return held.data | {"from_on": str(held.from_on)}
