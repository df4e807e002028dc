"""What a result is in a feed, whichever: the same for Atom, RSS and JSON Feed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from shared.search.formats import Place
from shared.search.results import Page, Result

EXCERPT_CHARACTERS = 300
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold in any way, not even escaped; JSON could, but readers of feeds stumble over it.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A result as a feed tells it: plain text, nothing of it markup."""

    id: str
    title: str
    url: str
    summary: str
    body: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    lang: str
    published: datetime | None
    updated: datetime


def entries(page: Page, place: Place) -> list[Entry]:
    """The results of a page, in their order."""
    return [_entry(result, place) for result in page["results"]]


def newest(found: list[Entry]) -> datetime:
    """When the feed last changed, as far as its entries tell: a feed of the same entries is the same feed."""
    return max((entry.updated for entry in found), default=NEVER)


def plain(text: str | None) -> str:
    """The text without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text or "")


def rfc3339(moment: datetime) -> str:
    """Whole seconds in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _entry(result: Result, place: Place) -> Entry:
    body = plain(result.get("body"))
    url, published = plain(result["url"]), _moment(result["published_at"])
    categories = (result["section"], *result.get("tags", []))
    return Entry(
        id=UUID(result["id"]).urn,
        title=plain(result["title"]) or "Untitled",
        # A link that runs something, or one that a reader would look for on its own machine, is none.
        url=url if url.startswith(("https://", "http://")) else f"{place.root}/articles/{result['id']}",
        summary=plain(result["summary"]) or _excerpt(body),
        body=body,
        authors=tuple(plain(name) for name in result["authors"]),
        categories=tuple(dict.fromkeys(plain(each) for each in categories if each)),
        lang=plain(result["lang"]),
        published=published,
        updated=_moment(result.get("modified_at")) or published or _moment(result.get("ingested_at")) or NEVER,
    )


def _excerpt(body: str) -> str:
    """How the article begins: what a list of entries shows of one that has no summary."""
    first = body.partition("\n\n")[0]
    return first if len(first) <= EXCERPT_CHARACTERS else f"{first[:EXCERPT_CHARACTERS].rstrip()}…"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
