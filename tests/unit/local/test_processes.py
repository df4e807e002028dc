"""Ending a cloud: everything of it, whatever became of it, and nothing else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from local import processes
from local.processes import MARK, Leader

CLEAN = {"PATH": os.defpath}
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(300)"


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "cloud"
    folder.mkdir()
    yield folder
    processes.end((), folder, grace=0.2)


@pytest.fixture
def start(cloud: Path) -> Iterator[Callable[..., Leader]]:
    started: list[Leader] = []

    def shell(script: str, *, cwd: Path = cloud, **environment: str) -> Leader:
        leader = processes.start(["/bin/sh", "-c", script], environment=CLEAN | environment, cwd=cwd, log=cloud / "log")
        started.append(leader)
        return leader

    yield shell
    for leader in started:
        for process in psutil.process_iter():
            if session_of(process) == leader.pid:
                process.kill()


def session_of(process: psutil.Process) -> int:
    try:
        return os.getsid(process.pid)
    except OSError:
        return -1


def until[T](look: Callable[[], T], limit: float = 5) -> T:
    deadline = time.monotonic() + limit
    while not (seen := look()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)
    return seen


def living(leader: Leader) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter()
        if session_of(process) == leader.pid and process.status() != psutil.STATUS_ZOMBIE
    ]


def test_a_program_leads_a_session_of_its_own_and_writes_to_its_log(start, cloud: Path) -> None:
    leader = start("echo hello; exec sleep 300")

    until(lambda: (cloud / "log").read_text() == "hello\n")
    assert os.getsid(leader.pid) == leader.pid != os.getsid(0)
    assert processes.is_alive(leader)


def test_a_whole_session_is_ended(start, cloud: Path) -> None:
    leader = start("sleep 300 & sleep 300 & wait")
    until(lambda: len(living(leader)) == 3)

    assert processes.end([leader], cloud) == 3
    assert living(leader) == []
    assert not processes.is_alive(leader)


def test_what_a_dead_leader_left_is_ended(start, cloud: Path) -> None:
    leader = start("sleep 300 & exit")
    until(lambda: processes._started[-1].poll() is not None and len(living(leader)) == 1)

    assert processes.end([leader], cloud) == 1
    assert living(leader) == []


def test_what_left_the_session_is_found_by_its_parent(start, cloud: Path) -> None:
    code = "import subprocess, time; subprocess.Popen(['sleep', '300'], start_new_session=True); time.sleep(300)"
    leader = start(f'exec {sys.executable} -c "{code}"')
    child = until(lambda: psutil.Process(leader.pid).children())[0]

    assert processes.end([leader], cloud) == 2
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_what_bears_the_mark_is_ended_though_nobody_recorded_it(start, cloud: Path) -> None:
    leader = start("exec sleep 300", cwd=Path("/"), **{MARK: str(cloud)})

    assert processes.end([], cloud) == 1
    assert not processes.is_alive(leader)


def test_the_mark_of_another_cloud_is_left_alone(start, cloud: Path) -> None:
    leader = start("exec sleep 300", **{MARK: f"{cloud}-two"})

    assert processes.end([], cloud) == 0
    assert processes.is_alive(leader)


def test_a_stranger_who_was_given_the_pid_is_spared(start, cloud: Path) -> None:
    stranger = start("exec sleep 300")
    ours = Leader(stranger.pid, stranger.created - 60)

    assert not processes.is_alive(ours)
    assert processes.end([ours], cloud) == 0
    assert processes.is_alive(stranger)


def test_a_stranger_in_a_session_of_that_number_is_spared(start, cloud: Path) -> None:
    leader = start("sleep 300 & exit", cwd=Path("/"))
    until(lambda: processes._started[-1].poll() is not None and len(living(leader)) == 1)

    assert processes.end([leader], cloud) == 0
    assert len(living(leader)) == 1


def test_what_is_deaf_to_the_request_is_made_to_end(start, cloud: Path) -> None:
    leader = start(f'exec {sys.executable} -c "{DEAF}"')
    until(lambda: "deaf" in (cloud / "log").read_text())

    began = time.monotonic()
    assert processes.end([leader], cloud, grace=0.2) == 1
    assert not processes.is_alive(leader)
    assert time.monotonic() - began < 3


def test_a_zombie_is_not_alive() -> None:
    child = subprocess.Popen(["sleep", "300"])
    leader = Leader(child.pid, psutil.Process(child.pid).create_time())
    assert processes.is_alive(leader)

    child.send_signal(signal.SIGKILL)

    until(lambda: not processes.is_alive(leader))
    child.wait()
