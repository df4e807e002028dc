"""Where things lie: everything the local cloud makes is under `.cuttings/` in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".cuttings"
TOOLS = HOME / "tools"
CLOUDS = HOME / "clouds"
LOCKS = HOME / "locks"


def cloud_folder(name: str) -> Path:
    return CLOUDS / name
