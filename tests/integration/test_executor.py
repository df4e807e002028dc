"""The local cloud's Lambda keeps the promises of the real one, though it runs functions as processes."""

import base64
import contextlib
import io
import json
import os
import signal
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.waiting import eventually

MB = 1024 * 1024


@dataclass
class Result:
    payload: Any
    error: str | None
    log: str
    request_id: str
    seconds: float


@dataclass
class DeployedFunction:
    name: str
    aws: Callable[[str], Any]

    def invoke(self, event: object = None) -> Result:
        begun = time.monotonic()
        answer = self.aws("lambda").invoke(FunctionName=self.name, Payload=json.dumps(event), LogType="Tail")
        return Result(
            payload=json.loads(answer["Payload"].read()),
            error=answer.get("FunctionError"),
            log=base64.b64decode(answer["LogResult"]).decode(),
            request_id=answer["ResponseMetadata"]["RequestId"],
            seconds=time.monotonic() - begun,
        )

    def logged(self, until: str = "REPORT") -> list[str]:
        """The lines in CloudWatch, once one of them begins with `until`."""

        def lines() -> list[str] | None:
            logs = self.aws("logs")
            try:
                pages = logs.get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/{self.name}")
                found = [event["message"].rstrip("\n") for page in pages for event in page["events"]]
            except logs.exceptions.ResourceNotFoundException:
                return None
            return found if any(line.startswith(until) for line in found) else None

        return eventually(lines)

    def delete(self) -> None:
        self.aws("lambda").delete_function(FunctionName=self.name)


@pytest.fixture
def deploy(aws) -> Iterator[Callable[..., DeployedFunction]]:
    made: list[DeployedFunction] = []

    def make(source: str, timeout: int = 10, memory: int = 128, **files: str) -> DeployedFunction:
        function = DeployedFunction(f"executor-{uuid.uuid4().hex[:12]}", aws)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as bundle:
            for name, content in {"app": source, **files}.items():
                bundle.writestr(f"{name}.py", content)
        aws("lambda").create_function(
            FunctionName=function.name,
            Runtime="python3.13",
            Handler="app.handler",
            Role="arn:aws:iam::000000000000:role/lambda",
            Code={"ZipFile": archive.getvalue()},
            Timeout=timeout,
            MemorySize=memory,
            Environment={"Variables": {"GREETING": "grüß Gott"}},
        )
        made.append(function)
        eventually(lambda: aws("lambda").get_function(FunctionName=function.name)["Configuration"]["State"] == "Active")
        return function

    yield make
    for function in made:
        with contextlib.suppress(aws("lambda").exceptions.ResourceNotFoundException):  # when the test deleted it itself
            function.delete()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# --- timeout


def test_an_invocation_ends_at_the_timeout_with_its_children_and_the_next_is_served(deploy):
    function = deploy(
        """
import os, subprocess, time
def handler(event, context):
    if event == "hang":
        child = subprocess.Popen(["sleep", "600"], start_new_session=True)
        print("pids", os.getpid(), child.pid, flush=True)
        time.sleep(600)
    return os.getpid()
""",
        timeout=1,
    )
    result = function.invoke("hang")
    assert result.error == "Unhandled"
    assert result.payload == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": f"RequestId: {result.request_id} Error: Task timed out after 1.00 seconds",
    }
    assert 1 <= result.seconds < 5
    assert f"{result.request_id} Task timed out after 1.00 seconds" in result.log
    assert "Status: timeout" in result.log
    line = next(line for line in result.log.splitlines() if line.startswith("pids"))
    pids = [int(word) for word in line.split()[1:]]
    assert not any(is_running(pid) for pid in pids)
    assert function.invoke().payload not in pids


def test_the_handler_knows_how_much_time_is_left(deploy):
    function = deploy("def handler(event, context): return context.get_remaining_time_in_millis()", timeout=7)
    function.invoke()
    assert 6500 < function.invoke().payload <= 7000


