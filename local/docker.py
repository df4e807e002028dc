"""The same cloud in Docker's containers, where Docker is there: the official images, on the same loopback ports."""

import os
import subprocess
from contextlib import suppress

from local.errors import Trouble
from local.folders import ROOT

_FILE = ROOT / "local" / "docker-compose.yml"


def require() -> None:
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run(["docker", "compose", "ls"], capture_output=True, timeout=30, check=False)
        if asked.returncode == 0:
            return
    raise Trouble("Docker Compose does not answer.", "Start Docker, or leave out --docker: the cloud runs without it.")


def up(name: str, port: int, opensearch_port: int, heap: str) -> None:
    ports = {"CUTTINGS_PORT": str(port), "CUTTINGS_OPENSEARCH_PORT": str(opensearch_port), "CUTTINGS_HEAP": heap}
    _compose(name, "up", "--detach", "--wait", **ports)


def down(name: str) -> None:
    _compose(name, "down", "--volumes", "--timeout", "5")


def _compose(name: str, *words: str, **variables: str) -> None:
    command = ["docker", "compose", "--project-name", f"cuttings-{name}", "--file", str(_FILE), *words]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"`docker compose {words[0]}` failed.", "Its last words are above.", detail=done.stderr[-2000:])
