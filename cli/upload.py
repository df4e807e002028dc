"""Upload files under the bucket's prefix, and wait until each is searchable or rejected."""

from __future__ import annotations

import glob
import mimetypes
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from email.header import Header
from pathlib import Path
from typing import Any

from cli.api import Api
from cli.local_files import unread, within
from cli.stack import Stack
from local.errors import Trouble
from shared.receive import SIDECAR

PREFIX = "articles/"
# Uploads wait for the network, not for a processor.
AT_ONCE = 8
# The index shows what is new once a second: asking more often than a few times in that only costs.
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0

type Receipt = dict[str, Any]


@dataclass(frozen=True)
class File:
    """A file on this machine and the key that it will have."""

    path: Path
    key: str


def files(paths: Iterable[str], folder: str = "") -> list[File]:
    """The files that paths, folders and patterns name. A folder keeps its name and shape under the prefix.

    Raises Trouble for a path that is not there: nothing is skipped in silence.
    """
    base = PREFIX + (f"{folder.strip('/')}/" if folder.strip("/") else "")
    found = [file for path in paths for file in _under(path, base)]
    by_key: dict[str, File] = {}
    for file in found:
        if (other := by_key.setdefault(file.key, file)).path.resolve() != file.path.resolve():
            raise Trouble(
                f"{other.path} and {file.path} would both become {file.key}.", "Upload them apart, with --folder."
            )
    return list(by_key.values())


def _under(path: str, base: str) -> Iterator[File]:
    matches = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matches:
        raise Trouble(f"There is no file {path}.", "Check the path; a pattern has to match something.")
    for root in map(Path, matches):
        if not root.is_dir():
            yield File(root, base + root.name)
            continue
        inside, unlisted = within(root)
        for problem in unlisted:
            raise Trouble(
                f"The folder {problem.filename} cannot be listed: {problem.strerror}.", "Nothing was uploaded."
            )
        if not inside:
            raise Trouble(f"There is no file in {path}.", "Check the path.")
        name = root.resolve().name
        yield from (File(each, f"{base}{name}/{each.relative_to(root).as_posix()}") for each in sorted(inside))


def upload(stack: Stack, chosen: list[File], metadata: Mapping[str, str], done: Callable[[], None]) -> list[Receipt]:
    """Put the files. Each receipt so far says only `file`, `key` and `version_id`, or why it could not be sent."""
    s3 = stack.client("s3")
    # S3 takes only ASCII there: other letters travel encoded, as in mail, and are decoded again by the pipeline.
    headers = {
        name: value if value.isascii() else Header(value, "utf-8").encode(maxlinelen=0)
        for name, value in metadata.items()
    }

    def put(file: File) -> Receipt:
        receipt: Receipt = {"file": str(file.path), "key": file.key}
        if failure := unread(file.path):
            return {**receipt, "state": "failed", "reason": failure.reason, "detail": failure.detail}
        kind = mimetypes.guess_type(file.path.name)[0] or "application/octet-stream"
        try:
            with file.path.open("rb") as body:
                answer = s3.put_object(Bucket=stack.bucket, Key=file.key, Body=body, ContentType=kind, Metadata=headers)
            return {**receipt, "state": "uploaded", "version_id": answer.get("VersionId", "null")}
        except Exception as error:  # noqa: BLE001 - a file that cannot be sent is told, and the others go on
            return {**receipt, "state": "failed", "reason": "not-uploaded", "detail": str(error)}

    return _each(put, chosen, done)


def wait(api: Api, receipts: list[Receipt], seconds: float, done: Callable[[], None]) -> list[Receipt]:
    """Follow each upload until it is searchable or rejected, for at most so many seconds from now."""
    deadline = time.monotonic() + seconds

    def follow(receipt: Receipt) -> Receipt:
        # A sidecar has no receipt of its own: the object's that it tells of stays the version that it was.
        if receipt["state"] != "uploaded" or receipt["key"].endswith(SIDECAR):
            return receipt
        pause = FIRST_PAUSE
        while True:
            told = api.receipt(receipt["key"])
            if told and told.get("version_id") == receipt["version_id"] and told["searchable"]:
                return {**receipt, **told}
            if time.monotonic() + pause > deadline:
                late = f"not searchable after {seconds:g} seconds: it may still become so, see `cuttings receipt`"
                return {**receipt, "state": "waiting", "reason": "still-waiting", "detail": late}
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)

    return _each(follow, receipts, done)


def _each[T, R](work: Callable[[T], R], items: list[T], done: Callable[[], None]) -> list[R]:
    """The work on each item, several at once, the results in the items' order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        places = {pool.submit(work, item): place for place, item in enumerate(items)}
        results: dict[int, R] = {}
        for future in as_completed(places):
            results[places[future]] = future.result()
            done()
    return [results[place] for place in range(len(items))]
