"""Bytes and what is said of them -> documents: one for a page, one for each record of a JSON or JSON Lines file."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from shared.article import Document, Failure, Kind, Upload
from shared.errors import Rejected
from shared.parse.charset import decoded
from shared.parse.hostile import refuse_hostile_html
from shared.parse.kinds import Format, format_of, refuse_other_than_text
from shared.parse.records import json_documents, json_lines_documents

__all__ = ["MAX_BYTES", "parse"]

# The longest article measured has 40,000 characters of text and pages carry up to 3 MB of scripts around theirs;
# ten of the largest fit, and one upload still cannot fill the memory of a small function.
MAX_BYTES = 10 * 1024 * 1024


def parse(upload: Upload) -> Iterator[Document | Failure]:
    """What the upload holds. Raises Rejected for the whole object; a bad record among others is a Failure."""
    if len(upload.body) > MAX_BYTES:
        size = f"{len(upload.body):,} bytes, and at most {MAX_BYTES:,} are taken"
        raise Rejected("too-large", f"the object has {size}: split it into smaller ones")
    refuse_other_than_text(upload.body)
    text = decoded(upload.body, upload.content_type)
    if not text.strip():
        raise Rejected("empty", "the object holds nothing but white space")
    return _READERS[format_of(text, upload.key, upload.content_type)](text)


def _text(text: str) -> Iterator[Document | Failure]:
    return iter((Document(Kind.TEXT, text),))


def _html(text: str) -> Iterator[Document | Failure]:
    refuse_hostile_html(text)
    return iter((Document(Kind.HTML, text),))


_READERS: Mapping[Format, Callable[[str], Iterator[Document | Failure]]] = MappingProxyType(
    {
        Format.TEXT: _text,
        Format.HTML: _html,
        Format.JSON: json_documents,
        Format.JSON_LINES: json_lines_documents,
    }
)
