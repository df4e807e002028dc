# ruff: noqa: RUF001 - dashes of all kinds part a title from its site
"""The title of a page: of all that calls itself one, what readers see over the story."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from shared.article import Found
from shared.clean.page.headings import Headings

_TAIL = re.compile(r"\s+[|–—·»:-]\s+")
_MOST = 20  # that are looked at of what the head states
# What a candidate's word counts, by where it stands. Set by hand: weights fitted to 125 pages with gold did worse on
# publishers that they were not fitted to. See docs/decisions/0018.
_OPEN_GRAPH = "meta og:title"
_VOICES = {
    "json-ld": 1.0, _OPEN_GRAPH: 1.0, "h1": 1.0, "h2": 1.0, "json-ld alternativeHeadline": 0.6, "title element": 0.6,
}  # fmt: skip
_OTHER_VOICE = 0.3
_TAIL_START = re.compile(r"[\s.…?!»\"]*[|–—·»:-]")
_KICKER_END = re.compile(r"[:|–—·/»”“\"-]\s*[“„«»\"]?\s*$")
_LONGEST_KICKER = 6  # words


def chosen_title(stated: Sequence[Found], headings: Headings, sites: Iterable[str]) -> Found | None:
    """The candidate that most others repeat, alone, with a tail or behind a kicker; of equals the most trustworthy."""
    names = frozenset(map(_folded, sites))
    candidates = [replace(each, value=without_site(str(each.value), names)) for each in islice(stated, _MOST)]
    candidates += _shown(headings)
    candidates.sort(key=lambda each: -each.confidence)
    best = max(
        candidates,
        key=lambda each: (_support(each, candidates, _tells), _support(each, candidates, _repeats)),
        default=None,
    )
    return best and _form(best, candidates)


def _shown(headings: Headings) -> list[Found]:
    found = []
    for place, each in enumerate(headings.shown):
        where = each.tag if place == 0 else f"other {each.tag}"
        found += [Found(text, where, 0.8) for text in dict.fromkeys((each.text, each.bare))]
    return found + [Found(text, "h1 in the navigation", 0.5) for text in headings.paths]


def _form(title: Found, candidates: Sequence[Found]) -> Found:
    """With the kicker or without. Editors leave it out of og:title where it does not belong to the title.

    Where it stands there, JSON-LD or the heading must have the same: else each place has a kicker of its own.
    """
    forms = [each for each in candidates if _tells(each, title)]
    given = next((each for each in forms if each.where == _OPEN_GRAPH), None)
    if given is None:
        return max(forms, key=lambda each: _support(each, candidates, _repeats))
    if _repeats(given, title):
        return title
    seconded = any(
        _VOICES.get(each.where) == 1.0 and each.where != _OPEN_GRAPH and words_of(each) == words_of(given)
        for each in candidates
    )
    return given if seconded else title


def _support(title: Found, candidates: Sequence[Found], agrees: Callable[[Found, Found], bool]) -> float:
    return sum(_VOICES.get(where, _OTHER_VOICE) for where in {each.where for each in candidates if agrees(each, title)})


def _tells(longer: Found, title: Found) -> bool:
    return _repeats(longer, title) or _has_kicker(longer, title)


def _repeats(longer: Found, title: Found) -> bool:
    """The title's words, or these and a tail."""
    text, start = str(longer.value), str(title.value)
    words = words_of(title)
    if len(words) > 2 and text.startswith(start):
        return len(text) == len(start) or bool(_TAIL_START.match(text, len(start)))
    return words_of(longer) == words


def _has_kicker(longer: Found, title: Found) -> bool:
    text, end = str(longer.value), str(title.value)
    words, all_words = words_of(title), words_of(longer)
    return (
        len(words) > 2
        and 0 < len(all_words) - len(words) <= _LONGEST_KICKER
        and all_words[-len(words) :] == words
        and bool(_KICKER_END.search(text[: len(text) - len(end)]))
    )


def without_site(title: str, names: frozenset[str]) -> str:
    """The title without a tail such as " | Daily Planet", where the site's name is known (folded, as `names`)."""
    parts = _TAIL.split(title)
    if len(parts) < 2:
        return title
    for place in (-1, 0):
        part = _folded(parts[place])
        if part in names or part.removeprefix("the") in names or f"the{part}" in names:
            cut = title[: title.rindex(parts[-1])] if place else title[len(parts[0]) :]
            return cut.strip(" |–—·»:-")
    return title


def words_of(found: Found) -> list[str]:
    return re.findall(r"\w+", str(found.value).casefold())


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|de|co\.uk)$", "", name.casefold())
