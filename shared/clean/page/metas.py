"""What the meta tags of a page say of its article."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import lxml.html

from shared.article import Found
from shared.clean.dates import stated_moment
from shared.clean.names import is_agency, people, unique
from shared.clean.page.linked import plain, tags_in
from shared.clean.urls import web_address

type Metas = Mapping[str, Sequence[str]]

_FIELDS = (
    ("title", ("og:title",), 0.85),
    ("title", ("twitter:title",), 0.7),
    ("title", ("dc.title", "title", "parsely-title"), 0.7),
    ("summary", ("og:description", "description", "twitter:description"), 0.7),
    ("publisher", ("og:site_name", "application-name"), 0.8),
    ("section", ("article:section", "section", "parsely-section"), 0.85),
    (
        "published_at",
        (
            "article:published_time", "og:published_time", "datePublished", "date", "dc.date", "dc.date.issued",
            "dcterms.issued", "dcterms.date", "pubdate", "parsely-pub-date", "publishdate", "publication_date",
            "sailthru.date",
        ),
        0.9,
    ),
    ("modified_at", ("article:modified_time", "og:updated_time", "last-modified", "lastmod"), 0.85),
    ("authors", ("author", "article:author", "parsely-author", "dc.creator", "byl"), 0.8),
    ("url", ("og:url",), 0.8),
)  # fmt: skip
# Of the pair of labels and data that messengers show.
_WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "skrevet av")
)


def metas_of(tree: lxml.html.HtmlElement) -> Metas:
    """The contents by name, in their order."""
    given: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        given.setdefault(_key(name), []).append(element.get("content", ""))
    if contents(given, "twitter:label1")[:1] and contents(given, "twitter:label1")[0].lower() in _WRITTEN_BY:
        given.setdefault("author", given.get(_key("twitter:data1"), []))
    return given


def contents(metas: Metas, name: str) -> Sequence[str]:
    """However the name's parts are joined: article:published_time, articlePublishedTime, article.published-time."""
    return metas.get(_key(name), ())


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def found_in_metas(metas: Metas, now: datetime) -> Iterator[tuple[str, Found]]:
    for name, keys, confidence in _FIELDS:
        for key in keys:
            if value := _typed(name, contents(metas, key), now):
                yield name, Found(value[0], f"meta {key}", confidence, value[1])
                break
            if name == "authors" and (agency := next(filter(is_agency, contents(metas, key)), "")):
                yield "source", Found(agency.strip(), f"meta {key}", confidence)
                break
    tags = (
        *contents(metas, "article:tag"),
        *tags_in([*contents(metas, "keywords"), *contents(metas, "news_keywords")]),
    )
    if tags:
        yield "tags", Found(unique(tags), "meta keywords", 0.7)


def _typed(name: str, values: Sequence[str], now: datetime) -> tuple[str | tuple[str, ...] | datetime, str] | None:
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
