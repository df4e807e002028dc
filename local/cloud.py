"""The cloud on your laptop: OpenSearch and LocalStack, started together, joined when they run, ended whole."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import filelock

from local import docker, interrupts, java, launch, localstack, opensearch, processes, state, tools
from local.errors import Trouble, WrongUse
from local.folders import CLOUDS, HOME, LOCKS, cloud_folder
from local.progress import Progress, Silent
from local.state import DEFAULT, State

_LEAST_DISK = 2 * 1024**3
_PATIENCE = 45.0
_SILENT = Silent()

__all__ = ["DEFAULT", "Cloud", "down", "fallen", "names", "require", "running", "up"]


@dataclass(frozen=True)
class Cloud:
    name: str
    folder: Path
    endpoint_url: str
    opensearch_url: str
    region: str
    pids: dict[str, int]
    docker: bool

    def environment(self) -> dict[str, str]:
        """What boto3, sam and aws read to talk to this cloud: its address and keys, no proxy, no profile."""
        nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        direct = {"NO_PROXY": "localhost,127.0.0.1", "no_proxy": "localhost,127.0.0.1"}
        return localstack.KEYS | {"AWS_ENDPOINT_URL": self.endpoint_url} | nothing | direct

    def whole_environment(self) -> dict[str, str]:
        """Ours, with `environment` in place of all that AWS's tools read: for programs that must not go elsewhere."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return ours | self.environment()


def running(name: str = DEFAULT) -> Cloud | None:
    """The cloud of that name, when it was started whole and both its programs live."""
    found = state.load(name)
    return _cloud(found) if found and found.ready and _lives(found) else None


def fallen(name: str) -> list[str]:
    """The programs of a cloud that was up which have ended by themselves."""
    found = state.load(name)
    return [launch.TITLES[program] for program in _fallen(found)] if found and found.ready else []


def require(name: str = DEFAULT) -> Cloud:
    """The cloud of that name, running. Raises Trouble, with how to start it."""
    if found := running(check_name(name)):
        return found
    option = "" if name == DEFAULT else f" --name {name}"
    lost = fallen(name)
    if lost == [launch.TITLES["opensearch"]]:
        raise Trouble(f"The cloud {name!r} has lost {lost[0]}.", f"Start it again with `cuttings up{option}`.")
    state_of_it = f"has lost {' and '.join(lost)}" if lost else "is not running"
    raise Trouble(
        f"The cloud {name!r} {state_of_it}.",
        f"Start it with `cuttings demo{option}`, or `cuttings up{option}` and `cuttings deploy{option}`.",
    )


def up(
    name: str = DEFAULT,
    *,
    port: int | None = None,
    opensearch_port: int | None = None,
    with_docker: bool = False,
    heap: str = "1g",
    progress: Progress = _SILENT,
) -> Cloud:
    """Start the cloud, or join it when it runs.

    Where OpenSearch alone has ended, it is started again on its data. LocalStack remembers nothing: without it, what is
    left of a cloud is ended first.
    """
    port = port or _wished(name, "CUTTINGS_PORT")
    opensearch_port = opensearch_port or _wished(name, "CUTTINGS_OPENSEARCH_PORT")
    with _alone(name, progress), interrupts.raised():
        found = state.load(name)
        if found and found.ready and _answers(found := _mended(found, heap, progress)):
            _refuse_other_ports(found, port, opensearch_port)
            return _cloud(found)
        _end(name)
        _check_disk()
        program = _prepare(progress, in_docker=with_docker)
        chosen = launch.choose_ports(name, port, opensearch_port, in_docker=with_docker)
        try:
            return _cloud(launch.start(chosen, program, heap, progress))
        except BaseException:
            with interrupts.held_off():
                _end(name)
            raise


def down(name: str = DEFAULT, *, progress: Progress = _SILENT) -> int:
    """End whatever there is of the cloud, whole or half; the logs stay. How many processes that were."""
    with _alone(name, progress), interrupts.held_off():
        return _end(name)


def names() -> list[str]:
    """Every cloud that was ever started here."""
    return sorted(folder.name for folder in CLOUDS.glob("*/"))


