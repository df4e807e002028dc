"""What the head of a page says of it: JSON-LD, meta tags, link and time elements."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import lxml.html

from shared.article import Found
from shared.clean.page.headings import headings_of
from shared.clean.page.linked import found_in_article, linked_data, stated_address, stated_body
from shared.clean.page.mastheads import mastheads
from shared.clean.page.metas import found_in_metas, metas_of
from shared.clean.page.signed import signed
from shared.clean.page.sites import Sites, sites_of
from shared.clean.page.titles import chosen_title
from shared.clean.page.visible import shown_authors, shown_date, stated_times
from shared.clean.urls import web_address

_TITLE_ELEMENT = 0.6
_MOST_PARAGRAPHS, _TEASER = 200, 80  # that are looked at, and characters


@dataclass(frozen=True, slots=True)
class Head:
    """Each field with the most trustworthy place that gives it, all that calls itself title, the body in JSON-LD."""

    found: dict[str, Found]
    titles: tuple[str, ...]
    body: str


def found_in_page(tree: lxml.html.HtmlElement, now: datetime) -> Head:
    articles, metas = linked_data(tree), metas_of(tree)
    found: dict[str, Found] = {}
    stated: list[Found] = []
    credits_: list[Found] = []
    given = [each for article in articles for each in found_in_article(article, now)]
    for name, value in (*given, *found_in_metas(metas, now), *_elements(tree, now)):
        if name in {"title", "authors"}:
            (stated if name == "title" else credits_).append(value)
        else:
            found.setdefault(name, value)
    sites = sites_of(metas, articles, [str(found[name].value) for name in ("canonical_url", "url") if name in found])
    if authors := next(filter(None, (_of_people(each, sites) for each in credits_)), None):
        found["authors"] = authors
    _add_what_is_shown(tree, found, sites, now)
    if not {"url", "canonical_url"} & found.keys() and (address := stated_address(articles)):
        found["url"] = address
    if "authors" not in found and (signature := signed(articles, metas, tree, sites)):
        found["authors"] = signature
    headings = headings_of(tree)
    names = sites.names or mastheads(tree, metas, (str(each.value) for each in stated), headings.texts, sites.hosts)
    if names and not sites.names:
        found.setdefault("publisher", Found(names[0], "masthead", 0.5))
    if title := chosen_title(stated, headings, names, lambda: _paragraphs(tree)):
        found["title"] = title
    titles = (str(title.value),) if title else ()
    return Head(found, (*titles, *(str(each.value) for each in stated), *headings.texts), stated_body(articles))


def _paragraphs(tree: lxml.html.HtmlElement) -> str:
    """What is long enough to be of the story: a teaser's line is not."""
    texts = (element.text_content() for element in islice(tree.iterfind(".//p"), _MOST_PARAGRAPHS))
    return "\n".join(text for text in texts if len(text) > _TEASER)


def _of_people(authors: Found, sites: Sites) -> Found | None:
    """Without the publisher, who names itself as an author."""
    if not isinstance(authors.value, tuple):
        return None
    names = tuple(name for name in authors.value if not sites.own(name))
    return replace(authors, value=names) if names else None


def _add_what_is_shown(tree: lxml.html.HtmlElement, found: dict[str, Found], sites: Sites, now: datetime) -> None:
    """A story credited to an agency has no author: a name on the page is another story's."""
    if not {"authors", "source"} & found.keys() and (authors := shown_authors(tree, sites)):
        found["authors"] = authors
    if "published_at" not in found and (date := shown_date(tree, now)):
        found["published_at"] = date


def _elements(tree: lxml.html.HtmlElement, now: datetime) -> Iterator[tuple[str, Found]]:
    for link in tree.iterfind(".//link[@rel='canonical']"):
        if address := web_address(link.get("href", "")):
            yield "canonical_url", Found(address, "link canonical", 0.95)
    yield from stated_times(tree, now).items()
    for title in tree.iterfind(".//title"):
        if text := " ".join(title.text_content().split()):
            yield "title", Found(text, "title element", _TITLE_ELEMENT)
            break
    if lang := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "lang", Found(lang, "html lang", 0.8)
