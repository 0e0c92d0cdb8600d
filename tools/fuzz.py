"""`python -m tools.fuzz`: random valid and broken GraphQL documents against the sample, until one makes a fault.

Prepares the sample in a folder of its own, serves the API on the loopback and lets schemathesis ask it for SECONDS.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.children import Children
from tools.place import ROOT
from tools.progress import step
from tools.services import ports
from tools.start import wait

SCRIPTS = Path(sys.executable).parent
SECONDS = 120


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="niemyet-fuzz-") as folder:
        environment = os.environ | {"DATA_DIR": folder, "RATE_LIMIT": "0", "LOG_LEVEL": "ERROR"}
        port = ports.pick()
        with step("preparing the sample"):
            subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
        children = Children(Path(folder) / "logs")
        try:
            serving = [str(SCRIPTS / "gunicorn"), "--bind", f"127.0.0.1:{port}", "config.wsgi"]
            children.start("api", serving, ROOT, environment)
            wait(children, f"http://127.0.0.1:{port}/health/ready")
            return asked(f"http://127.0.0.1:{port}/graphql", environment)
        finally:
            children.stop()


def asked(url: str, environment: dict[str, str]) -> int:
    """Lets schemathesis ask; its exit code is 0 where every answer passed the check of `tools/fuzz_checks.py`."""
    seconds = os.environ.get("FUZZ_SECONDS", str(SECONDS))
    command = [str(SCRIPTS / "schemathesis"), "run", url, "--checks", "no_fault", "--phases", "fuzzing"]
    told = subprocess.run(
        [*command, "--max-time", seconds, "--max-examples", "100000", "--no-shrink"],
        cwd=ROOT,
        env=environment | {"SCHEMATHESIS_HOOKS": "tools.fuzz_checks"},
        check=False,
    )
    return told.returncode


if __name__ == "__main__":
    sys.exit(main())