def remember_deployed(name: str, stack: str, fingerprint: str) -> None:
    with _alone(name, _SILENT):
        if found := state.load(name):
            state.save(replace(found, deployed={**found.deployed, stack: fingerprint}))


def check_name(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,29}", name):
        raise WrongUse(f"{name!r} is no name for a cloud.", "Take up to 30 lower-case letters, digits and hyphens.")
    return name


def _prepare(progress: Progress, *, in_docker: bool) -> Path | None:
    """Everything that is needed to start: installed, and the Java to run it on."""
    if in_docker:
        docker.require()
        return None
    tools.ensure((tools.LOCALSTACK, tools.RUNTIME), progress, opensearch=True)
    return java.find(progress)


def _end(name: str) -> int:
    folder = cloud_folder(name)
    found = state.load(name)
    if found and found.docker:
        docker.down(name)
    ended = processes.end(found.leaders.values() if found else (), folder)
    for part in ("opensearch", "localstack"):
        shutil.rmtree(folder / part, ignore_errors=True)
    state.forget(name)
    return ended


def _wished(name: str, variable: str) -> int | None:
    """The port that the environment fixes: for the default cloud, lest the tests' one ask for the same."""
    value = os.environ.get(variable) if name == DEFAULT else None
    if value and not (value.isdecimal() and 0 < int(value) < 2**16):
        raise WrongUse(f"{variable} is {value!r}, which is no port.", "Give a number from 1 to 65535.")
    return int(value) if value else None


def _refuse_other_ports(found: State, port: int | None, opensearch_port: int | None) -> None:
    if (port or found.port) != found.port or (opensearch_port or found.opensearch_port) != found.opensearch_port:
        raise Trouble(
            f"The cloud {found.name!r} runs already, on ports {found.port} and {found.opensearch_port}.",
            f"`cuttings down --name {found.name}` first, or take another --name.",
        )


def _check_disk() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(HOME).free
    if free < _LEAST_DISK:
        raise Trouble(f"Only {free / 1024**3:.1f} GB are free on the disk of {HOME}.", "Make room for 2 GB first.")


def _fallen(found: State) -> list[str]:
    leaders = {} if found.docker else found.leaders
    return [program for program, leader in leaders.items() if not processes.is_alive(leader)]


def _mended(found: State, heap: str, progress: Progress) -> State:
    if _fallen(found) != ["opensearch"] or not (program := _prepare(progress, in_docker=False)):
        return found
    return launch.restart_opensearch(found, program, heap, progress)


def _lives(found: State) -> bool:
    return found.docker or (
        found.leaders.keys() == launch.TITLES.keys()
        and all(processes.is_alive(leader) for leader in found.leaders.values())
    )


def _answers(found: State) -> bool:
    """A cloud under load may be slow to: it is not given up at once, for ending it would take all it holds."""
    deadline = time.monotonic() + _PATIENCE
    while _lives(found) and time.monotonic() < deadline:
        if opensearch.is_ready(found.opensearch_url) and localstack.is_ready(found.endpoint_url):
            return True
        time.sleep(0.1)
    return False


def _cloud(found: State) -> Cloud:
    return Cloud(
        name=found.name,
        folder=cloud_folder(found.name),
        endpoint_url=found.endpoint_url,
        opensearch_url=found.opensearch_url,
        region=localstack.REGION,
        pids={program: leader.pid for program, leader in found.leaders.items()},
        docker=found.docker,
    )


@contextmanager
def _alone(name: str, progress: Progress) -> Iterator[None]:
    """One command at a time starts or ends a cloud. The lock goes with the process, however that ends."""
    check_name(name)
    LOCKS.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(LOCKS / f"cloud-{name}.lock")
    try:
        lock.acquire(timeout=0.2)
    except filelock.Timeout:
        progress.note(f"Another command is at work on the cloud {name!r}; waiting for it.")
        try:
            lock.acquire(timeout=2 * launch.LIMIT)
        except filelock.Timeout as failure:
            raise Trouble(
                f"Another command has been busy with the cloud {name!r} for too long.", "End it first."
            ) from failure
    try:
        yield
    finally:
        lock.release()
