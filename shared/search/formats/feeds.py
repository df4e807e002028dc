"""A page as a feed: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

XML is built as a tree and written by the standard library, which escapes: no text of an article can become markup.
"""

import html
import json
import re
from datetime import UTC
from email.utils import format_datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring  # nosec B405 - written only: nothing foreign is parsed with it

from shared.search.formats import Place
from shared.search.formats.entries import Entry, entries, newest, plain, rfc3339
from shared.search.results import Page

GENERATOR = "Cuttings"
_LIKE_HTML = re.compile(r"<|&#?\w+;")


def atom(page: Page, place: Place) -> str:
    found = entries(page, place)
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _texts(feed, ("id", place.here), ("title", plain(place.title)), ("updated", rfc3339(newest(found))))
    _texts(SubElement(feed, "author"), ("name", GENERATOR))  # of entries that name nobody
    _texts(feed, ("generator", GENERATOR))
    for rel, href in (("self", place.here), ("next", place.following)):
        if href:
            SubElement(feed, "link", {"rel": rel, "href": href})
    for entry in found:
        _atom_entry(SubElement(feed, "entry", {"xml:lang": entry.lang} if entry.lang else {}), entry)
    return _written(feed)


def _atom_entry(parent: Element, entry: Entry) -> None:
    _texts(parent, ("id", entry.id), ("title", entry.title), ("updated", rfc3339(entry.updated)))
    if entry.published:
        _texts(parent, ("published", rfc3339(entry.published)))
    SubElement(parent, "link", {"rel": "alternate", "href": entry.url})
    for name in entry.authors:
        _texts(SubElement(parent, "author"), ("name", name))
    for category in entry.categories:
        SubElement(parent, "category", {"term": category})
    # Said to be text, so that a reader shows a tag that an article holds and does not follow it.
    for name, text in (("summary", entry.summary), ("content", entry.body)):
        if text:
            SubElement(parent, name, {"type": "text"}).text = text


def rss(page: Page, place: Place) -> str:
    found = entries(page, place)
    spaces = {
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    root = Element("rss", {"version": "2.0", **spaces})
    channel = SubElement(root, "channel")
    _texts(channel, ("title", _title(plain(place.title))), ("link", place.here), ("description", "Found by Cuttings"))
    _texts(channel, ("generator", GENERATOR), ("lastBuildDate", format_datetime(newest(found), usegmt=True)))
    for rel, href in (("self", place.here), ("next", place.following)):
        if href:
            SubElement(channel, "atom:link", {"rel": rel, "href": href, "type": "application/rss+xml"})
    for entry in found:
        _rss_item(SubElement(channel, "item"), entry)
    return _written(root)


def _rss_item(item: Element, entry: Entry) -> None:
    _texts(item, ("title", _title(entry.title)), ("link", entry.url))
    SubElement(item, "guid", {"isPermaLink": "false"}).text = entry.id
    _texts(item, ("pubDate", format_datetime((entry.published or entry.updated).astimezone(UTC), usegmt=True)))
    _texts(item, *(("dc:creator", name) for name in entry.authors), *(("category", each) for each in entry.categories))
    # HTML by custom, so plain text is escaped once for that and once more for XML.
    if entry.summary:
        _texts(item, ("description", html.escape(entry.summary)))
    if entry.body:
        paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in entry.body.split("\n\n"))
        _texts(item, ("content:encoded", paragraphs))


def _title(text: str) -> str:
    """RSS does not say whether a title is HTML. Most readers take it for that where it could be: so only there."""
    return html.escape(text) if _LIKE_HTML.search(text) else text


def jsonfeed(page: Page, place: Place) -> str:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": place.title,
        "feed_url": place.here,
        **({"next_url": place.following} if place.following else {}),
        "items": [_item(entry) for entry in entries(page, place)],
    }
    return json.dumps(feed, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    told = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.body or entry.summary,
        "summary": entry.summary,
        "date_published": rfc3339(entry.published) if entry.published else None,
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "language": entry.lang,
    }
    return {name: value for name, value in told.items() if value or name == "content_text"}


def _texts(parent: Element, *told: tuple[str, str]) -> None:
    for name, text in told:
        SubElement(parent, name).text = text


def _written(root: Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")
