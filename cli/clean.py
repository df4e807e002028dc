"""`cuttings clean`: a dry run of the cleaning, on files of this machine, touching no cloud."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Console
from local.errors import Trouble
from shared.article import NO_SIDECAR, Failure, Upload, Verdict
from shared.errors import Rejected
from shared.receive import SIDECAR

if TYPE_CHECKING:
    from shared.pipeline import Taken

Explain = Annotated[bool, typer.Option("--explain", help="Show each line or block kept or dropped, and why.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line, for machines.")]


def register(app: typer.Typer) -> None:
    app.command()(clean)


def clean(paths: list[Path], *, explain: Explain = False, jsonl: JsonLines = False) -> None:
    """Show what would become of files: title, body and the rest, and why. Nothing is uploaded."""
    console = Console(as_json=jsonl)
    failed = False
    for name, path in _files(paths):
        for part in _parts(name, path, explain=explain):
            failed = failed or isinstance(part, Failure)
            told = _told(name, part, explain=explain)
            console.answer(told)
            console.say(_shown(name, part, told))
    if failed:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.endswith(SIDECAR))
            yield from ((each.relative_to(path).as_posix(), each) for each in inside)
        elif path.is_file():
            yield path.name, path
        else:
            raise Trouble(f"There is no file {path}.", "Check the path.")


def _parts(name: str, path: Path, *, explain: bool) -> Iterator[Taken | Failure]:
    from shared.pipeline import take  # noqa: PLC0415 - `--help` need not wait for it
    from shared.sidecar import read_sidecar  # noqa: PLC0415 - as above

    try:
        beside = path.with_name(path.name + SIDECAR)
        sidecar = read_sidecar(beside.read_bytes()) if beside.is_file() else NO_SIDECAR
        upload = Upload(bucket="local", key=name, body=path.read_bytes(), sidecar=sidecar)
        yield from take(upload, datetime.now(UTC), explain=explain)
    except Rejected as rejection:
        yield Failure("", rejection.reason, rejection.detail)
    except OSError as error:
        yield Failure("", "unreadable", error.strerror or str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not hold back the others
        yield Failure("", "failed", f"{type(error).__name__}: {error}")


def _told(name: str, part: Taken | Failure, *, explain: bool) -> dict[str, Any]:
    from shared.index.documents import of_article  # noqa: PLC0415 - as above

    if isinstance(part, Failure):
        member = {"member": part.member} if part.member else {}
        return {"file": name, **member, "error": part.reason, "detail": part.detail}
    # Where a file lies is `file`; bucket, key and version are of a cloud that was not touched.
    article = of_article(part.article)
    for of_a_cloud in ("id", "bucket", "key", "version_id", "ingested_at"):
        article.pop(of_a_cloud, None)
    always: dict[str, Any] = {"title": None, "authors": [], "published_at": None, "body": ""}
    lines = [{"kept": each.kept, "reason": each.reason, "text": each.text} for each in part.verdicts]
    return {"file": name, **always, **article, **({"lines": lines} if explain else {})}


def _shown(name: str, part: Taken | Failure, told: dict[str, Any]) -> str:
    if isinstance(part, Failure):
        where = f"{name} {part.member}".strip()
        return f"{where}: {part.reason}: {part.detail}\n"
    if part.verdicts:
        return "\n".join([name, *(f"{_coloured(each)} {each.text[:160]}" for each in part.verdicts), ""])
    facts = {field: value for field, value in told.items() if value and field not in {"body", "provenance"}}
    return "\n".join([*(f"{field:<16} {value}" for field, value in facts.items()), "", told["body"], ""])


def _coloured(verdict: Verdict) -> str:
    text = f"{'keep' if verdict.kept else 'drop'} {verdict.reason:<24}"
    return typer.style(text, fg="green" if verdict.kept else "red") if sys.stdout.isatty() else text
