"""Who signs a story that no person is named for: a desk, an agency, the paper itself. See docs/decisions/0016."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import lxml.html

from shared.article import Found
from shared.clean.names import unique
from shared.clean.page.linked import plain, texts

NOBODY_NAMED = "no person is named: who signs for it"
_LONGEST = 60  # characters, as of a person's name
_ADDRESS = re.compile(r"https?:|@|/$")


def signed(articles: Sequence[Mapping[str, Any]], tree: lxml.html.HtmlElement) -> Found | None:
    """The signature that JSON-LD or a meta tag states, as it stands there."""
    for where, names in _stated(articles, tree):
        if kept := unique(name for name in names if _is_signature(name)):
            return Found(kept, where, 0.6, NOBODY_NAMED)
    return None


def _is_signature(name: str) -> bool:
    """Not the address of a profile, nor its number in the newsroom's system."""
    return 1 < len(name) <= _LONGEST and not name.isdecimal() and not _ADDRESS.search(name)


def _stated(articles: Sequence[Mapping[str, Any]], tree: lxml.html.HtmlElement) -> Iterator[tuple[str, list[str]]]:
    yield from (("json-ld", list(texts(article.get("author")))) for article in articles)
    for element in tree.iterfind(".//meta[@content]"):
        name = (element.get("name") or element.get("property") or "").lower()
        if name in {"author", "article:author"}:
            yield f"meta {name}", [plain(element.get("content", ""))]
