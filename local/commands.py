"""Run slow commands side by side, their chatter in logs; a failure or an interruption leaves none running."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from local.errors import Trouble
from local.folders import ROOT
from local.progress import Detail, Progress


@dataclass(frozen=True)
class Command:
    title: str
    words: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str]
    advice: str = "The end of its log is above."


@dataclass(frozen=True)
class _Running:
    command: Command
    process: subprocess.Popen[bytes]
    detail: Detail
    closing: ExitStack


def run(commands: Sequence[Command], progress: Progress) -> None:
    """All of them, from the root of the checkout. The first that fails is told; the others are ended."""
    running: list[_Running] = []
    try:
        for command in commands:
            running.append(_start(command, progress))  # noqa: PERF401 - each is known before the next can fail
        _watch(list(running))
    finally:
        for one in running:
            _stop(one.process)


def tail(log: Path, lines: int = 15) -> list[str]:
    with suppress(OSError):
        found = log.read_text("utf-8", errors="replace").splitlines()
        return [line.rstrip() for line in found if line.strip()][-lines:]
    return []


def _start(command: Command, progress: Progress) -> _Running:
    command.log.parent.mkdir(parents=True, exist_ok=True)
    closing = ExitStack()
    detail = closing.enter_context(progress.step(command.title))
    with command.log.open("wb") as out:
        # A session of its own, so that one signal ends the command with all that it started.
        process = subprocess.Popen(
            [str(word) for word in command.words],
            cwd=ROOT,
            env=dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return _Running(command, process, detail, closing)


def _watch(running: list[_Running]) -> None:
    while running:
        for one in list(running):
            code = one.process.poll()
            if code is None:
                one.detail("".join(tail(one.command.log, 1)))
            elif code == 0:
                one.closing.close()
                running.remove(one)
            else:
                end = "\n".join(tail(one.command.log))
                raise Trouble(
                    f"{one.command.title} failed.", f"{one.command.advice} All of it: {one.command.log}", detail=end
                )
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
