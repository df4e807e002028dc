"""Start programs that outlive us, and end every one of them later: by session, and by the mark they carry."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from local.folders import TOOLS

MARK = "CUTTINGS_CLOUD"
"""The environment variable that says which cloud a process belongs to; its value is the cloud's folder."""

# The start time of a process is reckoned from the clock, which may be put right by a little meanwhile.
_CLOCK_SLACK = 2.0

# Held so that a program that ends while we live is reaped, and none is reported as forgotten.
_started: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Leader:
    """A program we started; it leads a session of its own, whose id is its pid."""

    pid: int
    created: float


def start(command: Sequence[str | Path], *, environment: Mapping[str, str], cwd: Path, log: Path) -> Leader:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            env=dict(environment),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _started.append(process)
    return Leader(process.pid, psutil.Process(process.pid).create_time())


def is_alive(leader: Leader) -> bool:
    process = _leading(leader)
    return process is not None and _lives(process)


def end(leaders: Iterable[Leader], cloud: Path, *, grace: float = 2.0, limit: float = 15.0) -> int:
    """End every process of these sessions, and every one marked with this cloud: first ask. How many it was.

    The grace is short: there is nothing to save, and LocalStack would wait for the polls of its queues.
    """
    leaders = list(leaders)
    ended: set[int] = set()
    deadline = time.monotonic() + limit
    while (found := members(leaders, cloud)) and time.monotonic() < deadline:
        ended |= {process.pid for process in found}
        _signal(found, signal.SIGTERM)
        stubborn = _still_living(found, grace)
        _signal(stubborn, signal.SIGKILL)
        _still_living(stubborn, grace)
    for process in _started:
        process.poll()
    return len(ended)


def members(leaders: Iterable[Leader], cloud: Path) -> list[psutil.Process]:
    """Every living process of these sessions or of this cloud, with all their children."""
    by_session = {leader.pid: leader for leader in leaders}
    found: dict[int, psutil.Process] = {}
    for process in _living():
        if _in_session(process, by_session, cloud) or _is_marked(process, cloud):
            found[process.pid] = process
            with suppress(psutil.Error):
                found |= {child.pid: child for child in process.children(recursive=True)}
    return list(found.values())


def memory(leaders: Iterable[Leader], cloud: Path) -> tuple[int, int]:
    """How many processes that are, and the bytes of memory they use together; what they share counts once."""
    used = [bytes_ for process in members(leaders, cloud) if (bytes_ := _memory(process))]
    return len(used), sum(used)


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        told = process.memory_full_info()
        return int(getattr(told, "pss", told.rss))  # macOS does not tell shares
    return 0


def _living() -> Iterator[psutil.Process]:
    return (process for process in psutil.process_iter() if process.pid != os.getpid() and _lives(process))


def _still_living(processes: Iterable[psutil.Process], seconds: float) -> list[psutil.Process]:
    deadline = time.monotonic() + seconds
    while (left := [process for process in processes if _lives(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _lives(process: psutil.Process) -> bool:
    """A zombie does not: nobody need wait until its parent takes note."""
    with suppress(psutil.Error):
        return process.is_running() and process.status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
    return False


def _in_session(process: psutil.Process, by_session: Mapping[int, Leader], cloud: Path) -> bool:
    try:
        session = os.getsid(process.pid)
    except OSError:
        return False
    leader = by_session.get(session)
    if leader is None:
        return False
    if psutil.pid_exists(session):
        # Another start time: the pid was given to a stranger, which can only be once our session is empty.
        return _leading(leader) is not None
    return _is_ours(process, cloud)


def _leading(leader: Leader) -> psutil.Process | None:
    with suppress(psutil.Error):
        process = psutil.Process(leader.pid)
        if abs(process.create_time() - leader.created) < _CLOCK_SLACK:
            return process
    return None


def _is_marked(process: psutil.Process, cloud: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get(MARK) == str(cloud)
    return False


def _is_ours(process: psutil.Process, cloud: Path) -> bool:
    """Tell an orphan of ours from a stranger: its leader is gone, so the session's number alone proves nothing."""
    with suppress(psutil.Error, OSError):
        words = [process.cwd(), *process.cmdline()]
        return any(Path(word).is_relative_to(home) for word in words for home in (cloud, TOOLS))
    return False


def _signal(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.send_signal(number)  # psutil looks at the start time again, so a reused pid is spared
