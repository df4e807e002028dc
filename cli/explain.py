"""Why an article came out as it did, for people: each field with its origin, each line kept or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer
from rich.cells import cell_len, set_cell_size

from cli.console import harmless
from shared.article import Article, Verdict

if TYPE_CHECKING:
    from shared.stages import Taken

_FIRST = ("title", "authors", "published_at", "modified_at", "section", "source", "publisher", "editor", "lang")
_NARROWEST = 60  # columns: where a terminal claims fewer, lines wrap as they will
_VALUE = 48  # columns of a field's value at most, so that origins stand below each other
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: columns a line, and whether colours show."""

    width: int
    colours: bool

    def styled(self, text: str, **style: Any) -> str:
        return typer.style(text, **style) if self.colours else text


def explained(name: str, taken: Taken, paper: Paper) -> str:
    """The file's name, its fields, its lines and how many were kept."""
    paper = Paper(max(paper.width, _NARROWEST), paper.colours)
    return "\n".join(
        (
            paper.styled(harmless(name), bold=True),
            *_fields(taken.article, paper),
            "",
            *_lines(taken.verdicts, paper),
            *([""] if taken.verdicts else []),
            f"{_INDENT}{_summary(taken)}",
            "",
        )
    )


def _summary(taken: Taken) -> str:
    quality = f"quality {taken.article.quality:.2f}"
    if not taken.verdicts:
        return f"the body is as the file states it; {quality}"
    kept = sum(verdict.kept for verdict in taken.verdicts)
    return f"{kept} kept, {len(taken.verdicts) - kept} dropped; {quality}"


def _fields(article: Article, paper: Paper) -> Iterator[str]:
    others = sorted(article.provenance.keys() - {*_FIRST, "body"})  # the body's lines come below
    names = [*(name for name in _FIRST if name in article.provenance), *others]
    shown = {name: _value(getattr(article, name, None)) for name in names}
    first = max(map(len, names), default=0)
    second = min(_VALUE, max(map(cell_len, shown.values()), default=0))
    for name in names:
        origin = paper.styled(_origin(article.provenance[name]), fg="cyan")
        yield f"{_INDENT}{name:<{first}}  {_fitted(shown[name], second)}  {origin}"


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "-" if value in (None, "") else str(value)


def _origin(provenance: Mapping[str, object]) -> str:
    note = f" ({provenance['note']})" if "note" in provenance else ""
    return f"{provenance['where']}, {provenance['confidence']:.2f}{note}"


def _lines(verdicts: Sequence[Verdict], paper: Paper) -> Iterator[str]:
    width = max((cell_len(verdict.reason) for verdict in verdicts if not verdict.kept), default=0)
    room = max(20, paper.width - width - len("keep") - 3 * len(_INDENT))
    for verdict in verdicts:
        text = _cut(" ".join(verdict.text.split()), room)
        if verdict.kept:
            line = (paper.styled("keep", fg="green"), " " * width, text)
        else:
            reason = paper.styled(_fitted(verdict.reason, width), fg="yellow")
            line = (paper.styled("drop", fg="red"), reason, paper.styled(text, dim=True))
        yield _INDENT + _INDENT.join(line)


def _fitted(text: str, columns: int) -> str:
    """Exactly so wide: a character of Chinese takes two columns."""
    return set_cell_size(_cut(text, columns), columns)


def _cut(text: str, columns: int) -> str:
    text = harmless(text)
    return text if cell_len(text) <= columns else set_cell_size(text, columns - 1).rstrip() + "…"
