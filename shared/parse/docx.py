"""DOCX -> text by paragraphs, and what its properties state."""

from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from shared.article import MADE_AT, Document, Kind
from shared.errors import Rejected
from shared.parse.source import MAX_INFLATED, MAX_RATIO, Part, Source, reading

if TYPE_CHECKING:
    from docx.document import Document as Docx

MAX_BLOCKS = 10_000  # paragraphs and tables: a book; what follows is cut, and the article says so
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
    from docx.table import Table  # noqa: PLC0415 - loaded by then

    title = ""
    parts: list[str] = []
    for place, block in enumerate(document.iter_inner_content()):
        if place == MAX_BLOCKS:
            return title, [part for part in parts if part], True
        if isinstance(block, Table):
            parts += [
                ", ".join(dict.fromkeys(filter(None, (_line(cell.text) for cell in row.cells)))) for row in block.rows
            ]
            continue
        text = _line(block.text)
        if text and not title and place < _TITLE_WITHIN and block.style is not None and block.style.name == "Title":
            title = text
        else:
            parts.append(text)
    return title, [part for part in parts if part], False


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
