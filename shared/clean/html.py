"""A page of HTML -> the article in it: a trained judge finds the body, meta tags, JSON-LD and bylines say the rest."""

import re
from collections.abc import Sequence
from datetime import datetime

import lxml.html

from shared.article import Cleaned, Document, Verdict
from shared.clean.meta import found_in_page
from shared.clean.page.story import Story, story_of
from shared.clean.page.tree import tree_of
from shared.errors import Rejected

_BULLET = re.compile(r"^[-•*]\s+")
_CELLS = re.compile(r"\s+\|\s+")  # the extractor draws tables with bars
_SENTENCE = 60  # characters
# Below either the judge is in doubt, and trafilatura is asked too, which takes longer than all the rest.
_SURE = 0.6
_ENOUGH = 250  # characters
_MORE = 1.5  # times as much text as the judge's: a doubtful answer gives way to no less
_SECOND_QUALITY = 0.5
_HIDDEN = 2.0  # times as much text in the head as in sight: the page keeps the story from view until it is paid for


def clean_html(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    """Raises Rejected("no-body") where nothing in the page reads like a story."""
    tree = tree_of(document.text)
    head = found_in_page(tree, now)
    story = story_of(tree, head.titles, explain=explain)
    story = _from_head(story, head.body) or (_second_opinion(tree, story, head.titles) if _doubtful(story) else story)
    if not any(_reads_like_a_story(text) for text in story.paragraphs):
        raise Rejected("no-body", "no article was found in the page: nothing in it reads like paragraphs of a story")
    return Cleaned("\n\n".join(story.paragraphs), story.quality, head.found, story.verdicts if explain else ())


def _doubtful(story: Story) -> bool:
    return story.certainty < _SURE or sum(map(len, story.paragraphs)) < _ENOUGH


def _from_head(story: Story, body: str) -> Story | None:
    """The body that JSON-LD states, where only its beginning is among what the page shows."""
    shown = sum(map(len, story.paragraphs))
    if len(body) < max(_HIDDEN * shown, 2 * _ENOUGH) or not story.paragraphs:
        return None
    if _folded(story.paragraphs[0])[:_SENTENCE] not in _folded(body):
        return None
    paragraphs = tuple(" ".join(line.split()) for line in body.split("\n") if line.strip())
    verdicts = tuple(Verdict(text, kept=True, reason="body: stated in JSON-LD") for text in paragraphs)
    return Story(paragraphs, 0.9, verdicts)


def _second_opinion(tree: lxml.html.HtmlElement, story: Story, titles: Sequence[str]) -> Story:
    """What trafilatura makes of the page, where that is clearly more."""
    import trafilatura  # noqa: PLC0415 - most pages do without: they need not wait for it to load

    page = trafilatura.bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=True, fast=True
    )
    paragraphs = _paragraphs(getattr(page, "text", ""))
    if paragraphs and any(_folded(paragraphs[0]) == _folded(title) for title in titles):
        paragraphs = paragraphs[1:]
    if sum(map(len, paragraphs)) < _MORE * sum(map(len, story.paragraphs)):
        return story
    kept = {_folded(text) for text in paragraphs}
    taken = tuple(Verdict(text, kept=True, reason="body: the extractor's, asked in doubt") for text in paragraphs)
    dropped = tuple(each for each in story.verdicts if _folded(each.text) not in kept)
    others = tuple(
        Verdict(each.text, kept=False, reason=each.reason.replace("body", "not the extractor's")) for each in dropped
    )
    return Story(tuple(paragraphs), _SECOND_QUALITY, taken + others)


def _paragraphs(text: str | None) -> list[str]:
    lines = (" ".join(_CELLS.sub(", ", _BULLET.sub("", line).strip("| ")).split()) for line in (text or "").split("\n"))
    return [line for line in lines if line]


def _reads_like_a_story(text: str) -> bool:
    """A sentence, or as much text as one: a page of nothing but menus gives the extractor their labels."""
    return len(text) >= _SENTENCE or text.rstrip("\"'”»)").endswith((".", "!", "?", "。", "…"))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
