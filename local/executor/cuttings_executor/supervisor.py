"""The small process between LocalStack and a function: it starts the function, limits its memory and ends all of it.

Why a process of its own: the kernel's "end me with my parent" is bound to the *thread* that forked, and LocalStack's
threads come and go; the memory has to be watched even while LocalStack is busy; and when LocalStack is killed outright
somebody must be left to end the function, its children, and its temporary folder.

LocalStack sends single bytes on stdin (the end of stdin means: end everything) and reads lines from stdout.
It loads few modules, since its start is part of every cold start.
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
from collections.abc import Callable

from cuttings_executor import family

WATCH = b"w"
REST = b"r"

_ON_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
# Faster than a process fills memory, so that looking again after (what is left / this) comes in time.
_BYTES_A_SECOND = 2 * 1024**3
# Without /proc each look starts `ps`: the limit holds there, but a second late.
_SOONEST, _LATEST = (0.02, 0.25) if family.HAS_PROC else (1.0, 1.0)


def main() -> None:
    limit, temporary_folder, *command = sys.argv[1:]
    try:
        _supervise(command, int(limit))
    finally:
        import shutil  # noqa: PLC0415 - slow to load, and nobody waits any more

        shutil.rmtree(temporary_folder, ignore_errors=True)


def _supervise(command: list[str], limit: int) -> None:
    signals = _hear_signals()
    function = _Function(command)
    watch = _Watch(function.pid, limit)
    while not watch.too_much:
        readable, _, _ = select.select([0, signals], [], [], watch.pause())
        if signals in readable and (signal.SIGTERM in os.read(signals, 512) or function.has_ended()):
            break
        if 0 in readable:
            order = os.read(0, 1)
            if not order:
                break
            watch.obey(order)
        elif not readable:
            watch.look()
    function.end()
    _say(f"ended {function.returncode} {int(watch.too_much)} {max(function.peak, watch.peak)}")


class _Function:
    """The function's process and all that it starts."""

    def __init__(self, command: list[str]) -> None:
        self.returncode: int | None = None
        self.peak = 0
        prctl = ctypes.CDLL(None).prctl if _ON_LINUX else _no_prctl
        # Orphans of the function come to this process, wherever they hide (setsid, double fork), and so can be ended.
        prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        supervisor = os.getpid()
        self.pid = os.fork()  # safe, as this process has a single thread
        if not self.pid:
            _become(command, prctl, supervisor)

    def has_ended(self) -> bool:
        while self._reap(os.WNOHANG):
            pass
        return self.returncode is not None

    def end(self) -> None:
        """Kill everything, in rounds: those whose parent went in the round before have become ours."""
        while True:
            targets = list(family.descendants(os.getpid()))
            if not _ON_LINUX:
                targets.append(-self.pid)  # its process group: elsewhere orphans do not come to this process
            for pid in targets:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if not self._reap(0):
                return

    def _reap(self, options: int) -> bool:
        """Take leave of one ended child; False when there is none (any more)."""
        try:
            pid, status, usage = os.wait4(-1, options)
        except ChildProcessError:
            return False
        if pid == self.pid:
            self.returncode = os.waitstatus_to_exitcode(status)
            self.peak = usage.ru_maxrss * (1024 if _ON_LINUX else 1)
        return pid != 0


class _Watch:
    """Watches the memory that is really in use (resident), as Lambda does.

    An rlimit would count address space instead: each thread's stack and allocator arena, and OpenBLAS' buffers for
    each core, would make numpy fail under a limit that it is far from filling.
    """

    def __init__(self, pid: int, limit: int) -> None:
        self.pid = pid
        self.limit = limit
        self.peak = 0
        self.too_much = False
        self._used = 0
        self._resting = False  # from the start: an initialization can use too much as well

    def obey(self, order: bytes) -> None:
        """Answered without a look at all processes, which would be most of the time that a short invocation takes."""
        self._resting = order == REST
        if self._resting:
            self.peak = max(self.peak, family.peak(self.pid))
            _say(f"peak {self.peak}")

    def look(self) -> None:
        resident = family.descendants(os.getpid())
        together = sum(resident.values())
        used = together if together <= self.limit else family.unshared(resident)
        if used is None:
            self._used = self.limit  # nobody is ended for what is not known: the next look comes as soon as it may
            return
        self._used = used
        self.too_much = used > self.limit
        self.peak = max(self.peak, used)

    def pause(self) -> float | None:
        """Seconds until it can at the earliest be too much; None (until something happens) between invocations."""
        if self._resting:
            return None
        return min(max((self.limit - self._used) / _BYTES_A_SECOND, _SOONEST), _LATEST)


def _become(command: list[str], prctl: Callable[..., object], supervisor: int) -> None:
    """In the forked child: turn into the function. It has a process group of its own but stays in the session."""
    try:
        os.setpgid(0, 0)
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == supervisor:  # else the supervisor ended before the line above could matter
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            os.execv(command[0], command)  # noqa: S606  # nosec B606 - no shell is wanted
    except OSError as problem:
        os.write(2, f"cannot start {command[0]}: {problem.strerror}\n".encode())
    finally:
        os._exit(127)


def _hear_signals() -> int:
    """A file descriptor from which the numbers of the signals that come can be read."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    return reader


def _no_prctl(*_: int) -> None:
    """Elsewhere than on Linux the process group has to do."""


def _say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # LocalStack has gone; the function has still to be ended
        os.write(1, f"{line}\n".encode())
