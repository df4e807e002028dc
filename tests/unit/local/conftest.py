"""Everything the tests make lies in a folder of their own, never in the checkout's `.cuttings/`."""

from pathlib import Path

import pytest

from local import state


@pytest.fixture
def clouds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "clouds"
    monkeypatch.setattr(state, "CLOUDS", folder)
    monkeypatch.setattr(state, "MACHINE", tmp_path / "machine")
    monkeypatch.setattr(state, "cloud_folder", lambda name: folder / name)
    return folder
