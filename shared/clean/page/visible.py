# ruff: noqa: E501, RUF001 - paths are read by the line, and labels are in all scripts
"""What a page shows its readers of a story's people and date, where its head is silent."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

import lxml.html
from lxml import etree

from shared.article import Found
from shared.clean.dates import first_moment, stated_moment
from shared.clean.names import people, unique
from shared.clean.page.sites import Sites
from shared.clean.sightings import is_of_update, told_apart

_LONGEST = 160  # characters of a byline or dateline
_MOST = 40  # elements looked at: a page of many bylines is a list of stories
_MOST_TIMES = 3  # of publication and of an update; further ones are other stories'
_CLASS = "translate(@class,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
_ID = "translate(@id,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
_BYLINES = (
    ("//*[@itemprop='author']", "itemprop author", 0.8),
    ("//a[@rel='author' or contains(concat(' ',@rel,' '),' author ')]", "rel author", 0.8),
    (f"//*[contains({_CLASS},'byline') or contains({_CLASS},'author') or contains({_CLASS},'autor')]", "byline", 0.65),
    (f"//*[contains({_ID},'byline') or contains({_ID},'author') or contains({_ID},'autor')]", "byline", 0.65),
    ("//a[contains(@href,'/author/') or contains(@href,'/autor') or contains(@href,'/people/')]", "author link", 0.6),
)
_BYLINE_PATHS = tuple((etree.XPath(path), where, confidence) for path, where, confidence in _BYLINES)
_DATES = etree.XPath(
    f"//*[@itemprop='datePublished' or contains({_CLASS},'date') or contains({_CLASS},'publish') or contains({_CLASS},'time') or contains({_ID},'date') or contains({_ID},'publish')]"
)
_STATED_DATES = ("datetime", "content", "data-publicationdate", "data-published", "data-date", "title")
_CHANGED = re.compile(r"updat|modif|aktualis|geändert|mis à jour|actualiz", re.IGNORECASE)
_STORIES = frozenset(("comment", "related", "teaser", "recommend", "sidebar", "footer", "figure", "figcaption"))
_LABEL = re.compile(r"^(?:autor(?:in)?(?:/autor)?|authors?|text|von|by|par|por)\s*:?\s+", re.IGNORECASE)
# Others than the author: who edited it, took the picture, made the recording.
_OTHERS = re.compile(
    r"^\W*(?:redaktion|edited|editing|editors?|photos?|photographs?|fotos?|bild(?:er)?|video|audio|producers?|produced|quelle|source|fuente|fonte)\b(?:\s+by)?\s*[:|]",
    re.IGNORECASE,
)
# What stands before a value in a list of facts on the story.
_FACTS = ("strong", "b", "dt", "th", "label")
_AUTHOR_FACT = re.compile(
    r"(?:autor(?:in|es|a)?(?:\s?/\s?autor(?:in)?)?|authors?|auteurs?|autore|auteur|författare|forfatter|skribent|yazar|автор|作者|記者|记者)\s*[:：]?",
    re.IGNORECASE,
)
_DATE_FACT = re.compile(
    r"(?:datum|date|published|veröffentlicht(?:\sam)?|erschienen(?:\sam)?|fecha|data|publié(?:\sle)?|publicado(?:\sel)?|pubblicato|tarih|дата|日期|发布时间|公開日)\s*[:：]?",
    re.IGNORECASE,
)


def shown_authors(tree: lxml.html.HtmlElement, sites: Sites) -> Found | None:
    """The people of the first byline that names any; nobody where the first that is there names the site."""
    for path, where, confidence in _BYLINE_PATHS:
        for element in _near_the_story(path(tree)):
            text = _LABEL.sub("", _text(element))
            if not text or _OTHERS.match(text):
                continue
            if sites.own(text):
                return None
            if names := _people(text, sites):
                return Found(names, where, confidence)
    for text in _facts(tree, _AUTHOR_FACT):
        if names := _people(text, sites):
            return Found(names, "fact", 0.65)
    return None


def _people(text: str, sites: Sites) -> tuple[str, ...]:
    return unique(name for name in people(text) if not sites.own(name))


def shown_date(tree: lxml.html.HtmlElement, now: datetime) -> Found | None:
    for element in _near_the_story(_DATES(tree)):
        if _CHANGED.search(element.get("class", "")):
            continue
        stated = next((value for name in _STATED_DATES if (value := element.get(name))), "")
        moment = stated_moment(stated, now) if stated else None
        text = "" if moment else _text(element)
        if text and (published := told_apart(text, now)[0]):
            moment = published.moment
        if moment:
            return Found(moment.at, "dateline", 0.65, moment.note)
    for text in _facts(tree, _DATE_FACT):
        if moment := first_moment(text, now):
            return Found(moment.at, "fact", 0.65, moment.note)
    return None


def stated_times(tree: lxml.html.HtmlElement, now: datetime) -> dict[str, Found]:
    """What the first time elements state: the first that is of no update, and the first that is.

    Where all are of updates, the first of them stands for the publication too: a day too late tells more than none.
    """
    elements = islice(tree.iterfind(".//time[@datetime]"), _MOST)
    given = ((each, moment) for each in elements if (moment := stated_moment(each.get("datetime", ""), now)))
    found: dict[str, Found] = {}
    first = None
    for element, moment in islice(given, _MOST_TIMES):
        stated = Found(moment.at, "time element", 0.7, moment.note)
        first = first or stated
        found.setdefault("modified_at" if _is_changed(element) else "published_at", stated)
    return {"published_at": first} | found if first else found


def _is_changed(time: lxml.html.HtmlElement) -> bool:
    """By its own names and words, or by what stands right before it."""
    names = f"{time.get('class', '')} {time.get('itemprop', '')}"
    return bool(_CHANGED.search(names)) or is_of_update(_text_before(time)) or is_of_update(time.text or "")


def _text_before(element: lxml.html.HtmlElement) -> str:
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        return (before.tail or "").strip() or _text(before)
    return (parent.text or "") if parent is not None else ""


def _facts(tree: lxml.html.HtmlElement, label: re.Pattern[str]) -> Iterator[str]:
    """What stands behind the label: in the same box, or in the next one."""
    for element in tree.iter(*_FACTS):
        if not (text := _text(element)) or not label.fullmatch(text):
            continue
        following = element.getnext()
        yield " ".join((element.tail or "").split()) or (_text(following) if following is not None else "")


def _near_the_story(elements: Sequence[lxml.html.HtmlElement]) -> Iterator[lxml.html.HtmlElement]:
    """Those that stand in no list of other stories, in no comment and under no picture."""
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
