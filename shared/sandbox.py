"""The pure stages in a process of their own, which is ended where a file takes too long or too much.

Some files hold a parser deaf for minutes, and no signal or thread gets through to it (docs/decisions/0032).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection, Pipe

from shared.article import Failure, Upload
from shared.errors import Fault, Rejected, Unavailable
from shared.sandboxed import (
    MOST_SECONDS,
    SPARE_SECONDS,
    TOO_MUCH_MEMORY,
    Answer,
    Done,
    Faulted,
    Refused,
    Task,
    most_memory,
)
from shared.settings import harmless_environment
from shared.stages import Taken

# Wall time, where nobody says. What counts is the processor's (shared/sandboxed.py): a busy machine is no file's fault.
PATIENCE_SECONDS = 180.0
# Python and the libraries, imported on a slow core beside others that do the same.
STARTING_SECONDS = 30.0
MEMORY = 1200 * 1024**2  # bytes, where nobody says

_START = "import sys; sys.path[:] = {path!r}; from shared.sandboxed import main; main({pipe}, {memory})"


# Of the memory that it may have. Who doubles what it has and is refused had a third: PDFium, for one, ends itself then.
_MUCH = 1 / 3


class _Died(Exception):  # noqa: N818 - that is what it did
    """The process ended in the middle of an upload; `was_full` says whether for want of memory."""

    def __init__(self, *, was_full: bool) -> None:
        super().__init__()
        self.was_full = was_full


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    pipe: Connection
    is_ready: bool = False
    filled: int = 0  # bytes of memory at most, before it read anything


class Sandbox:
    """A process that parses, cleans and enriches one upload after the other, and its keeper."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._child: _Child | None = None

    def start(self) -> None:
        """See that the process runs, without waiting for its imports: its keeper has some of its own."""
        if self._child and self._child.process.poll() is not None:
            self.close()
        if self._child:
            return
        ours, theirs = Pipe()
        words = _START.format(path=sys.path, pipe=theirs.fileno(), memory=self._memory)
        process = subprocess.Popen(
            [sys.executable, "-c", words],
            env=harmless_environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # libraries print of what they read, and a log is no place for that
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self._child = _Child(process, ours)

    def take(
        self, upload: Upload, now: datetime, seconds: float = PATIENCE_SECONDS, *, explain: bool = False
    ) -> list[Taken | Failure]:
        """What `shared.stages.take` gives.

        Raises Rejected also where the upload takes more time or memory than an article should, Unavailable when
        `seconds` are over before that, and Fault where our own code failed.
        """
        task = Task(replace(upload, metadata=dict(upload.metadata)), now, explain)
        end = time.monotonic() + seconds
        try:
            return list(self._parts(task, seconds))
        except _Died:  # of this file, or of a system that was short of memory: a second time tells
            try:
                return list(self._parts(task, end - time.monotonic()))
            except _Died as error:
                if error.was_full:
                    raise Rejected("too-much-memory", TOO_MUCH_MEMORY) from error
                raise Rejected("unreadable", "it ends the program that reads it: save it in another format") from error

    def close(self) -> None:
        if child := self._child:
            self._child = None
            child.process.kill()
            child.process.wait()
            child.pipe.close()

    def _parts(self, task: Task, seconds: float) -> Iterator[Taken | Failure]:
        settled = False
        try:
            for answer in _answers(self._ready(), task, seconds):
                match answer:
                    case Done():
                        settled = True
                    case Refused(reason, detail):
                        settled = True
                        raise Rejected(reason, detail)
                    case Faulted(name, places):
                        settled = True
                        raise Fault(name, places)
                    case part:
                        yield part
        except (EOFError, OSError) as error:
            raise self._end() from error
        finally:
            if not settled:
                self.close()

    def _end(self) -> Exception:
        """What the end of the process says of the file."""
        assert self._child
        ended, most = _waited_for(self._child.process)
        if ended != -signal.SIGXCPU:
            return _Died(was_full=most > max(self._child.filled, int(self._memory * _MUCH)))
        told = f"reading it takes longer than {SPARE_SECONDS:.0f} s for an article or {MOST_SECONDS:.0f} s for them all"
        return Rejected("too-slow", f"{told}: upload less of it, or its text alone")

    def _ready(self) -> Connection:
        self.start()
        assert self._child
        if not self._child.is_ready:
            if not self._child.pipe.poll(STARTING_SECONDS):
                raise Unavailable(f"the process that reads files did not start within {STARTING_SECONDS:.0f} s")
            self._child.filled = self._child.pipe.recv().filled
            self._child.is_ready = True
        return self._child.pipe


def _waited_for(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """How the process ended, as its returncode is, and how many bytes of memory it had at most."""
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except ChildProcessError:  # somebody asked before
        return process.wait(), 0
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, most_memory(usage)


def _answers(pipe: Connection, task: Task, seconds: float) -> Iterator[Answer]:
    pipe.send(task)
    end = time.monotonic() + seconds
    answer: Answer | None = None
    while not isinstance(answer, Done | Refused | Faulted):
        if not pipe.poll(max(0.0, end - time.monotonic())):
            raise Unavailable("out of time: handed back to the queue")
        answer = pipe.recv()
        yield answer
