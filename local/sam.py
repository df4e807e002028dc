"""SAM: its own Python first on the PATH, its chatter in a log."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

from local import commands, tools
from local.commands import Command
from local.errors import Trouble
from local.folders import HOME, ROOT
from local.progress import Progress

TEMPLATE = ROOT / "template.yaml"
BUILT = "built.yaml"
"""The template that was built, in the folder of its build."""

_SETTINGS = {
    "SAM_CLI_TELEMETRY": "0",
    "SAM_CLI_POLL_DELAY": "1",  # seconds between two looks at the stack; 5 otherwise
    "__SAM_CLI_APP_DIR": str(HOME / "sam"),
}


def configured(stack: str) -> dict[str, str]:
    """The parameters that samconfig.toml has for a stack of that name; none for another."""
    told = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    for each in told.values():
        if isinstance(each, dict) and each.get("global", {}).get("parameters", {}).get("stack_name") == stack:
            pairs = each["deploy"]["parameters"].get("parameter_overrides", [])
            return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
    return {}


def build(folder: Path, parameters: Mapping[str, str], *, log: Path, progress: Progress) -> None:
    """Bundle each function. Run in the root of the checkout, for they ask for the project itself: `.[ingest]`."""
    words: list[str | Path] = ["build", "--template-file", TEMPLATE, "--build-dir", folder, "--parallel"]
    # SAM's cache does not notice a change in shared/.
    _run("Building the functions", [*words, "--no-cached", *_overrides(parameters)], os.environ, log, progress)
    shutil.copy(TEMPLATE, folder / BUILT)


def repoint(folder: Path, template: Path = TEMPLATE) -> bool:
    """Let the template as it is now deploy the bundles in that folder. False where it asks for others."""
    if not (tools.SAM.is_installed and (folder / BUILT).exists()):
        return False
    words: list[str | Path] = [tools.SAM.python, "-P", ROOT / "local" / "bundles.py", template, folder / BUILT, folder]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def deploy(
    folder: Path,
    stack: str,
    parameters: Mapping[str, str],
    *options: str,
    environment: Mapping[str, str],
    log: Path,
    progress: Progress,
) -> None:
    words: list[str | Path] = ["deploy", "--template-file", folder / "template.yaml", "--stack-name", stack, *options]
    words += ["--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    words += ["--no-progressbar", *_overrides(parameters)]
    _run(f"Deploying the stack {stack!r}", words, environment, log, progress)


def _run(title: str, words: list[str | Path], environment: Mapping[str, str], log: Path, progress: Progress) -> None:
    tools.ensure((tools.SAM,), progress)
    path = f"{tools.SAM.bin}{os.pathsep}{environment['PATH']}"
    settings = dict(environment) | _SETTINGS | {"PATH": path}
    try:
        commands.run([Command(title, [tools.SAM.bin / "sam", *words], log, settings)], progress)
    except Trouble as trouble:
        _, error, told = trouble.detail.rpartition("\nError: ")
        trouble.detail = told if error else trouble.detail
        raise


def _overrides(parameters: Mapping[str, str]) -> list[str]:
    pairs = [f"ParameterKey={name},ParameterValue={value}" for name, value in parameters.items()]
    return ["--parameter-overrides", *pairs] if pairs else []
