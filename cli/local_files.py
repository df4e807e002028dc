"""Files of this machine as uploads: whatever lies in a folder, nothing of it may stop the others."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.errors import Trouble
from shared.article import NO_SIDECAR, Failure, Sidecar, Upload
from shared.parse import MAX_BYTES
from shared.receive import SIDECAR
from shared.sidecar import read_sidecar

# What file managers leave in the folders that people look at. Those of a Mac also write `._NAME` beside NAME.
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to be cleaned. `name` is relative to the folder that was named."""

    name: str
    path: Path


def files_in(paths: Sequence[Path]) -> list[LocalFile | Failure]:
    """All that lies at the paths, folders in order of name; a folder that cannot be listed is a Failure.

    Raises Trouble where nothing is at a path, before any work is done.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise Trouble(f"There is no file {printable(path)}.", "Check the path.")
    return [each for path in paths for each in _at(path)]


def _at(path: Path) -> Iterator[LocalFile | Failure]:
    if not path.is_dir():
        yield LocalFile(printable(path.name), path)
        return
    inside, unlisted = within(path)
    files = [
        LocalFile(printable(each.relative_to(path).as_posix()), each)
        for each in inside
        if not each.name.endswith(SIDECAR)
    ]
    yield from sorted(files, key=lambda file: file.name)
    for problem in unlisted:
        where = Path(str(problem.filename)).relative_to(path).as_posix()
        yield Failure(printable(where), "unreadable", problem.strerror or str(problem))


def within(folder: Path) -> tuple[list[Path], list[OSError]]:
    """All that somebody put into a folder and is none itself, and why parts of it cannot be listed.

    Links to folders are not followed: they may lead round in a circle.
    """
    unlisted: list[OSError] = []
    inside = [
        each / name
        for each, folders, files in folder.walk(on_error=unlisted.append)
        for name in (*files, *(below for below in folders if (each / below).is_symlink()))
        if name not in LITTER and not name.startswith("._")
    ]
    return inside, unlisted


def unread(path: Path) -> Failure | None:
    """Why there is nothing to read at a path, where that can be told beforehand."""
    if path.is_symlink() and not path.exists():
        return Failure("", "unreadable", "a link that leads nowhere")
    if not path.is_file():  # opening a pipe would wait for its other end for ever
        return Failure("", "not-a-file", "a folder's link, a socket, a pipe or a device: it holds no text")
    return None


def upload_of(file: LocalFile) -> Upload | Failure:
    """The file as an upload, of a huge one a byte more than is taken; or why it cannot be read."""
    if failure := unread(file.path):
        return failure
    try:
        with file.path.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
        return Upload(bucket="local", key=file.name, body=body, sidecar=_sidecar(file.path))
    except OSError as problem:
        return Failure("", "unreadable", problem.strerror or str(problem))


def _sidecar(path: Path) -> Sidecar:
    beside = path.with_name(path.name + SIDECAR)
    return read_sidecar(beside.read_bytes()) if beside.is_file() else NO_SIDECAR


def printable(name: object) -> str:
    """The name as it can be shown: a file system takes bytes that are no characters, and orders to the terminal."""
    text = os.fsencode(str(name)).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
