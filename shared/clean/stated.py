"""What a file says of its article outside the text: metadata of the format, weighed against what cleaning finds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from shared.article import FORWARDED_AT, MADE_AT, Cleaned, Document, Found
from shared.clean.dates import stated_moment
from shared.clean.names import people, unique
from shared.clean.urls import web_address
from shared.parse.charset import scrubbed

TEXTS = ("guid", "title", "summary", "editor", "source", "publisher", "section", "lang")
ADDRESSES = ("url", "canonical_url")
LISTS = ("authors", "tags")
DATES = ("published_at", "modified_at")
FIELDS = (*TEXTS, *ADDRESSES, *LISTS, *DATES)
# How far a format's word is to be believed. News formats and front matter are written for this; the properties of a
# PDF or DOCX are often its template's, and the sender of a mail is often a press office.
_CONFIDENCE = {
    "": 1.0, "front matter": 0.98, "nitf": 0.95, "newsml": 0.95, "atom": 0.9, "rss": 0.9, "mhtml": 0.9, "warc": 0.9,
    "markdown": 0.9, "eml": 0.7, "docx": 0.6, "pdf": 0.6,
}  # fmt: skip
_OF_FILES = {MADE_AT: "when the file was made", FORWARDED_AT: "when the mail was forwarded"}

type Value = str | tuple[str, ...] | datetime


def stated(document: Document, now: datetime) -> tuple[dict[str, Found], dict[str, str]]:
    """The fields of a document, as their types; and for each that cannot be taken, why."""
    where = document.origin or "user"
    confidence = _CONFIDENCE.get(document.origin, 0.8)
    found: dict[str, Found] = {}
    notes: dict[str, str] = {}
    for name in FIELDS:
        if name not in document.fields:
            continue
        value, note = taken(name, document.fields[name], now)
        if name == "authors" and document.origin and isinstance(value, tuple):
            value = _people(value) or None
        if value is not None:
            found[name] = Found(value, where, confidence, note)
        elif note:
            notes[name] = note
    return found, notes


def with_stated(cleaned: Cleaned, document: Document, now: datetime) -> Cleaned:
    """The surer of both for each field; the format's word where they are as sure. A title is not body as well."""
    if not document.fields:
        return cleaned
    found, notes = stated(document, now)
    merged = dict(cleaned.found)
    for name, value in found.items():
        if name not in merged or merged[name].confidence <= value.confidence:
            merged[name] = value
    if "published_at" not in merged:
        notes = _when_made(document) | notes
    title = str(merged["title"].value) if "title" in merged else ""
    body = cleaned.body.removeprefix(f"{title}\n\n") if title else cleaned.body
    return replace(cleaned, body=body, found=merged, notes={**cleaned.notes, **notes})


def _when_made(document: Document) -> dict[str, str]:
    """A note on the date that the file has, which is its own: of a scan, of an export, of a template."""
    for name, what in _OF_FILES.items():
        if at := document.fields.get(name):
            return {"published_at": f"{document.origin}: {at} is {what}, which is no day of publication"}
    return {}


def taken(name: str, value: object, now: datetime) -> tuple[Value | None, str]:
    """The value as the field's type, and a note on what was done to it; None where it cannot be."""
    if name in LISTS:
        return _names(value)
    text = _text(value)
    if not text:
        found = "nothing that can be read" if isinstance(value, str) else type(value).__name__
        return None, f"expected text, found {found}"
    note = "" if isinstance(value, str) else "a number, read as text"
    if name in DATES:
        moment = stated_moment(text, now)
        return (moment.at, moment.note) if moment else (None, f"not a date, or one to come: {text[:60]!r}")
    if name in ADDRESSES:
        address = web_address(text)
        return (address, note) if address else (None, f"not an http(s) address: {text[:60]!r}")
    return text, note


def _people(names: tuple[str, ...]) -> tuple[str, ...]:
    """Bylines and senders, without "By", roles and agencies."""
    return unique(name for given in names for name in people(given))


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(scrubbed(str(value)).split())


def _names(value: object) -> tuple[tuple[str, ...] | None, str]:
    """A list of strings; one string is a list of one, {"name": ...} its name."""
    given = value if isinstance(value, list) else [value]
    texts = [_text(each.get("name") if isinstance(each, Mapping) else each) for each in given]
    left_out = texts.count("")
    note = f"{left_out} of {len(texts)} left out: not text" if left_out else ""
    return unique(text for text in texts if text) or None, note
