# ruff: noqa: RUF001 - dashes of all kinds part a title from its site
"""The title of a page: of all that calls itself one, what readers see over the story."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from shared.article import Found
from shared.clean.page.headings import Headings
from shared.clean.prose import IDEOGRAPHS

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
_BEHIND_SITE = "behind the site's name"  # a motto as often as a title
_STEM = 5  # letters: enough to know a word again whose ending has changed
_ELSEWHERE = 1 / 3  # of the words at most are shared by titles of two stories
_FEWEST = 3  # words of a heading that tells of a story
_TOLD, _MORE = 0.5, 0.3  # of the heading's words the story uses, and so much more than of the other title's


def chosen_title(
    stated: Sequence[Found], headings: Headings, sites: Iterable[str], story: Callable[[], str] = str
) -> Found | None:
    """The candidate that most others repeat, alone, with a tail or behind a kicker; of equals the most trustworthy.

    `story` gives the page's paragraphs: asked for where its head and the heading over them tell of different things.
    """
    names = frozenset(map(_folded, sites))
    candidates = [_of_head(each, names) for each in islice(stated, _MOST)]
    candidates += _shown(headings)
    candidates = [each for each in candidates if _folded(str(each.value)) not in names] or candidates
    candidates.sort(key=lambda each: -each.confidence)
    best = _likeliest(candidates)
    over = next((each for each in candidates if each.where == "h1"), None)
    if best and over and _is_elsewhere(best, over) and _is_told(over, best, story()):
        candidates = [each for each in candidates if not _is_elsewhere(each, over)]
        best = _likeliest(candidates)
    return best and _form(best, candidates)


def _likeliest(candidates: Sequence[Found]) -> Found | None:
    return max(
        candidates,
        key=lambda each: (_support(each, candidates, _tells), _support(each, candidates, _repeats)),
        default=None,
    )


def _of_head(title: Found, names: frozenset[str]) -> Found:
    given = str(title.value)
    bare = without_site(given, names)
    if bare != given and given.endswith(bare):
        return replace(title, value=bare, where=f"{title.where}, {_BEHIND_SITE}")
    return replace(title, value=bare)


def _is_elsewhere(one: Found, other: Found) -> bool:
    """Whether they have next to no words in common: a page's head may be left from another story."""
    words, others = _stems(str(one.value)), _stems(str(other.value))
    return len(words & others) <= _ELSEWHERE * min(len(words), len(others))


def _is_told(heading: Found, other: Found, story: str) -> bool:
    """Whether the story is about what the heading says, and less about the other; a word or two name its section."""
    words, others, told = _stems(str(heading.value)), _stems(str(other.value)), _stems(story)
    if len(words) < _FEWEST:
        return False
    share, other_share = len(words & told) / len(words), len(others & told) / max(1, len(others))
    return share >= _TOLD and share - other_share >= _MORE


def _stems(text: str) -> set[str]:
    """The beginnings of its words; of scripts that part no words, each two signs in a row."""
    words = {word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()) if not IDEOGRAPHS.search(word)}
    runs = re.findall(rf"(?:{IDEOGRAPHS.pattern})+", text) if not text.isascii() else []
    return words | {run[place : place + 2] for run in runs for place in range(len(run) - 1)}


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


def words_of(found: Found) -> Sequence[str]:
    return _words(str(found.value).casefold())


@lru_cache(maxsize=64)  # each title is compared with each other
def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text)


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|de|co\.uk)$", "", name.casefold())
