"""A page of HTML -> the article in it: a trained judge finds the body, meta tags, JSON-LD and bylines say the rest."""

import re
from collections.abc import Sequence
from datetime import datetime

import lxml.html
from lxml.etree import strip_elements

from shared.article import Cleaned, Document, Verdict
from shared.clean.meta import found_in_page
from shared.clean.page.around import found_around, with_around
from shared.clean.page.glance import folded
from shared.clean.page.story import Story, once, story_of
from shared.clean.page.tree import tree_of
from shared.clean.postscript import is_postscript
from shared.errors import Rejected

_BULLET = re.compile(r"^[-•*]\s+")
_CELLS = re.compile(r"\s+\|\s+")  # the extractor draws tables with bars
_SENTENCE = 60  # characters
# Below either trafilatura is asked: it errs on other pages than the judge, and takes longer than all the rest.
# F1 on publishers not seen: .956 without, .965 at .8 (20 of 227 pages asked), .970 at .9 (39), .969 at .93 (62).
# Of what is short but sure it is believed only where it finds much more: else it adds bylines and menus to briefs.
_SURE = 0.9
_ENOUGH = 500  # characters
_MUCH_MORE = 2  # times what a sure judge found: a brief is short, but so is what it takes for one
_SMALL = 20_000  # times "<": twice the largest of 227 news pages; beyond it the extractor's time grows without bound
_SECOND_CERTAINTY = 0.5
_HIDDEN = 2.0  # times as much text in the head as in sight: the page keeps the story from view until it is paid for


def clean_html(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    """Raises Rejected("no-body") where nothing in the page reads like a story."""
    tree = tree_of(document.text)
    head = found_in_page(tree, now)
    story = story_of(tree, head.titles, explain=explain)
    found = with_around(head.found, found_around(story.over, story.under, now))
    if whole := _from_head(story, head.body):
        story = whole
    elif _doubtful(story) and document.text.count("<") <= _SMALL:
        story = _second_opinion(tree, story, head.titles)
    if not any(_reads_like_a_story(text) for text in story.paragraphs):
        raise Rejected("no-body", "no article was found in the page: nothing in it reads like paragraphs of a story")
    return Cleaned("\n\n".join(story.paragraphs), story.quality, found, story.verdicts if explain else ())


def _doubtful(story: Story) -> bool:
    return story.certainty < _SURE or sum(map(len, story.paragraphs)) < _ENOUGH


def _from_head(story: Story, body: str) -> Story | None:
    """The body that JSON-LD states, where only its beginning is among what the page shows."""
    shown = sum(map(len, story.paragraphs))
    if len(body) < max(_HIDDEN * shown, _ENOUGH) or not story.paragraphs:
        return None
    if folded(story.paragraphs[0])[:_SENTENCE] not in folded(body):
        return None
    lines = (" ".join(line.split()) for line in body.split("\n"))
    paragraphs = tuple(line for line in lines if line and not is_postscript(line))
    verdicts = tuple(Verdict(text, kept=True, reason="body: stated in JSON-LD") for text in paragraphs)
    return Story(paragraphs, 0.9, verdicts)


def _second_opinion(tree: lxml.html.HtmlElement, story: Story, titles: Sequence[str]) -> Story:
    """What trafilatura makes of the page, if it makes anything of it."""
    import trafilatura  # noqa: PLC0415 - most pages do without: they need not wait for it to load

    strip_elements(tree, "noscript", with_tail=False)  # the extractor reads what no reader sees
    page = trafilatura.bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=True, fast=True
    )
    paragraphs = once(_paragraphs(getattr(page, "text", "")), titles)
    much_more = sum(map(len, paragraphs)) > _MUCH_MORE * sum(map(len, story.paragraphs))
    if not any(_reads_like_a_story(text) for text in paragraphs) or (story.certainty >= _SURE and not much_more):
        return story
    whole, each_of = folded("".join(paragraphs)), frozenset(map(folded, paragraphs))
    verdicts = tuple(
        _reconsidered(each, kept=(key := folded(each.text)) in each_of or (len(key) > _SENTENCE and key in whole))
        for each in story.verdicts
    )
    return Story(paragraphs, max(_SECOND_CERTAINTY, story.certainty), verdicts)


def _reconsidered(verdict: Verdict, *, kept: bool) -> Verdict:
    reason = "body: kept by the extractor, asked in doubt" if kept else "dropped by the extractor, asked in doubt"
    return verdict if verdict.kept == kept else Verdict(verdict.text, kept=kept, reason=reason)


def _paragraphs(text: str | None) -> list[str]:
    lines = (" ".join(_CELLS.sub(", ", _BULLET.sub("", line).strip("| ")).split()) for line in (text or "").split("\n"))
    return [line for line in lines if line]


def _reads_like_a_story(text: str) -> bool:
    """A sentence, or as much text as one: a page of nothing but menus gives the extractor their labels."""
    return len(text) >= _SENTENCE or text.rstrip("\"'”»)").endswith((".", "!", "?", "。", "…"))
