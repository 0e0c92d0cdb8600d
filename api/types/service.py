"""What a procedure is listed for, by decisions of their own; no part of its announced text."""

import graphene

from ..enums import Level, ServiceKind
from ..scalars import Date
from .plain import Plain


class Service(Plain):
    """A list of services that counts on the day and holds the procedure at a level (danh mục dịch vụ công)."""

    kind = ServiceKind(
        required=True, description="What it is listed for; of full and partial the newer list counts (loại)."
    )
    level = Level(required=True, description="The level (cấp).")
    decision_number = graphene.String(required=True, description="Number of the list's decision (số quyết định).")
    from_on = Date(required=True, description="Day from which the list counts (từ ngày).")
