"""The licences of what the functions carry, as the packages state them: `python -m local.licences` writes the page."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from local.folders import ROOT

PAGE = ROOT / "docs" / "licences.md"
_HEAD = """# Licences

Cuttings is under Apache-2.0. Its functions carry these packages (`constraints.txt`), each under the licence that it
states itself. `uv run python -m local.licences` makes this page anew; a test tells when it has to.

| package | version | licence |
| --- | --- | --- |
"""
_OF_OTHER_SYSTEMS = re.compile(r";\s*sys_platform == 'win32'")


def as_markdown() -> str:
    return _HEAD + "".join(f"| {name} | {version} | {licence_of(name)} |\n" for name, version in carried())


def carried() -> list[tuple[str, str]]:
    """Names and versions of what the bundles are made of, but for what only Windows would have."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if "==" in line and not _OF_OTHER_SYSTEMS.search(line)]
    return [tuple(line.partition(";")[0].strip().split("==")) for line in pinned]  # type: ignore[misc]


def licence_of(name: str) -> str:
    """The expression that a package states, else its classifiers, else its words. Raises ValueError without any."""
    try:
        about = distribution(name).metadata
    except PackageNotFoundError as error:
        raise ValueError(f"{name} is not installed: run uv sync") from error
    classified = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if "License ::" in each]
    words = (about.get("License") or "").strip()
    told = about.get("License-Expression") or ", ".join(classified)
    told = told or (words if words and "\n" not in words and len(words) < 60 else "")
    if not told:
        raise ValueError(f"{name} states no licence: read it, and say so in local/licences.py")
    return str(told)


if __name__ == "__main__":
    Path(PAGE).write_text(as_markdown(), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
