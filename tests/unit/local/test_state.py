"""What is remembered of a cloud between two commands."""

from pathlib import Path

import pytest

from local import state
from local.processes import Leader
from local.state import State

LIVING = State(
    name="one",
    port=4566,
    opensearch_port=9200,
    ready=True,
    leaders={"opensearch": Leader(11, 1.5), "localstack": Leader(12, 2.5)},
    deployed={"cuttings": "abc"},
)


def test_what_was_saved_is_loaded(clouds: Path) -> None:
    state.save(LIVING)

    assert state.load("one") == LIVING
    assert list(clouds.glob("*/*")) == [clouds / "one" / "state.json"]


def test_a_cloud_that_was_never_started_has_none(clouds: Path) -> None:
    assert state.load("one") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 0}', '{"format": 1, "leaders": {"x": 1}}'])
def test_one_that_cannot_be_read_counts_as_none(clouds: Path, text: str) -> None:
    state.save(LIVING)
    (clouds / "one" / "state.json").write_text(text)

    assert state.load("one") is None


def test_every_cloud_is_listed_and_a_forgotten_one_is_not(clouds: Path) -> None:
    state.save(LIVING)
    state.save(State(name="two", port=1, opensearch_port=2))
    state.forget("one")
    state.forget("one")

    assert [found.name for found in state.everywhere()] == ["two"]


def test_the_clouds_of_other_checkouts_are_listed_too_and_of_one_that_is_gone_none(
    clouds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.save(LIVING)
    assert [found.name for found in state.everywhere()] == ["one"]

    other = tmp_path / "other"
    monkeypatch.setattr(state, "CLOUDS", other)
    assert [found.name for found in state.everywhere()] == ["one"]

    clouds.rename(tmp_path / "elsewhere")
    assert list(state.everywhere()) == []
