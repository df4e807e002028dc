"""DOCX -> text by paragraphs, and what its properties state."""

from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from shared.article import MADE_AT, Document, Kind
from shared.errors import Rejected
from shared.parse.source import MAX_INFLATED, MAX_RATIO, Part, Source, reading

if TYPE_CHECKING:
    from docx.document import Document as Docx

MAX_BLOCKS = 10_000  # paragraphs and tables: a book; what follows is cut, and the article says so
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT, _HYPHEN, _BOX = (
    _W + name for name in ("p", "tbl", "tr", "tc", "t", "noBreakHyphen", "txbxContent")
)
_SPACES = frozenset(_W + name for name in ("tab", "br", "cr"))
_AROUND = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was taken out under review, and boxes, which are blocks of their own.
_LEFT_OUT = frozenset({_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _BOX, _OLDER})
_TITLE_WITHIN = 20  # blocks: looking up a style takes milliseconds
# What templates and programs put where a person should: nobody's title, nobody's name.
_NOBODY = frozenset({
    "word document", "python-docx", "untitled", "document", "document1", "microsoft office user", "user", "admin",
    "windows user", "microsoft word document", "unknown", "author", "title", "apache poi",
})  # fmt: skip


def docx_documents(source: Source) -> Iterator[Part]:
    _refuse_bomb(source)
    with reading("DOCX document"):
        import docx  # noqa: PLC0415 - 150 ms that only DOCX needs

        document = docx.Document(BytesIO(source.body))
        title, parts, cut = _parts(document)
        fields = _fields(document)
    if not parts:
        raise Rejected("no-body", "the document has no paragraphs: a picture of a text is not read")
    if title:
        fields["title"] = title
    text = "\n\n".join(filter(None, (title, *parts)))
    return iter((Document(Kind.TEXT, text, fields=fields, truncated=cut, origin="docx", whole=True),))


def _refuse_bomb(source: Source) -> None:
    """Word's own compression is 10:1 at most; what its parts say of their size is true, or reading them fails."""
    with reading("DOCX document"), ZipFile(BytesIO(source.body)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    if size > min(MAX_INFLATED, MAX_RATIO * len(source.body)):
        raise Rejected("hostile-archive", "the document unpacks to more than any document holds")


def _parts(document: "Docx") -> tuple[str, list[str], bool]:
    """The paragraph of style Title, where there is one, and the text of all others, tables row by row."""
    title = ""
    parts: list[str] = []
    for place, block in enumerate(_blocks(document.element.body)):
        if place == MAX_BLOCKS:
            return title, parts, True
        if block.tag == _TABLE:
            parts += filter(None, map(_row, block.iterchildren(_ROW)))
        elif text := _line(_said(block)):
            if not title and place < _TITLE_WITHIN and _is_title(block, document):
                title = text
            else:
                parts.append(text)
    return title, parts, False


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also those in fields to fill in, in boxes, and put in under review."""
    for child in parent:
        if child.tag in {_PARAGRAPH, _TABLE}:
            yield child
            for box in _boxes(child):
                yield from _blocks(box)
        elif child.tag in _AROUND:
            yield from _blocks(child)


def _boxes(block: Any) -> Iterator[Any]:
    """Without those in other boxes, and without the same again for older programs."""
    for box in block.iter(_BOX):
        around = takewhile(lambda each: each is not block, box.iterancestors())
        if all(each.tag not in {_BOX, _OLDER} for each in around):
            yield box


def _row(row: Any) -> str:
    cells = (_line(_said(cell)) for cell in _within(row, _CELL))
    return ", ".join(dict.fromkeys(filter(None, cells)))


def _within(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _said(element: Any) -> str:
    """The text as it reads with all changes accepted: the library knows neither these nor fields to fill in."""
    pieces: list[str] = []
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag == _TEXT:
            pieces.append(each.text or "")
        elif each.tag in _SPACES:
            pieces.append(" ")
        elif each.tag == _HYPHEN:
            pieces.append("-")
        elif each.tag not in _LEFT_OUT:
            pieces.append(" " if each.tag == _PARAGRAPH else "")
            waiting += reversed(each)
    return "".join(pieces)


def _is_title(paragraph: Any, document: "Docx") -> bool:
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - loaded by then

    style = Paragraph(paragraph, document).style
    return style is not None and style.name == "Title"


def _fields(document: "Docx") -> dict[str, object]:
    told = document.core_properties
    found: dict[str, object] = {
        "title": _line(told.title),
        "authors": [name for part in told.author.split(";") if (name := _line(part)) and name.lower() not in _NOBODY],
        "tags": [tag for part in told.keywords.replace(";", ",").split(",") if (tag := _line(part))],
        "section": _line(told.category),
        "summary": _line(told.subject),
        "lang": _line(told.language),
    }
    if str(found["title"]).lower() in _NOBODY:
        found["title"] = ""
    if told.created is not None and told.author != "python-docx":  # whose template says 2013
        found[MADE_AT] = told.created.replace(tzinfo=UTC).isoformat()
    return {name: value for name, value in found.items() if value}


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
