"""Bytes and what is said of them -> documents: one for a page, one for each record, entry or member of a file."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shared.article import Document, Kind, Upload
from shared.errors import Rejected
from shared.parse.formats import Format
from shared.parse.kinds import mail_format, text_format
from shared.parse.magic import binary_format
from shared.parse.source import MAX_BYTES, MAX_MEMBERS, Allowance, Part, Source

__all__ = ["MAX_BYTES", "parse"]

_NEXT_PAGE = re.compile(r"(?<=</html>)\s*+(?=<(?:!doctype\s+html|html)\b)", re.IGNORECASE)


def parse(upload: Upload) -> Iterator[Part]:
    """What the upload holds. Raises Rejected for the whole object; a bad record among others is a Failure."""
    size = len(upload.body)
    if size > MAX_BYTES:
        raise Rejected("too-large", f"the object has more than {MAX_BYTES:,} bytes: split it into smaller ones")
    return _parts(Source(upload.body, upload.key, upload.content_type, allowance=Allowance(size)))


def _parts(source: Source) -> Iterator[Part]:
    if not source.body:
        raise Rejected("empty", "the object has 0 bytes")
    found = binary_format(source.body)
    if not found:
        source = _with_line_feeds(source)
        found = mail_format(source.body, source.name, source.content_type)
    if found:
        return _marked(found, _of_bytes(found, source))
    if len(source.body) > MAX_BYTES:  # out of a gzip file
        raise Rejected("too-large", f"unpacked it has more than {MAX_BYTES:,} bytes: split it into smaller ones")
    text = source.text()
    found = text_format(text, source.name, source.content_type)
    return _marked(found, _of_text(found, text))


def _with_line_feeds(source: Source) -> Source:
    """Old Macs ended lines with a return alone."""
    is_old = b"\r" in source.body and b"\n" not in source.body
    return replace(source, body=source.body.replace(b"\r", b"\n")) if is_old else source


def _pages(text: str) -> Iterator[Part]:
    """The page; of pages that were saved one behind the other into one file, each."""
    pages = _NEXT_PAGE.split(text, MAX_MEMBERS)
    if len(pages) == 1:
        return iter((Document(Kind.HTML, text),))
    return (Document(Kind.HTML, page, f"page-{place}") for place, page in enumerate(pages, 1))


def _marked(found: Format, parts: Iterator[Part]) -> Iterator[Part]:
    """A file in an archive keeps the mark of its own format."""
    for part in parts:
        yield replace(part, format=found.value) if isinstance(part, Document) and not part.format else part


def _of_bytes(found: Format, source: Source) -> Iterator[Part]:  # noqa: PLR0911 - one for each format
    match found:  # each imports what it needs: a text must not pay for the library of another format
        case Format.GZIP:
            from shared.parse.archive import gzip_parts  # noqa: PLC0415

            return gzip_parts(source, _parts)
        case Format.ZIP:
            from shared.parse.archive import zip_parts  # noqa: PLC0415

            return zip_parts(source, _parts)
        case Format.TAR:
            from shared.parse.archive import tar_parts  # noqa: PLC0415

            return tar_parts(source, _parts)
        case Format.WARC:
            from shared.parse.warc import warc_parts  # noqa: PLC0415

            return warc_parts(source, _parts)
        case Format.PDF:
            from shared.parse.pdf import pdf_documents  # noqa: PLC0415

            return pdf_documents(source)
        case Format.DOCX:
            from shared.parse.docx import docx_documents  # noqa: PLC0415

            return docx_documents(source)
        case Format.MHTML:
            from shared.parse.mail import saved_page  # noqa: PLC0415

            return saved_page(source)
        case _:
            from shared.parse.mail import mail_parts  # noqa: PLC0415

            return mail_parts(source, _parts)


def _of_text(found: Format, text: str) -> Iterator[Part]:  # noqa: PLR0911 - one for each format
    match found:
        case Format.TEXT:
            return iter((Document(Kind.TEXT, text),))
        case Format.HTML:
            from shared.parse.hostile import refuse_hostile_html  # noqa: PLC0415

            refuse_hostile_html(text)
            return _pages(text)
        case Format.MARKDOWN:
            from shared.parse.markdown import markdown_documents  # noqa: PLC0415

            return markdown_documents(text)
        case Format.JSON:
            from shared.parse.records import json_documents  # noqa: PLC0415

            return json_documents(text)
        case Format.JSON_LINES:
            from shared.parse.records import json_lines_documents  # noqa: PLC0415

            return json_lines_documents(text)
        case Format.NITF:
            from shared.parse.nitf import nitf_documents  # noqa: PLC0415

            return nitf_documents(text)
        case Format.NEWSML:
            from shared.parse.newsml import newsml_documents  # noqa: PLC0415

            return newsml_documents(text)
        case _:
            from shared.parse.feed import feed_documents  # noqa: PLC0415

            return feed_documents(text)
