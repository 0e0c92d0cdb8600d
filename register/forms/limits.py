"""How big a form and its answers may be. A real one has some 40 fields; the largest known has 95."""

import re

from .conditions import MOST_WAYS
from .definition import Kind

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LABEL = 500  # letters
MOST: dict[str, int] = {
    "pages": 30,
    "sections": 100,
    "fields": 600,
    "options": 300,
    "repeats": 100,
    "help": 5_000,  # letters
    "size": 50_000_000,  # bytes of one file
    "value": 10**15,  # JSON carries whole numbers exactly up to 2^53
    "ways": MOST_WAYS,
    Kind.TEXT: 2_000,  # letters
    Kind.LONG_TEXT: 20_000,
    Kind.FILE: 20,
}

# Of answers, looked at before anything else is: what is beyond cannot be an honest answer to any form.
DEEPEST = 6  # answers, section, one of the group, field, file, its name
MOST_VALUES = 20_000
MOST_PARTS = 500  # of one list or object
MOST_LETTERS = 2_000_000  # of all texts together
EXACT = 2**53
MOST_ERRORS = 200  # that are told
