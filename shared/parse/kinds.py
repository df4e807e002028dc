"""What a text is: told from its content first, then its name, then its Content-Type."""

import re

from shared.errors import Rejected
from shared.parse.formats import TAKEN, Format

_NAMES = {
    "txt": Format.TEXT,
    "text": Format.TEXT,
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "mdown": Format.MARKDOWN,
    "html": Format.HTML,
    "htm": Format.HTML,
    "xhtml": Format.HTML,
    "json": Format.JSON,
    "jsonl": Format.JSON_LINES,
    "ndjson": Format.JSON_LINES,
    "eml": Format.EML,
    "mht": Format.MHTML,
    "mhtml": Format.MHTML,
}
_CONTENT_TYPES = {
    "text/plain": Format.TEXT,
    "text/markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/json": Format.JSON,
    "application/x-ndjson": Format.JSON_LINES,
    "application/jsonl": Format.JSON_LINES,
    "application/x-jsonlines": Format.JSON_LINES,
    "message/rfc822": Format.EML,
    "multipart/related": Format.MHTML,
}
_ROOTS = {
    "nitf": Format.NITF,
    "newsitem": Format.NEWSML,
    "newsmessage": Format.NEWSML,
    "packageitem": Format.NEWSML,
    "rss": Format.RSS,
    "rdf": Format.RSS,
    "feed": Format.ATOM,
    "entry": Format.ATOM,
    "html": Format.HTML,
}
_LOOKS_AT = 8_000  # characters: past any comment that pages begin with
_JSON_OBJECT = re.compile(r"\s*\{\s*(?:\"(?:[^\"\\]|\\.){0,200}\"\s*:|\}\s*(?:\n|$))")
_JSON_ARRAY = re.compile(r"\s*\[\s*(?:[{\[\"]|\]\s*$)")
# Nothing in front of the root is looked at twice: 1,000 comments would else be tried in all their combinations.
_COMMENT = r"<!--(?:(?!-->).){0,1500}+-->\s*+"
_BEFORE_ROOT = (
    rf"\s*+(?:<\?[^>]{{0,300}}+>\s*+|{_COMMENT}|<!DOCTYPE[^>\[]{{0,300}}+(?:\[[^\]]{{0,4000}}+\]\s*+)?>\s*+)*+"
)
_HTML_START = re.compile(
    rf"\s*+(?:<\?xml[^>]{{0,200}}+>\s*+)?(?:{_COMMENT})*+<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_ROOT = re.compile(_BEFORE_ROOT + r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})[\s/>]", re.IGNORECASE | re.DOTALL)
# Of Markdown, whatever the file is called: all lines between the marks are fields, lists or go on with one.
_FRONT_MATTER = re.compile(
    r"\s*(?:---[ \t]*\n(?:[A-Za-z][\w -]{0,40}:[^\n]*\n|[ \t-][^\n]*\n){2,100}?---[ \t]*\n"
    r"|\+\+\+[ \t]*\n(?:[A-Za-z][\w.-]{0,40}[ \t]*=[^\n]*\n|\[[^\n]*\n|[ \t]*\n){2,100}?\+\+\+[ \t]*\n)"
)
_XML_DECLARATION = re.compile(r"\s*<\?xml\b")
_HEADER_BLOCK = re.compile(
    r"(?:From [^\n]*\n)?((?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,200}?)(?:\n|(?=--)|[^\n]*\Z)"
)
_MAIL_HEADERS = re.compile(
    r"^(?:MIME-Version:\s*1|Message-ID:|Received:|Delivered-To:|Return-Path:|From:[^\n]*@)",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED_PAGE = re.compile(
    r"^(?:Snapshot-Content-Location:|From:\s*\"?<?Saved by|Content-Type:\s*multipart/related)",
    re.IGNORECASE | re.MULTILINE,
)


def mail_format(body: bytes, key: str, content_type: str) -> Format | None:
    """Mail and pages saved as mail, which are told before decoding: their parts may have several charsets."""
    told = _told(key, content_type)
    head = body[: 4 * _LOOKS_AT].decode("latin-1").replace("\r\n", "\n").lstrip("\ufeff\xef\xbb\xbf\n")
    block = _HEADER_BLOCK.match(head)
    if not block:
        return None
    headers = block[1]
    if _SAVED_PAGE.search(headers):
        return Format.MHTML
    if told in {Format.EML, Format.MHTML}:
        return told
    return Format.EML if len(_MAIL_HEADERS.findall(headers)) > 1 else None


def text_format(text: str, key: str, content_type: str) -> Format:
    """How to read the text. Raises Rejected for text of another kind."""
    told = _told(key, content_type)
    head = text[:_LOOKS_AT]
    root = _XML_ROOT.match(head)
    if root and (found := _ROOTS.get(root[1].lower())):
        return found
    if _HTML_START.match(head) and told is not Format.MARKDOWN:
        return Format.HTML
    if _JSON_OBJECT.match(head) or _JSON_ARRAY.match(head):
        return told if told in {Format.JSON_LINES, Format.MARKDOWN} else _json_or_lines(text)
    if told in {None, Format.TEXT} and _FRONT_MATTER.match(head):
        return Format.MARKDOWN
    is_xml = root is not None and told in {None, Format.TEXT} and "xmlns" in head[root.end() :].partition(">")[0]
    if is_xml or _XML_DECLARATION.match(head):
        kind = f"XML of the kind <{root[1]}>" if root else "XML without a root element"
        raise Rejected("unsupported-type", f"the object looks like {kind}, which is not read; {TAKEN}")
    return Format.TEXT if told in {None, Format.EML, Format.MHTML} else told


def _told(key: str, content_type: str) -> Format | None:
    extension = key.rpartition("/")[2].rpartition(".")[2].lower()
    media_type = content_type.partition(";")[0].strip().lower()
    return _NAMES.get(extension) or _CONTENT_TYPES.get(media_type)


def _json_or_lines(text: str) -> Format:
    """JSON Lines has a whole object on its first line, and another on the next."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    is_whole = first.startswith("{") and first.endswith("}")
    return Format.JSON_LINES if is_whole and rest.strip() else Format.JSON
