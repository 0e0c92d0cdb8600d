"""Elasticsearch 9: the official server as Maven Central has it, with few modules.

The product's index asks for the `whitespace` analyzer and `keyword` fields alone, which are in
the server's core.
"""

import os
import shutil
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.place import data_folder
from tools.progress import step

from . import java, maven
from .account import reachable
from .base import Container, Launch, Service, Site

VERSION = "9.2.8"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
# Only loopback reaches it, so no passwords; a nearly full disk must not make indexes read-only.
SETTINGS = """\
cluster.name: niem-yet
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: 0
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


class Elasticsearch(Service):
    name = "elasticsearch"
    variable = "ELASTICSEARCH_URL"
    advice = (
        "set ELASTICSEARCH_URL to a running Elasticsearch 9, "
        "or ELASTICSEARCH_HOME to its folder, or install Maven and a JDK 21 or newer"
    )
    container = Container(
        f"elasticsearch:{VERSION}",
        9200,
        {
            "discovery.type": "single-node",
            "xpack.security.enabled": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        },
    )
    patience = 120

    def find(self) -> Path | None:
        homes = [os.environ.get("ELASTICSEARCH_HOME"), self._home(), "/usr/share/elasticsearch"]
        programs = (Path(home) / "bin" / "elasticsearch" for home in homes if home)
        return next((program for program in programs if program.exists()), None)

    def install(self) -> None:
        java.find_or_install()
        with step(f"fetching Elasticsearch {VERSION} from Maven Central (95 MB)"):
            maven.unpack(ARTIFACT, self._home())

    def prepare(self, program: Path, site: Site) -> Launch:
        settings = site.folder / "config"
        if not settings.exists():
            shutil.copytree(program.parent.parent / "config", settings)
        (settings / "elasticsearch.yml").write_text(SETTINGS.format(port=site.port, folder=site.folder))
        environment = {
            "ES_JAVA_HOME": str(java.find_or_install()),
            "ES_PATH_CONF": str(settings),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            "ES_TMPDIR": str(site.folder / "tmp"),
        }
        (site.folder / "tmp").mkdir(exist_ok=True)
        return Launch([str(program)], environment)

    def address(self, site: Site) -> str:
        return f"http://127.0.0.1:{site.port}"

    def answers(self, url: str) -> bool:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        request = urllib.request.Request(f"{parts.scheme}://{host}/_cluster/health?wait_for_status=yellow&timeout=1s")
        if parts.username:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            request.add_header("Authorization", "Basic " + b64encode(login.encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=3) as reply:
                return bool(reply.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def _home(self) -> Path:
        return reachable(data_folder() / "services") / f"elasticsearch-{VERSION}"
