"""Which Java is taken: new enough, whole, and the one that was named first."""

from pathlib import Path

import pytest

from local import java
from local.errors import Trouble
from local.progress import Silent

WHOLE = ("jdk.incubator.vector", "jdk.localedata")


def fake_java(home: Path, number: str, modules: tuple[str, ...] = WHOLE) -> Path:
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    lines = "\n".join(f"{module}@{number}" for module in ("java.base", *modules))
    program.write_text(f'#!/bin/sh\ntest "$1" = --list-modules && cat <<END\n{lines}\nEND\n')
    program.chmod(0o755)
    return program


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any Java."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(java.shutil, "which", lambda _: None)
    monkeypatch.setattr(java, "_USUAL_FOLDERS", (f"{tmp_path}/jvm/*",))
    monkeypatch.setattr(java, "_download", lambda: (_ for _ in ()).throw(OSError("no network")))
    return tmp_path


def test_it_is_asked_for_its_version(tmp_path: Path) -> None:
    assert java.version(fake_java(tmp_path, "25.0.3")) == 25


def test_one_without_all_that_opensearch_needs_counts_as_none(tmp_path: Path) -> None:
    assert java.version(fake_java(tmp_path / "a", "25.0.3", ("jdk.incubator.vector",))) == 0
    assert java.version(fake_java(tmp_path / "b", "25.0.3", ("jdk.localedata",))) == 0


def test_one_that_does_not_run_counts_as_none(tmp_path: Path) -> None:
    broken = fake_java(tmp_path, "25")
    broken.write_text("#!/bin/sh\nexit 1\n")

    assert java.version(broken) == 0
    assert java.version(tmp_path / "absent") == 0


def test_java_home_goes_before_the_usual_folders(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = fake_java(nowhere / "home", "21.0.1")
    fake_java(nowhere / "jvm" / "newer", "25")
    monkeypatch.setenv("JAVA_HOME", str(nowhere / "home"))

    assert java.find(Silent()) == named


def test_an_older_one_on_the_path_is_passed_over_for_the_newest_in_the_usual_folders(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = fake_java(nowhere / "older", "17.0.15")
    monkeypatch.setattr(java.shutil, "which", lambda _: str(older))
    fake_java(nowhere / "jvm" / "java-21", "21.0.2")
    newest = fake_java(nowhere / "jvm" / "java-25", "25.0.3")

    assert java.find(Silent()) == newest


def test_without_any_it_is_fetched(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = fake_java(nowhere / "fetched", "25.0.1")
    monkeypatch.setattr(java, "_download", lambda: fetched)

    assert java.find(Silent()) == fetched


def test_where_it_cannot_be_fetched_one_line_tells_how_to_get_it(nowhere: Path) -> None:
    fake_java(nowhere / "jvm" / "java-17", "17")

    with pytest.raises(Trouble) as caught:
        java.find(Silent())

    assert "Java 21 or newer" in caught.value.problem
    assert "JAVA_HOME" in caught.value.remedy
