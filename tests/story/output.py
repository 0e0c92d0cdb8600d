import io

from django.core.management import call_command


def printed(*args, **options) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(*args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()