# --- memory


def test_using_more_memory_than_configured_ends_the_invocation_and_the_next_is_served(deploy):
    function = deploy(
        """
def handler(event, context):
    return len([b"x" * 2**20 for _ in range(event)])
""",
        memory=128,
    )
    result = function.invoke(2000)
    assert result.error == "Unhandled"
    assert result.payload["errorType"] == "Runtime.OutOfMemory"
    assert "signal: killed" in result.payload["errorMessage"]
    assert "Memory Size: 128 MB\tMax Memory Used: 128 MB" in result.log
    second = function.invoke(10)
    assert second.payload == 10
    assert "INIT_START" in second.log


def test_threads_address_space_and_forked_children_do_not_count_as_memory_in_use(deploy):
    function = deploy(
        """
import mmap, os, threading
ballast = b"x" * (60 * 2**20)
def handler(event, context):
    reserved = mmap.mmap(-1, 2**31)
    done = threading.Event()
    threads = [threading.Thread(target=done.wait) for _ in range(64)]
    for thread in threads: thread.start()
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            done.wait(0.6)
            os._exit(0)
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    done.set()
    return codes
"""
    )
    assert function.invoke().payload == [0, 0, 0]


def test_the_memory_of_a_child_process_counts(deploy):
    function = deploy(
        """
import subprocess, sys
def handler(event, context):
    subprocess.run([sys.executable, "-c", "[b'x' * 2**20 for _ in range(4000)]"])
"""
    )
    assert function.invoke().payload["errorType"] == "Runtime.OutOfMemory"


# --- environment


def test_the_functions_own_modules_win_over_those_of_the_runtime(deploy):
    function = deploy(
        """
import os, jmespath
def handler(event, context): return os.path.dirname(jmespath.__file__) == os.environ["LAMBDA_TASK_ROOT"]
""",
        jmespath="",
    )
    assert function.invoke().payload is True


def test_a_function_sees_lambdas_environment_and_nothing_of_this_machines(deploy, aws):
    bucket = f"executor-{uuid.uuid4().hex[:12]}"
    aws("s3").create_bucket(Bucket=bucket)
    function = deploy(
        """
import os, pathlib, sys, boto3
def handler(event, context):
    (pathlib.Path(os.environ["TMPDIR"]) / "scratch").write_text("x")
    boto3.client("s3").put_object(Bucket=event, Key="a b", Body=b"x")
    return {"variables": dict(os.environ), "cwd": os.getcwd(), "path": sys.path, "home": str(pathlib.Path.home())}
""",
        timeout=20,
    )
    seen = function.invoke(bucket).payload
    variables = seen["variables"]
    assert [found["Key"] for found in aws("s3").list_objects_v2(Bucket=bucket)["Contents"]] == ["a b"]
    assert variables["GREETING"] == "grüß Gott"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.13"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == function.name
    assert variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    assert variables["_HANDLER"] == "app.handler"
    assert variables["TZ"] == ":UTC"
    assert seen["cwd"] == variables["LAMBDA_TASK_ROOT"] == seen["path"][0]
    assert seen["home"] == variables["HOME"] == variables["TMPDIR"] != os.environ.get("HOME")
    others = {name for name in variables if not name.startswith(("AWS_", "_AWS_XRAY_", "LAMBDA_"))}
    others -= {"LC_CTYPE"}  # Python's own, where the machine lacks Lambda's locale
    assert others == {"GREETING", "HOME", "LANG", "PATH", "TMPDIR", "TZ", "_HANDLER", "_X_AMZN_TRACE_ID"}
    function.delete()
    eventually(lambda: not Path(variables["TMPDIR"]).exists())


# --- initialization


