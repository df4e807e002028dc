"""LocalStack without Docker: AWS on one loopback port, functions as processes, OpenSearch beside it."""

from pathlib import Path

from local import answers, processes
from local.folders import ROOT
from local.processes import Leader
from local.tools import LOCALSTACK, RUNTIME

VERSION = "4.14.0"
REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}  # nosec B105 - LocalStack takes any

ENGINE = "OpenSearch_3.1"
"""The newest engine it has heard of; it only passes requests on to the node, which is newer."""


def start(folder: Path, port: int, opensearch_url: str, *, log: Path, environment: dict[str, str]) -> Leader:
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    settings = {
        # Where it listens, and the name it gives itself: its usual one needs DNS.
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "LOCALSTACK_HOST": f"localhost:{port}",
        "DNS_ADDRESS": "0",
        "SQS_ENDPOINT_STRATEGY": "path",
        # Nothing is sent anywhere, and nothing fetched.
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        # Everything it writes stays in the cloud's folder.
        "FILESYSTEM_ROOT": str(folder),
        "HOME": str(folder),
        "TMPDIR": str(temporary),
        # Functions as processes: see local/executor.
        "LAMBDA_RUNTIME_EXECUTOR": "process",
        "CUTTINGS_RUNTIME_PYTHON": str(RUNTIME.python),
        # An idle queue is asked again after up to ten seconds; AWS long-polls all the time, and so may we.
        "LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC": "0.1",
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC": "0.1",
        "OPENSEARCH_CUSTOM_BACKEND": opensearch_url,
        "OPENSEARCH_ENDPOINT_STRATEGY": "path",
        # Its services call one another in memory: a third less work for a search, and no wait for its own web server.
        "IN_MEMORY_CLIENT": "1",
    }
    # -P: this folder holds a module called localstack, which must not hide the real one.
    command: list[str | Path] = [LOCALSTACK.python, "-P", ROOT / "local" / "loopback.py"]
    return processes.start(command, environment=environment | KEYS | settings, cwd=folder, log=log)


def is_ready(url: str) -> bool:
    return str(answers.get(f"{url}/_localstack/health").get("version", "")).startswith(VERSION)
