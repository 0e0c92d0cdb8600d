"""Import and announce the real procedures on SQLite, revisions and history included."""

import io
import os
import time
from collections.abc import Iterator

from django.core.management import call_command

from cms.models import Edition


def run() -> Iterator[str]:
    began = time.perf_counter()
    call_command("import_procedures", os.environ["REAL_PROCEDURES"], announce=True, stdout=io.StringIO())
    took = time.perf_counter() - began
    count = Edition.objects.count()
    yield f"import and announce: {count} procedures in {took:.1f} s = {count / took:.0f} procedures/s (wanted: 40)"
