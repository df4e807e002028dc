"""How slow work tells that it moves. The command line shows it; code that wants quiet passes `Silent`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

type Detail = Callable[[str], None]


class Progress(Protocol):
    def step(self, title: str) -> AbstractContextManager[Detail]:
        """Announce a step, time it, and say how it ended; the function it gives shows what it is at."""
        ...

    def note(self, text: str) -> None: ...


class Silent:
    @contextmanager
    def step(self, title: str) -> Iterator[Detail]:
        del title
        yield lambda _: None

    def note(self, text: str) -> None:
        del text
