"""WARC, the format of web archives -> an article for each page of HTML in it, named by its address."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from shared.article import Document
from shared.errors import Rejected
from shared.parse.source import Member, Part, Source, parts_of, reading

_CHUNK = 64 * 1024  # bytes
_PAGES = ("text/html", "application/xhtml+xml")


def warc_parts(source: Source, parse: Callable[[Source], Iterator[Part]]) -> Iterator[Part]:
    """Pages only: pictures, scripts, redirections and errors are the crawl's, not articles."""

    def page(inside: Source) -> Iterator[Part]:
        for part in parse(inside):
            yield _addressed(part, inside.name) if isinstance(part, Document) else part

    return parts_of(_pages(source), page)


def _addressed(document: Document, address: str) -> Document:
    return replace(document, fields={"url": address, **document.fields}, origin=document.origin or "warc")


def _pages(source: Source) -> Iterator[Member]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only WARC needs it

    records = iter(ArchiveIterator(BytesIO(source.body)))
    found = place = 0
    while True:
        place += 1
        try:
            with reading("WARC archive"):
                record = next(records, None)
                kind, status = ("", "") if record is None else _kind(record)
        except Rejected as problem:  # the rest of the archive is lost with this record
            if not found:
                raise
            yield Member(f"record-{place}", partial(_lost, problem))
            return
        if record is None:
            break
        if kind.startswith(_PAGES) and status in {"", "200"}:
            found += 1
            yield Member(_address(record), partial(_page, source, record, kind))
    if not found:
        raise Rejected("no-articles", "the WARC archive has no page of HTML that was answered with 200")


def _lost(problem: Rejected) -> Source:
    raise problem


def _address(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")


def _kind(record: Any) -> tuple[str, str]:
    """The media type of what was answered, and its HTTP status ("" for a record without HTTP)."""
    if record.rec_type == "response" and record.http_headers is not None:
        headers = record.http_headers
        return str(headers.get_header("Content-Type") or "").lower(), str(headers.get_statuscode() or "")
    if record.rec_type == "resource":
        return str(record.rec_headers.get_header("Content-Type") or "").lower(), ""
    return "", ""


def _page(source: Source, record: Any, kind: str) -> Source:
    source.allowance.enter()
    room, pieces = source.allowance.room(), []
    with reading("record"):
        stream = record.content_stream()  # without the transfer's chunks and compression
        while piece := stream.read(_CHUNK):
            source.allowance.spend(len(piece))
            room -= len(piece)
            if room < 0:
                raise Rejected("too-large", "the page is larger than an article may be")
            pieces.append(piece)
    return source.member(b"".join(pieces), _address(record), kind)
