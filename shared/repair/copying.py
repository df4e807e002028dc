"""Copy documents from index to index, with their versions: the newer of two stays, whichever comes last."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shared.errors import RepairFailed

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

type Json = dict[str, Any]
type Tell = Callable[[str], None]

# As a task it needs no open connection: whoever started it may be killed, and another follows it.
POLL_SECONDS = 0.2
BATCH = 1_000


def checkpoint(client: "OpenSearch", index: str) -> int:
    """The sequence number up to which each shard of an index holds every operation; -1 of an empty one."""
    stats = client.indices.stats(index=index, metric="docs", level="shards")
    shards = stats["indices"][index]["shards"].values()
    return min(
        int(copy["seq_no"]["local_checkpoint"]) for copies in shards for copy in copies if copy["routing"]["primary"]
    )


def start(client: "OpenSearch", source: str, target: str, above: int = -1) -> str:
    """Begin to copy what was written to `source` above a sequence number; the task that does it.

    By default OpenSearch would number the copies anew, and a late write of an old version would then win.
    """
    client.indices.refresh(index=source)
    body: Json = {
        "source": {"index": source, "size": BATCH, "query": {"range": {"_seq_no": {"gt": above}}}},
        "dest": {"index": target, "version_type": "external"},
        "conflicts": "proceed",
    }
    return str(client.reindex(body=body, wait_for_completion=False, requests_per_second=-1)["task"])


def follow(client: "OpenSearch", task: str, tell: Tell) -> int | None:
    """Wait for a copy to end; how many documents it wrote. None when nobody knows of it any more: begin it again.

    Raises RepairFailed when OpenSearch would not take a document.
    """
    from opensearchpy import NotFoundError  # noqa: PLC0415 - loaded with the client

    while True:
        try:
            told = client.tasks.get(task_id=task)
        except NotFoundError:
            return None
        status = told["task"]["status"]
        tell(f"{_done(status)} of {status['total']} copied")
        if told["completed"]:
            break
        time.sleep(POLL_SECONDS)
    answer = told.get("response", {})
    if failures := told.get("error") or answer.get("failures"):
        raise RepairFailed(f"OpenSearch did not copy all: {str(failures)[:500]}")
    return int(answer["created"]) + int(answer["updated"])


def copy(client: "OpenSearch", source: str, target: str, above: int, tell: Tell) -> int:
    """Copy what was written above a sequence number, and wait for it; how many documents were written."""
    while (written := follow(client, start(client, source, target, above), tell)) is None:
        tell("the copy was lost; it begins again")
    return written


def count(client: "OpenSearch", index: str) -> int:
    """How many documents an index holds, tombstones too."""
    client.indices.refresh(index=index)
    return int(client.count(index=index)["count"])


def _done(status: Json) -> int:
    return int(status["created"]) + int(status["updated"]) + int(status["version_conflicts"])
