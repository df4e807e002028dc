"""`cuttings clean`: a dry run of the cleaning, on files of this machine, touching no cloud."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Console, harmless, on_terminal
from shared.article import Failure
from shared.errors import Fault, Rejected

if TYPE_CHECKING:
    from cli.local_files import LocalFile
    from shared.sandbox import Sandbox
    from shared.stages import Taken

Explain = Annotated[
    bool, typer.Option("--explain", help="Show where each field was found, and each line kept or dropped and why.")
]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line, for machines.")]
type Reader = Callable[[LocalFile | Failure], Iterator[tuple[str, Taken | Failure]]]
# What of an article is of a cloud, which was not touched. Where a file lies is `file`.
_OF_A_CLOUD = ("id", "bucket", "key", "version_id", "ingested_at")


def register(app: typer.Typer) -> None:
    app.command()(clean)


def clean(paths: list[Path], *, explain: Explain = False, jsonl: JsonLines = False) -> None:
    """Show what would become of files: title, body and the rest, and why. Nothing is uploaded."""
    from cli.local_files import files_in  # noqa: PLC0415 - `--help` need not wait for the stages
    from shared.sandbox import Sandbox  # noqa: PLC0415

    console = Console(as_json=jsonl)
    failed = False
    with closing(Sandbox()) as sandbox:
        for name, part in _with_progress(files_in(paths), partial(_parts, sandbox, explain=explain)):
            failed = failed or isinstance(part, Failure)
            if jsonl:
                console.answer(_told(name, part, explain=explain))
            else:
                console.show(_shown(name, part, explain=explain))
    if failed:
        raise typer.Exit(1)


def _with_progress(files: Sequence[LocalFile | Failure], parts_of: Reader) -> Iterator[tuple[str, Taken | Failure]]:
    """A bar on stderr for many files, where it does not run into results on the same terminal."""
    if len(files) < 2 or not on_terminal() or sys.stdout.isatty():
        yield from (part for file in files for part in parts_of(file))
        return
    from rich.console import Console as Rich  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import Progress  # noqa: PLC0415

    # Were stdout redirected to the bar's console, a result meant for a file would be shown in its place.
    with Progress(console=Rich(stderr=True), transient=True, redirect_stdout=False) as bar:
        for file in bar.track(files, description="Cleaning"):
            yield from parts_of(file)


def _parts(sandbox: Sandbox, file: LocalFile | Failure, *, explain: bool) -> Iterator[tuple[str, Taken | Failure]]:
    from cli.local_files import upload_of  # noqa: PLC0415 - as above

    if isinstance(file, Failure):
        yield file.member, Failure("", file.reason, file.detail)
        return
    upload = upload_of(file)
    if isinstance(upload, Failure):
        yield file.name, upload
        return
    try:
        for part in sandbox.take(upload, datetime.now(UTC), explain=explain):
            yield file.name, part
    except Rejected as rejection:
        yield file.name, Failure("", rejection.reason, rejection.detail)
    except Fault as fault:  # it must not hold back its neighbours
        yield file.name, Failure("", "fault", str(fault))


def _told(name: str, part: Taken | Failure, *, explain: bool) -> dict[str, Any]:
    from shared.index.documents import of_article  # noqa: PLC0415 - as above

    if isinstance(part, Failure):
        member = {"member": part.member} if part.member else {}
        return {"file": name, **member, "error": part.reason, "detail": part.detail}
    article = {field: value for field, value in of_article(part.article).items() if field not in _OF_A_CLOUD}
    always: dict[str, Any] = {"title": None, "authors": [], "published_at": None, "body": ""}
    lines = [{"kept": each.kept, "reason": each.reason, "text": each.text} for each in part.verdicts]
    return {"file": name, **always, **article, **({"lines": lines} if explain else {})}


def _shown(name: str, part: Taken | Failure, *, explain: bool) -> str:
    if isinstance(part, Failure):
        where = f"{name} {part.member}".strip()
        return harmless(f"{where}: {part.reason}: {part.detail}\n")
    if explain:
        from cli.explain import Paper, explained  # noqa: PLC0415 - as above

        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 160
        return explained(f"{name} {part.article.member}".strip(), part, Paper(columns, _colours()))
    told = _told(name, part, explain=False)
    facts = {field: value for field, value in told.items() if value and field not in {"body", "provenance"}}
    return harmless("\n".join([*(f"{field:<16} {value}" for field, value in facts.items()), "", told["body"], ""]))


def _colours() -> bool:
    """See no-color.org: any value of NO_COLOR but an empty one asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
