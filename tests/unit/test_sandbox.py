"""Files are read in a process of their own, and whatever they do to it is told as a reason."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from shared import sandbox as module
from shared.article import Failure, Upload
from shared.errors import Fault, Rejected, Unavailable
from shared.sandbox import Sandbox
from shared.stages import Taken, take
from tests.unit.bombs import BOMBS, TEXT, page

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HONEST = Upload("b", "articles/honest.html", page(), metadata={"section": "Culture"})


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for many tests, as a warm function has one for many uploads."""
    with closing(Sandbox()) as one:
        yield one


@pytest.fixture
def own() -> Iterator[Sandbox]:
    """One that may be broken."""
    with closing(Sandbox()) as one:
        yield one


def served_by(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process run this instead of its loop."""
    monkeypatch.setattr(module, "_START", module._START.partition("main(")[0] + code)


def pid(sandbox: Sandbox) -> int:
    sandbox._ready()
    assert sandbox._child
    return sandbox._child.process.pid


def test_what_comes_out_is_what_the_stages_give(sandbox):
    assert sandbox.take(HONEST, NOW) == list(take(HONEST, NOW))


def test_a_refusal_comes_out_as_a_refusal_and_the_process_goes_on(sandbox):
    before = pid(sandbox)
    with pytest.raises(Rejected, match="empty: the object has 0 bytes"):
        sandbox.take(Upload("b", "articles/a.txt", b""), NOW)
    assert sandbox.take(HONEST, NOW)
    assert pid(sandbox) == before


def outcome(sandbox: Sandbox, upload: Upload) -> tuple[list[Taken], list[tuple[str, str]]]:
    """The articles, and the reasons of what is none."""
    try:
        parts = sandbox.take(upload, NOW)
    except Rejected as rejection:
        return [], [(rejection.reason, rejection.detail)]
    failures = [(part.reason, part.detail) for part in parts if isinstance(part, Failure)]
    return [part for part in parts if isinstance(part, Taken)], failures


def used(sandbox: Sandbox) -> float:
    """Seconds of the processor: others may be busy on this machine."""
    times = psutil.Process(pid(sandbox)).cpu_times()
    return times.user + times.system


def ended() -> float:
    """Seconds of the processor that processes of ours used which are no more."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def took(sandbox: Sandbox, process: int, used_before: float, ended_before: float) -> float:
    lives = sandbox._child is not None and sandbox._child.process.pid == process
    return (used(sandbox) if lives else ended() - ended_before) - used_before


@pytest.mark.parametrize(("key", "make"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_soon_in_an_article_or_a_reason_and_harms_nobody(sandbox, key, make):
    body = make()
    before = pid(sandbox), used(sandbox), ended()
    articles, failures = outcome(sandbox, Upload("b", f"articles/{key}", body))

    assert took(sandbox, *before) < 11
    assert articles or failures
    assert all(reason and detail for reason, detail in failures)
    assert all(len(taken.article.body) <= 1_000_000 for taken in articles)
    assert len(sandbox.take(HONEST, NOW)) == 1


@pytest.mark.parametrize("name", [name for name, (key, _) in BOMBS.items() if "levels around the story" in name])
def test_a_story_deep_within_tags_is_found(sandbox, name):
    key, make = BOMBS[name]
    (taken,), failures = outcome(sandbox, Upload("b", f"articles/{key}", make()))
    assert (taken.article.body, failures) == (TEXT, [])


def test_what_takes_too_long_is_ended_and_refused(own, monkeypatch):
    served_by(monkeypatch, "import shared.sandboxed as s; s.SPARE_SECONDS = 0.5; main({pipe}, {memory})")
    before = pid(own)
    key, make = BOMBS["a PDF of a million letters on a page"]
    with pytest.raises(Rejected, match="too-slow: reading it takes longer than 9 s for an article or 40 s for them"):
        own.take(Upload("b", f"articles/{key}", make()), NOW)
    assert not is_running(before)


def test_what_takes_longer_than_its_invocation_has_is_tried_again(own):
    pid(own)
    key, make = BOMBS["tables in tables"]
    with pytest.raises(Unavailable, match="out of time"):
        own.take(Upload("b", f"articles/{key}", make()), NOW, 0.1)
    assert own.take(HONEST, NOW)


def test_what_takes_too_much_memory_is_refused_and_the_next_is_read():
    key, make = BOMBS["half a million records of nothing"]
    with closing(Sandbox(memory=100 * 1024**2)) as tight:
        with pytest.raises(Rejected, match="too-much-memory"):
            tight.take(Upload("b", f"articles/{key}", make()), NOW)
        assert tight.take(Upload("b", "articles/a.txt", TEXT.encode()), NOW)


def test_a_library_that_ends_the_process_for_want_of_memory_has_it_told_as_that(tmp_path):
    """By a keeper of its own: what a process had in memory, here a lot, is told of those that it starts too."""
    key, make = BOMBS["a PDF of a million letters on a page"]
    (tmp_path / key).write_bytes(make())
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from shared.article import Upload
from shared.errors import Rejected
from shared.sandbox import Sandbox
tight = Sandbox(memory=200 * 1024**2)
try:
    tight.take(Upload("b", "articles/a.pdf", Path(sys.argv[1]).read_bytes()), datetime.now(UTC))
except Rejected as problem:
    print(problem.reason, end="")
tight.close()
"""
    told = subprocess.run([sys.executable, "-c", code, str(tmp_path / key)], capture_output=True, text=True, check=True)
    assert told.stdout == "too-much-memory"


def test_a_process_that_was_killed_between_two_files_is_replaced(own):
    os.kill(pid(own), signal.SIGKILL)
    assert len(own.take(HONEST, NOW)) == 1


def test_a_process_that_dies_over_a_file_is_given_a_second_try_and_then_the_file_is_refused(own, monkeypatch):
    served_by(
        monkeypatch, "import shared.sandboxed as s; s.take = lambda *a, **k: s.sys.exit(); main({pipe}, {memory})"
    )
    with pytest.raises(Rejected, match="unreadable: it ends the program that reads it"):
        own.take(HONEST, NOW)


def test_a_fault_of_ours_is_told_by_its_place_and_not_by_its_text(own, monkeypatch):
    served_by(monkeypatch, "import shared.sandboxed as s; s.take = lambda *a, **k: 1 / 0; main({pipe}, {memory})")
    with pytest.raises(Fault, match="a fault of ours: ZeroDivisionError at <string>:1 <lambda>"):
        own.take(HONEST, NOW)


def test_it_has_no_key_of_ours(own, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    environment = Path(f"/proc/{pid(own)}/environ")
    if not environment.exists():
        pytest.skip("this system does not tell")
    assert b"canary" not in environment.read_bytes()


def test_nothing_is_left_of_it():
    with closing(Sandbox()) as one:
        process = pid(one)
    assert not is_running(process)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
