import graphene


class Plain(graphene.ObjectType):
    """A part whose fields are only keys of its data; `api/execution.py` copies such parts whole."""

    is_plain = True
