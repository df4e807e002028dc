# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""The title among the lines above a body, and the section above the title."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from shared.clean.boilerplate import is_caption, is_furniture
from shared.clean.byline import credits_in
from shared.clean.lines import Line
from shared.clean.names import people

_REACH = 45  # lines above the body: sharing buttons, a picture and a summary may stand between
_INTO = 2  # lines of the body that may be the title
_SHORTEST, _LONGEST = 12, 260  # letters; of 125 titles the shortest had 15, the longest 170
_SAMPLE = 4_000  # letters of the body whose words a title shares
_WORDS = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{4,}")
_PAIRS = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff]{2}))")  # what stands for words where none are parted
_TOP = 5  # lines above the body at most where nothing was saved along: the first is the title, if any
_LEAST = 0.6  # below it no line is a title


def title_at(lines: Sequence[Line], start: int, end: int, now: datetime) -> int | None:
    """The place of the line that speaks most of what the body speaks of, next to the byline."""
    first = max(0, start - _REACH)
    region = range(first, min(start + _INTO, end))
    story = _story(lines[start:end])
    bylines = {place for place in region if credits_in(lines[place].text, now)}
    above = " ".join(line.text for line in lines[first:start])
    scores = {
        place: _score(lines, place, start, story=story, bylines=bylines, above=above)
        for place in region
        if place not in bylines and _may_be(lines[place], place < start)
    }
    for place in sorted(scores, key=scores.__getitem__, reverse=True):
        if scores[place] <= _LEAST:
            return None
        if not _is_names(lines[place]):
            return place
    return None


def _may_be(line: Line, before: bool) -> bool:
    if not _SHORTEST <= line.weight <= _LONGEST or is_furniture(line.text):
        return False
    return before or not line.ends_sentence or line.text.endswith(("?", "!"))


def _is_names(line: Line) -> bool:
    return line.weight < 60 and bool(people(line.text))


def _score(
    lines: Sequence[Line], place: int, start: int, *, story: set[str], bylines: Collection[int], above: str
) -> float:
    line = lines[place]
    words = _words(line.text)
    value = 3.0 * len(words & story) / max(len(words), 3)
    value -= 0.03 * (start - place) if place < start else 1.0
    value += 0.08 * min(len(words), 8)
    if line.times > 1 or above.count(line.text) > 1:  # in a bread crumb, a share box, a list of the day's stories
        value += 1.0
    if any(place < each <= place + 5 for each in bylines):
        value += 0.8
    elif any(place - 3 <= each < place for each in bylines):
        value += 0.2
    if place == 0 and start <= _TOP:
        value += 1.0
    if line.ends_sentence and not line.text.endswith(("?", "!")):
        value -= 1.5
    if is_caption(line.text) or line.text.endswith(":"):
        value -= 1.5
    if line.weight > 130:
        value -= 0.8
    if line.words < 3 and line.weight < 20:
        value -= 1.0
    if line.after_gap and place + 1 < len(lines) and lines[place + 1].after_gap:
        value += 0.2
    return value


def _words(text: str) -> set[str]:
    return {word.casefold() for word in (*_WORDS.findall(text), *_PAIRS.findall(text))}


def _story(body: Sequence[Line]) -> set[str]:
    words: set[str] = set()
    letters = 0
    for line in body:
        words |= _words(line.text[:_SAMPLE])
        letters += line.weight
        if letters > _SAMPLE:
            break
    return words


_SECTION = re.compile(r"[^\W\d_][\w&'’ /.-]{1,29}")
_CRUMB = re.compile(r"\s*[»›>→]\s*")
_HOME = re.compile(
    r"home|startseite|start|accueil|inicio|portada|首页|トップ|news|newsletter|live|video|text|print", re.IGNORECASE
)
_MENU = 5  # short lines in a row make a menu: the last of it is nearest to the title, and names nothing


def section_at(lines: Sequence[Line], title: int, now: datetime) -> tuple[int, str] | None:
    """The line just above the title that names a section, and the name: not the end of a menu."""
    for place in range(title - 1, max(-1, title - 4), -1):
        text = _last_crumb(lines[place].text)
        if not _SECTION.fullmatch(text) or text.count(" ") > 2 or is_furniture(text) or _HOME.fullmatch(text):
            continue
        if credits_in(text, now) or (_is_menu(lines, place) and lines[place].times < 2):
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
