"""What must be true before anything is started; each failure is one clear sentence."""

import shutil
from pathlib import Path

from tools.progress import Problem
from tools.services import ports

NEEDED = 1024**3


def has_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise Problem(
            f"Only {free / NEEDED:.1f} GB are free for {folder}: make at least 1 GB free, "
            "or set DATA_DIR to a folder on another disk."
        )


def port(environment: dict[str, str], variable: str, default: int) -> int:
    """The port that the variable names, once it is known to be free."""
    text = environment.get(variable) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(f"{variable} must be a port between 1 and 65535, not {text!r}.")
    if not ports.is_free(int(text)):
        raise Problem(f"Port {text} is busy: end what uses it, or set {variable} to a free one.")
    return int(text)
