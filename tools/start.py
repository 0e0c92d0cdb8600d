"""`python -m tools.start`: the whole product on this machine, until Ctrl-C."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import checks, portal
from tools.children import Children
from tools.place import FRONTEND, ROOT, data_folder
from tools.progress import Problem, say, step

PATIENCE = 90


class Stopped(Exception):
    """Somebody asked us to end."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    data = data_folder()
    environment = {**portal.environment(), "DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}
    environment.setdefault("PORTAL_KEY", secrets.token_hex(16))  # the portal tells the API by it for whom it asks
    children = Children(data / "logs")
    try:
        checks.has_space(data)
        api = checks.port(environment, "API_PORT", 8000)
        site = checks.port(environment, "PORTAL_PORT", 3000)
        _prepare(environment)
        portal.build()
        with step("starting the API, the portal and the worker"):
            _start(children, environment, api, site)
            wait(children, f"http://127.0.0.1:{api}/health/ready")
            wait(children, f"http://127.0.0.1:{site}/")
        _tell(api, site)
        while True:
            children.check()
            time.sleep(0.5)
    except Stopped:
        return 0
    except Problem as problem:
        say(str(problem))
        return 1
    finally:
        # A second Ctrl-C must not interrupt the stopping, which ends by itself.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if children.running:
            say("")
            with step("stopping"):
                children.stop()


def _stop(*_: object) -> None:
    raise Stopped


def _prepare(environment: dict[str, str]) -> None:
    """Migrations, sample content, index: one command, because each start of Django costs seconds."""
    done = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise Problem("The database could not be prepared: see the lines above.")


def _start(children: Children, environment: dict[str, str], api: int, site: int) -> None:
    scripts = Path(sys.executable).parent
    gunicorn = [str(scripts / "gunicorn"), "config.wsgi:application", "--bind", f"127.0.0.1:{api}"]
    gunicorn += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    children.start("api", gunicorn, ROOT, environment)
    children.start(
        "portal",
        ["node", "build/index.js"],
        FRONTEND,
        {
            **environment,
            "HOST": "127.0.0.1",
            "PORT": str(site),
            "BODY_SIZE_LIMIT": "160M",
            "ORIGIN": environment.get("PUBLIC_URL") or f"http://127.0.0.1:{site}",
            "API_URL": f"http://127.0.0.1:{api}/graphql",
            "DESK_URL": environment.get("DESK_URL") or f"http://127.0.0.1:{api}",
            "SHUTDOWN_TIMEOUT": "5",
        },
    )
    schedule = Path(environment["DATA_DIR"]) / "celerybeat-schedule"
    celery = [str(scripts / "celery"), "-A", "config", "worker", "--beat", "--schedule", str(schedule)]
    celery += ["--concurrency", "1", "--loglevel", "info", "--without-mingle", "--without-gossip"]
    children.start("worker", celery, ROOT, environment)


def wait(children: Children, url: str) -> None:
    """Until the address answers. Raises Problem when a child ends, or patience does."""
    deadline = time.monotonic() + PATIENCE
    while not _answers(url):
        children.check()
        if time.monotonic() > deadline:
            raise Problem(f"{url} does not answer: see the logs in {children.logs}.")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except urllib.error.HTTPError as refused:
        return refused.code < 500
    except OSError:
        return False


def _tell(api: int, site: int) -> None:
    lines = [
        f"Portal    http://127.0.0.1:{site}/",
        f"Desk      http://127.0.0.1:{api}/quan-tri/",
        f"GraphiQL  http://127.0.0.1:{api}/graphql",
    ]
    width = max(map(len, lines))
    print("┌" + "─" * (width + 2) + "┐")
    for line in lines:
        print(f"│ {line:{width}} │")
    print("└" + "─" * (width + 2) + "┘")
    print(f"Logs: {os.path.relpath(data_folder() / 'logs')}. Ctrl-C ends it all.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
