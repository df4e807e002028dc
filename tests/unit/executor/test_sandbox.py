"""Real processes behind the real Runtime API, with a fake runtime in place of awslambdaric."""

import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import cuttings_executor
from tests.integration.waiting import eventually

FAKE_RUNTIME = Path(__file__).with_name("fake_runtime.py")
SLEEP = ["sleep", "600"]


def is_running(pid: int) -> bool:
    """An ended child that nobody reaped counts as running: none may be left."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not is_running(pid))


def test_a_process_is_used_again_while_it_is_warm(runner):
    function = runner()
    assert function.ask()["pid"] == function.ask()["pid"]


def test_only_the_first_invocation_tells_of_the_initialization(runner):
    function = runner(print="importing\n")
    first, second = function.invoke(), function.invoke()
    assert first.logs.startswith("INIT_START Runtime Version: python3.13\nimporting\nSTART RequestId: request-1")
    assert "Init Duration:" in first.logs
    assert second.logs.startswith("START RequestId: request-2")
    assert "Init Duration:" not in second.logs


def test_what_is_printed_just_before_the_answer_belongs_to_that_invocation(runner):
    function = runner()
    for number in range(50):
        lines = function.invoke(print=f"line {number}").logs.splitlines()
        assert f"line {number}" in lines
        assert sum(line.startswith("line") for line in lines) == 1


def test_the_deadline_is_the_functions_timeout(runner):
    function = runner(timeout=7)
    function.ask()
    assert 6.5 < function.ask()["left"] <= 7


def test_a_timeout_ends_the_process_and_a_hidden_child_and_the_next_invocation_gets_a_new_one(runner):
    function = runner(timeout=0.5)
    before = function.ask(child=SLEEP)
    outcome = function.invoke(sleep=600)
    assert outcome.is_error
    assert json.loads(outcome.payload) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": "RequestId: request-2 Error: Task timed out after 0.50 seconds",
    }
    assert "Z request-2 Task timed out after 0.50 seconds\nEND RequestId: request-2\nREPORT" in outcome.logs
    assert not is_running(before["pid"])
    assert not is_running(before["child"])
    assert not Path(before["folder"]).exists()
    assert function.ask()["pid"] != before["pid"]


def test_a_slow_initialization_is_no_error_and_leaves_the_handler_its_whole_timeout(runner):
    function = runner(sleep=0.5, timeout=1, init_limit=0.1)
    assert function.ask(sleep=0.7)["left"] > 0.2


def test_an_initialization_that_never_ends_is_ended(runner):
    outcome = runner(sleep=600, timeout=0.3, init_limit=0.2).invoke()
    assert json.loads(outcome.payload)["errorType"] == "Sandbox.Timedout"


def test_the_runtimes_own_words_about_a_failed_initialization_are_the_answer(runner):
    words = {"errorType": "Runtime.ImportModuleError", "errorMessage": "no such module"}
    outcome = runner(print="importing", fail=words).invoke()
    assert outcome.is_error
    assert json.loads(outcome.payload) == words
    assert "importing\nSTART" in outcome.logs
    assert "Status: error\tError Type: Runtime.ImportModuleError" in outcome.logs


@pytest.mark.parametrize(
    ("code", "message"),
    [(3, "Runtime exited with error: exit status 3"), (0, "Runtime exited without providing a reason")],
)
def test_a_process_that_ends_in_its_initialization_or_in_an_invocation_is_an_exit_error(runner, code, message):
    for outcome in (runner(exit=code).invoke(), runner().invoke(exit=code)):
        assert json.loads(outcome.payload) == {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: request-1 Error: {message}",
        }


def test_using_too_much_memory_ends_the_process_with_no_harm_to_the_next_invocation(runner):
    function = runner(memory=100)
    outcome = function.invoke(use=1000)
    assert json.loads(outcome.payload)["errorType"] == "Runtime.OutOfMemory"
    assert "Memory Size: 100 MB\tMax Memory Used: 100 MB" in outcome.logs
    assert function.ask(use=10)["used"] == 10


def test_using_too_much_memory_in_the_initialization_is_told_as_well(runner):
    assert json.loads(runner(memory=100, use=1000).invoke().payload)["errorType"] == "Runtime.OutOfMemory"


def test_the_report_names_the_most_memory_used(runner):
    logs = runner(memory=512).invoke(use=200).logs
    used = int(logs.partition("Max Memory Used: ")[2].split()[0])
    assert 200 <= used <= 250


def test_a_process_that_dies_between_invocations_is_replaced_unnoticed(runner):
    function = runner()
    first = function.ask(exit_after=1)["pid"]
    assert function.ask()["pid"] != first
    second = function.ask()["pid"]
    kill(second)
    assert function.ask()["pid"] != second


def test_last_words_of_a_process_are_not_put_into_the_next_invocation(runner, tmp_path):
    function = runner()
    function.ask()
    pid = function.ask(child=["sh", "-c", f"sleep 0.2; echo later >&2; touch {tmp_path}/said"])["pid"]
    eventually((tmp_path / "said").exists)
    kill(pid)
    assert function.invoke().logs.startswith("later\nINIT_START")


def test_a_child_that_prints_for_ever_holds_nobody_up(runner):
    function = runner(timeout=30)
    function.ask(child=["sh", "-c", "yes >&2"])
    for _ in range(5):
        function.ask()


def test_the_process_stays_in_our_session(runner):
    assert runner().ask()["session"] == os.getsid(0)


def test_stopping_leaves_no_process_thread_port_or_folder(runner):
    threads, files = set(threading.enumerate()), len(list(Path("/dev/fd").iterdir()))
    # The cloud that other tests share may be ours as well.
    children = set(psutil.Process().children())
    function = runner()
    seen = function.ask(child=SLEEP)
    function.sandbox.stop()
    assert not is_running(seen["pid"])
    assert not is_running(seen["child"])
    assert not Path(seen["folder"]).exists()
    assert set(threading.enumerate()) <= threads
    assert len(list(Path("/dev/fd").iterdir())) <= files
    assert set(psutil.Process().children()) <= children, "a zombie is left"


def test_stopping_ends_a_running_invocation(runner, tmp_path):
    function = runner(timeout=600)
    function.ask()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(function.invoke, child=["touch", f"{tmp_path}/running"], sleep=600)
        eventually((tmp_path / "running").exists)
        function.sandbox.stop()
        assert json.loads(running.result(timeout=5).payload)["errorType"] == "Runtime.ExitError"
    with pytest.raises(RuntimeError, match="stopped"):
        function.invoke()


def test_a_runtime_that_cannot_be_started_is_an_exit_error_with_the_reason_in_the_log(runner):
    function = runner()
    object.__setattr__(function.function, "command", ("/no/such/python", "-m", "awslambdaric"))
    outcome = function.invoke()
    assert json.loads(outcome.payload)["errorType"] == "Runtime.ExitError"
    assert "cannot start /no/such/python: No such file or directory" in outcome.logs


HOST = f"""
import sys, time
from pathlib import Path
from cuttings_executor.happenings import Invocation
from cuttings_executor.process import Function
from cuttings_executor.sandbox import Sandbox
command = (sys.executable, {str(FAKE_RUNTIME)!r})
sandbox = Sandbox(Function(command, Path.cwd(), {{"PATH": "/usr/bin:/bin"}}, 128 * 2**20, 600))
print(sandbox.invoke(Invocation("1", "arn", b'{{"child": ["sleep", "600"]}}')).payload.decode(), flush=True)
if sys.argv[1] == "busy":
    sandbox.invoke(Invocation("2", "arn", b'{{"print": "busy", "sleep": 600}}'))
