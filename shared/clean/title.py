# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""The title among the lines above a body, and the section above the title."""

import re
from collections.abc import Collection, Sequence
from operator import mul

from shared.clean.boilerplate import is_furniture
from shared.clean.lines import Line
from shared.clean.names import is_agency
from shared.clean.signature import is_byline
from shared.clean.title_features import FEATURES, Page, features, page_of
from shared.clean.weights import TITLE

_WEIGHTS = tuple(TITLE.get(name, 0.0) for name in FEATURES)
_LEAST = 0.5  # below it no line is a title

_REACH = 130  # lines above the body: menus, a video's transcript, a list of the day's stories may stand between
_INTO = 3  # lines of the body that may be the title
_SHORTEST, _LONGEST = 12, 260  # letters; of 125 titles the shortest had 15, the longest 170
_NEAR = 40  # lines above the body in which a name or a date is its byline
# Nothing but a name: two or three words with capitals, particles aside.
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s)(?:(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|la)\s){0,2}[^\W\d_a-z][\w'’-]+")


def choose_title(lines: Sequence[Line], dates: Collection[int], start: int, end: int) -> int | None:
    """The place of the likeliest title, where any line is likely at all. `dates`: the places of lines with dates."""
    page = candidates(lines, dates, start, end)
    scores = {place: sum(map(mul, _WEIGHTS, features(page, place))) for place in page.shared}
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] > _LEAST else None


def candidates(lines: Sequence[Line], dates: Collection[int], start: int, end: int) -> Page:
    region = range(max(0, start - _REACH), min(start + _INTO, end))
    near = range(max(region.start, start - _NEAR), region.stop)
    bylines = {place for place in near if lines[place].weight < 160 and is_byline(lines[place].text)}
    names = {place for place in region if lines[place].weight < 40 and _NAME.fullmatch(lines[place].text)}
    places = [place for place in region if place not in bylines and _may_be(lines[place], place < start)]
    places = [place for place in places if place not in dates or lines[place].weight > 60]
    return page_of(lines, start, end, places, bylines=bylines, dates=dates, names=names)


def _may_be(line: Line, before: bool) -> bool:
    if not _SHORTEST <= line.weight <= _LONGEST or is_furniture(line.text):
        return False
    return before or not line.ends_sentence or line.text.endswith(("?", "!"))


_SECTION = re.compile(r"[^\W\d_][\w&'’ /.-]{1,29}")
_CRUMB = re.compile(r"\s*[»›>→]\s*")
_HOME = re.compile(
    r"home|startseite|start|accueil|inicio|portada|首页|トップ|news|newsletter|live|video|text|print", re.IGNORECASE
)
_MENU = 5  # short lines in a row make a menu: the last of it is nearest to the title, and names nothing


def section_at(lines: Sequence[Line], dates: Collection[int], title: int) -> tuple[int, str] | None:
    """The line just above the title that names a section, and the name: not the end of a menu."""
    for place in range(title - 1, max(-1, title - 4), -1):
        text = _last_crumb(lines[place].text)
        if not _SECTION.fullmatch(text) or text.count(" ") > 2 or is_furniture(text) or _HOME.fullmatch(text):
            continue
        if place in dates or is_byline(text) or is_agency(text) or (_is_menu(lines, place) and lines[place].times < 2):
            continue
        return place, text
    return None


def _last_crumb(text: str) -> str:
    """Trade of "Home > Business > Trade"; any other text as it is."""
    return _CRUMB.split(text)[-1] if len(text) <= 160 else text


def _is_menu(lines: Sequence[Line], place: int) -> bool:
    """Short lines all the way up, and no "Sign in" or "Subscribe" just above: there menus end."""
    above = lines[max(0, place - _MENU) : place]
    if len(above) < _MENU or any(is_furniture(line.text) for line in above[-2:]):
        return False
    return all(line.weight < 30 and not line.ends_sentence for line in above)
