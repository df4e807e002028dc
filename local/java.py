"""Find a Java that OpenSearch runs on, or fetch one, or say how to get one."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from local.errors import Trouble
from local.progress import Progress

OLDEST = 21
_FETCHED = "25"

# OpenSearch starts without the first and then cannot create an index; without the second it does not start.
_MODULES = {"jdk.localedata", "jdk.incubator.vector"}

_USUAL_FOLDERS = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
    "/usr/local/opt/openjdk*",
    "/home/linuxbrew/.linuxbrew/opt/openjdk*",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.local/share/mise/installs/java/*",
    "~/.asdf/installs/java/*",
    "~/.cache/cjdk/v*/jdks/*/*",
)


def find(progress: Progress) -> Path:
    """The `java` to run: JAVA_HOME's, the PATH's, the newest in the usual folders, or a fetched one."""
    return choose(_named()) or newest(_usual()) or _fetch(progress)


def choose(candidates: Iterable[Path]) -> Path | None:
    """The first that will do."""
    return next((java for java in candidates if version(java) >= OLDEST), None)


def newest(candidates: Iterable[Path]) -> Path | None:
    versions = {java: version(java) for java in candidates}
    good = {java: number for java, number in versions.items() if number >= OLDEST}
    return max(good, key=lambda java: good[java], default=None)


def version(java: Path) -> int:
    """Its major version, or 0 when it does not answer, is older than 9, or lacks a part that OpenSearch needs."""
    with suppress(OSError, subprocess.SubprocessError):
        answer = subprocess.run([java, "--list-modules"], capture_output=True, text=True, timeout=20, check=False)
        modules = dict(re.findall(r"^([\w.]+)@(\d+)", answer.stdout, re.MULTILINE))
        if answer.returncode == 0 and modules.keys() >= _MODULES:
            return int(modules.get("java.base", 0))
    return 0


def _named() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if found := shutil.which("java"):
        yield Path(found)


def _usual() -> list[Path]:
    homes = [home for pattern in _USUAL_FOLDERS for home in _expand(pattern)]
    programs = (home / "bin" / "java" for home in homes)
    return sorted({java.resolve() for java in programs if os.access(java, os.X_OK)})


def _expand(pattern: str) -> Iterator[Path]:
    path = Path(pattern).expanduser()
    return Path(path.anchor).glob(str(path.relative_to(path.anchor)))


def _fetch(progress: Progress) -> Path:
    try:
        with progress.step(f"Fetching Java {_FETCHED} (first time only)"):
            fetched = _download()
    except Exception as failure:
        raise _none_found() from failure
    if version(fetched) < OLDEST:
        raise _none_found()
    return fetched


def _download() -> Path:
    import cjdk  # noqa: PLC0415 - seldom needed

    return Path(cjdk.java_home(vendor="temurin", version=_FETCHED, progress=False)) / "bin" / "java"


def _none_found() -> Trouble:
    return Trouble(
        f"OpenSearch needs Java {OLDEST} or newer; none was found here, and none could be fetched.",
        f"Install one (`apt install openjdk-{OLDEST}-jdk-headless`, `brew install temurin`, https://adoptium.net) "
        "or point JAVA_HOME at it.",
    )
