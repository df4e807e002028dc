# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""The title among the lines above a body."""

import re
from collections.abc import Sequence

from shared.clean.boilerplate import is_furniture, is_picture_credit
from shared.clean.layout import Layout
from shared.clean.likeliest import score
from shared.clean.lines import Line
from shared.clean.signature import is_byline
from shared.clean.title_features import FEATURES, Page, features, is_fuller, page_of
from shared.clean.weights import TITLE

_WEIGHTS = tuple(TITLE.get(name, 0.0) for name in FEATURES)
_CLOSE = 8  # lines above the body in which a line may be the title that is short, or shares no word with the body
_SHORT = 25  # letters: most lines of menus have fewer
_LONGEST_BYLINE, _LONGEST_NAME, _LONGEST_DATELINE = 160, 40, 60  # letters
_NEAR_TITLE = 8  # lines under the title within which a date or a byline is its own
_LONGEST_KICKER = 60  # letters
_SITE = re.compile(r"\s\|\s[^|]{2,30}$")  # " | Harbour Gazette"
_TAIL = re.compile(r"\s+[|–—·»-]\s+(?P<name>[^|–—·»]{3,40})$")
_RIGHTS = re.compile(r"©|copyright|rights reserved", re.IGNORECASE)
_GLUE = re.compile(
    r"(?<=[a-zß-ÿ]{3})(?=(?:Der|Die|Das|Ein|Eine|Wie|Was|Warum|So|The|How|Why|What|El|La|Los|Las|Le|Les)\s)"
)
_LABELLED = re.compile(  # "Share this story: Harbour closes", "AUDIO: Harbour closes (3 min)"
    r"(?:share|audio|video|live|podcast|watch|listen|teilen|compartir|partager|condividi|photos?|gallery)\b[^:]{0,20}:\s",
    re.IGNORECASE,
)
_LEAST = 0.5  # below it no line is a title

_REACH = 130  # lines above the body: menus, a video's transcript, a list of the day's stories may stand between
_INTO = 3  # lines of the body that may be the title
_SHORTEST, _LONGEST = 12, 260  # letters; of 125 titles the shortest had 15, the longest 170
_NEAR = 40  # lines above the body in which a name or a date is its byline
# Nothing but a name: two or three words with capitals, particles aside.
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*\s)(?:(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|la)\s){0,2}[^\W\d_a-z][\w'’-]+"
)


def choose_title(layout: Layout) -> int | None:
    """The place of the likeliest title, where any line is likely at all."""
    page = candidates(layout)
    scores = {place: score(_WEIGHTS, features(page, place)) for place in page.places}
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] <= _LEAST:
        return None
    best = _with_byline(page, best)
    text = page.lines[best].text
    fuller = {longer for longer, shorter in page.pairs if shorter == text and is_fuller(longer, shorter)}
    return next((place for place in page.places if page.lines[place].text in fuller), best)


def _with_byline(page: Page, best: int) -> int:
    """Of the places where the title stands the one above a date or a byline: others are bread crumbs, tabs, lists."""
    text, marks = page.lines[best].text, (*page.dates, *page.bylines)
    same = [place for place in page.places if page.lines[place].text == text]
    return next((each for each in (best, *same) if any(each < mark <= each + _NEAR_TITLE for mark in marks)), best)


def title_text(lines: Sequence[Line], place: int) -> str:
    """The title in the line: with what a box of its own parted from it, without what the page ran into it."""
    text = lines[place].text
    if place and text[0] in ":–—" and lines[place - 1].weight < _LONGEST_KICKER:
        return f"{lines[place - 1].text}{'' if text[0] == ':' else ' '}{text}"
    following = lines[place + 1].text if place + 1 < len(lines) else ""
    if following[:2] == ": ":
        return text + following
    if place == 0:
        text = _SITE.sub("", text)
    return _unglued(_without_site(lines, text))


def _without_site(lines: Sequence[Line], title: str) -> str:
    """Without a last part that the page shows as its own name: alone on a line, or in one on who holds the rights."""
    tail = _TAIL.search(title)
    if tail is None:
        return title
    name = tail["name"]
    return title[: tail.start()] if any(_names_site(line.text, name) for line in lines) else title


def _names_site(text: str, name: str) -> bool:
    return text == name or (name in text and len(text) < _LONGEST and bool(_RIGHTS.search(text)))


def _unglued(text: str) -> str:
    """A space back between "DemoDer": a kicker and a headline that the page had on two lines."""
    return _GLUE.sub(" ", text, count=1)


def candidates(layout: Layout) -> Page:
    lines, dates, start, end = layout.lines, layout.dates, layout.start, layout.end
    region = range(max(0, start - _REACH), min(start + _INTO, end))
    near = range(max(region.start, start - _NEAR), region.stop)
    bylines = {place for place in near if lines[place].weight < _LONGEST_BYLINE and is_byline(lines[place].text)}
    names = {place for place in near if lines[place].weight < _LONGEST_NAME and _NAME.fullmatch(lines[place].text)}
    near_date = {place - step for place in dates for step in (-1, *range(1, _NEAR_TITLE + 1))}
    places = [
        place
        for place in region
        if _may_be(lines[place], place < start)
        and (lines[place].weight > _SHORT or place >= start - _CLOSE or place in near_date)
        and place not in bylines
        and (place not in dates or lines[place].weight > _LONGEST_DATELINE)
    ]
    page = page_of(layout, places, bylines, names)
    likely = (place for place in places if place >= start - _CLOSE or page.shared[place] >= 2 or place in near_date)
    return page.only([place for place in likely if not _is_something_else(page, place)])


def _is_something_else(page: Page, place: int) -> bool:
    """A label on a button, a caption among credits, a path of sections glued to a title that stands alone too."""
    text = page.lines[place].text
    if is_furniture(text) or _LABELLED.match(text):
        return True
    if 0 < place < page.start and all(is_picture_credit(page.lines[place + step].text) for step in (-1, 1)):
        return True
    if text.partition(" | ")[0] in page.texts and " | " in text:  # "Harbour closes | Harbour Gazette"
        return True
    return any(longer == text and len(title) > _SHORT and _is_glued(text, title) for longer, title in page.pairs)


def _is_glued(text: str, title: str) -> bool:
    """Whether it is "NewsWorldHarbour closes", where "Harbour closes" stands alone too."""
    return text[-len(title) - 1].isalnum()


def _may_be(line: Line, before: bool) -> bool:
    if not _SHORTEST <= line.weight <= _LONGEST:
        return False
    return before or not line.ends_sentence or line.text.endswith(("?", "!"))
