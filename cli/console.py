"""What a person sees, and what a machine reads: results on stdout, everything on the way there on stderr."""

import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from local.errors import Trouble
from local.progress import Detail

if TYPE_CHECKING:
    from rich.progress import Progress


# Control characters but the tab and the line end: a terminal takes them for orders, and a key may hold any.
_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


class Console:
    """Spinners and bars on a terminal, plain lines off one; with `as_json`, nothing but JSON on stdout."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._live: Progress | None = None
        self._steps = 0
        self._lock = threading.RLock()

    def say(self, text: str = "") -> None:
        """A result for a person; machines get theirs from `answer`."""
        self.show(harmless(text))

    def show(self, styled: str) -> None:
        """As `say`, of a text with colours, in which whatever came from elsewhere is harmless."""
        if not self.as_json:
            print(styled, flush=True)

    def answer(self, value: Any) -> None:
        """The result for a machine."""
        if self.as_json:
            ascii_only = sys.stdout.encoding.lower() != "utf-8"
            print(json.dumps(value, ensure_ascii=ascii_only, default=str), flush=True)

    def note(self, text: str) -> None:
        text = harmless(text)
        if self._live:
            self._live.console.print(text, markup=False, highlight=False)
        else:
            print(text, file=sys.stderr, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Detail]:
        began = time.monotonic()
        if not on_terminal():
            self.note(f"{title} ...")
            yield lambda _: None
            self.note(f"{title}: {time.monotonic() - began:.1f} s")
            return
        with self._shown() as live:
            task = live.add_task(title, total=None, detail="")
            try:
                yield lambda text: live.update(task, detail=text[:60])
            finally:
                live.remove_task(task)
            live.console.print(f"[green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]", highlight=False)

    @contextmanager
    def _shown(self) -> Iterator["Progress"]:
        """One display for all steps that overlap."""
        from rich.console import Console as Rich  # noqa: PLC0415 - only where there is a terminal
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        with self._lock:
            if self._live is None:
                columns = (
                    SpinnerColumn(),
                    TextColumn("{task.description}"),
                    TimeElapsedColumn(),
                    TextColumn("[dim]{task.fields[detail]}"),
                )
                self._live = Progress(*columns, console=Rich(stderr=True), transient=True)
                self._live.start()
            self._steps += 1
            live = self._live
        try:
            yield live
        finally:
            with self._lock:
                self._steps -= 1
                if not self._steps:
                    live.stop()
                    self._live = None


def harmless(text: str) -> str:
    """The text without orders to a terminal, and without the colours that a program's log may have."""
    return _ORDERS.sub("\N{REPLACEMENT CHARACTER}", _COLOURS.sub("", text))


def write_what_can_be_written() -> None:
    """Where a terminal's or a pipe's charset lacks a letter, a question mark stands for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def on_terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def complain(trouble: Trouble) -> None:
    for text in (trouble.detail, f"cuttings: {trouble.problem}", trouble.remedy):
        if text:
            print(harmless(text), file=sys.stderr, flush=True)
