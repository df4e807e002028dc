"""The plugin for LocalStack 4.14: LAMBDA_RUNTIME_EXECUTOR=process. Everything that knows LocalStack is here.

CUTTINGS_RUNTIME_PYTHON names the Python that functions run with: that of an environment which holds awslambdaric and
the boto3 that Lambda's image carries, and nothing of LocalStack's.
"""

import logging
import os
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from cuttings_executor.environment import function_environment
from cuttings_executor.happenings import Invocation
from cuttings_executor.process import Function
from cuttings_executor.sandbox import Sandbox

LOG = logging.getLogger(__name__)
SETTING = "CUTTINGS_RUNTIME_PYTHON"


class ProcessPlugin(RuntimeExecutorPlugin):  # type: ignore[misc]
    name = "process"

    def load(self, *_: object, **__: object) -> type[RuntimeExecutor]:
        return ProcessExecutor


class ProcessExecutor(RuntimeExecutor):  # type: ignore[misc]
    """LocalStack makes one for each concurrent invocation, and gives it one invocation at a time.

    Nothing that a function does wrong is raised here: LocalStack would make a 500 of it, which callers retry.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:  # noqa: A002 - LocalStack's name
        super().__init__(id, function_version)
        self._sandbox: Sandbox | None = None

    def start(self, env_vars: dict[str, object]) -> None:
        self._sandbox = Sandbox(_function(self.function_version, env_vars))
        self._sandbox.start()

    def stop(self) -> None:
        if self._sandbox:
            self._sandbox.stop()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        assert self._sandbox, "LocalStack invokes only what it has started"
        request_id = payload["invoke-id"]
        outcome = self._sandbox.invoke(
            Invocation(
                request_id=request_id,
                function_arn=payload["invoked-function-arn"],
                payload=payload["payload"].encode(),
                trace_id=payload.get("trace-id", ""),
            )
        )
        return InvocationResult(request_id, outcome.payload, is_error=outcome.is_error, logs=outcome.logs)

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        # An address and not a name: under a name, boto3 puts the bucket into the host, which then resolves nowhere.
        host: str = config.GATEWAY_LISTEN[0].host
        return "127.0.0.1" if host in {"", "0.0.0.0", "::", "localhost"} else host  # noqa: S104  # nosec B104 - compared with, and never listened on

    def get_runtime_endpoint(self) -> str:
        return f"http://{self.get_endpoint_from_executor()}:{config.GATEWAY_LISTEN[0].port}"

    def get_logs(self) -> str:
        return ""  # each invocation has returned its own

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        _runtime_python()
        runtime = function_version.config.runtime or "a container image"
        if not runtime.startswith("python"):
            raise ValueError(f"only Python functions can run as processes, not {runtime}")
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """LocalStack itself deletes the code; nothing else was made."""

    @classmethod
    def validate_environment(cls) -> bool:
        try:
            _runtime_python()
        except ValueError as problem:
            LOG.error("No Lambda function can run: %s", problem)  # noqa: TRY400 - the one line says it all
            return False
        return True


def _runtime_python() -> Path:
    python = Path(os.environ.get(SETTING, ""))
    if not os.environ.get(SETTING):
        raise ValueError(f"{SETTING} is not set; it names the Python that functions run with")
    if not os.access(python, os.X_OK) or not python.is_file():
        raise ValueError(f"{SETTING} is {python}, which is not a Python that can be run")
    return python.absolute()  # not resolved: behind the link lies the Python that the environment was made from


def _function(version: FunctionVersion, given: dict[str, object]) -> Function:
    settings = version.config
    python = _runtime_python()
    code = Path(settings.code.get_unzipped_code_location())
    return Function(
        command=(str(python), "-m", "awslambdaric", settings.handler),
        code=code,
        environment=function_environment(given, settings.environment or {}, code, python, settings.runtime),
        memory_size=settings.memory_size * 1024 * 1024,
        timeout=settings.timeout,
        runtime=settings.runtime,
        version=version.id.qualifier,
    )
