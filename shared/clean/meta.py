# ruff: noqa: RUF001 - dashes of all kinds part a title from its site
"""What the head of a page says of it: JSON-LD, meta tags, link and time elements."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import lxml.html

from shared.article import Found
from shared.clean.dates import stated_moment
from shared.clean.names import is_agency, people, unique
from shared.clean.urls import web_address

_META = (
    ("title", ("og:title", "twitter:title", "dc.title"), 0.85),
    ("summary", ("og:description", "description", "twitter:description"), 0.7),
    ("publisher", ("og:site_name", "application-name"), 0.8),
    ("section", ("article:section", "section", "parsely-section"), 0.85),
    (
        "published_at",
        (
            "article:published_time",
            "og:published_time",
            "date",
            "dc.date",
            "dc.date.issued",
            "pubdate",
            "parsely-pub-date",
            "publishdate",
        ),
        0.9,
    ),
    ("modified_at", ("article:modified_time", "og:updated_time", "last-modified", "lastmod"), 0.85),
    ("authors", ("author", "article:author", "parsely-author", "dc.creator", "byl"), 0.8),
    ("url", ("og:url",), 0.8),
)
_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report(?:age)?NewsArticle|LiveBlogPosting|Review$")
_DEPTH = 6  # levels of JSON-LD looked into: @graph, mainEntity and the like
_TAIL = re.compile(r"\s+[|–—·»:-]\s+")


def found_in_head(tree: lxml.html.HtmlElement, now: datetime) -> dict[str, Found]:
    """Each field with the most trustworthy place that gives it."""
    found: dict[str, Found] = {}
    for name, value in (*_linked_data(tree, now), *_meta(tree, now), *_elements(tree, now)):
        found.setdefault(name, value)
    if "title" in found:
        title = found["title"]
        found["title"] = Found(without_site(str(title.value), found.get("publisher")), title.where, title.confidence)
    return found


def without_site(title: str, publisher: Found | None) -> str:
    """The title without a tail such as " | Daily Planet", where the site's name is known."""
    parts = _TAIL.split(title)
    if publisher is None or len(parts) < 2:
        return title
    site = _folded(str(publisher.value))
    for place in (-1, 0):
        if _folded(parts[place]) in {site, site.removeprefix("the"), "the" + site}:
            cut = title[: title.rindex(parts[-1])] if place else title[len(parts[0]) :]
            return cut.strip(" |–—·»:-")
    return title


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|de|co\.uk)$", "", name.casefold())


def _linked_data(tree: lxml.html.HtmlElement, now: datetime) -> Iterator[tuple[str, Found]]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for article in _articles(data, _DEPTH):
            yield from _article(article, now)


def _articles(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for each in data:
            yield from _articles(each, depth - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(data.get(name), depth - 1)


def _article(data: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, Found]]:
    for name, given in (
        ("title", "headline"),
        ("summary", "description"),
        ("section", "articleSection"),
        ("lang", "inLanguage"),
    ):
        if value := next(_texts(data.get(given)), ""):
            yield name, Found(value, "json-ld", 0.95)
    for name, given in (("published_at", "datePublished"), ("modified_at", "dateModified")):
        if moment := stated_moment(next(_texts(data.get(given)), ""), now):
            yield name, Found(moment.at, "json-ld", 0.95, moment.note)
    authors = list(_texts(data.get("author")))
    if names := unique(name for author in authors for name in people(author)):
        yield "authors", Found(names, "json-ld", 0.9)
    elif agency := next(filter(is_agency, authors), ""):
        yield "source", Found(agency, "json-ld", 0.9)
    if publisher := next(_texts(data.get("publisher")), ""):
        yield "publisher", Found(publisher, "json-ld", 0.9)
    if tags := unique(_tags(data.get("keywords"))):
        yield "tags", Found(tags, "json-ld", 0.8)


def _texts(value: Any) -> Iterator[str]:
    """The strings in a value that may be a string, a thing with a name, or a list of either."""
    for each in value if isinstance(value, list) else [value]:
        text = each.get("name") if isinstance(each, dict) else each
        for one in text if isinstance(text, list) else [text]:
            if isinstance(one, str) and one.strip():
                yield _plain(one)


def _tags(value: Any) -> Iterator[str]:
    for text in _texts(value):
        yield from (part.strip() for part in text.split(",") if part.strip())


def _plain(text: str) -> str:
    """JSON-LD is often escaped once more than it should be, and may hold markup."""
    if "&" in text or "<" in text:
        text = re.sub(r"<[^<>]{0,200}>", "", text)
        if "&" in text:
            import html  # noqa: PLC0415 - the standard one

            text = html.unescape(text)
    return " ".join(text.split())


def _meta(tree: lxml.html.HtmlElement, now: datetime) -> Iterator[tuple[str, Found]]:
    given: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        given.setdefault(name.lower(), []).append(element.get("content", ""))
    for name, keys, confidence in _META:
        for key in keys:
            if value := _typed(name, given.get(key, []), now):
                yield name, Found(value[0], f"meta {key}", confidence, value[1])
                break
    if tags := unique(
        tag
        for tag in (*given.get("article:tag", []), *_tags(given.get("keywords", []) + given.get("news_keywords", [])))
    ):
        yield "tags", Found(tags, "meta keywords", 0.7)


def _typed(name: str, values: list[str], now: datetime) -> tuple[str | tuple[str, ...] | datetime, str] | None:
    text = next((plain for value in values if (plain := _plain(value))), "")
    if not text:
        return None
    if name in {"published_at", "modified_at"}:
        moment = stated_moment(text, now)
        return (moment.at, moment.note) if moment else None
    if name == "authors":
        names = unique(each for value in values for each in people(_plain(value)))
        return (names, "") if names else None
    if name == "url":
        address = web_address(text)
        return (address, "") if address else None
    return text, ""


def _elements(tree: lxml.html.HtmlElement, now: datetime) -> Iterator[tuple[str, Found]]:
    for link in tree.iterfind(".//link[@rel='canonical']"):
        if address := web_address(link.get("href", "")):
            yield "canonical_url", Found(address, "link canonical", 0.95)
    for element in tree.iterfind(".//time[@datetime]"):
        if moment := stated_moment(element.get("datetime", ""), now):
            yield "published_at", Found(moment.at, "time element", 0.7, moment.note)
            break
    headings = [text for h1 in tree.iterfind(".//h1") if (text := " ".join(h1.text_content().split()))]
    if len(headings) == 1:
        yield "title", Found(headings[0], "h1", 0.8)
    for title in tree.iterfind(".//title"):
        if text := " ".join(title.text_content().split()):
            yield "title", Found(text, "title element", 0.6)
            break
    if lang := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "lang", Found(lang, "html lang", 0.8)
