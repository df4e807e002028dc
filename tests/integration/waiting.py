import time
from collections.abc import Callable


def eventually[T](check: Callable[[], T | None], within: float = 10, every: float = 0.05) -> T:
    """Ask again until the answer is neither None nor empty nor false, and return it; fail after `within` seconds."""
    deadline = time.monotonic() + within
    while not (answer := check()):
        assert time.monotonic() < deadline, f"did not come true within {within} s: {answer!r}"
        time.sleep(every)
    return answer
