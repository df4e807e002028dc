"""Whether anything changed since the last build: one digest of all that a deployment is made from."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

BUNDLED = ("pyproject.toml", "constraints.txt", "functions", "shared", "web")
_SOURCES = ("template.yaml", "samconfig.toml", *BUNDLED)
_LEFTOVERS = {"__pycache__", ".DS_Store"}


def of_sources(root: Path, extra: Mapping[str, str], sources: Iterable[str] = _SOURCES) -> str:
    """The digest of the sources under `root` and of whatever else decides what is built."""
    digest = hashlib.sha256()
    for path in _files(root, sources):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    for name, value in sorted(extra.items()):
        digest.update(f"{name}={value}\n".encode())
    return digest.hexdigest()


def _files(root: Path, sources: Iterable[str]) -> Iterator[Path]:
    for source in sources:
        path = root / source
        if path.is_file():
            yield path
        for below in sorted(path.rglob("*")):
            if below.is_file() and below.suffix != ".pyc" and not _LEFTOVERS & set(below.parts):
                yield below
