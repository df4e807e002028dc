"""Starting the two programs of a cloud, side by side, and waiting until both can be used."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import filelock

from local import commands, docker, localstack, opensearch, ports, processes, state
from local.errors import Trouble
from local.folders import MACHINE, cloud_folder
from local.processes import Leader
from local.progress import Progress
from local.state import State

TITLES = {"opensearch": "OpenSearch", "localstack": "LocalStack"}
LIMIT = 180.0


def choose_ports(name: str, port: int | None, opensearch_port: int | None, *, in_docker: bool) -> State:
    """Recorded before anything listens, so that two clouds that start together take different ones.

    Of other checkouts too: two LocalStacks would share a port without a word, and each hear half of what is asked.
    """
    if opensearch_port and not in_docker and opensearch_port not in opensearch.PORTS:
        first, last = opensearch.PORTS[0], opensearch.PORTS[-1]
        raise Trouble(f"OpenSearch cannot listen on port {opensearch_port} here.", f"Give one from {first} to {last}.")
    MACHINE.mkdir(mode=0o700, exist_ok=True)
    with filelock.FileLock(MACHINE / "ports.lock"):
        taken = {number for other in state.everywhere() for number in (other.port, other.opensearch_port)}
        # The usual ports are left to the default cloud.
        offset = 0 if name == state.DEFAULT else 50
        if port:
            ports.require(port, option="--port", variable="CUTTINGS_PORT")
        if opensearch_port:
            ports.require(opensearch_port, option="--opensearch-port", variable="CUTTINGS_OPENSEARCH_PORT")
        chosen = State(
            name=name,
            port=port or ports.choose(range(4566 + offset, 4966), taken=taken),
            opensearch_port=opensearch_port or ports.choose(opensearch.PORTS[offset:], taken=taken),
            docker=in_docker,
        )
        state.save(chosen)
    return chosen


def start(chosen: State, java: Path | None, heap: str, progress: Progress) -> State:
    """Without a Java they are started in Docker."""
    shutil.rmtree(cloud_folder(chosen.name) / "logs", ignore_errors=True)
    if java:
        chosen = _with_localstack(_with_opensearch(chosen, java, heap))
    else:
        with progress.step("Starting Docker's containers"):
            docker.up(chosen.name, chosen.port, chosen.opensearch_port, heap)
    with progress.step("Starting OpenSearch"):
        _wait(chosen, "opensearch", lambda: opensearch.is_ready(chosen.opensearch_url))
    with progress.step("Starting LocalStack"):
        _wait(chosen, "localstack", lambda: localstack.is_ready(chosen.endpoint_url))
    ready = replace(chosen, ready=True)
    state.save(ready)
    return ready


def restart_opensearch(known: State, java: Path, heap: str, progress: Progress) -> State:
    """Start the node again, on the data and the port that it had."""
    restarted = _with_opensearch(known, java, heap)
    with progress.step("Starting OpenSearch again"):
        _wait(restarted, "opensearch", lambda: opensearch.is_ready(restarted.opensearch_url))
    return restarted


def _with_opensearch(chosen: State, java: Path, heap: str) -> State:
    leader = opensearch.start(
        java,
        cloud_folder(chosen.name) / "opensearch",
        chosen.opensearch_port,
        heap=heap,
        log=log_of(chosen.name, "opensearch"),
        environment=_environment(chosen),
    )
    return _recorded(chosen, "opensearch", leader)


def _with_localstack(chosen: State) -> State:
    leader = localstack.start(
        cloud_folder(chosen.name) / "localstack",
        chosen.port,
        chosen.opensearch_url,
        log=log_of(chosen.name, "localstack"),
        environment=_environment(chosen),
    )
    return _recorded(chosen, "localstack", leader)


def _environment(chosen: State) -> dict[str, str]:
    return {"PATH": os.defpath, "LANG": "C.UTF-8", processes.MARK: str(cloud_folder(chosen.name))}


def _recorded(chosen: State, program: str, leader: Leader) -> State:
    """As soon as it runs: whoever is killed now leaves none that nobody knows of."""
    chosen = chosen.with_leader(program, leader)
    state.save(chosen)
    return chosen


def log_of(name: str, program: str) -> Path:
    return cloud_folder(name) / "logs" / f"{program}.log"


def _wait(chosen: State, program: str, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT
    leader = chosen.leaders.get(program)
    while True:
        is_answered = is_ready()
        ended = leader is not None and not processes.is_alive(leader)
        if is_answered and not ended:  # else another's program has the port
            return
        if ended or time.monotonic() > deadline:
            log = log_of(chosen.name, program)
            what = "ended while it was starting" if ended else f"was not ready after {LIMIT:.0f} seconds"
            end = "\n".join(commands.tail(log))
            raise Trouble(f"{TITLES[program]} {what}.", f"The end of its log is above; all of it: {log}", detail=end)
        time.sleep(0.05)
