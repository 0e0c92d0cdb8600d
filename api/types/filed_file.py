"""A file of a draft or a dossier."""

import graphene

from dossiers.attaching import File


class FiledFile(graphene.ObjectType):
    """A file that was taken in (tệp đính kèm). Its bytes are read at `/dossier-files/<id>`."""

    id = graphene.ID(required=True, description="Names it; opens nothing alone (mã tệp).")
    name = graphene.String(required=True, description="As the sender called it (tên tệp).")
    type = graphene.String(required=True, description="By its bytes, as `application/pdf` (loại).")
    size = graphene.Int(required=True, description="Bytes (kích thước).")


def file_told(file: File) -> dict[str, str | int]:
    return file.answer
