"""The shape that every service has."""

import signal
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Container:
    """How the official image runs; `{secret}` in a value becomes the generated password."""

    image: str
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Launch:
    """A program to run in the background, as a user that is not root."""

    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """What one running server owns: its folder, its port on 127.0.0.1, its password."""

    folder: Path
    port: int
    secret: str
    fast: bool = False


class Service:
    """One server. `fast` in a Site gives up safety of data for speed: for tests only."""

    name: str
    variable: str
    advice: str
    container: Container | None = None
    # Who it runs as when root starts it, where that user exists.
    accounts: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    patience: int = 60

    def find(self) -> Path | None:
        """The program of a local installation."""
        raise NotImplementedError

    def install(self) -> None:
        """Install it; raises Problem where that is impossible."""
        raise NotImplementedError

    def prepare(self, program: Path, site: Site) -> Launch | None:
        """Fill the site's folder; None for a program that is run only when it is needed."""
        raise NotImplementedError

    def complete(self, program: Path, site: Site) -> None:
        """What remains to do once the server answers."""

    def address(self, site: Site) -> str:
        """The value of its variable, for a server."""
        raise NotImplementedError

    def answers(self, url: str) -> bool:
        """Whether the real thing answers there, in its own protocol."""
        raise NotImplementedError
