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
from local.folders import LOCKS, cloud_folder
from local.progress import Progress
from local.state import State

TITLES = {"opensearch": "OpenSearch", "localstack": "LocalStack"}
LIMIT = 180.0


def choose_ports(name: str, port: int | None, opensearch_port: int | None, *, in_docker: bool) -> State:
    """Recorded before anything listens, so that two clouds that start together take different ones."""
    if opensearch_port and not in_docker and opensearch_port not in opensearch.PORTS:
        first, last = opensearch.PORTS[0], opensearch.PORTS[-1]
        raise Trouble(f"OpenSearch cannot listen on port {opensearch_port} here.", f"Give one from {first} to {last}.")
    with filelock.FileLock(LOCKS / "ports.lock"):
        taken = {number for other in state.every() for number in (other.port, other.opensearch_port)}
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
        chosen = _start_processes(chosen, java, heap)
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


def _start_processes(chosen: State, java: Path, heap: str) -> State:
    """Each is recorded as soon as it runs."""
    folder = cloud_folder(chosen.name)
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", processes.MARK: str(folder)}
    leader = opensearch.start(
        java,
        folder / "opensearch",
        chosen.opensearch_port,
        heap=heap,
        log=log_of(chosen.name, "opensearch"),
        environment=environment,
    )
    chosen = chosen.with_leader("opensearch", leader)
    state.save(chosen)
    leader = localstack.start(
        folder / "localstack",
        chosen.port,
        chosen.opensearch_url,
        log=log_of(chosen.name, "localstack"),
        environment=environment,
    )
    chosen = chosen.with_leader("localstack", leader)
    state.save(chosen)
    return chosen


def log_of(name: str, program: str) -> Path:
    return cloud_folder(name) / "logs" / f"{program}.log"


def _wait(chosen: State, program: str, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT
    leader = chosen.leaders.get(program)
    while not is_ready():
        ended = leader is not None and not processes.is_alive(leader)
        if ended or time.monotonic() > deadline:
            log = log_of(chosen.name, program)
            what = "ended while it was starting" if ended else f"was not ready after {LIMIT:.0f} seconds"
            end = "\n".join(commands.tail(log))
            raise Trouble(f"{TITLES[program]} {what}.", f"The end of its log is above; all of it: {log}", detail=end)
        time.sleep(0.05)
