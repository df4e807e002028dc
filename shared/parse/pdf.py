"""The text layer of a PDF -> text by paragraphs, and what its properties state."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from shared.article import MADE_AT, Document, Failure, Kind
from shared.errors import Rejected
from shared.parse.cut import cut_short
from shared.parse.lines import Line, joined_paragraphs
from shared.parse.source import Part, Source, reading

MAX_PAGES = 300  # a long magazine; a text of more pages is cut, and says so
MAX_CHARACTERS = 2_000_000  # of all pages: twice what an article keeps
_MAX_INFLATED = 100 * 1024 * 1024  # bytes out of all streams, pictures included
_CHUNK = 1024 * 1024  # bytes
_END = b"startxref"
_LEADS = re.compile(rb"startxref\s+0*[1-9]")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_MOST_TOLD = 20  # pages by their numbers
_PASSWORD = 4  # PDFium's number for "needs a password"
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|(Z))?")
# What programs put where a title or a person should be.
_NOBODY = re.compile(
    r"untitled.*|anonymous|unknown|none|user|admin|author|title|microsoft (?:word|office)\b.*"
    r"|.*\.(?:docx?|pdf|indd|qxd|odt|tex)",
    re.IGNORECASE,
)


def pdf_documents(source: Source) -> Iterator[Part]:
    if _breaks_off(source.body):
        raise cut_short("the PDF")
    _refuse_bomb(source.body)
    document = _opened(source.body)
    with reading("PDF"):
        pages = len(document)
        lines, pictures, cut = _lines(document, min(pages, MAX_PAGES))
        fields = _fields(document.get_metadata_dict())
        document.close()
    paragraphs = joined_paragraphs(_without_furniture(lines))
    if not paragraphs:
        raise Rejected(
            "no-text-layer", "the PDF has no text layer, only pictures of text: upload it with its text recognised"
        )
    text = "\n\n".join(paragraphs)
    yield Document(Kind.TEXT, text, fields=fields, truncated=cut or pages > MAX_PAGES, origin="pdf", whole=True)
    if pictures:
        which = ", ".join(map(str, pictures[:_MOST_TOLD])) + (" …" if len(pictures) > _MOST_TOLD else "")
        told = f"{len(pictures)} of {pages} pages are pictures without a text layer and were not read: {which}"
        yield Failure("", "no-text-layer", told)


def _opened(body: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 - 40 ms that only PDFs need

    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD:
            raise Rejected("encrypted", "the PDF needs a password: upload it without one") from None
        raise Rejected("damaged", f"the PDF cannot be read: {problem}") from None


def _breaks_off(body: bytes) -> bool:
    """Whether its end is missing: PDFium makes the best of what is there, and pages are lost without a word.

    The last `startxref` leads to where all the objects are. That of a PDF made for the web at its beginning leads to 0.
    """
    end = body[max(0, body.rfind(_END)) :]
    return not _LEADS.match(end) or bool(_OBJECT.search(end))


def _refuse_bomb(body: bytes) -> None:
    """PDFium inflates a stream to a gigabyte before it looks at it: more than there is memory."""
    inflated = 0
    for start in _STREAM.finditer(body):
        stream, rest = zlib.decompressobj(), body[start.end() : body.find(b"endstream", start.end())]
        try:
            while rest and not stream.eof:
                inflated += len(stream.decompress(rest, _CHUNK))
                rest = stream.unconsumed_tail
                if inflated > _MAX_INFLATED:
                    raise Rejected("hostile-pdf", f"the PDF unpacks to more than {_MAX_INFLATED // 1024**2} MiB")
        except zlib.error:  # of another filter, or none
            continue


def _lines(document: Any, pages: int) -> tuple[list[list[Line]], list[int], bool]:
    """The lines of each page, top to bottom as the page has them; the pages of pictures; whether text was cut."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415 - loaded by then

    found: list[list[Line]] = []
    pictures: list[int] = []
    room = MAX_CHARACTERS
    for number in range(pages):
        page = document[number]
        text = page.get_textpage()
        found.append(_lines_of(text, room))
        room -= sum(len(line.text) for line in found[-1])
        if not found[-1] and next(page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,)), None) is not None:
            pictures.append(number + 1)
        text.close()
        page.close()
        if room <= 0:
            return found, pictures, True
    return found, pictures, False


def _lines_of(page: Any, room: int) -> list[Line]:
    count = min(page.count_chars(), room)
    text = page.get_text_range(0, count) if count > 0 else ""
    lines, start = [], 0
    for piece in text.split("\n"):
        words = piece.strip()
        if words:
            first = start + len(piece) - len(piece.lstrip())
            last = min(count - 1, first + len(words) - 1)
            left, bottom, _, top = page.get_charbox(first, loose=True)
            right = page.get_charbox(last, loose=True)[2]
            lines.append(Line(words, left, right, bottom, top - bottom))
        start += len(piece) + 1
    return lines


def _without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Without page numbers, and without first and last lines that most pages share: running heads and feet."""
    edges = Counter(
        _numberless(line.text) for page in pages for line in {id(each): each for each in page[:1] + page[-1:]}.values()
    )
    shared = {text for text, times in edges.items() if len(pages) > 2 and times * 2 > len(pages)}

    def kept(page: list[Line]) -> list[Line]:
        return [
            line for place, line in enumerate(page) if not (place in {0, len(page) - 1} and _is_edge(line.text, shared))
        ]

    return [kept(page) for page in pages]


def _is_edge(text: str, shared: set[str]) -> bool:
    return _numberless(text) in shared or bool(
        re.fullmatch(r"\W*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", text, re.IGNORECASE)
    )


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _fields(told: dict[str, str]) -> dict[str, object]:
    authors = [name.strip() for name in re.split(r"[;,]", told.get("Author", ""))]
    found = {
        "title": _meant(told.get("Title", "")),
        "authors": [name for name in authors if _meant(name)],
        "summary": _meant(told.get("Subject", "")),
        "tags": [tag.strip() for tag in re.split(r"[;,]", told.get("Keywords", "")) if tag.strip()],
        MADE_AT: _date(told.get("CreationDate", "")),
    }
    return {name: value for name, value in found.items() if value}


def _meant(text: str) -> str:
    text = " ".join(text.split())
    return "" if _NOBODY.fullmatch(text) else text


def _date(text: str) -> str:
    """PDF's own way of writing dates, as ISO 8601."""
    match = _DATE.match(text)
    if not match:
        return ""
    year, month, day, hour, minute, second, sign, hours, minutes, utc = match.groups()
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "+00:00" if utc else ""
    return f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
