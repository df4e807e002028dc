# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""What stands where an article should be: an error, a check, a wall, a teaser, a list."""

import re
from collections.abc import Iterable, Sequence

from shared.article import Cleaned, Document, Kind
from shared.clean import wall_words
from shared.clean.fronts import is_front
from shared.clean.prose import is_prose, paragraphs, weight
from shared.clean.view import View, view_of

_WALL = 900  # letters in sentences
_STUB = 750  # letters of teaser, three sentences at their longest
_STUB_SENTENCES = 4
_PROMPT_WITHIN = 6  # lines behind the teaser: further down, a subscription is offered to everybody
_HEADING = 160  # letters of what an error page says first
_ONLY = 500  # letters of all that a page says, its titles twice
_BESIDE = 300  # letters of other sentences that a wall has beside its own words
_SEGMENT = re.compile(r"\s+[|–—·»:-]\s+|[|·»]")
_PART = re.compile(r"(?<=[.!?。！？])\s*|[,،，:：]\s*")  # "Sorry, page not found: try again"
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


def what_instead(document: Document, cleaned: Cleaned) -> str:
    """A reason of `worth.DETAILS`, or "" where it is an article for all that can be told."""
    view = _in_lower_case(view_of(document))
    said = paragraphs(cleaned.body.lower()) or list(view.lines)
    title = str(cleaned.found["title"].value).lower() if "title" in cleaned.found else ""
    prose = sum(weight(text) for text in said if is_prose(text))
    titles = [title, *view.titles]
    if prose < _WALL and (reason := _wall(view, said, titles)):
        return reason
    if not cleaned.found.keys() & {"published_at", "authors"} and (reason := _says_only(view.lines, titles)):
        return reason
    if cleaned.body and _is_stub(document, view, said):
        return "paywall-stub"
    if _is_stated_article(cleaned):
        return ""
    return is_front(view.lines, titles, said)


def _in_lower_case(view: View) -> View:
    """As the words of walls are: once, for a dozen patterns."""
    return View([line.lower() for line in view.lines], [title.lower() for title in view.titles])


def _is_stated_article(cleaned: Cleaned) -> bool:
    """The head of the page gives the day of publication: lists of stories have none."""
    published = cleaned.found.get("published_at")
    return published is not None and published.where.startswith(("json-ld", "meta"))


def _wall(view: View, said: Sequence[str], titles: Sequence[str]) -> str:
    if _is_error(view, said, titles):
        return "error-page"
    segments = [segment for title in titles for segment in _SEGMENT.split(title)]
    if _asks_to_log_in(view, segments):
        return "login-wall"
    if _says(said, wall_words.BOT) and _beside(view.lines, wall_words.BOT) < _BESIDE:
        return "bot-check"
    if _says(said, wall_words.CONSENT) and _beside(view.lines, wall_words.CONSENT, wall_words.COOKIES) < _BESIDE:
        return "consent-wall"
    return ""


def _says_only(lines: Sequence[str], titles: Sequence[str]) -> str:
    """Two or three sentences to the reader, of scripts, robots or cookies: whatever their words, no story is there."""
    said = [*titles, *lines]
    if sum(map(weight, said)) > _ONLY:
        return ""
    told = [part for text in said for part in _SENTENCE.split(text) if wall_words.READER.search(part)]
    if any(map(wall_words.ONLY_BOT.search, told)):
        return "bot-check"
    return "consent-wall" if any(map(wall_words.ONLY_COOKIES.search, told)) else ""


def _asks_to_log_in(view: View, segments: Sequence[str]) -> bool:
    """A form and its name: "Log in" alone stands in every menu, and a form is hidden in many a page."""
    if not any(wall_words.LOGIN.fullmatch(each) for each in (*segments, *view.lines[:3])):
        return False
    asked = any(wall_words.PASSWORD.search(line) for line in view.lines)
    return asked and _beside(view.lines, wall_words.PASSWORD) < _BESIDE


def _is_error(view: View, said: Sequence[str], titles: Sequence[str]) -> bool:
    """By what it calls itself or says first: players and forms tell of errors further down, on any page."""
    named = [part for title in titles for part in (title, *_SEGMENT.split(title))]
    if any(wall_words.ERROR.fullmatch(each) for each in named if each.strip()):
        return True
    short = sum(map(weight, said)) < _BESIDE
    first = [*said[:3], *(view.lines[:60] if short else ())]
    sentences = [part for text in first for part in (text, *_PART.split(text)) if not part.strip().isdigit()]
    if any(wall_words.ERROR.fullmatch(each) for each in sentences if each.strip()):
        return True
    headings = [text for text in (*named, *said[:3], *view.lines[:3]) if len(text) <= _HEADING]
    return any(map(wall_words.ERROR_SAID.search, (*headings, *(sentences if short else ()))))


def _says(said: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Half of what is said is that, or it is said again and again."""
    matching = [weight(text) for text in said if pattern.search(text)]
    return len(matching) > 2 or 2 * sum(matching) >= sum(map(weight, said)) > 0


def _beside(lines: Iterable[str], *patterns: re.Pattern[str]) -> int:
    """Letters of sentences that say something else."""
    return sum(
        weight(line) for line in lines if is_prose(line) and not any(pattern.search(line) for pattern in patterns)
    )


def _is_stub(document: Document, view: View, said: Sequence[str]) -> bool:
    prose = [text for text in said if is_prose(text)]
    if sum(map(weight, prose)) > 2 * _STUB:  # not even without the offer among them
        return False
    teaser = [text for text in prose if not wall_words.PAYWALL.search(text)]
    sentences = sum(len([part for part in _SENTENCE.split(text) if part]) for text in teaser)
    if not teaser or sum(map(weight, teaser)) > _STUB or sentences > _STUB_SENTENCES:
        return False
    if document.kind is not Kind.TEXT and _NOT_FREE.search(document.text) and _breaks_off(teaser, sentences):
        return True
    behind = _behind(view.lines, teaser)
    return any(wall_words.PAYWALL.search(line) for line in (*said, *behind))


def _breaks_off(teaser: Sequence[str], sentences: int) -> bool:
    """Papers that meter all their pages call each of them not free, their briefs too."""
    return sentences <= 2 or teaser[-1].endswith(("…", "..."))


def _behind(lines: Sequence[str], teaser: Sequence[str]) -> Sequence[str]:
    """The lines that follow the teaser's last."""
    last = teaser[-1][:80] if teaser else ""
    at = next((place for place, line in enumerate(lines) if last and last in line), len(lines))
    return lines[at : at + 1 + _PROMPT_WITHIN]
