"""Official images, where a Docker engine really runs (the client alone is no engine)."""

import functools
import shutil
import subprocess

from tools.progress import Problem

from .base import Container, Site


@functools.cache
def engine_runs() -> bool:
    if shutil.which("docker") is None:
        return False
    try:
        asked = subprocess.run(["docker", "info"], capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return False
    return asked.returncode == 0


def start(container: Container, site: Site) -> str:
    """Run the image in the background on the site's port; returns the container's id."""
    arguments = ["docker", "run", "--detach", "--publish", f"127.0.0.1:{site.port}:{container.port}"]
    for key, value in container.environment.items():
        arguments += ["--env", f"{key}={value.format(secret=site.secret)}"]
    done = subprocess.run(
        [*arguments, container.image, *container.arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Problem(f"docker run {container.image} failed: {done.stderr.strip()[-500:]}")
    return done.stdout.strip()


def is_running(identity: str) -> bool:
    done = subprocess.run(
        ["docker", "inspect", "--format", "{{.State.Running}}", identity],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() == "true"


def stop(identity: str) -> None:
    """End the container and drop its data."""
    subprocess.run(["docker", "stop", identity], capture_output=True, check=False)
    subprocess.run(["docker", "rm", "--volumes", identity], capture_output=True, check=False)


def last_lines(identity: str) -> str:
    done = subprocess.run(["docker", "logs", "--tail", "15", identity], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
