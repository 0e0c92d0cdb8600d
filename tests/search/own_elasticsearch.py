"""An Elasticsearch of the tests of faults: theirs alone, to be stopped, paused and filled up."""

import base64
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from elasticsearch import ApiError, Elasticsearch, TransportError

from tools.services import SERVICES, ports, process
from tools.services.account import hand_over, unprivileged
from tools.services.base import Site

USER, LESSER = "niemyet", "search"
# All that docs ask for.
ROLES = """\
search:
  cluster: [monitor]
  indices:
    - names: ["test-*"]
      privileges: [all]
"""
HEAP = "-Xms400m -Xmx400m"
PATIENCE = 120
SETTINGS = """\
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: http.key
xpack.security.http.ssl.certificate: http.crt
cluster.info.update.interval: 10s
http.max_content_length: 1mb
"""


class OwnElasticsearch:
    """Begun with `start`; `end` leaves nothing behind. Its data survive a stop."""

    def __init__(self) -> None:
        # Where another account than root's may go.
        self.folder = Path(tempfile.mkdtemp(prefix="niem-yet-faults-"))
        self.folder.chmod(0o755)
        self.password = secrets.token_urlsafe(12)
        self.site = Site(self.folder / "elasticsearch", ports.pick(), self.password)
        self.site.folder.mkdir()
        self.url = f"https://{USER}:{self.password}@127.0.0.1:{self.site.port}"
        self.lesser_url = self.url.replace(USER, LESSER)
        self.ca = str(self.folder / "ca.crt")
        self.pid = 0
        self.born = ""

    def start(self) -> None:
        service = SERVICES["elasticsearch"]
        program = service.find()
        if program is None:
            service.install()
            program = service.find()
        assert program
        launch = service.prepare(program, self.site)
        assert launch
        self._secure(self.site.folder / "config")
        account = unprivileged()
        hand_over(self.site.folder, account)
        launch = replace(launch, environment=launch.environment | {"ES_JAVA_OPTS": HEAP})
        self.pid = process.spawn(launch, self.site.folder / "log", account)
        self.born = process.birth(self.pid) or ""
        self._wait()

    def ensure(self) -> None:
        """Running, whatever the last test did to it."""
        if process.is_running(self.pid, self.born):
            self.resume()
        else:
            self.start()

    def stop(self) -> None:
        process.stop(self.pid, self.born, signal.SIGTERM)

    def kill(self) -> None:
        """As when the power fails."""
        os.killpg(self.pid, signal.SIGKILL)
        while process.is_running(self.pid, self.born):
            time.sleep(0.05)

    def pause(self) -> None:
        """It keeps its port and its connections, and says nothing."""
        os.killpg(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self.pid, signal.SIGCONT)

    def end(self) -> None:
        if process.is_running(self.pid, self.born):
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _secure(self, config: Path) -> None:
        """A user of its own, and a certificate that only who has `ca` trusts."""
        # Security is on here, and disks are watched, as everywhere outside of tests.
        text = (config / "elasticsearch.yml").read_text().splitlines()
        kept = [line for line in text if not line.startswith(("xpack.security.enabled", "cluster.routing.allocation"))]
        (config / "elasticsearch.yml").write_text("\n".join(kept) + "\n" + SETTINGS)
        salt = secrets.token_bytes(32)
        digest = hashlib.pbkdf2_hmac("sha512", self.password.encode(), salt, 1000)[:32]
        told = "$".join(["{PBKDF2}1000", base64.b64encode(salt).decode(), base64.b64encode(digest).decode()])
        (config / "users").write_text(f"{USER}:{told}\n{LESSER}:{told}\n")
        (config / "users_roles").write_text(f"superuser:{USER}\nsearch:{LESSER}\n")
        (config / "roles.yml").write_text(ROLES)
        if not Path(self.ca).exists():
            command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
            command += f" -addext subjectAltName=IP:127.0.0.1 -keyout {config}/http.key -out {config}/http.crt"
            subprocess.run(command.split(), check=True, capture_output=True)
            shutil.copy(config / "http.crt", self.ca)
            Path(self.ca).chmod(0o644)

    def _wait(self) -> None:
        client = Elasticsearch(self.url, ca_certs=self.ca, request_timeout=5, max_retries=0)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                client.cluster.health(wait_for_status="yellow", timeout="2s")
                return
            except (ApiError, TransportError):
                told = (self.site.folder / "log").read_text(errors="replace")[-2000:]
                assert process.is_running(self.pid, self.born), f"It ended: {told}"
                assert time.monotonic() < until, f"It does not answer: {told}"
                time.sleep(0.2)
