"""WARC, the format of web archives -> an article for each page of HTML and PDF in it, named by its address."""

import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from functools import partial
from io import BytesIO, StringIO
from typing import Any

from shared.article import Document
from shared.errors import Rejected
from shared.parse.cut import cut_short
from shared.parse.source import Member, Part, Source, parts_of, reading

_CHUNK = 64 * 1024  # bytes
_HEADER = re.compile(rb"WARC/(?:[^\r\n]{1,20000}\r?\n){1,200}?\r?\n")
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
_PAGES = ("text/html", "application/xhtml+xml", "application/pdf")


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
    lost, broken = None, _broken_off(source.body)
    found = place = page = 0
    while True:
        try:
            # warcio tells standard error of damage, with the bytes: articles' text is not for logs.
            with reading("WARC archive"), redirect_stderr(StringIO()):
                record = next(records, None)
                kind, status = ("", "") if record is None else _kind(record)
        except Rejected as problem:  # the rest of the archive is lost with this record
            lost = problem
        place += 1
        if lost or record is None:
            break
        if kind.startswith(_PAGES) and status in {"", "200"}:
            found, page = found + 1, place
            yield Member(_address(record), partial(_page, source, record, kind))
    if broken and broken != page:  # else that page has told it
        place, lost = broken, cut_short("the WARC archive", f" in record {broken}")
    if not found:
        raise lost or Rejected(
            "no-articles", "the WARC archive has no page of HTML and no PDF that was answered with 200"
        )
    if lost:
        yield Member(f"record-{place}", partial(_lost, lost))


def _broken_off(body: bytes) -> int:
    """The place of the record that the archive breaks off in, from 1: each says how long it is. 0 for none."""
    at = place = 0
    while header := _HEADER.match(body, at):
        place += 1
        length = _LENGTH.search(header[0])
        at = header.end() + int(length[1]) if length else len(body)
        if at > len(body):
            return place
        while body[at : at + 1] in {b"\r", b"\n"}:
            at += 1
    return place + 1 if b"WARC/".startswith(body[at : at + 5]) and at < len(body) else 0


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


def _refuse_packing(record: Any) -> None:
    """The library gives what it cannot unpack as it is."""
    from warcio.bufferedreaders import BufferedReader  # noqa: PLC0415 - loaded by then

    packed = (record.http_headers.get_header("Content-Encoding") or "").lower() if record.http_headers else ""
    if packed not in {"", "identity", *BufferedReader.get_supported_decompressors()}:
        raise Rejected("unsupported-type", f"the page is packed as {packed[:20]!r}, which is not read")


def _page(source: Source, record: Any, kind: str) -> Source:
    source.allowance.enter()
    _refuse_packing(record)
    room, pieces = source.allowance.room(), []
    with reading("record"):
        stream = record.content_stream()  # without the transfer's chunks and compression
        while piece := stream.read(_CHUNK):
            source.allowance.spend(len(piece))
            room -= len(piece)
            if room < 0:
                raise Rejected("too-large", "the page is larger than an article may be")
            pieces.append(piece)
        while record.raw_stream.read(_CHUNK):  # what stands behind the last chunk of a transfer
            pass
    if getattr(record.raw_stream, "limit", 0):
        raise cut_short("the WARC archive", " in this page")
    return source.member(b"".join(pieces), _address(record), kind)
