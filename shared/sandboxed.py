"""Inside the sandbox: take one upload after the other out of a pipe, and answer part by part."""

import math
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

from shared.article import Failure, Upload
from shared.errors import Rejected, places
from shared.stages import Taken, take

# Of the processor. Of 300 news pages the slowest hundredth takes 0.2 s, and an honest archive is many pages. So each
# has a quarter of a second of its own, and what the slow ones take beyond it comes out of what the whole upload has.
SECONDS_OF_EACH = 0.25
SPARE_SECONDS = 9.0
# What may be unpacked of one upload (shared/parse/source.py) is 350 pages, 12 s, or 10,000 short texts, 25 s.
MOST_SECONDS = 40.0
TOO_MUCH_MEMORY = "reading it takes more memory than there is: upload less of it, or its text"


@dataclass(frozen=True, slots=True)
class Task:
    upload: Upload
    now: datetime
    explain: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """The first thing that is said: all is imported. `filled` are the bytes of memory that it had at most so far.

    Those of its keeper count in there, from the moment in which it was the keeper's copy.
    """

    filled: int


@dataclass(frozen=True, slots=True)
class Done:
    """There are no more parts."""


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Faulted:
    """A fault of ours: the exception's name, and where in our code. Its text may be the article's."""

    name: str
    places: tuple[str, ...]


type Answer = Taken | Failure | Done | Refused | Faulted


def main(pipe: int, memory: int) -> None:
    """Serve the keeper at the other end of `pipe` until it hangs up, within `memory` bytes."""
    # Data, not address space: libraries and the pages of files map more than they use.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with Connection(pipe) as keeper:
        keeper.send(Ready(most_memory(resource.getrusage(resource.RUSAGE_SELF))))
        while True:
            try:
                task = keeper.recv()
            except EOFError:
                return
            for answer in _answers(task):
                keeper.send(answer)


def most_memory(usage: resource.struct_rusage) -> int:
    """Bytes of memory at most; macOS tells them as such, all others in units of 1,024."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _answers(task: Task) -> Iterator[Answer]:
    try:
        yield from _within_limits(take(task.upload, task.now, explain=task.explain))
    except Rejected as rejection:
        yield Refused(rejection.reason, rejection.detail)
    except MemoryError:
        yield Refused("too-much-memory", TOO_MUCH_MEMORY)
        sys.exit()  # what a library holds on to after this, nobody knows
    except Exception as error:  # noqa: BLE001 - told to the keeper, who tells it
        yield Faulted(type(error).__name__, tuple(places(error)))
    else:
        yield Done()


def _within_limits(parts: Iterator[Taken | Failure]) -> Iterator[Taken | Failure]:
    """The parts, each within its time. The system ends the process otherwise: no parser is deaf to that."""
    end = time.process_time() + MOST_SECONDS
    spare = SPARE_SECONDS
    while True:
        began = time.process_time()
        _end_at(min(began + SECONDS_OF_EACH + spare, end))
        part = next(parts, None)
        if part is None:
            return
        spare -= max(0.0, time.process_time() - began - SECONDS_OF_EACH)
        yield part


def _end_at(seconds: float) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (max(1, math.ceil(seconds)), most))
