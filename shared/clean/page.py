"""What a reader would see of a page, line by line: of a text its lines, of HTML the text of its blocks.

No parser: it serves to tell walls and lists from stories, in a page whose body is short, and must cost nothing.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shared.article import Document, Kind

_MOST = 2_000  # lines: walls are short, and a front page shows what it is within its first hundred rows
_LONGEST = 400_000  # characters of the source, markup and all
_WIDEST = 2_000  # characters of a line
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][\w:-]*)[^<>]*>", re.DOTALL)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{1,300})|<h1\b[^<>]*>(.{1,300}?)</h1", re.DOTALL | re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "svg", "template", "noscript", "head"))
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
))  # fmt: skip
_SHELL = 200  # letters: with fewer the page is a shell that a script would fill, and what it says without one counts


@dataclass(frozen=True, slots=True)
class View:
    """The lines that are seen, and what the page calls itself."""

    lines: Sequence[str]
    titles: Sequence[str]


def view_of(document: Document) -> View:
    if document.kind is Kind.TEXT:
        return View(_lines(document.text[:_LONGEST]), ())
    markup = (document.text or str(document.fields.get("html", "")))[:_LONGEST]
    titles = [_line(_TAG.sub(" ", one or other)) for one, other in _TITLE.findall(markup)]
    seen, without_script = _texts(markup)
    lines = _lines(seen)
    if sum(map(len, lines)) < _SHELL:
        lines += _lines(_texts(without_script)[0])
    return View(lines, titles)


def _texts(markup: str) -> tuple[str, str]:
    """What is seen, a block a line; and the markup that stands in for scripts."""
    markup = " ".join(markup.split())  # the ends of lines in markup are spaces; the ends of blocks are ends of lines
    seen: list[str] = []
    hints: list[str] = []
    at, unseen = 0, ""
    for tag in _TAG.finditer(markup):
        name = (tag[2] or "").lower()
        if unseen:
            if not (tag[1] and name == unseen):
                continue
            if unseen == "noscript":
                hints.append(markup[at : tag.start()])
            unseen = ""
        else:
            seen += (markup[at : tag.start()], "" if name in _INLINE else "\n")
            unseen = name if name in _UNSEEN and not tag[1] else ""
        at = tag.end()
    if not unseen:
        seen.append(markup[at:])
    return "".join(seen), "\n".join(hints)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines()[: 2 * _MOST] if (line := _line(each))][:_MOST]


def _line(text: str) -> str:
    """Its beginning and its end where it is too long: both tell whether it is a sentence."""
    line = " ".join(html.unescape(text).split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST // 2]} {line[-_WIDEST // 2 :]}"