time.sleep(600)
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_everything_ends_when_the_process_that_holds_it_is_killed(state, tmp_path):
    package = str(Path(cuttings_executor.__file__).parents[1])
    host = subprocess.Popen(
        [sys.executable, "-c", HOST, state],
        cwd=tmp_path,
        env={"PYTHONPATH": package, "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
    )
    with host:
        seen = json.loads(host.stdout.readline())
        host.kill()
    eventually(lambda: not is_running(seen["pid"]))
    eventually(lambda: not is_running(seen["child"]))
    eventually(lambda: not Path(seen["folder"]).exists())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_killed_supervisor_takes_the_function_along_and_is_an_exit_error(runner, tmp_path):
    function = runner()
    seen = function.ask()
    supervisor = int(Path(f"/proc/{seen['pid']}/stat").read_text().rpartition(")")[2].split()[1])
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(function.invoke, child=["touch", f"{tmp_path}/running"], sleep=600)
        eventually((tmp_path / "running").exists)
        os.kill(supervisor, signal.SIGKILL)
        assert json.loads(running.result(timeout=5).payload)["errorType"] == "Runtime.ExitError"
    eventually(lambda: not is_running(seen["pid"]))
    assert not Path(seen["folder"]).exists()
    assert function.ask()["pid"] != seen["pid"]
