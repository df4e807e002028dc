"""RSS and Atom -> an article for each entry, named by its guid. feedparser reads all dialects, also ill-formed ones."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from typing import Any

from shared.article import Document, Failure, Kind
from shared.errors import Rejected
from shared.parse.cut import whole_entries
from shared.parse.source import MAX_MEMBERS, Part, unique_name
from shared.parse.xml import fragment_tree, paragraphs, refuse_hostile_xml

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
# "<" and "&" of a feed: 1,000 entries with full text have fewer, and ill-formed feeds take 50 microseconds for each.
_MAX_MARKUP = 150_000
_LONGEST_ID = 400  # characters of a member's name
# What content systems put behind every entry.
_FOOTER = re.compile(
    r"The (?:post|article) .{1,300} (?:appeared first|first appeared) on .{1,100}"
    r"|(?:Continue reading|Read more)\b.{0,200}",
    re.IGNORECASE,
)


def feed_documents(text: str) -> Iterator[Part]:
    refuse_hostile_xml(text, _MAX_MARKUP)
    text, cut = whole_entries(text, ("item", "entry"), "the feed")
    feed = _parsed(text)
    if not feed.entries:
        raise Rejected("no-articles", "the feed has no entries")
    if len(feed.entries) > MAX_MEMBERS:
        raise Rejected(
            "too-large", f"the feed has {len(feed.entries):,} entries, and at most {MAX_MEMBERS:,} are taken"
        )
    origin = "atom" if feed.version.startswith("atom") else "rss"
    parts = (_part(member, entry, feed.feed, origin) for member, entry in _named(feed.entries))
    return chain(parts, cut)


def _parsed(text: str) -> Any:
    import feedparser  # noqa: PLC0415 - 100 ms that only feeds need

    # As a stream, since it fetches what looks like an address and opens what looks like a file; and as it stands, since
    # cleaning its HTML is our business. The declaration's charset was true of the bytes.
    stream = BytesIO(_DECLARATION.sub("", text).lstrip().encode("utf-8", "replace"))
    try:
        return feedparser.parse(stream, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False)
    except Exception as problem:
        raise Rejected("invalid-xml", f"the feed cannot be read: {type(problem).__name__}") from problem


def _named(entries: list[Any]) -> list[tuple[str, Any]]:
    """By guid, else address, else place. Of several that differ the oldest, which is the last, has the name alone."""
    named: list[tuple[str, Any]] = []
    taken: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    for place, entry in reversed(list(enumerate(entries, 1))):
        own = str(entry.get("id") or entry.get("link") or "").strip()
        name = own if 0 < len(own) <= _LONGEST_ID else str(place)
        said = (name, str(entry.get("title")), _summary(entry), _content(entry))
        if said not in seen:
            seen.add(said)
            named.append((unique_name(name, taken), entry))
    return named[::-1]


def _part(member: str, entry: dict[str, Any], feed: Mapping[str, Any], origin: str) -> Part:
    summary = _paragraphs(_summary(entry))
    try:
        body = _paragraphs(_content(entry)) or summary
    except Rejected as problem:
        return Failure(member, problem.reason, problem.detail)
    if not body:
        return Failure(member, "no-body", "the entry has neither content nor a description")
    fields = {**_fields(entry, feed), "body": body}
    if summary and summary != body:
        fields["summary"] = " ".join(summary)
    return Document(Kind.FIELDS, "", member, fields, origin=origin)


def _content(entry: Mapping[str, Any]) -> str:
    """The longest of the forms that the entry gives."""
    return max((str(form.get("value") or "") for form in entry.get("content", ())), key=len, default="")


def _summary(entry: Mapping[str, Any]) -> str:
    return str(entry.get("summary") or "")


def _paragraphs(html: str) -> list[str]:
    if not html.strip():
        return []
    if "<" not in html:
        html = html.replace("\n\n", "<p>")
    texts = paragraphs(fragment_tree(html))
    return [text for text in texts if not _FOOTER.fullmatch(text)]


def _fields(entry: dict[str, Any], feed: Mapping[str, Any]) -> dict[str, object]:
    authors = [str(each.get("name") or "") for each in entry.get("authors", ())]
    tags = [str(each.get("label") or each.get("term") or "") for each in entry.get("tags", ())]
    updated = dict.get(entry, "updated")  # the library's own get would give the date of publication in its place
    found = {
        "guid": entry.get("id"),
        "url": entry.get("link"),
        "title": " ".join(_paragraphs(str(entry.get("title") or ""))),
        "authors": [name for name in authors if name],
        "tags": [tag for tag in tags if tag],
        "section": next(filter(None, tags), ""),
        "published_at": entry.get("published") or entry.get("created") or updated,
        "modified_at": updated,
        "publisher": (entry.get("source") or {}).get("title") or feed.get("title"),
        "lang": (entry.get("title_detail") or {}).get("language") or feed.get("language"),
    }
    return {name: value for name, value in found.items() if value}
