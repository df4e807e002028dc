"""The formats that hold articles."""

from enum import StrEnum


class Format(StrEnum):
    """How bytes are to be read. The value is also the word for it in an article's provenance."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MHTML = "mhtml"
    JSON = "json"
    JSON_LINES = "json-lines"
    NITF = "nitf"
    NEWSML = "newsml"
    RSS = "rss"
    ATOM = "atom"
    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    GZIP = "gzip"
    ZIP = "zip"
    TAR = "tar"
    WARC = "warc"


TAKEN = (
    "taken are text, Markdown, HTML, MHTML, JSON, JSON Lines, NITF, NewsML-G2, RSS, Atom, PDF, DOCX, EML, gzip, zip, "
    "tar and WARC"
)
