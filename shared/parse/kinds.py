"""What an object is: told from its content first, then its name, then its Content-Type."""

import re
from enum import StrEnum

from shared.errors import Rejected


class Format(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "json-lines"


TAKEN = "taken are plain text, HTML, JSON and JSON Lines"

# First bytes of what people upload by mistake: (where, what, its name).
_BINARIES = (
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\x7fELF", "an ELF program"),
    (0, b"MZ\x90\0", "a Windows program"),
    (0, b"\xca\xfe\xba\xbe", "a Java class or macOS program"),
    (0, b"\xcf\xfa\xed\xfe", "a macOS program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"fLaC", "a FLAC recording"),
    (8, b"WAVE", "a WAV recording"),
    (4, b"ftyp", "an MP4 film"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"wOF2", "a WOFF font"),
)
# These may hold articles, but are not read yet.
_CONTAINERS = (
    (0, b"%PDF-", "a PDF"),
    (0, b"PK\x03\x04", "a zip archive or an Office document"),
    (0, b"PK\x05\x06", "an empty zip archive"),
    (0, b"\x1f\x8b", "a gzip file"),
    (0, b"BZh", "a bzip2 file"),
    (0, b"\xfd7zXZ\0", "an xz file"),
    (0, b"(\xb5/\xfd", "a Zstandard file"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"WARC/1.", "a WARC archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document or Outlook message"),
    (0, rb"{\rtf", "an RTF document"),
)
_NAMES = {
    "txt": Format.TEXT,
    "text": Format.TEXT,
    "html": Format.HTML,
    "htm": Format.HTML,
    "xhtml": Format.HTML,
    "json": Format.JSON,
    "jsonl": Format.JSON_LINES,
    "ndjson": Format.JSON_LINES,
}
_CONTENT_TYPES = {
    "text/plain": Format.TEXT,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/json": Format.JSON,
    "application/x-ndjson": Format.JSON_LINES,
    "application/jsonl": Format.JSON_LINES,
    "application/x-jsonlines": Format.JSON_LINES,
}
_LOOKS_AT = 2_000  # characters: past any comment that pages begin with
_JSON_OBJECT = re.compile(r"\s*\{\s*(?:\"(?:[^\"\\]|\\.){0,200}\"\s*:|\}\s*(?:\n|$))")
_JSON_ARRAY = re.compile(r"\s*\[\s*(?:[{\[\"]|\]\s*$)")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1500}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,1500}?-->\s*)*<(rss|feed|nitf|newsItem|rdf:RDF)\b", re.DOTALL
)
_XML_DECLARATION = re.compile(r"\s*<\?xml\b")
_MIME_HEADERS = re.compile(r"(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?MIME-Version:\s*1", re.IGNORECASE)


def refuse_other_than_text(body: bytes) -> None:
    """Raises Rejected for nothing at all and for what the first bytes give away."""
    if not body:
        raise Rejected("empty", "the object has 0 bytes")
    for offset, magic, name in _BINARIES:
        if body.startswith(magic, offset):
            raise Rejected("binary", f"the object looks like {name}, not an article; {TAKEN}")
    for offset, magic, name in _CONTAINERS:
        if body.startswith(magic, offset):
            raise unsupported(name)


def unsupported(name: str) -> Rejected:
    return Rejected("unsupported-type", f"the object looks like {name}, which is not read yet; {TAKEN}")


def format_of(text: str, key: str, content_type: str) -> Format:
    """How to read the text. Raises Rejected for text of another kind."""
    told = _told(key, content_type)
    head = text[:_LOOKS_AT]
    if _HTML_START.match(head):
        return Format.HTML
    if _JSON_OBJECT.match(head) or _JSON_ARRAY.match(head):
        return told if told is Format.JSON_LINES else _json_or_lines(text)
    _refuse_other_markup(head)
    return told or Format.TEXT


def _told(key: str, content_type: str) -> Format | None:
    extension = key.rpartition("/")[2].rpartition(".")[2].lower()
    media_type = content_type.partition(";")[0].strip().lower()
    return _NAMES.get(extension) or _CONTENT_TYPES.get(media_type)


def _json_or_lines(text: str) -> Format:
    """JSON Lines has a whole object on its first line, and another on the next."""
    lines = text.lstrip().split("\n", 2)
    first = lines[0].strip()
    follows = len(lines) > 1 and lines[1].strip()
    whole = first.startswith("{") and first.endswith("}")
    return Format.JSON_LINES if whole and follows else Format.JSON


def _refuse_other_markup(head: str) -> None:
    root = _XML_START.match(head)
    if root:
        raise unsupported(f"XML of the kind <{root[1]}>")
    if _XML_DECLARATION.match(head):
        raise unsupported("XML")
    if _MIME_HEADERS.match(head):
        raise unsupported("an e-mail message or a page saved as MHTML")
