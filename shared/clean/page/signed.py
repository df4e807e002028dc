"""Who signs a story that no person is named for: a desk, an agency, the paper itself. See docs/decisions/0016."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import lxml.html

from shared.article import Found
from shared.clean.names import unique
from shared.clean.page.linked import plain, texts
from shared.clean.page.metas import Metas, contents
from shared.clean.page.sites import Sites

NOBODY_NAMED = "no person is named: who signs for it"
_LONGEST = 60  # characters, as of a person's name
_MOST = 5  # elements looked at: a page of many bylines is a list of stories
_ADDRESS = re.compile(r"https?:|@|/$")


def signed(
    articles: Sequence[Mapping[str, Any]], metas: Metas, tree: lxml.html.HtmlElement, sites: Sites
) -> Found | None:
    """The signature that the page states, as it stands there: the site's own name only where there is no other."""
    own = None
    for where, names in _stated(articles, metas, tree):
        kept = unique(name for name in names if _is_signature(name))
        if kept and not all(map(sites.own, kept)):
            return Found(kept, where, 0.6, NOBODY_NAMED)
        own = own or (Found(kept, where, 0.6, NOBODY_NAMED) if kept else None)
    return own


def _is_signature(name: str) -> bool:
    """Not the address of a profile, nor its number in the newsroom's system."""
    return 1 < len(name) <= _LONGEST and not name.isdecimal() and not _ADDRESS.search(name)


def _stated(
    articles: Sequence[Mapping[str, Any]], metas: Metas, tree: lxml.html.HtmlElement
) -> Iterator[tuple[str, list[str]]]:
    yield from (("json-ld", list(texts(article.get("author")))) for article in articles)
    for name in ("author", "article:author"):
        yield from ((f"meta {name}", [plain(text)]) for text in contents(metas, name))
    for element in islice(tree.iterfind(".//*[@itemprop='author']"), _MOST):
        yield "itemprop author", [" ".join(part.split()) for part in element.text_content().split(";")]
