"""Make bundles fit for this machine, where that is not Linux: the local cloud runs functions as processes of it.

SAM bundles what Lambda runs on, which is right for AWS, for Docker and for a Linux laptop.
"""

import os
import sys
from pathlib import Path

from local import commands, tools
from local.commands import Command
from local.folders import ROOT
from local.progress import Progress

IS_LAMBDAS = sys.platform == "linux"


def refit(build: Path, *, logs: Path, progress: Progress) -> None:
    """Install each function's requirements anew, over those in its bundle, as built for this machine."""
    fits = [_fit(bundle, logs) for bundle in sorted(build.glob("*/"))]
    commands.run([fit for fit in fits if fit], progress)


def _fit(bundle: Path, logs: Path) -> Command | None:
    asked = next(bundle.glob("functions/*/requirements.txt"), None)
    if asked is None:
        return None
    requirements = ROOT / asked.relative_to(bundle)
    words: list[str | Path] = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--upgrade",
        "--target",
        bundle,
        "--requirement",
        requirements,
    ]
    return Command(
        title=f"Fitting {bundle.name} to this machine",
        words=[tools.SAM.python, *words],
        log=logs / f"{bundle.name}.log",
        environment=os.environ,
    )
