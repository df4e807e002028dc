# ruff: noqa: RUF001 - brackets of other scripts are meant
"""What the lines over and under a story say of it: plain paragraphs, for pages whose head and markup are silent."""

from collections.abc import Sequence
from datetime import datetime

from shared.article import Found
from shared.clean.byline import credits_in
from shared.clean.names import people
from shared.clean.page.signed import NOBODY_NAMED
from shared.clean.postscript import REPORTED, credited, is_postscript, wire_of
from shared.clean.sightings import dates_in, told_apart, undated
from shared.clean.signature import is_byline, signature

_LONGEST = 160  # characters: a longer line is a paragraph
_BRACKETS = " ()[]（）【】"
_DATELINE = "dateline"
_SAID = 0.75  # confidence in a date that is called that of publication: above a time element, below the head


def found_around(over: Sequence[str], under: Sequence[str], now: datetime) -> dict[str, Found]:
    """Authors and date of the lines over the story, whose last is its first paragraph; editors of those under it.

    Who reported it, by the lines under it, signs where there is no byline; editors in charge, whom Chinese pages
    name, where nobody else does.
    """
    found: dict[str, Found] = {}
    for line in over:
        if len(line) <= _LONGEST:
            _add_authors(found, undated(line, now))
            _add_dates(found, line, now)
            _add_credits(found, line, now)
    if over and (agency := wire_of(over[-1])):
        found["source"] = Found(agency, _DATELINE, 0.8)
    found = credited(under) | found
    for line in under:
        if is_postscript(line):
            _add_dates(found, line, now)
    editor = next((each for line in under if (each := credits_in(line.strip(_BRACKETS)).get("editor"))), None)
    if editor:
        found.setdefault("editor", editor)
        if "authors" not in found and (names := people(str(editor.value))):
            found["authors"] = Found(names, "editor", 0.5, NOBODY_NAMED)
    return found


def _add_authors(found: dict[str, Found], line: str) -> None:
    signed = signature(line, note=False) if "authors" not in found and is_byline(line) else None
    if signed and not signed.agency and not signed.furniture:
        found["authors"] = Found(signed.names, "byline", 0.6)


def _add_dates(found: dict[str, Found], line: str, now: datetime) -> None:
    published, updated = told_apart(line, now)
    if published and "published_at" not in found:
        confidence = _SAID if published.labelled else 0.6
        found["published_at"] = Found(published.moment.at, _DATELINE, confidence, published.moment.note)
    if updated and "modified_at" not in found:
        found["modified_at"] = Found(updated.moment.at, _DATELINE, 0.6, updated.moment.note)


def _add_credits(found: dict[str, Found], line: str, now: datetime) -> None:
    if not line.endswith((".", "。", "!", "?")):
        for name, each in credits_in(line, tuple(dates_in(line, now))).items():
            found.setdefault(name, each)


def _is_earlier(said: Found | None, found: Found | None) -> bool:
    """Whether a line calls a day that of publication and the markup has a later one, which is then of an update."""
    if not said or not found or not isinstance(said.value, datetime) or not isinstance(found.value, datetime):
        return False
    return said.confidence >= _SAID > found.confidence and said.value.date() < found.value.date()


def with_around(found: dict[str, Found], around: dict[str, Found]) -> dict[str, Found]:
    """Head and markup first; but people before whoever signs: in a byline, unless an agency signs, or as reporters."""
    merged = around | found
    authors = around.get("authors")
    sure = authors and not authors.note and ("source" not in found or authors.where == REPORTED)
    if authors and sure and merged["authors"].note == NOBODY_NAMED:
        merged["authors"] = authors
    source = merged.get("source")
    if "authors" not in merged and source and source.where == _DATELINE:
        merged["authors"] = Found((str(source.value),), _DATELINE, 0.5, NOBODY_NAMED)
    if _is_earlier(around.get("published_at"), found.get("published_at")):
        merged["published_at"] = around["published_at"]
    return merged
