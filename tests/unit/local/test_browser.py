"""Which browser the page is tested in."""

import json
from pathlib import Path

import pytest

from local import browser, tools
from local.browser import Browser
from local.errors import Trouble
from local.progress import Silent
from local.tools import Tool


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser, whose PATH is a folder that the test may fill."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME", raising=False)
    return tmp_path


def program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_machines_own_is_taken(bare: Path) -> None:
    chrome = program(bare / "google-chrome")

    assert browser.find(Silent()).program == chrome


def test_one_that_is_named_comes_before_the_machines_own(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium")
    named = program(bare / "my-chrome")
    monkeypatch.setenv("CHROME", str(named))

    assert browser.find(Silent()).program == named


def test_a_named_one_that_is_no_program_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "/nowhere/chrome")

    with pytest.raises(Trouble, match="CHROME is /nowhere/chrome, which is no program"):
        browser.find(Silent())


def test_where_none_is_and_none_can_be_fetched_it_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_HAS_ONE", False)

    with pytest.raises(Trouble, match="There is no browser here, and none can be fetched"):
        browser.find(Silent())


def test_the_pinned_one_brings_its_libraries_and_fonts(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_HAS_ONE", True)
    monkeypatch.setattr(tools, "ensure", lambda *_: None)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    program(bare / "chromium")
    folder = tools.BROWSER.folder / "chromium"

    found = browser.find(Silent(), own=True)

    assert found == Browser(folder / "chromium", found.environment)
    assert found.environment["LD_LIBRARY_PATH"] == f"{folder / 'al2023' / 'lib'}:/mine"
    assert found.environment["FONTCONFIG_FILE"] == str(folder / "fonts.conf")


def test_each_package_is_pinned_with_a_hash_and_no_address() -> None:
    text = (tools.BROWSER.packages / "package-lock.json").read_text("utf-8")
    asked = json.loads((tools.BROWSER.packages / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: told for name, told in json.loads(text)["packages"].items() if name}

    assert [name for name, told in packages.items() if not told.get("integrity", "").startswith("sha512-")] == []
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert "://" not in text


NPM = """#!/bin/sh
echo "$PWD: $*" > "$PWD/npm-was-called"
"""


def test_packages_of_npm_are_installed_beside_by_the_npm_that_came_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "package.json").write_text("{}")
    (tmp_path / "both.txt").write_text("npm==1")
    for name in ("TOOLS", "LOCKS", "_LOCK_FILES"):
        monkeypatch.setattr(tools, name, tmp_path)
    tool = Tool("both", "both", packages=packages)

    def uv(*words: str | Path) -> None:
        tool.bin.mkdir(parents=True, exist_ok=True)
        (tool.bin / "npm").write_text(NPM)
        (tool.bin / "npm").chmod(0o755)

    monkeypatch.setattr(tools, "_uv", uv)
    tool.install()

    assert (tool.folder / "package.json").read_text() == "{}"
    assert (tool.folder / "npm-was-called").read_text().startswith(f"{tool.folder}: ci ")
    (packages / "package.json").write_text('{"other": 1}')
    assert Tool("both", "both", packages=packages).folder != tool.folder
