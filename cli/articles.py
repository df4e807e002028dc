"""`cuttings put`, `receipt`, `remove`: articles into the bucket and out of it, and what became of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from cli.console import Console
from cli.options import DEFAULT, Json, Name, Stack
from local.errors import Trouble

Wait = Annotated[bool, typer.Option("--wait", help="Stay until each is searchable or rejected.")]
Seconds = Annotated[float, typer.Option("--timeout", min=1, help="With --wait: seconds to stay at most.")]
Meta = Annotated[
    list[str], typer.Option("--meta", help="Metadata that overrides what cleaning finds: section=Business")
]
Folder = Annotated[str, typer.Option("--folder", help="Put them below articles/FOLDER/.")]

_TOLD = ("version_id", "same_as", "uploaded_at", "received_at", "cleaned_at", "settled_at", "pipeline_version")


def register(app: typer.Typer) -> None:
    for command in (put, receipt, remove):
        app.command()(command)


def put(
    paths: list[str],
    *,
    wait: Wait = False,
    timeout: Seconds = 120,
    meta: Meta = [],  # noqa: B006 - typer reads the default and never changes it
    folder: Folder = "",
    stack: Stack = None,
    name: Name = DEFAULT,
    as_json: Json = False,
) -> None:
    """Upload files, folders and patterns. With --wait, until each is searchable or rejected, and say which."""
    from cli import upload  # noqa: PLC0415 - the clients are slow to load
    from cli.api import Api  # noqa: PLC0415
    from cli.stack import find  # noqa: PLC0415

    console = Console(as_json=as_json)
    metadata = dict(_pair(each) for each in meta)
    chosen = upload.files(paths, folder)
    there = find(stack, name)
    with _counted(console, "Uploading", len(chosen)) as done:
        receipts = upload.upload(there, chosen, metadata, done)
    if wait:
        with _counted(console, "Waiting until they are searchable", len(chosen)) as done:
            receipts = upload.wait(Api(there), receipts, timeout, done)
    for each in receipts:
        console.say(line(each))
    console.answer(receipts)
    if len(receipts) != 1:
        console.say(
            ", ".join(f"{count} {state}" for state, count in Counter(each["state"] for each in receipts).items())
        )
    if any(each["state"] not in {"uploaded", "indexed", "unchanged"} for each in receipts):
        raise typer.Exit(1)


def receipt(key: str, *, stack: Stack = None, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Say what became of the upload at KEY (with or without its articles/)."""
    from cli.api import Api  # noqa: PLC0415
    from cli.stack import find  # noqa: PLC0415

    console = Console(as_json=as_json)
    key = _whole(key)
    told = Api(find(stack, name)).receipt(key)
    if told is None:
        raise Trouble(
            f"Nothing was heard of {key} yet.", "Was it uploaded? `cuttings put FILE --wait` tells when it is done."
        )
    console.answer(told)
    console.say(line(told))
    for field in _TOLD:
        if field in told:
            console.say(f"  {field.replace('_', ' '):<17}{told[field]}")
    for article in told.get("ids", []):
        console.say(f"  article          {article}")


def remove(keys: list[str], *, stack: Stack = None, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Delete objects from the bucket: their articles leave the index with them."""
    from botocore.exceptions import ClientError  # noqa: PLC0415

    from cli.stack import find  # noqa: PLC0415

    console = Console(as_json=as_json)
    there = find(stack, name)
    s3 = there.client("s3")
    results = []
    for key in map(_whole, keys):
        try:
            s3.head_object(Bucket=there.bucket, Key=key)
            s3.delete_object(Bucket=there.bucket, Key=key)
            results.append({"key": key, "state": "removed"})
        except ClientError as error:
            results.append({"key": key, "state": "failed", "reason": "not-removed", "detail": _why(error)})
    for each in results:
        console.say(line(each))
    console.answer(results)
    if any(each["state"] == "failed" for each in results):
        raise typer.Exit(1)


def _why(error: Any) -> str:
    code = error.response.get("Error", {}).get("Code", "")
    return "there is no such object" if code in {"404", "NoSuchKey"} else str(error)


def _whole(key: str) -> str:
    from cli.upload import PREFIX  # noqa: PLC0415

    return key if key.startswith(PREFIX) else PREFIX + key


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--meta")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        told = f"{name!r}: S3 takes letters of ASCII, digits, - and _ in the names of metadata"
        raise typer.BadParameter(told, param_hint="--meta")
    return name, value


def line(receipt: dict[str, Any]) -> str:
    line = f"{receipt['state']:<9} {receipt.get('file') or receipt['key']}"
    if count := len(receipt.get("ids", [])):
        line += f" ({count} article{'s' if count != 1 else ''})"
    if receipt.get("reason"):
        line += f": {receipt['reason']}: {receipt.get('detail', '')}"
    for failure in receipt.get("failures", []):
        line += f"\n          {failure['member']}: {failure['reason']}: {failure['detail']}"
    return line


@contextmanager
def _counted(console: Console, title: str, total: int) -> Iterator[Callable[[], None]]:
    ready = 0
    with console.step(title) as detail:

        def done() -> None:
            nonlocal ready
            ready += 1
            detail(f"{ready} of {total}")

        yield done
