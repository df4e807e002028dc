"""What flows through the stages: Upload -> Document -> Cleaned -> Article. Frozen: each stage makes a new value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """How a document is to be cleaned."""

    TEXT = "text"
    HTML = "html"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What lies beside an object as NAME.meta.json: fields that override, names that are none, or why it is unread."""

    fields: Mapping[str, object] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    problem: str = ""


NO_SIDECAR = Sidecar()


@dataclass(frozen=True, slots=True)
class Upload:
    """An object as it was read from the bucket. Its key is its identity."""

    bucket: str
    key: str
    body: bytes
    version_id: str = "null"
    content_type: str = ""
    modified_at: datetime | None = None
    metadata: Mapping[str, str] = NOTHING
    sidecar: Sidecar = NO_SIDECAR


MADE_AT = "made_at"
"""Among the fields of a document: when the file was made. It is told, and never taken for a day of publication."""
FORWARDED_AT = "forwarded_at"
"""The same of a mail that was passed on."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article's worth of source, decoded. `member` tells it from others in the same object.

    `fields` is what the file says of the article outside its text, `origin` the format that says it: its names are in
    `shared/parse/formats.py`, and "" is a JSON record, whose writer knows best. `whole` is true of a text that was
    written as a document: nobody's menus are around it. `format` is how its bytes were read, for those who count.
    """

    kind: Kind
    text: str
    member: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    truncated: bool = False
    origin: str = ""
    whole: bool = False
    format: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """A member that can never become an article, beside others of the same object that can."""

    member: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was found. `confidence` is 0..1; `note` says what was assumed on the way."""

    value: str | tuple[str, ...] | datetime
    where: str
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line or block was kept or dropped, for `cuttings clean --explain`."""

    text: str
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document's article: its body, what was found around it, and how far to trust the body (0..1).

    `notes` says, for a field, what was given and could not be taken, so that nothing is lost in silence.
    """

    body: str
    quality: float
    found: Mapping[str, Found] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """What is indexed and answered. Names and meanings are the contract's: see docs/article.md."""

    id: str
    bucket: str
    key: str
    version_id: str
    title: str
    body: str
    ingested_at: datetime
    pipeline_version: str
    member: str = ""
    guid: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    domain: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    source: str | None = None
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    lang: str | None = None
    word_count: int = 0
    truncated: bool = False
    quality: float = 0.0
    provenance: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
