"""A page of results in the other forms that programs take: feeds for readers, tables for spreadsheets and scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Format(StrEnum):
    """How results are answered."""

    JSON = "json"
    ATOM = "atom"
    RSS = "rss"
    JSONFEED = "jsonfeed"
    CSV = "csv"
    NDJSON = "ndjson"


MEDIA_TYPES: Mapping[Format, str] = MappingProxyType(
    {
        Format.JSON: "application/json",
        Format.ATOM: "application/atom+xml",
        Format.RSS: "application/rss+xml",
        Format.JSONFEED: "application/feed+json",
        Format.CSV: "text/csv",
        Format.NDJSON: "application/x-ndjson",
    }
)
FEEDS = frozenset({Format.ATOM, Format.RSS, Format.JSONFEED})
SAID_IN_FEEDS = ("body", "tags", "modified_at", "ingested_at")
"""What an entry of a feed tells beside what every result does: what is new, and all of it, to be read where it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is of, and where: its own address, that of what follows, and the one that all routes begin with."""

    title: str
    here: str
    following: str | None
    root: str
