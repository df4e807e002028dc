"""A place for one invocation at a time, with a process that stays warm between them and is replaced when it ends."""

import threading
import time
from dataclasses import dataclass

from cuttings_executor.happenings import Answered, Ended, Happening, InitFailed, Invocation, Ready, TooLarge
from cuttings_executor.process import Function, Life
from cuttings_executor.report import Account, Failure, exited, init_failed, log_of, timed_out, too_large

# On AWS a longer initialization is broken off and begun again within the invocation, under the function's timeout.
# Here it simply goes on for as long as both together take, and the handler still has its whole timeout:
# a laptop that imports slowly is no fault of the function's.
INIT_LIMIT = 10.0


@dataclass(frozen=True)
class Outcome:
    payload: bytes
    is_error: bool
    logs: str


class Sandbox:
    def __init__(self, function: Function, init_limit: float = INIT_LIMIT) -> None:
        self._function = function
        self._init_limit = init_limit
        self._life: Life | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin the initialization. Whether it goes well is told to the first caller, as on AWS."""
        self._begin()

    def stop(self) -> None:
        """End the process, in the middle of an invocation as well."""
        with self._lock:
            self._stopped = True
            life = self._life
        if life:
            life.end()

    def invoke(self, invocation: Invocation) -> Outcome:
        life, before, first = self._ready_life()
        init_duration = first.at - life.began if isinstance(first, Ready) and not life.has_served else None
        begun = time.monotonic()
        end = self._run(life, invocation) if isinstance(first, Ready) else first
        account = Account(
            request_id=invocation.request_id,
            version=self._function.version,
            duration=time.monotonic() - begun,
            memory_size=self._function.memory_size,
            memory_used=life.rest() if isinstance(end, Answered) else self._end(life),
            init_duration=init_duration,
        )
        if isinstance(end, Answered):
            return Outcome(end.payload, end.is_error, log_of(account, None, before, life.output.take()))
        failure = self._failure(invocation.request_id, end)
        return Outcome(failure.payload, is_error=True, logs=log_of(account, failure, before, life.output.take()))

    def _ready_life(self) -> tuple[Life, str, Happening | None]:
        """A process that waits for work, what was printed before the work, and how the waiting ended."""
        life = self._life or self._begin()
        first = self._wait_for_ready(life)
        if life.has_served:
            before = life.output.take()
            if isinstance(first, Ready) and life.is_ready():
                return life, before, first
            # It ended after an invocation that went well, which is no affair of the next caller's.
            self._end(life)
            before += "\n" + life.output.take()
            life = self._begin()
            first = self._wait_for_ready(life)
        else:
            before = ""
        init = f"INIT_START Runtime Version: {self._function.runtime}\n{life.output.take()}"
        return life, f"{before}\n{init}", first

    def _wait_for_ready(self, life: Life) -> Happening | None:
        return life.wait(self._init_limit + self._function.timeout)

    def _run(self, life: Life, invocation: Invocation) -> Happening | None:
        deadline = time.monotonic() + self._function.timeout
        life.hand_over(invocation, self._function.timeout)
        end = life.wait(deadline - time.monotonic())
        while isinstance(end, Ready):  # a runtime that asks for more work before it has answered waits in vain
            end = life.wait(deadline - time.monotonic())
        return end

    def _failure(self, request_id: str, end: Happening | None) -> Failure:
        match end:
            case Ended(returncode, out_of_memory):
                return exited(request_id, returncode, out_of_memory=out_of_memory)
            case InitFailed(payload):
                return init_failed(payload)
            case TooLarge():
                return too_large()
            case _:
                return timed_out(request_id, self._function.timeout)

    def _begin(self) -> Life:
        with self._lock:
            if self._stopped:
                raise RuntimeError("the function's environment has been stopped")
            self._life = Life(self._function)
            return self._life

    def _end(self, life: Life) -> int:
        """The next invocation gets a new process. Returns the most memory that this one used."""
        life.end()
        with self._lock:
            self._life = None
        return life.peak_memory
