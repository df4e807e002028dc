"""Mail (EML) and pages saved as mail (MHTML) -> the article in them, and the articles attached."""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from email.utils import getaddresses
from functools import partial
from itertools import chain, pairwise

from shared.article import FORWARDED_AT, Document, Kind
from shared.errors import Rejected
from shared.parse.charset import decoded
from shared.parse.cut import behind, cut_short, told
from shared.parse.hostile import refuse_hostile_html
from shared.parse.source import MAX_MEMBERS, Member, Part, Source, parts_of, reading, refuse_depth

_ENVELOPE = re.compile(rb"^From [^\n]{1,120}\d{4}[^\n]{0,20}\n(?=[\w-]{1,60}:)", re.MULTILINE)
_MARKS = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"\b(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)
_NO_ARTICLES = frozenset({"image", "audio", "video", "font"})  # logos and the like; calendars and keys below
_NO_ARTICLE_TYPES = frozenset(
    {"text/calendar", "text/vcard", "application/pgp-signature", "application/pkcs7-signature"}
)
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_MAIL = "message/rfc822"
_SIGNATURE = re.compile(r"^-- \s*$", re.MULTILINE)
_WRAPPED = 50  # characters: a line this long that goes on in the next was broken by a mail program
_ENDLESS = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
_MOST_BOUNDARIES = 2 * MAX_MEMBERS  # the library takes a minute for 50,000
_STUB = 0.2  # of the page's text: a shorter plain part says "your program shows no HTML"


def mail_parts(source: Source, parse: Callable[[Source], Iterator[Part]]) -> Iterator[Part]:
    """The text of the mail, with no member, and what is attached, each by its file name; or a mailbox' mails."""
    if len(mails := _mails(source.body)) > 1:
        each = (Member(f"mail-{n}", partial(source.member, mail, f"mail-{n}.eml")) for n, mail in enumerate(mails, 1))
        return parts_of(each, parse)
    message = _message(source)
    parts, problem = _whole(message, "the mail")
    if _is_encrypted(message):
        raise Rejected("encrypted", "the mail is encrypted: upload it as its reader sees it")
    files = [part for part in parts if _is_attached(part)]
    document = _text_of(message, [part for part in parts if not _is_attached(part)])
    if not files and document is None:
        raise problem or Rejected("no-body", "the mail has neither a text nor an attachment")
    members = (Member(_filename(part, place), partial(_attached, source, part)) for place, part in enumerate(files, 1))
    attached = parts_of(members, parse) if files else ()
    return chain([document] if document else [], attached, [told(problem)] if problem else [])


def _mails(body: bytes) -> list[bytes]:
    """The mails of a mailbox, each behind its line "From somebody then"; what is none is one."""
    starts = [mark.start() for mark in _ENVELOPE.finditer(body)] if body.startswith(b"From ") else []
    if len(starts) > MAX_MEMBERS:
        raise Rejected("too-large", f"the mailbox has more than {MAX_MEMBERS:,} mails: split it")
    return [body[start:end] for start, end in pairwise([*starts, len(body)])] if len(starts) > 1 else [body]


