"""What Lambda itself writes into a function's log, and what it answers in the function's place."""

import json
import math
import signal
from dataclasses import dataclass
from datetime import UTC, datetime

from cuttings_executor.happenings import MAX_RESPONSE

# CloudWatch takes 256 KB an event, of which 26 bytes are its own.
_LONGEST_LINE = 256 * 1024 - 64


@dataclass(frozen=True)
class Failure:
    """Why an invocation ended without an answer of its handler."""

    error_type: str
    payload: bytes
    log: str = ""
    status: str = "error"


def timed_out(request_id: str, seconds: float) -> Failure:
    message = f"Task timed out after {seconds:.2f} seconds"
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    payload = _payload("Sandbox.Timedout", request_id, message)
    return Failure("Sandbox.Timedout", payload, log=f"{now}Z {request_id} {message}", status="timeout")


def exited(request_id: str, returncode: int, *, out_of_memory: bool) -> Failure:
    error_type = "Runtime.OutOfMemory" if out_of_memory else "Runtime.ExitError"
    message = _how_it_exited(returncode)
    log = f"RequestId: {request_id} Error: {message}\n{error_type}"
    return Failure(error_type, _payload(error_type, request_id, message), log=log)


def too_large() -> Failure:
    message = f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
    error_type = "Function.ResponseSizeTooLarge"
    payload = json.dumps({"errorType": error_type, "errorMessage": message}).encode()
    return Failure(error_type, payload, log=message)


def init_failed(payload: bytes) -> Failure:
    """The runtime has written the reason into the log already; its words are also the answer."""
    try:
        error_type = str(json.loads(payload)["errorType"])
    except (ValueError, TypeError, KeyError):
        error_type = "Runtime.Unknown"
    return Failure(error_type, payload)


def _payload(error_type: str, request_id: str, message: str) -> bytes:
    return json.dumps({"errorType": error_type, "errorMessage": f"RequestId: {request_id} Error: {message}"}).encode()


def _how_it_exited(returncode: int) -> str:
    if returncode == 0:
        return "Runtime exited without providing a reason"
    if returncode > 0:
        return f"Runtime exited with error: exit status {returncode}"
    name = signal.strsignal(-returncode) or f"signal {-returncode}"
    # macOS adds the number ("Killed: 9").
    return f"Runtime exited with error: signal: {name.partition(':')[0].lower()}"


@dataclass(frozen=True)
class Account:
    """The account of one invocation; times in seconds, memory in bytes."""

    request_id: str
    version: str
    duration: float
    memory_size: int
    memory_used: int
    init_duration: float | None = None


def log_of(account: Account, failure: Failure | None, before: str, printed: str) -> str:
    """The invocation's whole log: `before` came from the initialization (or after the invocation before this one)."""
    lines = [
        before,
        f"START RequestId: {account.request_id} Version: {account.version}",
        printed,
        failure.log if failure else "",
        f"END RequestId: {account.request_id}",
        report_line(account, failure),
    ]
    return "\n".join(line for text in lines for line in lines_for_cloudwatch(text)) + "\n"


def report_line(account: Account, failure: Failure | None) -> str:
    # The initialization is billed as well, as on AWS since August 2025.
    billed = math.ceil((account.duration + (account.init_duration or 0)) * 1000)
    # When the limit is passed, the last look finds a little more than the limit; Lambda never shows more.
    used = min(account.memory_used, account.memory_size)
    parts = [
        f"REPORT RequestId: {account.request_id}",
        f"Duration: {account.duration * 1000:.2f} ms",
        f"Billed Duration: {billed} ms",
        f"Memory Size: {account.memory_size // 1024**2} MB",
        f"Max Memory Used: {used // 1024**2} MB",
    ]
    if account.init_duration is not None:
        parts.append(f"Init Duration: {account.init_duration * 1000:.2f} ms")
    if failure:
        parts.append(f"Status: {failure.status}")
    if failure and failure.status == "error":
        parts.append(f"Error Type: {failure.error_type}")
    return "\t".join(parts)


def lines_for_cloudwatch(text: str) -> list[str]:
    """One line an event: none empty, none too long. The runtime separates the lines of a traceback by returns."""
    lines = text.replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").split("\n")
    return [piece for line in lines if line for piece in _pieces(line)]


def _pieces(line: str) -> list[str]:
    if len(line.encode()) <= _LONGEST_LINE:
        return [line]
    step = _LONGEST_LINE // 4  # no character takes more than four bytes
    return [line[start : start + step] for start in range(0, len(line), step)]
