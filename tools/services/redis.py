"""Redis."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from . import debian, ports
from .base import Container, Launch, Service, Site


class Redis(Service):
    name = "redis"
    variable = "REDIS_URL"
    advice = "set REDIS_URL to a running server, or install redis-server"
    container = Container("redis:7", 6379)

    def find(self) -> Path | None:
        found = shutil.which("redis-server")
        return Path(found) if found else None

    def install(self) -> None:
        debian.install("redis-server")

    def prepare(self, program: Path, site: Site) -> Launch:
        options = ["--bind", "127.0.0.1", "--port", str(site.port), "--dir", str(site.folder)]
        options += ["--save", ""] if site.fast else []
        return Launch([str(program), *options])

    def address(self, site: Site) -> str:
        return f"redis://127.0.0.1:{site.port}/0"

    def answers(self, url: str) -> bool:
        parts = urlsplit(url)
        reply = ports.exchange(parts.hostname or "127.0.0.1", parts.port or 6379, b"PING\r\n")
        return reply.startswith((b"+PONG", b"-NOAUTH"))
