import json

import pytest

from cuttings_executor.report import (
    Account,
    exited,
    init_failed,
    lines_for_cloudwatch,
    log_of,
    report_line,
    timed_out,
    too_large,
)

MB = 1024 * 1024


def account(**changes):
    values = {"request_id": "id", "version": "7", "duration": 0.0021, "memory_size": 128 * MB, "memory_used": 40 * MB}
    return Account(**{**values, **changes})


def test_a_warm_report():
    assert report_line(account(), None) == (
        "REPORT RequestId: id\tDuration: 2.10 ms\tBilled Duration: 3 ms\tMemory Size: 128 MB\tMax Memory Used: 40 MB"
    )


def test_a_cold_report_has_the_initialization_and_bills_it():
    line = report_line(account(init_duration=0.25), None)
    assert "Billed Duration: 253 ms" in line
    assert line.endswith("\tInit Duration: 250.00 ms")


def test_no_more_memory_is_shown_than_there_is():
    assert "Max Memory Used: 128 MB" in report_line(account(memory_used=150 * MB), None)


def test_a_report_of_a_timeout_and_of_an_exit():
    assert report_line(account(), timed_out("id", 3)).endswith("\tStatus: timeout")
    ended = report_line(account(), exited("id", 1, out_of_memory=False))
    assert ended.endswith("\tStatus: error\tError Type: Runtime.ExitError")


def test_a_timeout_as_lambda_tells_it():
    failure = timed_out("id", 3)
    assert json.loads(failure.payload) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": "RequestId: id Error: Task timed out after 3.00 seconds",
    }
    assert failure.log.endswith("Z id Task timed out after 3.00 seconds")


@pytest.mark.parametrize(
    ("returncode", "message"),
    [
        (0, "Runtime exited without providing a reason"),
        (1, "Runtime exited with error: exit status 1"),
        (-9, "Runtime exited with error: signal: killed"),
        (-11, "Runtime exited with error: signal: segmentation fault"),
        (-6, "Runtime exited with error: signal: aborted"),
    ],
)
def test_an_exit_as_lambda_tells_it(returncode, message):
    failure = exited("id", returncode, out_of_memory=False)
    assert json.loads(failure.payload) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: id Error: {message}",
    }
    assert failure.log == f"RequestId: id Error: {message}\nRuntime.ExitError"


def test_running_out_of_memory_has_a_type_of_its_own():
    assert json.loads(exited("id", -9, out_of_memory=True).payload)["errorType"] == "Runtime.OutOfMemory"


def test_a_failed_initialization_is_answered_in_the_runtimes_words_whatever_they_are():
    assert init_failed(b'{"errorType": "E"}').error_type == "E"
    for odd in (b"\xff", b"[]", b"{}", b""):
        assert init_failed(odd).payload == odd


def test_a_response_that_is_too_large_as_lambda_tells_it():
    assert json.loads(too_large().payload)["errorType"] == "Function.ResponseSizeTooLarge"


def test_a_log_in_lambdas_order():
    log = log_of(account(), timed_out("id", 3), "INIT_START\nimporting\n", "hello\n\nworld")
    assert [line.split()[0] for line in log.splitlines()[:4]] == ["INIT_START", "importing", "START", "hello"]
    assert log.splitlines()[2] == "START RequestId: id Version: 7"
    assert "world\n" in log
    assert log.index("timed out") < log.index("END RequestId: id") < log.index("REPORT")
    assert log.endswith("\n")


def test_no_line_is_empty_or_longer_than_cloudwatch_takes_and_nothing_is_lost():
    text = "ä" * 300_000 + "\n\n\r" + "x" * 500_000 + "\rend"
    lines = lines_for_cloudwatch(text)
    assert "".join(lines) == text.replace("\n", "").replace("\r", "")
    assert all(0 < len(line.encode()) <= 256 * 1024 - 26 for line in lines)
    assert lines[-1] == "end"
