# ruff: noqa: RUF001 - names have apostrophes of all kinds
"""What JSON-LD in a page says of its article."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from shared.article import Found
from shared.clean.dates import stated_moment
from shared.clean.names import is_agency, people, unique
from shared.clean.urls import web_address

_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report(?:age)?NewsArticle|LiveBlogPosting|Review$")
_DEPTH = 6  # levels looked into: @graph, mainEntity and the like
_TEXTS = (
    ("title", "headline", "json-ld", 0.95),
    ("title", "alternativeHeadline", "json-ld alternativeHeadline", 0.75),
    ("title", "name", "json-ld name", 0.75),
    ("summary", "description", "json-ld", 0.95),
    ("section", "articleSection", "json-ld", 0.95),
    ("lang", "inLanguage", "json-ld", 0.95),
)
_STRUCTURED_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+){1,3}")


def linked_data(tree: lxml.html.HtmlElement) -> list[Mapping[str, Any]]:
    """The articles that the page describes, with references to people and publishers filled in."""
    whole: list[Any] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            whole.append(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    named = {str(node["@id"]): node for node in _nodes(whole, _DEPTH) if "@id" in node and "name" in node}
    articles = [node for node in _nodes(whole, _DEPTH) if _is_article(node)]
    return [
        article | {name: _resolved(article.get(name), named) for name in ("author", "publisher")}
        for article in articles
    ]


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each, depth - 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(name), depth - 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _resolved(value: Any, named: Mapping[str, Any]) -> list[Any]:
    values = value if isinstance(value, list) else [value]
    return [
        named.get(str(each.get("@id")), each) if isinstance(each, dict) and not each.get("name") else each
        for each in values
    ]


def found_in_article(data: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, Found]]:
    for name, given, where, confidence in _TEXTS:
        if value := next(texts(data.get(given)), ""):
            yield name, Found(value, where, confidence)
    for name, given in (("published_at", "datePublished"), ("modified_at", "dateModified")):
        if moment := stated_moment(next(texts(data.get(given)), ""), now):
            yield name, Found(moment.at, "json-ld", 0.95, moment.note)
    if names := unique(name for author in data["author"] for name in _people(author)):
        yield "authors", Found(names, "json-ld", 0.9)
    elif agency := next(filter(is_agency, texts(data["author"])), ""):
        yield "source", Found(agency, "json-ld", 0.9)
    if publisher := next(texts(data.get("publisher")), ""):
        yield "publisher", Found(publisher, "json-ld", 0.9)
    if tags := unique(tags_in(data.get("keywords"))):
        yield "tags", Found(tags, "json-ld", 0.8)


def stated_address(articles: list[Mapping[str, Any]]) -> Found | None:
    """Where the article stands: its own address, or that of the page that it is the main matter of; never a front."""
    for article in articles:
        page = article.get("mainEntityOfPage")
        for given in (article.get("url"), page.get("@id") if isinstance(page, dict) else page, article.get("@id")):
            address = web_address(given) if isinstance(given, str) else ""
            if address and urlsplit(address).path.strip("/"):
                return Found(address, "json-ld", 0.75)
    return None


def stated_body(articles: list[Mapping[str, Any]]) -> str:
    bodies = (each["articleBody"] for each in articles if isinstance(each.get("articleBody"), str))
    body = max(bodies, key=len, default="")
    return "\n".join(plain(line) for line in re.sub(r"</p>|<br\s*/?>", "\n", body).split("\n"))


def _people(author: Any) -> tuple[str, ...]:
    """A person that is stated as one may write the name small."""
    found = tuple(name for text in texts(author) for name in people(text))
    if not found and isinstance(author, dict) and author.get("@type") == "Person":
        name = next(texts(author), "")
        if name.islower() and _STRUCTURED_NAME.fullmatch(name):
            return (name,)
    return found


def texts(value: Any) -> Iterator[str]:
    """The strings in a value that may be a string, a thing with a name, or a list of either."""
    for each in value if isinstance(value, list) else [value]:
        text = each.get("name") if isinstance(each, dict) else each
        for one in text if isinstance(text, list) else [text]:
            if isinstance(one, str) and one.strip():
                yield plain(one)


def tags_in(value: Any) -> Iterator[str]:
    for text in texts(value):
        yield from (part.strip() for part in text.split(",") if part.strip())


def plain(text: str) -> str:
    """JSON-LD is often escaped once more than it should be, and may hold markup."""
    if "&" in text or "<" in text:
        text = re.sub(r"<[^<>]{0,200}>", "", text)
        if "&" in text:
            import html  # noqa: PLC0415 - the standard one

            text = html.unescape(text)
    return " ".join(text.split())
