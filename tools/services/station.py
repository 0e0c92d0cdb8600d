"""A set of running servers under one folder: start them, stop them, tell their addresses."""

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from tools.progress import Problem, say, step

from . import SERVICES, docker, ports, process, state
from .account import hand_over, reachable, unprivileged
from .base import Service, Site


@dataclass(frozen=True)
class Station:
    """`folder` holds state.json and, where the servers' account can reach it, their data."""

    folder: Path
    fast: bool = False

    @property
    def _record(self) -> Path:
        return self.folder / "state.json"

    def start(self, names: list[str]) -> None:
        """Start what is not running; raises one Problem for all that cannot be had."""
        with state.locked(self._record):
            problems = []
            for name in names:
                try:
                    self._obtain(SERVICES[name])
                except Problem as problem:
                    advice = SERVICES[name].advice
                    problems.append(f"{name} cannot be had: {problem} To get it, {advice}.")
        if problems:
            raise Problem("\n".join(problems))

    def stop(self, names: list[str]) -> None:
        """End exactly the recorded processes; what a variable names is not ours to end."""
        with state.locked(self._record):
            entries = state.read(self._record)
            for name in names:
                entry = entries.get(name)
                if entry is None or entry.port == 0 or not self._runs(entry):
                    continue
                with step(f"stopping {name}"):
                    if entry.container:
                        docker.stop(entry.container)
                    elif entry.pid:
                        process.stop(entry.pid, entry.born, SERVICES[name].stop_signal)
                entry.pid, entry.born, entry.container = None, "", ""
                state.write(self._record, entries)

    def variables(self, names: list[str]) -> dict[str, str]:
        """The variables of what is running, the caller's own first."""
        entries = state.read(self._record)
        found = {}
        for service in (SERVICES[name] for name in names):
            entry = entries.get(service.name)
            if entry and self._runs(entry):
                found[service.variable] = entry.url
            # A variable of the caller's own wins.
            if own := os.environ.get(service.variable):
                found[service.variable] = own
        return found

    def status(self, names: list[str]) -> dict[str, str]:
        """A few words on each: running where, or not."""
        known = self.variables(names)
        told = {}
        for service in (SERVICES[name] for name in names):
            url = known.get(service.variable)
            if url is None:
                told[service.name] = "stopped"
            else:
                told[service.name] = f"{'answers' if service.answers(url) else 'silent'} at {url}"
        return told

    def _obtain(self, service: Service) -> None:
        entries = state.read(self._record)
        entry = entries.get(service.name)
        own = os.environ.get(service.variable)
        # A shell still has our address from before a stop: that one we start again.
        if own and not (entry and entry.url == own):
            if not service.answers(own):
                raise Problem(f"{service.variable} is set, but nothing that fits answers there.")
            say(f"  ✓ {service.name}: from {service.variable}")
            return
        if entry and self._runs(entry):
            with step(f"{service.name}: already running"):
                self._wait(service, entry)
            return
        entry = self._launch(service, entry)
        entries[service.name] = entry
        state.write(self._record, entries)

    def _launch(self, service: Service, last: state.Entry | None) -> state.Entry:
        folder = reachable(self.folder) / service.name
        folder.mkdir(exist_ok=True)
        secret = last.secret if last else secrets.token_urlsafe(12)
        site = Site(folder, ports.pick(last.port if last else None), secret, self.fast)
        if service.container and docker.engine_runs():
            try:
                return self._launch_container(service, site)
            except Problem as problem:
                say(f"  · {problem} Trying without Docker.")
        program = service.find()
        if program is None:
            service.install()
            program = service.find()
        if program is None:
            raise Problem("it is still missing after its installation.")
        with step(f"starting {service.name} ({program})"):
            return self._launch_program(service, program, site)

    def _launch_container(self, service: Service, site: Site) -> state.Entry:
        assert service.container
        with step(f"starting {service.name} (image {service.container.image})"):
            entry = _entry(service.address(site), site)
            entry.container = docker.start(service.container, site)
            self._wait(service, entry)
        return entry

    def _launch_program(self, service: Service, program: Path, site: Site) -> state.Entry:
        launch = service.prepare(program, site)
        if launch is None:
            return state.Entry(str(program), str(site.folder), 0)
        account = unprivileged(*service.accounts)
        hand_over(site.folder, account)
        entry = _entry(service.address(site), site)
        entry.pid = process.spawn(launch, site.folder / "log", account)
        entry.born = process.birth(entry.pid) or ""
        self._wait(service, entry)
        service.complete(program, site)
        return entry

    def _wait(self, service: Service, entry: state.Entry) -> None:
        """Until it answers; what was started and does not is ended again."""
        deadline = time.monotonic() + service.patience
        while not service.answers(entry.url):
            if self._runs(entry) and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            if entry.container:
                words = docker.last_lines(entry.container)
                docker.stop(entry.container)
            else:
                words = (Path(entry.folder) / "log").read_text(errors="replace")
                process.stop(entry.pid or 0, entry.born, service.stop_signal)
            raise Problem(f"it does not answer. Its last words:\n{words[-1500:]}\n")

    def _runs(self, entry: state.Entry) -> bool:
        if entry.container:
            return docker.is_running(entry.container)
        if entry.port == 0:
            return Path(entry.url).exists()
        return entry.pid is not None and process.is_running(entry.pid, entry.born)


def _entry(url: str, site: Site) -> state.Entry:
    return state.Entry(url, str(site.folder), site.port, site.secret)
