"""What the head of a page says of it: JSON-LD, meta tags, link and time elements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import lxml.html

from shared.article import Found
from shared.clean.dates import stated_moment
from shared.clean.names import people, unique
from shared.clean.page.headings import headings_of
from shared.clean.page.linked import found_in_article, linked_data, plain, stated_body, tags_in
from shared.clean.page.signed import signed
from shared.clean.page.titles import chosen_title
from shared.clean.page.visible import shown_authors, shown_date
from shared.clean.urls import host_of, web_address

_META = (
    ("title", ("og:title",), 0.85),
    ("title", ("twitter:title",), 0.7),
    ("title", ("dc.title", "title", "parsely-title"), 0.7),
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
_TITLE_ELEMENT = 0.6
# Of the pair of labels and data that messengers show.
_WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "skrevet av")
)


@dataclass(frozen=True, slots=True)
class Head:
    """Each field with the most trustworthy place that gives it, all that calls itself title, the body in JSON-LD."""

    found: dict[str, Found]
    titles: tuple[str, ...]
    body: str


def found_in_page(tree: lxml.html.HtmlElement, now: datetime) -> Head:
    articles = linked_data(tree)
    found: dict[str, Found] = {}
    stated: list[Found] = []
    credits_: list[Found] = []
    given = [each for article in articles for each in found_in_article(article, now)]
    for name, value in (*given, *_meta(tree, now), *_elements(tree, now)):
        if name in {"title", "authors"}:
            (stated if name == "title" else credits_).append(value)
        else:
            found.setdefault(name, value)
    if authors := next(filter(None, (_of_people(each, found) for each in credits_)), None):
        found["authors"] = authors
    _add_what_is_shown(tree, found, now)
    if "authors" not in found and (signature := signed(articles, tree)):
        found["authors"] = signature
    headings = headings_of(tree)
    sites = [str(found["publisher"].value)] if "publisher" in found else []
    if title := chosen_title(stated, headings, sites):
        found["title"] = title
    titles = (str(title.value),) if title else ()
    return Head(found, (*titles, *(str(each.value) for each in stated), *headings.texts), stated_body(articles))


def _of_people(authors: Found, found: Mapping[str, Found]) -> Found | None:
    """Without the publisher, who names itself as an author: under its name, or under that of its site."""
    publisher = _letters(str(found["publisher"].value)) if "publisher" in found else ""
    sites = [_letters(host_of(str(found[name].value))) for name in ("canonical_url", "url") if name in found]
    names = (
        tuple(
            name
            for name in authors.value
            if isinstance(name, str)
            and (letters := _letters(name)) != publisher
            and not any(letters in site for site in sites)
        )
        if isinstance(authors.value, tuple)
        else ()
    )
    return replace(authors, value=names) if names else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _add_what_is_shown(tree: lxml.html.HtmlElement, found: dict[str, Found], now: datetime) -> None:
    """A story credited to an agency has no author: a name on the page is another story's."""
    shown = None if {"authors", "source"} & found.keys() else shown_authors(tree)
    if shown and (authors := _of_people(shown, found)):
        found["authors"] = authors
    if "published_at" not in found and (date := shown_date(tree, now)):
        found["published_at"] = date


def _meta(tree: lxml.html.HtmlElement, now: datetime) -> Iterator[tuple[str, Found]]:
    given: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        given.setdefault(name.lower(), []).append(element.get("content", ""))
    if given.get("twitter:label1", [""])[0].lower() in _WRITTEN_BY and "author" not in given:
        given["author"] = given.get("twitter:data1", [])
    for name, keys, confidence in _META:
        for key in keys:
            if value := _typed(name, given.get(key, []), now):
                yield name, Found(value[0], f"meta {key}", confidence, value[1])
                break
    if tags := unique(
        tag
        for tag in (*given.get("article:tag", []), *tags_in(given.get("keywords", []) + given.get("news_keywords", [])))
    ):
        yield "tags", Found(tags, "meta keywords", 0.7)


def _typed(name: str, values: list[str], now: datetime) -> tuple[str | tuple[str, ...] | datetime, str] | None:
    text = next(filter(None, map(plain, values)), "")
    if not text:
        return None
    if name in {"published_at", "modified_at"}:
        moment = stated_moment(text, now)
        return (moment.at, moment.note) if moment else None
    if name == "authors":
        names = unique(each for value in values for each in people(plain(value)))
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
    for title in tree.iterfind(".//title"):
        if text := " ".join(title.text_content().split()):
            yield "title", Found(text, "title element", _TITLE_ELEMENT)
            break
    if lang := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "lang", Found(lang, "html lang", 0.8)
