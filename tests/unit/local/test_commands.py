"""Slow commands: side by side, told when they fail, and gone when we are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from local import commands
from local.commands import Command
from local.errors import Trouble
from local.progress import Detail, Silent


def shell(tmp_path: Path, title: str, script: str) -> Command:
    return Command(title, ["/bin/sh", "-c", script], tmp_path / f"{title}.log", {"PATH": os.defpath}, "Try again.")


def test_they_run_side_by_side(tmp_path: Path) -> None:
    first = f"while ! test -e {tmp_path}/two; do sleep 0.01; done; touch {tmp_path}/one"
    second = f"touch {tmp_path}/two; while ! test -e {tmp_path}/one; do sleep 0.01; done"

    commands.run([shell(tmp_path, "first", first), shell(tmp_path, "second", second)], Silent())

    assert (tmp_path / "one").exists()


def test_a_failure_is_told_with_the_end_of_its_log_and_the_others_are_ended(tmp_path: Path) -> None:
    lasting = shell(tmp_path, "lasting", f"echo $$ > {tmp_path}/pid; exec sleep 300")
    failing = shell(tmp_path, "failing", f"while ! test -s {tmp_path}/pid; do sleep 0.01; done; echo Oh no; exit 3")

    with pytest.raises(Trouble) as caught:
        commands.run([lasting, failing], Silent())

    assert caught.value.problem == "failing failed."
    assert caught.value.detail == "Oh no"
    assert str(tmp_path / "failing.log") in caught.value.remedy
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


class Impatient(Silent):
    """Presses Ctrl-C as soon as the command tells something."""

    @contextmanager
    def step(self, title: str) -> Iterator[Detail]:
        del title

        def tell(text: str) -> None:
            if text:
                raise KeyboardInterrupt

        yield tell


def test_ctrl_c_ends_the_command_and_what_it_started(tmp_path: Path) -> None:
    child = shell(tmp_path, "parent", f"sleep 300 & echo $! > {tmp_path}/pid; echo started; wait")

    with pytest.raises(KeyboardInterrupt):
        commands.run([child], Impatient())

    orphan = int((tmp_path / "pid").read_text())
    assert not psutil.pid_exists(orphan) or psutil.Process(orphan).status() == psutil.STATUS_ZOMBIE


def test_the_end_of_a_log_leaves_out_empty_lines_and_a_log_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("one\n\ntwo  \n\n")

    assert commands.tail(tmp_path / "log", 1) == ["two"]
    assert commands.tail(tmp_path / "log") == ["one", "two"]
    assert commands.tail(tmp_path / "none") == []
