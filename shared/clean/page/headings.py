"""What stands over the story in large letters, and what stands so in the page's navigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

import lxml.html
from lxml import etree

_MOST = 20  # a page with more headings is a list of stories, and the first are enough
_LEVELS = 6  # boxes looked at around a heading: those above hold the page
_ASIDE = frozenset(("nav", "footer", "aside"))
_UNREAD = frozenset(("style", "script", "svg", "title", "template", "noscript"))
_MOST_PIECES = 100  # of text in a heading
_TEXTS = etree.XPath(".//text()")
_JOINTS = " \t\n:|/–—·-"  # noqa: RUF001 - dashes of all kinds


@dataclass(frozen=True, slots=True)
class Heading:
    """`text` is all of it, `bare` what is left without a kicker that has an element of its own; `tag` is h1 or h2."""

    text: str
    bare: str
    tag: str


@dataclass(frozen=True, slots=True)
class Headings:
    """`shown` stand over the story; `paths` end a trail of links, where their wording is often for search engines."""

    shown: tuple[Heading, ...]
    paths: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(text for each in self.shown for text in (each.text, each.bare)), *self.paths)))


def headings_of(tree: lxml.html.HtmlElement) -> Headings:
    """The page's top headings, each once. An h2 counts where every h1 is in the navigation, or none is there."""
    shown: dict[str, Heading] = {}
    paths: dict[str, None] = {}
    for h1 in islice(tree.iterfind(".//h1"), _MOST):
        heading = _heading(h1)
        if heading and _in_navigation(h1):
            paths.setdefault(heading.text)
        elif heading:
            shown.setdefault(heading.text, heading)
    if not shown:
        first = (_heading(h2) for h2 in islice(tree.iterfind(".//h2"), _MOST) if not _in_navigation(h2))
        shown |= {each.text: each for each in islice(filter(None, first), 1)}
    return Headings(tuple(shown.values()), tuple(paths))


def _in_navigation(heading: lxml.html.HtmlElement) -> bool:
    for box in islice(chain((heading,), heading.iterancestors()), _LEVELS):
        if box.tag in {"article", "main", "body"}:
            return False
        if box.tag in _ASIDE or "breadcrumb" in f"{box.get('class', '')} {box.get('id', '')}".lower():
            return True
    return False


def _heading(element: lxml.html.HtmlElement) -> Heading | None:
    pieces = _pieces(_innermost(element))
    text = _joined(pieces)
    if not text:
        return None
    bare = _joined(pieces[1:]).strip(_JOINTS) if len(pieces) > 1 else text
    return Heading(text, bare if bare.count(" ") else text, str(element.tag))


def _innermost(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The box whose parts the heading is made of: without links and boxes around all of it."""
    while len(element) == 1 and not f"{element.text or ''}{element[0].tail or ''}".strip():
        element = element[0]
    return element


def _pieces(element: lxml.html.HtmlElement) -> list[str]:
    """The heading's text, a piece for each element in it that has words, and one for what stands between two."""
    pieces = [element.text or ""]
    for child in islice(element, _MOST_PIECES):
        if child.tag == "br":
            pieces[-1] += " "
        elif text := _text(child):
            pieces += [text, ""]
        pieces[-1] += child.tail or ""
    return [piece for piece in pieces if piece.strip()]


def _text(element: lxml.html.HtmlElement) -> str:
    """Not by recursion: pages nest deeper than Python recurses."""
    parts = []
    for part in islice(_TEXTS(element), _MOST_PIECES):
        owner = part.getparent()
        if not (part.is_text and owner.tag in _UNREAD):
            parts.append(f" {part}" if part.is_tail and owner.tag == "br" else str(part))
    return "".join(parts).replace("\xad", "")


def _joined(pieces: Sequence[str]) -> str:
    """Pieces are words apart even where no space is between them, but for a word that is only drawn in two ways."""
    text = ""
    for piece in pieces:
        glued = piece[:1].islower() or len(text) == 1 or piece.lstrip()[:1] == ":"
        text += piece if glued else f" {piece}"
    return " ".join(text.split())
