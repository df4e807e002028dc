"""Threads that run one at a time, from one step to the next, in an order that the test gives."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


class Killed(BaseException):
    """What a killed function feels: no handler of errors holds it up."""


@dataclass
class Worker:
    """One function. It stands still at every `step` until it is its turn."""

    work: Callable[["Worker"], None]
    is_done: bool = False
    is_killed: bool = False
    loses_answers: bool = False
    error: BaseException | None = None
    _turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _stopped: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __post_init__(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        self._turn.acquire()
        try:
            self.work(self)
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - told to the test, which runs in another thread
            self.error = error
        self.is_done = True
        self._stopped.release()

    def step(self, *, survives: bool = False) -> None:
        """Let others have their turn. A killed function ends here, but for what `survives` it: a request under way."""
        self._stopped.release()
        self._turn.acquire()
        if self.is_killed and not survives:
            raise Killed

    def go(self) -> None:
        """Run it up to its next step."""
        self._turn.release()
        self._stopped.acquire()
        if self.error:
            raise self.error
