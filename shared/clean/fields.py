"""A JSON record -> an article: what its writer gave is taken as given; what cannot be taken is noted."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from shared.article import Cleaned, Document, Found, Kind
from shared.clean.dates import stated_moment
from shared.clean.names import unique
from shared.clean.urls import web_address
from shared.errors import Rejected
from shared.parse.charset import scrubbed

_TEXTS = ("guid", "title", "summary", "editor", "source", "publisher", "section", "lang")
_ADDRESSES = ("url", "canonical_url")
LISTS = ("authors", "tags")
_DATES = ("published_at", "modified_at")
FIELDS = (*_TEXTS, *_ADDRESSES, *LISTS, *_DATES)
_GIVEN = ("user", 1.0)
_GAP = re.compile(r"\n\s*\n")


def clean_fields(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    found: dict[str, Found] = {}
    notes: dict[str, str] = {}
    for name in FIELDS:
        if name in document.fields:
            value, note = taken(name, document.fields[name], now)
            if value is not None:
                found[name] = Found(value, *_GIVEN, note)
            elif note:
                notes[name] = note
    body = body_text(document.fields.get("body"))
    if body:
        return Cleaned(body, 1.0, found, notes=notes)
    return _of_page(document, found, notes, now, explain=explain)


def body_text(value: object) -> str:
    """Paragraphs joined with one empty line. A list of paragraphs is a body too."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return ""
    text = scrubbed(value).replace("\r\n", "\n").replace("\r", "\n")
    parts = _GAP.split(text) if _GAP.search(text.strip()) else text.split("\n")
    return "\n\n".join(joined for part in parts if (joined := " ".join(part.split())))


def _of_page(
    document: Document, found: Mapping[str, Found], notes: Mapping[str, str], now: datetime, *, explain: bool
) -> Cleaned:
    page = document.fields.get("html")
    if not isinstance(page, str) or not page.strip():
        raise Rejected("no-body", "body: expected text, and html: expected a page; found neither")
    from shared.clean.html import clean_html  # noqa: PLC0415 - only a record with html pays for lxml

    cleaned = clean_html(Document(Kind.HTML, scrubbed(page)), now, explain=explain)
    return replace(cleaned, found={**cleaned.found, **found}, notes=notes)


def taken(name: str, value: object, now: datetime) -> tuple[str | tuple[str, ...] | datetime | None, str]:
    """The value as the field's type, and a note on what was done to it; None where it cannot be."""
    if name in LISTS:
        return _names(value)
    text = _text(value)
    if not text:
        return None, f"expected text, found {type(value).__name__}"
    note = "" if isinstance(value, str) else "a number, read as text"
    if name in _DATES:
        moment = stated_moment(text, now)
        return (moment.at, moment.note) if moment else (None, f"not a date, or one to come: {text[:60]!r}")
    if name in _ADDRESSES:
        address = web_address(text)
        return (address, note) if address else (None, f"not an http(s) address: {text[:60]!r}")
    return text, note


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(scrubbed(str(value)).split())


def _names(value: object) -> tuple[tuple[str, ...] | None, str]:
    """A list of strings; one string is a list of one, {"name": ...} its name."""
    given = value if isinstance(value, list) else [value]
    texts = [_text(each.get("name") if isinstance(each, dict) else each) for each in given]
    left_out = texts.count("")
    note = f"{left_out} of {len(texts)} left out: not text" if left_out else ""
    return unique(text for text in texts if text) or None, note