def saved_page(source: Source) -> Iterator[Part]:
    """The page itself: the part that the message names as its root, else the first of HTML."""
    message = _message(source)
    parts, problem = _whole(message, "the saved page")
    pages = [part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise problem or Rejected("no-body", "the saved page has no part of HTML")
    start = str(message.get_param("start") or "")
    page = next((part for part in pages if start and _header(part, "Content-ID") == start), pages[0])
    text = _decoded(page)
    refuse_hostile_html(text)
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    document = Document(Kind.HTML, text, fields={"url": address} if "://" in address else {}, origin="mhtml")
    return chain([document], [told(problem)] if problem else [])


def _message(source: Source) -> EmailMessage:
    if source.body.count(b"\n--") > _MOST_BOUNDARIES:
        raise Rejected("too-large", f"the mail has more than {MAX_MEMBERS:,} parts")
    with reading("mail"):
        return message_from_bytes(source.body.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in order; a mail forwarded whole is one."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > MAX_MEMBERS:
            raise Rejected("too-large", f"the mail has more than {MAX_MEMBERS:,} parts")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(list(part.iter_parts()))  # type: ignore[arg-type]
        else:
            yield part


def _whole(message: EmailMessage, what: str) -> tuple[list[EmailMessage], Rejected | None]:
    """The parts that are whole, and what to tell of a message that breaks off in its last: nothing ends it."""
    parts = list(_leaves(message))
    if not any(isinstance(defect, _ENDLESS) for defect in message.defects):
        return parts, None
    problem = cut_short(what, behind(len(parts) - 1, "part"))
    is_page = bool(parts) and parts[-1].get_content_type() == "text/html"
    if is_page and _decoded(parts[-1]).rstrip().lower().endswith("</html>"):  # of this one it can be told
        return parts, problem
    return parts[:-1], problem


def _is_attached(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if kind == _MAIL:
        return True
    if part.get_content_maintype() in _NO_ARTICLES or kind in _NO_ARTICLE_TYPES:
        return False
    with reading("mail"):
        return part.get_content_disposition() == "attachment" or part.get_content_maintype() == "application"


def _filename(part: EmailMessage, place: int) -> str:
    with reading("mail"):
        return part.get_filename() or f"part-{place}"


def _attached(source: Source, part: EmailMessage) -> Source:
    source.allowance.enter()
    if part.get_content_type() == _MAIL:
        refuse_depth(source)
    kind, charset = part.get_content_type(), part.get_content_charset("")
    body = _payload(part)
    source.allowance.spend(len(body))
    # A program's word for "some file": then the name and the content tell.
    kind = "" if kind == "application/octet-stream" else kind
    return source.member(body, _filename(part, 0), f"{kind}; charset={charset}" if charset else kind)


def _text_of(message: EmailMessage, inline: list[EmailMessage]) -> Document | None:
    plain = "\n\n".join(map(_without_signature, _texts(inline, "text/plain")))
    html = "\n".join(_texts(inline, "text/html"))
    fields = _fields(message)
    if html.strip() and len(plain.strip()) < _STUB * len(re.sub(r"<[^>]*>|\s+", "", html)):
        refuse_hostile_html(html)
        return Document(Kind.HTML, html, fields=fields, origin="eml")
    if not plain.strip():
        return None
    text = "\n\n".join(filter(None, (str(fields.get("title", "")), _unwrapped(plain))))
    return Document(Kind.TEXT, text, fields=fields, origin="eml")


def _texts(parts: list[EmailMessage], kind: str) -> list[str]:
    texts = (_decoded(part) for part in parts if part.get_content_type() == kind)
    return [text for text in texts if text.strip()]


def _is_encrypted(message: EmailMessage) -> bool:
    kinds = {message.get_content_type(), *(part.get_content_type() for part in _leaves(message))}
    return bool(kinds & _ENCRYPTED)


def _fields(message: EmailMessage) -> dict[str, object]:
    subject = _header(message, "Subject")
    marks = _MARKS.match(subject)
    # Who passes an article on has not written it, and when is not when it was published.
    is_forwarded = bool(marks and _FORWARDED.search(marks[0]))
    senders = [_forwards(name) for name, _ in getaddresses([_header(message, "From")]) if name]
    found = {
        "title": subject[marks.end() :] if marks else subject,
        "authors": [] if is_forwarded else senders,
        FORWARDED_AT if is_forwarded else "published_at": _header(message, "Date"),
        "guid": _header(message, "Message-ID").strip("<> "),
    }
    return {name: value for name, value in found.items() if value}


def _forwards(name: str) -> str:
    """Jane Doe of "Doe, Jane", as address books of firms have it."""
    last, comma, first = name.partition(",")
    return f"{first} {last}".strip() if comma else name


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; "" where it is absent or so broken that the library gives up."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except Exception:  # noqa: BLE001 - of its parser of headers; see the standard library's tracker
        return ""


def _payload(part: EmailMessage) -> bytes:
    with reading("mail"):
        if part.get_content_type() == _MAIL and part.is_multipart():
            return part.get_payload(0).as_bytes(policy=policy.compat32)  # type: ignore[union-attr]
        payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: EmailMessage) -> str:
    with reading("mail"):
        charset = part.get_content_charset("")
    return decoded(_payload(part), f"{part.get_content_type()}; charset={charset}")


def _without_signature(text: str) -> str:
    text = text.replace("\r\n", "\n")
    end = _SIGNATURE.search(text)
    return text[: end.start()] if end else text


def _unwrapped(text: str) -> str:
    """Paragraphs on a line each, as they were before a mail program broke them at 72 columns."""
    return "\n\n".join(_joined(block.split("\n")) for block in re.split(r"\n[ \t]*\n", text.strip()))


def _joined(lines: list[str]) -> str:
    joined = lines[0].strip()
    for before, line in pairwise(lines):
        joined += (" " if len(before.rstrip()) >= _WRAPPED else "\n") + line.strip()
    return joined