@pytest.mark.parametrize(
    ("source", "error_type", "message"),
    [
        ("import nowhere_to_be_found", "Runtime.ImportModuleError", "No module named 'nowhere_to_be_found'"),
        ("def handler(:", "Runtime.UserCodeSyntaxError", "Syntax error in module 'app'"),
        ("print('this far'); 1 / 0", "ZeroDivisionError", "division by zero"),
        ("nothing = None", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'"),
        ("import os; os._exit(3)", "Runtime.ExitError", "Runtime exited with error: exit status 3"),
        ("import os; os.abort()", "Runtime.ExitError", "Runtime exited with error: signal: aborted"),
    ],
)
def test_a_function_that_cannot_be_initialized_says_why_at_once(deploy, source, error_type, message):
    function = deploy(source)
    result = function.invoke()
    assert result.error == "Unhandled"
    assert result.payload["errorType"] == error_type
    assert message in result.payload["errorMessage"]
    assert result.seconds < 5
    log = "\n".join(function.logged())
    assert ("this far" in log) == ("this far" in source)
    assert message in log
    assert f"Error Type: {error_type}" in log


def test_after_a_failed_initialization_the_next_invocation_tries_again(deploy):
    function = deploy(
        """
import pathlib
tried = pathlib.Path("tried")
if not tried.exists():
    tried.touch()
    raise RuntimeError("not yet")
def handler(event, context): return "now"
"""
    )
    assert function.invoke().payload["errorMessage"] == "not yet"
    assert function.invoke().payload == "now"


# --- logs


def test_each_invocations_lines_stand_between_its_start_and_its_report(deploy):
    function = deploy(
        """
import logging, sys
print("importing")
logging.getLogger().setLevel("INFO")
def handler(event, context):
    print("out", event)
    print("err", event, file=sys.stderr)
    logging.info("logged %s", event)
    sys.stdout.write(f"no newline {event}")
"""
    )
    first, second = function.invoke(1), function.invoke(2)
    lines = function.logged(until=f"REPORT RequestId: {second.request_id}")
    for result, number, opening in ((first, 1, ["INIT_START", "importing"]), (second, 2, [])):
        start = lines.index(f"START RequestId: {result.request_id} Version: $LATEST")
        assert [line.split()[0] for line in lines[start - len(opening) : start]] == opening
        own = lines[start + 1 : start + 5]
        assert own[:2] == [f"out {number}", f"err {number}"]
        assert own[2].endswith(f"{result.request_id}\tlogged {number}")
        assert own[3] == f"no newline {number}"
        assert lines[start + 5] == f"END RequestId: {result.request_id}"
        assert lines[start + 6].startswith(f"REPORT RequestId: {result.request_id}\tDuration: ")
        assert ("Init Duration:" in lines[start + 6]) == (number == 1)
        assert "Memory Size: 128 MB\tMax Memory Used: " in lines[start + 6]


def test_a_flood_of_output_neither_blocks_the_function_nor_loses_the_end(deploy):
    function = deploy(
        """
import os
def handler(event, context):
    print("first line")
    print("ü" * 1_000_000)
    os.write(1, b"not UTF-8: \\xff\\xfe\\n")
    for number in range(60_000):
        print(number, "." * 100)
    print("last line")
    return "done"
""",
        timeout=20,
    )
    result = function.invoke()
    assert result.payload == "done"
    assert "last line" in result.log
    lines = function.logged()
    assert "first line" in lines
    assert "last line" in lines
    assert any(line.endswith("bytes of output are left out here]") for line in lines)
    assert max(len(line.encode()) for line in lines) <= 256 * 1024


# --- concurrency


def test_concurrent_invocations_have_processes_of_their_own_and_idle_ones_are_used_again(deploy, tmp_path):
    function = deploy(
        """
import os, pathlib, time
def handler(event, context):
    if event:
        folder = pathlib.Path(event)
        (folder / str(os.getpid())).touch()
        while len(list(folder.iterdir())) < 3: time.sleep(0.01)
    return os.getpid()
""",
        timeout=20,
    )
    with ThreadPoolExecutor(3) as pool:
        together = {result.payload for result in pool.map(function.invoke, [str(tmp_path)] * 3)}
    assert len(together) == 3
    alone = {function.invoke().payload for _ in range(5)}
    assert len(alone) == 1
    assert alone < together


def test_a_burst_of_invocations_waits_for_the_processes_that_a_machine_carries(deploy):
    function = deploy(
        """
import os, time
def handler(event, context):
    time.sleep(0.1)
    return os.getpid()
""",
        timeout=20,
    )
    at_once = max(8, 4 * (os.cpu_count() or 1))
    with ThreadPoolExecutor(3 * at_once) as pool:
        results = list(pool.map(function.invoke, range(4 * at_once)))
    assert {result.error for result in results} == {None}
    assert 1 < len({result.payload for result in results}) <= at_once


def test_a_process_that_dies_between_invocations_is_replaced_unnoticed(deploy):
    function = deploy("import os\ndef handler(event, context): return os.getpid()")
    first = function.invoke().payload
    os.kill(first, signal.SIGKILL)
    eventually(lambda: not is_running(first))
    second = function.invoke()
    assert second.error is None
    assert second.payload != first


def test_a_handler_that_ends_its_process_is_told_from_one_that_raises(deploy):
    function = deploy(
        """
import os
def handler(event, context):
    if event == "exit": os._exit(0)
    if event == "raise": raise LookupError("nothing by that name: \\u00fc")
    return "well"
"""
    )
    ended = function.invoke("exit")
    assert ended.payload == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: {ended.request_id} Error: Runtime exited without providing a reason",
    }
    raised = function.invoke("raise")
    assert raised.error == "Unhandled"
    assert raised.payload["errorType"] == "LookupError"
    assert raised.payload["errorMessage"] == "nothing by that name: ü"
    assert raised.payload["requestId"] == raised.request_id
    assert "[ERROR] LookupError: nothing by that name: ü" in raised.log
    assert function.invoke().payload == "well"


