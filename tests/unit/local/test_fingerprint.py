"""A deployment is skipped only when nothing it is made from changed."""

from pathlib import Path

import pytest

from local import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("template.yaml", "pyproject.toml", "constraints.txt", "functions/ingest/app.py", "shared/article.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_the_same_sources_give_the_same(root: Path) -> None:
    assert fingerprint.of_sources(root, {"a": "1"}) == fingerprint.of_sources(root, {"a": "1"})


@pytest.mark.parametrize(
    "name", ["template.yaml", "pyproject.toml", "constraints.txt", "shared/article.py", "shared/new.py"]
)
def test_a_change_gives_another(root: Path, name: str) -> None:
    before = fingerprint.of_sources(root, {})
    (root / name).write_text("changed")

    assert fingerprint.of_sources(root, {}) != before


def test_a_file_moved_gives_another(root: Path) -> None:
    before = fingerprint.of_sources(root, {})
    (root / "shared/article.py").rename(root / "shared/articles.py")

    assert fingerprint.of_sources(root, {}) != before


def test_another_parameter_gives_another(root: Path) -> None:
    assert fingerprint.of_sources(root, {"LogLevel": "INFO"}) != fingerprint.of_sources(root, {"LogLevel": "DEBUG"})


def test_what_python_leaves_and_what_is_not_deployed_do_not_count(root: Path) -> None:
    before = fingerprint.of_sources(root, {})
    for name in ("shared/__pycache__/article.cpython-313.pyc", "tests/test_it.py", "README.md"):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("leftover")

    assert fingerprint.of_sources(root, {}) == before
