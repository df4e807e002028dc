"""What the site that a page is from calls itself: that is neither an author nor a part of a title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.clean.page.linked import texts
from shared.clean.page.metas import Metas, contents
from shared.clean.urls import host_of

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SHORTEST = 3  # letters: fewer are in the name of many a host by chance
_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")


@dataclass(frozen=True, slots=True)
class Sites:
    """The names, as they are written; and the hosts of the page's addresses."""

    names: tuple[str, ...]
    hosts: tuple[str, ...]

    def own(self, name: str) -> bool:
        """Whether this is the site's name, or as good as the name of its host."""
        letters = _letters(name)
        return any(letters == _letters(each) for each in self.names) or (
            len(letters) >= _SHORTEST and any(letters in _letters(host) for host in self.hosts)
        )


def sites_of(metas: Metas, articles: Sequence[Mapping[str, Any]], addresses: Iterable[str]) -> Sites:
    names = [name for article in articles for name in texts(article.get("publisher"))]
    names += [_BRACKETS.sub("", text) for name in _METAS for text in contents(metas, name)]
    hosts = filter(None, map(host_of, addresses))
    return Sites(tuple(dict.fromkeys(filter(None, map(str.strip, names)))), tuple(dict.fromkeys(hosts)))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
