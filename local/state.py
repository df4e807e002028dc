"""What is known of a cloud between two commands: `.cuttings/clouds/NAME/state.json`."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from local.folders import CLOUDS, MACHINE, cloud_folder
from local.processes import Leader

DEFAULT = "local"
"""The cloud that is meant when none is named."""

_FORMAT = 1


@dataclass(frozen=True)
class State:
    name: str
    port: int
    opensearch_port: int
    ready: bool = False
    docker: bool = False
    leaders: dict[str, Leader] = field(default_factory=dict)
    deployed: dict[str, str] = field(default_factory=dict)
    """Stack name -> fingerprint of what was deployed there last."""

    @property
    def endpoint_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def opensearch_url(self) -> str:
        return f"http://127.0.0.1:{self.opensearch_port}"

    def with_leader(self, program: str, leader: Leader) -> "State":
        return replace(self, leaders={**self.leaders, program: leader})


def load(name: str) -> State | None:
    """The state, or None when there is none that can be read: a cloud then counts as not there."""
    return _read(_path(name))


def _read(path: Path) -> State | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        if found.pop("format") != _FORMAT:
            return None
        leaders = {program: Leader(**leader) for program, leader in found.pop("leaders").items()}
        return State(**found, leaders=leaders)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def save(state: State) -> None:
    path = _path(state.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_text(json.dumps({"format": _FORMAT, **asdict(state)}, indent=2) + "\n", "utf-8")
    aside.replace(path)


def forget(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def everywhere() -> Iterator[State]:
    """The clouds of this checkout and of every other of this user that ever asked."""
    checkouts = MACHINE / "checkouts"
    checkouts.mkdir(parents=True, exist_ok=True, mode=0o700)
    ours = checkouts / sha256(str(CLOUDS).encode()).hexdigest()[:16]
    if not ours.is_symlink():
        ours.symlink_to(CLOUDS)
    for path in checkouts.glob("*/*/state.json"):
        if state := _read(path):
            yield state


def _path(name: str) -> Path:
    return cloud_folder(name) / "state.json"
