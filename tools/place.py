"""Where things lie: the project, and the folder that everything written goes to."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"


def data_folder() -> Path:
    """`DATA_DIR`, absolute, made when it is missing; a relative one starts at the project."""
    folder = ROOT / os.environ.get("DATA_DIR", "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
