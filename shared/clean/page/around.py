# ruff: noqa: RUF001 - brackets of other scripts are meant
"""What the lines over and under a story say of it: plain paragraphs, for pages whose head and markup are silent."""

import re
from collections.abc import Sequence
from datetime import datetime

from shared.article import Found
from shared.clean.byline import credits_in
from shared.clean.dates import first_moment, moments
from shared.clean.names import people
from shared.clean.page.signed import NOBODY_NAMED
from shared.clean.postscript import REPORTED, credited, wire_of
from shared.clean.signature import is_byline, signature

_LONGEST = 160  # characters: a longer line is a paragraph
_BRACKETS = " ()[]（）【】"
_FIRST_OF_TWO = re.compile(r"(?:first|originally)\s(?:published|posted)\b.*", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|aktualis|geändert|mis à jour|actualiz|aggiorn|güncel", re.IGNORECASE)


def found_around(over: Sequence[str], under: Sequence[str], now: datetime) -> dict[str, Found]:
    """Authors and date of the lines over the story, whose last is its first paragraph; editors of those under it.

    Who reported it, by the lines under it, signs where there is no byline; editors in charge, whom Chinese pages
    name, where nobody else does.
    """
    found: dict[str, Found] = {}
    for line in over:
        if len(line) <= _LONGEST:
            _add_authors(found, _undated(line, now))
            _add_date(found, line, now)
    if over and (agency := wire_of(over[-1])):
        found["source"] = Found(agency, "dateline", 0.8)
    found = credited(under) | found
    editor = next((each for line in under if (each := credits_in(line.strip(_BRACKETS)).get("editor"))), None)
    if editor:
        found.setdefault("editor", editor)
        if "authors" not in found and (names := people(str(editor.value))):
            found["authors"] = Found(names, "editor", 0.5, NOBODY_NAMED)
    return found


def _undated(line: str, now: datetime) -> str:
    for moment in sorted(moments(line, now), key=lambda each: -each.start):
        line = line[: moment.start] + line[moment.end :]
    return line.strip(" ,|·•-–—")


def _add_authors(found: dict[str, Found], line: str) -> None:
    signed = signature(line, note=False) if "authors" not in found and is_byline(line) else None
    if signed and not signed.agency and not signed.furniture:
        found["authors"] = Found(signed.names, "byline", 0.6)


def _add_date(found: dict[str, Found], line: str, now: datetime) -> None:
    first = _FIRST_OF_TWO.search(line)
    text = first[0] if first else line
    if "published_at" not in found and (first or not _CHANGED.search(line)) and (moment := first_moment(text, now)):
        found["published_at"] = Found(moment.at, "dateline", 0.6, moment.note)


def with_around(found: dict[str, Found], around: dict[str, Found]) -> dict[str, Found]:
    """Head and markup first; but people before whoever signs: in a byline, unless an agency signs, or as reporters."""
    merged = around | found
    authors = around.get("authors")
    sure = authors and not authors.note and ("source" not in found or authors.where == REPORTED)
    if authors and sure and merged["authors"].note == NOBODY_NAMED:
        merged["authors"] = authors
    return merged
