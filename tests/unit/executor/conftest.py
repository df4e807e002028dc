import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cuttings_executor.happenings import Invocation
from cuttings_executor.process import Function
from cuttings_executor.sandbox import Outcome, Sandbox

FAKE_RUNTIME = Path(__file__).with_name("fake_runtime.py")


class Runner:
    """A sandbox with the fake runtime in it."""

    def __init__(self, code: Path, timeout: float, memory: int, init_limit: float, at_init: dict) -> None:
        self.function = Function(
            command=(sys.executable, str(FAKE_RUNTIME)),
            code=code,
            environment={"AT_INIT": json.dumps(at_init), "PATH": "/usr/bin:/bin"},
            memory_size=memory * 1024 * 1024,
            timeout=timeout,
        )
        self.sandbox = Sandbox(self.function, init_limit=init_limit)
        self._count = 0

    def invoke(self, **event) -> Outcome:
        self._count += 1
        return self.sandbox.invoke(Invocation(f"request-{self._count}", "arn:function", json.dumps(event).encode()))

    def ask(self, **event) -> dict:
        outcome = self.invoke(**event)
        assert not outcome.is_error, outcome
        return json.loads(outcome.payload)


@pytest.fixture
def runner(tmp_path) -> Iterator[Callable[..., Runner]]:
    made = []

    def make(timeout: float = 10, memory: int = 128, init_limit: float = 10, **at_init) -> Runner:
        made.append(Runner(tmp_path, timeout, memory, init_limit, at_init))
        return made[-1]

    yield make
    for one in made:
        one.sandbox.stop()
