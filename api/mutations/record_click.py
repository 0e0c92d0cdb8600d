import graphene

from search import usage

from .. import arguments
from ..scalars import ProcedureCode
from .record_search import id_of

field = graphene.Boolean(
    required=True,
    search=graphene.ID(required=True, description="The id that `recordSearch` was given (mã lượt tìm)."),
    code=ProcedureCode(required=True, description="Code of the procedure that was opened (mã thủ tục)."),
    position=graphene.Int(required=True, description="Its place among the hits, from 1 (vị trí)."),
    description="Note that a hit was opened (ghi lượt mở kết quả).",
)


def resolve(root: None, info: graphene.ResolveInfo, search: str, code: str, position: int) -> bool:
    usage.clicked(id_of(search, "search"), arguments.known_code(info, code), min(max(position, 1), 10_000))
    return True
