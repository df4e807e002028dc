"""A JSON record -> an article: what its writer gave is taken as given; what cannot be taken is noted."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from shared.article import Cleaned, Document, Found, Kind
from shared.clean.stated import FIELDS, LISTS, stated, taken
from shared.errors import Rejected
from shared.parse.charset import scrubbed

__all__ = ["FIELDS", "LISTS", "body_text", "clean_fields", "taken"]

_GAP = re.compile(r"\n\s*\n")


def clean_fields(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    found, notes = stated(document, now)
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
