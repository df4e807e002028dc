"""As many processes of one function as a machine carries: further invocations wait for one of them.

LocalStack starts a process for each invocation that finds none free. Under load every start takes time from the
others, which then find none free either: a burst of 50 searches a second on two cores ended with 103 processes
and 11 GiB. AWS gives what waits to whichever comes first, a new environment or one that gets free.
"""

import os
import threading
from collections import defaultdict
from typing import Any

from localstack.runtime import hooks

AT_ONCE = max(8, 4 * (os.cpu_count() or 1))


@hooks.on_infra_start()  # type: ignore[untyped-decorator] # LocalStack has no types here
def take_turns() -> None:
    from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager  # noqa: PLC0415 - slow

    invoke = LambdaVersionManager.invoke
    turns: dict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(AT_ONCE))

    def invoke_in_turn(self: Any, *, invocation: Any) -> Any:
        with turns[self.id]:
            return invoke(self, invocation=invocation)

    LambdaVersionManager.invoke = invoke_in_turn
