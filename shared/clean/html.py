"""A page of HTML -> the article in it: trafilatura finds the body, meta tags and JSON-LD say the rest."""

import re
from collections.abc import Iterable
from datetime import datetime

import lxml.html
import trafilatura

from shared.article import Cleaned, Document, Found, Verdict
from shared.clean.meta import found_in_head
from shared.clean.names import people
from shared.errors import Rejected

# The parser must not take the page's word for its charset (it is text already), nor give up at 256 levels.
_PARSER_OPTIONS = {"encoding": "utf-8", "huge_tree": True, "remove_comments": True, "remove_pis": True}
_BULLET = re.compile(r"^[-•*]\s+")
_CELLS = re.compile(r"\s+\|\s+")  # the extractor draws tables with bars
_SENTENCE = 60  # characters
_ENOUGH = 500  # characters of body: below it the extractor may have taken a teaser for the story


def clean_html(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    tree = _tree(document.text)
    found = found_in_head(tree, now)
    page = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False, include_tables=True)
    for name, value in _extracted(page):
        found.setdefault(name, value)
    body = _without_title(_paragraphs(getattr(page, "text", "")), found.get("title"))
    if not any(_reads_like_a_story(text) for text in body):
        raise Rejected("no-body", "no article was found in the page: nothing in it reads like paragraphs of a story")
    verdicts = tuple(Verdict(text, kept=True, reason="body") for text in body) if explain else ()
    text = "\n\n".join(body)
    return Cleaned(text, _quality(text), found, verdicts)


def _tree(text: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(**_PARSER_OPTIONS)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as problem:
        raise Rejected("no-body", f"the page cannot be read as HTML: {problem}") from None


def _paragraphs(text: str | None) -> list[str]:
    lines = (" ".join(_CELLS.sub(", ", _BULLET.sub("", line).strip("| ")).split()) for line in (text or "").split("\n"))
    return [line for line in lines if line]


def _reads_like_a_story(text: str) -> bool:
    """A sentence, or as much text as one: a page of nothing but menus gives the extractor their labels."""
    return len(text) >= _SENTENCE or text.rstrip("\"'”»)").endswith((".", "!", "?", "。", "…"))


def _without_title(body: list[str], title: Found | None) -> list[str]:
    """On short pages the extractor takes the heading along."""
    repeated = body and title is not None and _words(body[0]) == _words(str(title.value))
    return body[1:] if repeated else body


def _quality(text: str) -> float:
    return round(min(0.95, 0.3 + 0.65 * len(text) / _ENOUGH), 2)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _extracted(page: object) -> Iterable[tuple[str, Found]]:
    """What the extractor guessed where the head was silent."""
    if title := getattr(page, "title", None):
        yield "title", Found(str(title), "extractor", 0.7)
    if site := getattr(page, "sitename", None):
        yield "publisher", Found(str(site), "extractor", 0.6)
    if names := people((getattr(page, "author", None) or "").replace(";", ",")):
        yield "authors", Found(names, "extractor", 0.6)
