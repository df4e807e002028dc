"""The programs the local cloud runs, each in an environment of its own, installed on first use from a lock with hashes.

`python -m local.tools NAME` installs one; `ensure` runs that for all that are missing, side by side.
The locks are refreshed with `make locks`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import filelock
import psutil

from local import commands
from local.commands import Command
from local.errors import Trouble
from local.folders import LOCKS, ROOT, TOOLS
from local.jars import OPENSEARCH, SECURED, Node
from local.progress import Progress

_LOCK_FILES = ROOT / "local" / "locks"


@dataclass(frozen=True)
class Tool:
    """An environment whose name says what is in it: another lock, plugin or Python makes another one."""

    name: str
    title: str
    plugin: Path | None = None
    packages: Path | None = None
    """A folder with a package.json and its lock: npm's packages beside, by the npm that `lock` brings."""

    @property
    def lock(self) -> Path:
        return _LOCK_FILES / f"{self.name}.txt"

    @cached_property
    def folder(self) -> Path:
        content = hashlib.sha256(f"{sys.version} {_base_python()}".encode())
        for path in (self.lock, *_sources(self.plugin), *_files(self.packages)):
            content.update(path.read_bytes())
        return TOOLS / f"{self.name}-{content.hexdigest()[:12]}"

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def python(self) -> Path:
        return self.bin / "python"

    @property
    def is_installed(self) -> bool:
        return self._done.exists()

    @property
    def _done(self) -> Path:
        return self.folder / "installed"

    def install(self) -> None:
        """Build the environment, unless somebody else just did. One that was left half-built is thrown away first."""
        LOCKS.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(LOCKS / f"{self.name}.lock"):
            if self.is_installed:
                return
            shutil.rmtree(self.folder, ignore_errors=True)
            _uv("venv", "--python", _base_python(), "--no-project", self.folder)
            install_locked(self.python, self.lock)
            if self.plugin:
                _uv("pip", "install", "--python", self.python, "--no-deps", "--no-build-isolation", self.plugin)
            if self.packages:
                self._install_packages(self.packages)
            self._done.touch()
            self._drop_older()

    def _install_packages(self, packages: Path) -> None:
        for path in _files(packages):
            shutil.copy(path, self.folder)
        # npm and what it starts look for node on the PATH: it lies beside them.
        environment = os.environ | {"PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}"}
        options = ("--no-audit", "--no-fund", "--no-update-notifier")
        subprocess.run([self.bin / "npm", "ci", *options], cwd=self.folder, env=environment, check=True)

    def _drop_older(self) -> None:
        for folder in TOOLS.glob(f"{self.name}-*"):
            if folder != self.folder and not _in_use(folder):
                shutil.rmtree(folder, ignore_errors=True)


LOCALSTACK = Tool("localstack", "LocalStack", plugin=ROOT / "local" / "executor")
RUNTIME = Tool("runtime", "the functions' runtime")
SAM = Tool("sam", "SAM")
SCAN = Tool("scan", "the scanners")
BROWSER = Tool("browser", "a browser", packages=_LOCK_FILES / "browser")

_BY_NAME = {tool.name: tool for tool in (LOCALSTACK, RUNTIME, SAM, SCAN, BROWSER, OPENSEARCH, SECURED)}


def ensure(tools: Iterable[Tool | Node], progress: Progress) -> None:
    """Install what is missing. The first time this takes a minute or two and needs the network."""
    missing = [tool for tool in tools if not tool.is_installed]
    commands.run([_installer(tool.name, tool.title) for tool in missing], progress)


def install_locked(python: Path, lock: Path, *options: str) -> None:
    """What the lock lists, by its hashes, into the environment of that Python.

    Raises CalledProcessError where uv refuses.
    """
    _uv("pip", "install", "--python", python, "--require-hashes", "--no-deps", *options, "-r", lock)


def find_uv() -> str:
    """The uv that runs us, one on the PATH that answers (a version manager's shim may not), or the one `make` got."""
    usual = [
        ROOT / ".tools" / "bin" / "uv",
        Path(sys.executable).with_name("uv"),
        Path.home() / ".local" / "bin" / "uv",
    ]
    for candidate in (os.environ.get("UV"), shutil.which("uv"), *usual):
        if candidate and Path(candidate).exists() and _answers(candidate):
            return str(candidate)
    raise Trouble("uv was not found.", "Start with `make`, which fetches it, or install it: https://docs.astral.sh/uv/")


def _installer(name: str, title: str) -> Command:
    return Command(
        title=f"Installing {title} (first time only)",
        words=[sys.executable, "-m", "local.tools", name],
        log=TOOLS / f"{name}.log",
        environment=os.environ,
        advice="The first run downloads its programs: check the network, then run it again.",
    )


def _answers(program: str | Path) -> bool:
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    return False


def _uv(*words: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    # From elsewhere: what the project tells uv (in pyproject.toml) holds for the project, and breaks a locked install.
    subprocess.run([find_uv(), *words], cwd=tempfile.gettempdir(), env=environment, check=True)


def _base_python() -> str:
    # Not the one on the PATH, nor the project's own environment, which may be built anew at any time.
    return str(getattr(sys, "_base_executable", sys.executable))


def _sources(package: Path | None) -> list[Path]:
    return sorted([*package.glob("pyproject.toml"), *package.rglob("*.py")]) if package else []


def _files(folder: Path | None) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder else []


def _in_use(folder: Path) -> bool:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            # In the environment too: LocalStack knows from there what to start functions with.
            if any(str(folder) in word for word in (*process.cmdline(), *process.environ().values())):
                return True
    return False


def _main(name: str) -> None:
    try:
        _BY_NAME[name].install()
    except Trouble as trouble:
        sys.exit(f"{trouble.problem}\n{trouble.remedy}")
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode or 1)  # it has told why


if __name__ == "__main__":
    _main(sys.argv[1])
