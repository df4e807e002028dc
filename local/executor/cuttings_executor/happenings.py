"""What passes between a function's process and the sandbox that keeps it."""

from dataclasses import dataclass
from queue import SimpleQueue

MAX_RESPONSE = 6 * 1024 * 1024 + 100  # bytes; 6291556 is the figure that Lambda itself names


@dataclass(frozen=True)
class Invocation:
    request_id: str
    function_arn: str
    payload: bytes
    trace_id: str = ""


@dataclass(frozen=True)
class Ready:
    """The function is initialized, or done with the invocation before, and asks for the next."""

    at: float


@dataclass(frozen=True)
class InitFailed:
    """The runtime says why the function could not be initialized."""

    payload: bytes


@dataclass(frozen=True)
class Answered:
    """The function's response, or the exception that its handler raised."""

    payload: bytes
    is_error: bool


@dataclass(frozen=True)
class TooLarge:
    """The function's response is larger than Lambda passes on. The runtime does not survive being told so."""


@dataclass(frozen=True)
class Ended:
    """The process has ended, by itself or not. `returncode` is negative for a signal."""

    returncode: int
    out_of_memory: bool


type Happening = Ready | InitFailed | Answered | TooLarge | Ended
type Happenings = SimpleQueue[Happening]
