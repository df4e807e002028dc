import os
import subprocess
import sys

import pytest

from cuttings_executor import family
from tests.integration.waiting import eventually


@pytest.fixture
def parent():
    command = f"import subprocess; subprocess.run({[sys.executable, '-c', 'input()']!r})"
    with subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE) as process:
        yield process.pid


@pytest.fixture(params=[True, False], ids=["with /proc", "with ps"])
def way(request, monkeypatch):
    if request.param and not family.HAS_PROC:
        pytest.skip("no /proc here")
    monkeypatch.setattr(family, "HAS_PROC", request.param)


def test_children_and_their_children_are_found_with_the_memory_they_use(parent, way):
    found = eventually(lambda: family.descendants(parent))
    assert len(found) == 1
    assert 4 * 2**20 < next(iter(found.values())) < 100 * 2**20
    assert {parent, *found} <= set(family.descendants(os.getpid()))


def test_a_process_without_children_has_no_descendants(way):
    with subprocess.Popen(["sleep", "600"]) as process:
        assert family.descendants(process.pid) == {}
        process.kill()


@pytest.mark.skipif(not family.HAS_PROC, reason="no /proc here")
def test_memory_that_a_fork_shares_counts_once():
    ballast = b"x" * (64 * 2**20)
    alone = family.unshared({os.getpid(): 1})
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.read(reader, 1)
        os._exit(0)
    both = {os.getpid(): 1, child: 1}
    shared = family.unshared(both)
    os.write(writer, b"x")
    os.waitpid(child, 0)
    assert len(ballast) < shared < alone + len(ballast) // 2
    assert family.peak(os.getpid()) > len(ballast)


@pytest.mark.skipif(not family.HAS_PROC, reason="no /proc here")
def test_what_is_used_together_is_not_told_when_one_has_ended_since_the_list_was_made():
    with subprocess.Popen(["true"]) as process:
        process.wait()
        assert family.unshared({os.getpid(): 1, process.pid: 2**20}) is None
