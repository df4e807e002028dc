"""The life of a cloud, on the real programs: started, joined, hurt, interrupted, and gone without a trace."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil
import pytest
import urllib3

from local import cloud, jars, state, tools
from local.folders import ROOT, cloud_folder
from local.processes import MARK
from local.progress import Silent
from tests.integration.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "lifecycle"
FOLDER = cloud_folder(NAME)

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module", autouse=True)
def programs() -> None:
    """Installed beforehand, so that what is interrupted below is a start and never an installation."""
    tools.ensure((tools.LOCALSTACK, tools.RUNTIME, jars.OPENSEARCH), Silent())


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    cloud.down(NAME)
    yield
    cloud.down(NAME)
    assert remains() == []


def command(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", *words, "--name", NAME],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def cuttings(*words: str) -> tuple[int, str, str]:
    process = command(*words)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def remains() -> list[str]:
    """Every process that bears the cloud's mark or works in its folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = " ".join(process.cmdline())
            marked = process.environ().get(MARK) == str(FOLDER)
            if process.status() != psutil.STATUS_ZOMBIE and (marked or f"{FOLDER}/" in f"{process.cwd()}/ {words}"):
                found.append(words)
    return found


def addresses(pid: int) -> set[str]:
    listening = [one for one in psutil.Process(pid).net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    return {one.laddr.ip for one in listening}


def begin_and_catch_half_way() -> subprocess.Popen[str]:
    process = command("up")
    eventually(lambda: (found := state.load(NAME)) and "localstack" in found.leaders and not found.ready, within=90)
    return process


def test_a_cloud_is_started_joined_hurt_and_started_anew() -> None:
    code, out, _ = cuttings("up", "--json")
    first = json.loads(out)
    assert code == 0
    assert first["running"]
    for pid in first["pids"].values():
        assert addresses(pid)
        assert addresses(pid) <= {"127.0.0.1", "::ffff:127.0.0.1"}, "it is to be reached from this machine alone"

    began = time.monotonic()
    code, out, _ = cuttings("up", "--json")
    assert (code, json.loads(out)) == (0, first)
    assert time.monotonic() - began < 5

    os.kill(first["pids"]["localstack"], signal.SIGKILL)
    eventually(lambda: cloud.running(NAME) is None)
    assert json.loads(cuttings("status", "--json")[1]) == {
        "name": NAME,
        "running": False,
        "fallen": ["LocalStack"],
    }

    code, out, _ = cuttings("up", "--json")
    second = json.loads(out)
    assert code == 0
    assert not set(second["pids"].values()) & set(first["pids"].values())
    assert not psutil.pid_exists(first["pids"]["opensearch"])

    assert cuttings("down")[0] == 0
    assert remains() == []
    assert state.load(NAME) is None
    assert not (FOLDER / "opensearch").exists()


def test_opensearch_alone_is_started_again_with_all_that_it_held() -> None:
    first = json.loads(cuttings("up", "--json")[1])
    url = f"{first['opensearch_url']}/kept/_doc/1"
    urllib3.request("PUT", url, json={"kept": True})

    os.kill(first["pids"]["opensearch"], signal.SIGKILL)
    eventually(lambda: cloud.fallen(NAME) == ["OpenSearch"])
    code, out, _ = cuttings("up", "--json")
    second = json.loads(out)

    assert code == 0
    assert second | {"pids": first["pids"]} == first
    assert second["pids"]["localstack"] == first["pids"]["localstack"]
    assert second["pids"]["opensearch"] != first["pids"]["opensearch"]
    found = eventually(lambda: (answer := urllib3.request("GET", url)).status == 200 and answer.json())
    assert found["_source"] == {"kept": True}


def test_ctrl_c_in_the_middle_of_a_start_leaves_nothing() -> None:
    process = begin_and_catch_half_way()

    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 130
    assert remains() == []
    assert state.load(NAME) is None


def test_a_request_to_end_in_the_middle_of_a_start_leaves_nothing() -> None:
    process = begin_and_catch_half_way()

    process.terminate()

    assert process.wait(30) == 143
    assert remains() == []


def test_down_ends_what_a_killed_start_left_though_it_recorded_nothing() -> None:
    process = begin_and_catch_half_way()
    process.kill()
    process.wait()
    state.forget(NAME)
    assert len(remains()) == 2

    assert cuttings("down")[0] == 0
    assert remains() == []


def test_a_port_that_is_taken_is_told_in_a_line() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        code, out, err = cuttings("up", "--port", str(port))

    assert (code, out) == (1, "")
    assert f"Port {port} is taken by" in err
    assert "Traceback" not in err


def test_wrong_use_is_told_apart_from_failure() -> None:
    assert cuttings("up", "--port", "none")[0] == 2


def test_what_is_attached_ends_with_ctrl_c() -> None:
    process = command("up", "--attach")
    eventually(lambda: cloud.running(NAME), within=90)

    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 130
    assert remains() == []
