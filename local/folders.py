"""Where things lie: everything the local cloud makes is under `.cuttings/` in the checkout."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".cuttings"
TOOLS = HOME / "tools"
CLOUDS = HOME / "clouds"
LOCKS = HOME / "locks"
MACHINE = Path(tempfile.gettempdir()) / f"cuttings-{os.getuid()}"
"""The one exception: what the checkouts of one user have to agree on, which is who has which port."""


def cloud_folder(name: str) -> Path:
    return CLOUDS / name
