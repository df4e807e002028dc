# ruff: noqa: RUF001 - dashes of all kinds part a title from its site
"""The title of a page: of all that calls itself one, what readers see over the story."""

import re
from collections.abc import Sequence
from dataclasses import replace

import lxml.html

from shared.article import Found

_TAIL = re.compile(r"\s+[|–—·»:-]\s+")
_ALIKE = 0.4  # share of the shorter title's words: what has fewer in common is the site's name or a section's
_HEADINGS = 20  # a page with more has a list of stories, and the first are enough


def chosen_title(stated: Sequence[Found], headings: Sequence[str], publisher: Found | None) -> Found | None:
    """The heading that is most like a stated title, else what was stated in the most trustworthy place."""
    cleaned = [replace(each, value=without_site(str(each.value), publisher)) for each in stated]
    alike = [
        (likeness, -place, heading)
        for place, heading in enumerate(headings)
        if (likeness := max((_likeness(heading, str(each.value)) for each in cleaned), default=0.0)) >= _ALIKE
    ]
    if not alike:
        lone = headings[0] if len(headings) == 1 and not any(each.confidence > 0.6 for each in cleaned) else ""
        return Found(lone, "h1", 0.8) if lone else next(iter(cleaned), None)
    heading = max(alike)[2]
    same = next((each for each in cleaned if words_of(str(each.value)) == words_of(heading)), None)
    return same or Found(heading, "h1", 0.85)


def headings_of(tree: lxml.html.HtmlElement) -> list[str]:
    """The page's top headings, each once."""
    found: dict[str, None] = {}
    for h1 in tree.iterfind(".//h1"):
        if (text := " ".join(" ".join(h1.itertext()).split())) and len(found) < _HEADINGS:
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


def _likeness(one: str, other: str) -> float:
    first, second = set(words_of(one)), set(words_of(other))
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    # A heading of one word within a long title is a section's name.
    return len(shorter & longer) / len(shorter) if len(shorter) > 2 or shorter == longer else 0.0


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|de|co\.uk)$", "", name.casefold())
