# ruff: noqa: RUF001 - dashes of all kinds part a title from its site
"""The title of a page: of all that calls itself one, what readers see over the story."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import lxml.html

from shared.article import Found

_TAIL = re.compile(r"\s+[|–—·»:-]\s+")
_HEADINGS = 20  # a page with more has a list of stories, and the first are enough
# What a candidate's word counts, by where it stands. Fitted on 125 pages, where any weights near these do as well:
# agreement decides, and editors shorten titles for messengers and for the window.
_VOICES = {"json-ld": 1.0, "meta og:title": 1.0, "h1": 1.0, "title element": 0.6}
_OTHER_VOICE = 0.3
_TAIL_START = re.compile(r"[\s.…?!»\"]*[|–—·»:-]")


def chosen_title(stated: Sequence[Found], headings: Sequence[str], publisher: Found | None) -> Found | None:
    """The candidate that most others repeat, alone or with a tail; of equals the most trustworthy."""
    candidates = [replace(each, value=without_site(str(each.value), publisher)) for each in stated[:_HEADINGS]]
    candidates += [Found(heading, "h1" if place == 0 else "other h1", 0.8) for place, heading in enumerate(headings)]
    candidates.sort(key=lambda each: -each.confidence)
    return max(candidates, key=lambda each: _support(str(each.value), candidates), default=None)


def _support(title: str, candidates: Sequence[Found]) -> float:
    voices: dict[str, float] = {}
    for each in candidates:
        if _repeats(str(each.value), title):
            voices[each.where] = _VOICES.get(each.where, _OTHER_VOICE)
    return sum(voices.values())


def _repeats(longer: str, title: str) -> bool:
    words = words_of(title)
    if len(words) > 2 and longer.startswith(title):
        return len(longer) == len(title) or bool(_TAIL_START.match(longer, len(title)))
    return words_of(longer) == words


def headings_of(tree: lxml.html.HtmlElement) -> list[str]:
    """The page's top headings, each once."""
    found: dict[str, None] = {}
    for h1 in islice(tree.iterfind(".//h1"), _HEADINGS):
        if text := " ".join("".join(h1.itertext()).replace("\xad", "").split()):
            found.setdefault(text)
    return list(found)


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


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|de|co\.uk)$", "", name.casefold())
