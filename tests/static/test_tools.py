"""The tools that look at the code without running it. `make check` runs the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def run(*command: str | Path) -> str:
    """What a tool printed, or "" when it was content."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "format", "--check"),
        ("ruff", "check"),
        ("mypy",),
        ("cfn-lint", "template.yaml", "--append-rules", "cfn_lint_serverless.rules"),
    ],
    ids=" ".join,
)
def test_a_tool_finds_nothing(command):
    assert run(BIN / command[0], *command[1:]) == ""


def test_sam_takes_the_template_as_it_is():
    from local import tools
    from local.progress import Silent

    tools.ensure((tools.SAM,), Silent())
    environment = {"AWS_DEFAULT_REGION": "us-east-1", "SAM_CLI_TELEMETRY": "0", "HOME": str(tools.SAM.folder)}
    done = subprocess.run(
        [tools.SAM.bin / "sam", "validate", "--lint"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def uv() -> str:
    from local import tools

    return tools.find_uv()


def test_the_lock_file_is_fresh():
    assert run(uv(), "lock", "--check", "--offline") == "" or run(uv(), "lock", "--check") == ""


def test_the_constraints_of_the_bundles_are_what_the_lock_says():
    options = (
        "--no-hashes --no-emit-project --extra ingest --extra reconcile --extra search --extra uploads "
        "--no-default-groups --no-annotate --no-header"
    )
    done = subprocess.run(
        [uv(), "export", "--quiet", "--frozen", *options.split()], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ROOT / "constraints.txt").read_text("utf-8") == done.stdout


@pytest.mark.parametrize("name", ["localstack", "runtime", "sam", "scan", "browser"])
def test_what_the_project_tells_uv_does_not_reach_the_locked_tools(name):
    """A constraint of the project's, say, is not in the lock of a tool: uv refuses to install the tool then."""
    from local import tools
    from local.progress import Silent

    tool = getattr(tools, name.upper())
    tools.ensure((tool,), Silent())
    tools.install_locked(tool.python, tool.lock, "--dry-run", "--offline")


def test_a_plugin_whose_code_alone_changed_is_built_anew(tmp_path):
    """uv keeps what it built of a folder, and by itself looks at nothing but its pyproject.toml for changes."""
    plugin = tmp_path / "plugin"
    shutil.copytree(ROOT / "local" / "executor", plugin)
    code = plugin / "cuttings_executor" / "turns.py"

    installed = []
    for number in (1, 2):
        code.write_text(f"NUMBER = {number}\n", "utf-8")
        place = tmp_path / str(number)
        subprocess.run(
            [uv(), "pip", "install", "--quiet", "--no-deps", "--target", place, plugin], cwd=tmp_path, check=True
        )
        installed.append((place / "cuttings_executor" / "turns.py").read_text("utf-8"))

    assert installed == ["NUMBER = 1\n", "NUMBER = 2\n"]
