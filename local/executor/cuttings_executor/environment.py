"""The environment variables that a function sees: those that Lambda sets, and its own. None of this machine's."""

from collections.abc import Mapping
from pathlib import Path

# What LocalStack adds for its own containers.
_NOT_LAMBDAS = ("LOCALSTACK_", "EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT")


def function_environment(
    given: Mapping[str, object], configured: Mapping[str, str], code: Path, python: Path, runtime: str
) -> dict[str, str]:
    """`given` comes from LocalStack and holds `configured`, the function's own variables, already."""
    kept = {
        name: str(value) for name, value in given.items() if name in configured or not name.startswith(_NOT_LAMBDAS)
    }
    return {
        "LANG": "en_US.UTF-8",
        "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
        **kept,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "LAMBDA_TASK_ROOT": str(code),
        "LAMBDA_RUNTIME_DIR": str(python.parents[1]),
    }
