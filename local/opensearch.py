"""One OpenSearch node on the loopback."""

from pathlib import Path

from local import answers, processes
from local.jars import OPENSEARCH, Node
from local.processes import Leader

PORTS = range(9200, 9300)
"""The runner looks for a free port itself and gives up beyond 9299."""

_SETTINGS = """\
network.host: 127.0.0.1
transport.port: 0
# A laptop's disk may be 95% full and still have plenty of room for this.
cluster.routing.allocation.disk.threshold_enabled: false
"""

_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


def start(
    java: Path,
    folder: Path,
    port: int,
    *,
    heap: str,
    log: Path,
    environment: dict[str, str],
    node: Node = OPENSEARCH,
    settings: str = "",
) -> Leader:
    """Start a node; `settings` are further lines for its opensearch.yml."""
    config = folder / "config"
    config.mkdir(parents=True, exist_ok=True)  # it may have run before
    (config / "opensearch.yml").write_text(_SETTINGS + settings, "utf-8")
    (config / "log4j2.properties").write_text(_LOGGING, "utf-8")
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    command: list[str | Path] = [
        java,
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        f"-Xmx{heap}",
        f"-Djava.io.tmpdir={temporary}",
        "-cp",
        ":".join(str(jar) for jar in node.class_path()),
        "org.codelibs.opensearch.runner.OpenSearchRunner",
        *("-basePath", folder),
        *("-confPath", config),
        *("-numOfNode", "1"),
        *("-baseHttpPort", str(port - 1)),  # the first node listens one above
        *("-clusterName", "cuttings"),
        *(("-pluginTypes", node.plugin.main) if node.plugin else ()),
    ]
    return processes.start(command, environment=environment, cwd=folder, log=log)


def is_ready(url: str) -> bool:
    """The node has joined its cluster of one and can take writes."""
    return answers.get(f"{url}/_cluster/health").get("status") in {"green", "yellow"}
