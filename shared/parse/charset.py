"""Bytes -> text. A page's own word for its charset is often wrong, valid UTF-8 hardly ever is: it goes first."""

import codecs
import re
from collections.abc import Iterator

from shared.errors import Rejected
from shared.parse.guess import guessed, utf16_without_mark

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTENT_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
# What browsers read when a page says the label on the left (WHATWG Encoding): supersets, so nothing is lost.
_BROWSER_NAMES = {
    "iso-8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "shift_jis": "cp932",
}
# The lead bytes of UTF-8 as Windows-1252 has them, with what can follow: "Ã¼", "â€™", "Ð¿".
_MOJIBAKE = re.compile(r"[ÂÃÐÑ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]|â€")
_META_WITHIN = 4_096  # bytes; browsers look at 1,024, some pages have a long script first
_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13})
_JIS_ESCAPE = b"\x1b$"  # Japanese mail: seven bits, and escapes between ASCII and the rest
# White space that text may hold; every other C0 and C1 control is an accident of transport, as lone surrogates are.
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_MOST_UNWANTED = 0.05  # of all characters: a page saved badly has a few, an unknown binary format a third
_ENOUGH_TO_JUDGE = 8  # characters: below this a single stray control is no sign of a binary


def decoded(body: bytes, content_type: str = "") -> str:
    """The text in `body`, without control characters. Raises Rejected where it is no text."""
    text = _decoded(body, content_type)
    clean = scrubbed(text)
    lost = len(text) - len(clean)
    if lost > _ENOUGH_TO_JUDGE and lost > _MOST_UNWANTED * len(text):
        raise Rejected("binary", "the object is not text: it is full of control characters; upload the article's text")
    return _mended(clean)


def scrubbed(text: str) -> str:
    """Without what no article means to hold: NULs, controls, lone surrogates, byte order marks."""
    return _UNWANTED.sub("", text)


def _mended(text: str) -> str:
    """The text with its UTF-8 that somebody took for a Windows page put right, line by line, where that is certain."""
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding  # noqa: PLC0415 - 75 ms that few uploads need

    return "\n".join(fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if _JIS_ESCAPE in body and body.isascii():
        return body.decode("iso2022_jp_2", "replace")
    if (_full_of_controls(body) or not _is_utf8(body)) and (wide := utf16_without_mark(body)):
        return body.decode(wide, "replace")
    for encoding in _candidates(body, content_type):
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return _nearly_utf8(body) or body.decode(guessed(body), "replace")


def _full_of_controls(body: bytes) -> bool:
    """Latin letters in UTF-16 pass for UTF-8, but for a NUL beside each; a page may have a few strays."""
    head = body[:2_000]
    return (len(head) - len(head.translate(None, _CONTROLS))) * 5 > len(head)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    yield "utf-8"
    head = body[:_META_WITHIN]
    declared = _CONTENT_TYPE_CHARSET.search(content_type)
    if declared:
        yield _python_name(declared[1])
    for pattern in (_XML_ENCODING, _META_CHARSET):
        if found := pattern.search(head):
            yield _python_name(found[1].decode("ascii"))


def _python_name(label: str) -> str:
    """The codec for a charset's name; "utf-8" (tried, and failed by then) for what is none of text."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "utf-8"
    return _BROWSER_NAMES.get(name.replace("iso8859-", "iso-8859-"), name)


def _nearly_utf8(body: bytes) -> str:
    """UTF-8 with a few broken bytes (a cut inside a character, a page pasted together) is still UTF-8."""
    text = body.decode("utf-8", "replace")
    broken = text.count("�")
    beyond_ascii = len(body) - len(text) + broken
    return text if broken * 20 < beyond_ascii else ""
