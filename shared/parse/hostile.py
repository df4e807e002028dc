"""A linear look at a page before any parser sees it: some pages of 1 MB hold a parser for minutes, deaf to signals.

It reads tags as browsers do, so that what it counts is what the parser would meet.
"""

import re
from collections import Counter

from shared.errors import Rejected

# Measured: 100,000 attributes on one tag held lxml for 102 s, 100,000 <p> held the extractor for 24 s.
# The largest of 227 news pages has 60 attributes on a tag, 9,000 tags and 60 levels.
MAX_ATTRIBUTES = 1_000  # of one tag
MAX_TAGS = 50_000
MAX_DEPTH = 2_000
MAX_OPENINGS = 500_000  # of "<", in scripts too: 9 million of them held the extractor for 15 s

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+"""
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
# Every alternative ends at its end or at the text's: no "<" is looked at twice, so the scan is linear.
_MARKUP = re.compile(
    rf"""<!--(?:-?>|(?s:.)*?(?:--!?>|\Z))
    |<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)[\s/]*+(?:>|\Z)
    |<[!?/][^>]*+(?:>|\Z)""",
    re.VERBOSE,
)
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# No depth comes of these: they hold nothing, or end by themselves where the next one begins.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
))  # fmt: skip


def refuse_hostile_html(text: str) -> None:
    """Raises Rejected for a page that no writer made and no parser should meet."""
    if text.count("<") > MAX_OPENINGS:
        raise _hostile(f'the page has more than {MAX_OPENINGS:,} times "<"')
    tags = depth = position = 0
    unclosed: Counter[str] = Counter()
    while match := _MARKUP.search(text, position):
        position = match.end()
        name = (match["name"] or "").lower()
        if not name:
            continue
        if match["close"]:
            if unclosed[name]:
                unclosed[name] -= 1
                depth -= 1
            continue
        tags += 1
        _refuse_attributes(name, match["attributes"])
        if name in _RAW_TEXT:
            position = _end_of_raw_text(text, name, position)
        elif name not in _FLAT:
            unclosed[name] += 1
            depth += 1
        _refuse_size(tags, depth)


def _refuse_attributes(name: str, attributes: str) -> None:
    if len(attributes) < 2 * MAX_ATTRIBUTES:  # each takes two characters at least
        return
    count = sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes))
    if count > MAX_ATTRIBUTES:
        raise _hostile(f"a tag <{name[:40]}> has {count:,} attributes, and at most {MAX_ATTRIBUTES:,} are read")


def _refuse_size(tags: int, depth: int) -> None:
    if tags > MAX_TAGS:
        raise _hostile(f"the page has more than {MAX_TAGS:,} tags")
    if depth > MAX_DEPTH:
        raise _hostile(f"the page's tags are nested deeper than {MAX_DEPTH:,} levels")


def _end_of_raw_text(text: str, name: str, position: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
    return end.start() if end else len(text)


def _hostile(what: str) -> Rejected:
    return Rejected("hostile-html", f"{what}: upload the page without what surrounds the article")