# --- end


def test_deleting_a_function_ends_its_process_and_its_children(deploy):
    function = deploy(
        """
import os, subprocess
def handler(event, context):
    return [os.getpid(), os.getppid(), subprocess.Popen(["sleep", "600"], start_new_session=True).pid]
"""
    )
    pids = function.invoke().payload
    assert all(is_running(pid) for pid in pids)
    function.delete()
    eventually(lambda: not any(is_running(pid) for pid in pids))


def test_deleting_a_function_ends_a_running_invocation(deploy, tmp_path):
    function = deploy(
        """
import pathlib, time
def handler(event, context):
    pathlib.Path(event, "running").touch()
    time.sleep(600)
""",
        timeout=600,
    )
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(function.invoke, str(tmp_path))
        eventually(lambda: list(tmp_path.iterdir()))
        function.delete()
        assert running.result(timeout=10).payload["errorType"] == "Runtime.ExitError"


# --- payloads


def test_payloads_of_six_megabytes_pass_both_ways(deploy):
    function = deploy("def handler(event, context): return event[::-1]", memory=256)
    text = "ab" * (3 * MB - 100)
    result = function.invoke(text)
    assert result.error is None
    assert result.payload == text[::-1]


def test_a_response_that_is_too_large_is_an_error_and_the_next_invocation_is_served(deploy):
    function = deploy("def handler(event, context): return 'x' * event", memory=256)
    result = function.invoke(7 * MB)
    assert result.error == "Unhandled"
    assert result.payload == {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    }
    assert function.invoke(3).payload == "xxx"


def test_asynchronous_invocations_and_empty_events_arrive(deploy, aws):
    function = deploy("def handler(event, context): print('came', event)")
    assert function.invoke().payload is None
    answer = aws("lambda").invoke(FunctionName=function.name, Payload=b'"later"', InvocationType="Event")
    assert answer["StatusCode"] == 202
    assert "came later" in function.logged(until="came later")
