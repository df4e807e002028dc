"""One life of a function's process, from its start to its end."""

import contextlib
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from cuttings_executor import supervisor
from cuttings_executor.happenings import Ended, Happening, Happenings, Invocation
from cuttings_executor.output import Output
from cuttings_executor.runtime_api import RuntimeApi

# The supervisor sees nothing of LocalStack's environment: it adds this package, and only this, to the plain library.
_SUPERVISE = (
    "import sys; sys.path.append(sys.argv.pop(1)); from cuttings_executor.supervisor import main; main()",
    str(Path(__file__).parents[1]),
)
_PATIENCE = 5.0


@dataclass(frozen=True)
class Function:
    """What is run, and within which limits."""

    command: tuple[str, ...]
    code: Path
    environment: Mapping[str, str]
    memory_size: int  # bytes
    timeout: float  # seconds
    runtime: str = "python3.13"
    version: str = "$LATEST"


class Life:
    """A running function process. It starts at once; `wait` tells what happens to it."""

    def __init__(self, function: Function) -> None:
        self.began = time.monotonic()
        self.has_served = False
        self.peak_memory = 0
        self._happened: Happenings = SimpleQueue()
        self._peaks: SimpleQueue[int] = SimpleQueue()
        self._orders = threading.Lock()
        self._folder = tempfile.mkdtemp(prefix="cuttings-function-")
        self._api = RuntimeApi(self._happened)
        try:
            self._supervisor = self._start(function)
        except BaseException:
            self._clear_away()
            raise
        assert self._supervisor.stderr
        self.output = Output(self._supervisor.stderr.fileno())
        self._attendant = threading.Thread(target=self._attend, name="function-attendant", daemon=True)
        self._attendant.start()

    def wait(self, seconds: float) -> Happening | None:
        try:
            return self._happened.get(timeout=max(seconds, 0))
        except Empty:
            return None

    def is_ready(self) -> bool:
        return self._api.is_asked()

    def hand_over(self, invocation: Invocation, timeout: float) -> None:
        self.has_served = True
        self._order(supervisor.WATCH)
        self._api.hand_over(invocation, deadline=time.time() + timeout)

    def rest(self) -> int:
        """The invocation is over. Returns the most memory in bytes that this process and its children used so far."""
        self._order(supervisor.REST)
        with contextlib.suppress(Empty):
            self.peak_memory = self._peaks.get(timeout=_PATIENCE)
        return self.peak_memory

    def end(self) -> None:
        """End the process and all that it started. When this returns, nothing of it is left."""
        with self._orders:
            assert self._supervisor.stdin
            self._supervisor.stdin.close()
        self._attendant.join(_PATIENCE)
        if self._attendant.is_alive():
            self._supervisor.kill()
            self._attendant.join()

    def _start(self, function: Function) -> subprocess.Popen[bytes]:
        environment = {
            "TMPDIR": self._folder,
            "HOME": self._folder,  # without one, libraries would look into the home of whoever runs LocalStack
            **function.environment,
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
        }
        limits = (str(function.memory_size), self._folder)
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", *_SUPERVISE, *limits, *function.command],
            cwd=function.code,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            process_group=0,  # not reached by an interrupt at LocalStack's terminal, but in LocalStack's session
        )

    def _attend(self) -> None:
        """Read what the function prints and what the supervisor tells, until the end."""
        ended = Ended(-9, out_of_memory=False)
        stdout, stderr = self._supervisor.stdout, self._supervisor.stderr
        assert stdout
        assert stderr
        with selectors.DefaultSelector() as selector, stdout, stderr:
            selector.register(stdout, selectors.EVENT_READ)
            selector.register(stderr, selectors.EVENT_READ)
            told = b" "
            while told:
                for ready, _ in selector.select():
                    if ready.fileobj is stdout:
                        told = stdout.read(4096)
                        ended = self._hear(told) or ended
                    elif not self.output.drain():
                        selector.unregister(stderr)
            self.output.close()
        self._supervisor.wait()
        self._clear_away()
        self._peaks.put(self.peak_memory)
        self._happened.put(ended)

    def _hear(self, told: bytes) -> Ended | None:
        # The supervisor writes each line at once, and a pipe keeps short writes in one piece.
        for line in told.decode().splitlines():
            match line.split():
                case ["peak", peak]:
                    self._peaks.put(int(peak))
                case ["ended", returncode, out_of_memory, peak]:
                    self.peak_memory = int(peak)
                    return Ended(int(returncode), out_of_memory=out_of_memory == "1")
        return None

    def _order(self, order: bytes) -> None:
        with self._orders, contextlib.suppress(BrokenPipeError, ValueError):  # it has ended, which `wait` tells
            assert self._supervisor.stdin
            self._supervisor.stdin.write(order)

    def _clear_away(self) -> None:
        self._api.close()
        shutil.rmtree(self._folder, ignore_errors=True)
