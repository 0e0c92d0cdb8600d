import graphene

from search import usage

from .. import arguments
from ..scalars import ProcedureCode

field = graphene.Boolean(
    required=True,
    code=ProcedureCode(required=True, description="Code of the procedure whose page was read (mã thủ tục)."),
    description="Note that a procedure's page was read (ghi lượt xem).",
)


def resolve(root: None, info: graphene.ResolveInfo, code: str) -> bool:
    usage.viewed(arguments.known_code(info, code))
    return True
