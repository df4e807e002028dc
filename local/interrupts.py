"""Signals while something is being started: each becomes an exception, so that `finally` and `except` can tidy up."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)

type _Handler = Callable[[int, FrameType | None], None] | signal.Handlers


@contextmanager
def raised() -> Iterator[None]:
    """SIGTERM and SIGHUP leave the block as SystemExit(128 + number); SIGINT is a KeyboardInterrupt already."""
    with _handled(_ENDINGS, _leave):
        yield


@contextmanager
def held_off() -> Iterator[None]:
    """Tidying up is not interrupted by an impatient second Ctrl-C."""
    with _handled((signal.SIGINT, *_ENDINGS), signal.SIG_IGN):
        yield


@contextmanager
def _handled(numbers: Iterable[signal.Signals], handler: _Handler) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # Python lets only the main thread have handlers
        return
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)
