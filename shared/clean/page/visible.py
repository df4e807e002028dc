# ruff: noqa: E501 - paths are read by the line
"""What a page shows its readers of a story's people and date, where its head is silent."""

import re
from collections.abc import Iterator
from datetime import datetime

import lxml.html
from lxml import etree

from shared.article import Found
from shared.clean.dates import first_moment, stated_moment
from shared.clean.names import people, unique

_LONGEST = 160  # characters of a byline or dateline
_MOST = 40  # elements looked at: a page of many bylines is a list of stories
_LOWER = "translate(@class,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
_BYLINES = (
    ("//*[@itemprop='author']", "itemprop author", 0.8),
    ("//a[@rel='author' or contains(concat(' ',@rel,' '),' author ')]", "rel author", 0.8),
    (f"//*[contains({_LOWER},'byline') or contains({_LOWER},'author') or contains({_LOWER},'autor')]", "byline", 0.65),
    ("//a[contains(@href,'/author/') or contains(@href,'/autor') or contains(@href,'/people/')]", "author link", 0.6),
)
_BYLINE_PATHS = tuple((etree.XPath(path), where, confidence) for path, where, confidence in _BYLINES)
_DATES = etree.XPath(
    f"//*[@itemprop='datePublished' or contains({_LOWER},'date') or contains({_LOWER},'publish') or contains({_LOWER},'time')]"
)
_STATED_DATES = ("datetime", "content", "data-publicationdate", "data-published", "data-date", "title")
_CHANGED = re.compile(r"updat|modif|aktualis|geändert|mis à jour|actualiz", re.IGNORECASE)
_STORIES = frozenset(("comment", "related", "teaser", "recommend", "sidebar", "footer"))
_LABEL = re.compile(r"^(?:autor(?:in)?(?:/autor)?|authors?|text|von|by|par|por)\s*:?\s+", re.IGNORECASE)


def shown_authors(tree: lxml.html.HtmlElement) -> Found | None:
    for path, where, confidence in _BYLINE_PATHS:
        for element in _near_the_story(path(tree)):
            text = _text(element)
            if text and (names := unique(people(_LABEL.sub("", text)))):
                return Found(names, where, confidence)
    return None


def shown_date(tree: lxml.html.HtmlElement, now: datetime) -> Found | None:
    for element in _near_the_story(_DATES(tree)):
        if _CHANGED.search(element.get("class", "")):
            continue
        stated = next((value for name in _STATED_DATES if (value := element.get(name))), "")
        moment = stated_moment(stated, now) if stated else None
        text = "" if moment else _text(element)
        if not moment and text and not _CHANGED.search(text):
            moment = first_moment(text, now)
        if moment:
            return Found(moment.at, "dateline", 0.65, moment.note)
    return None


def _near_the_story(elements: list[lxml.html.HtmlElement]) -> Iterator[lxml.html.HtmlElement]:
    """Those that stand in no list of other stories and in no comment."""
    for element in elements[:_MOST]:
        names = (
            f"{box.tag} {box.get('class', '')} {box.get('id', '')}".lower()
            for box in (element, *_first_boxes(element))
            if isinstance(box.tag, str)
        )
        if not any(word in each for each in names for word in _STORIES):
            yield element


def _first_boxes(element: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    for place, box in enumerate(element.iterancestors()):
        if place == 8:  # levels: those above hold the whole page
            return
        yield box


def _text(element: lxml.html.HtmlElement) -> str:
    """The element's words, where they are few enough for a credit: never the whole text of a box that holds the page."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        size += len(part.strip())
        if size > _LONGEST:
            return ""
        parts.append(part)
    return " ".join(" ".join(parts).split())
