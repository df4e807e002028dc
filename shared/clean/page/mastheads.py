"""The site's name as the page shows it: in its logo, its link home, its copyright line, its domain.

Asked only where no meta tag tells the name, and a title has a part that may be one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import lxml.html
from lxml import etree

from shared.clean.page.metas import Metas, contents

_PARTS = re.compile(r"\s+[|–—·»:-]\s+")  # noqa: RUF001 - dashes of all kinds
_MOST_WORDS = 5  # of a name
_SHORTEST = 4  # letters: fewer stand in many a copyright line by chance
_MOST = 20  # elements of a kind that are looked at
_LONGEST = 300  # characters of a line on rights
_HOME = etree.XPath("//a[@href='/' or contains(@class,'logo') or contains(@class,'brand') or @rel='home']")
_LINKS = etree.XPath("//header//a[starts-with(@href,'http')]")
_LOGOS = etree.XPath("//header//img[@alt] | //img[@alt and (contains(@class,'logo') or contains(@alt,'logo'))]")
_RIGHTS = etree.XPath(".//text()[contains(.,'©') or contains(.,'opyright') or contains(.,'ights reserved')]")
_ROOT = re.compile(r"https?://[^/]+/?$")
_LOGO = re.compile(r"\W*\b(?:logo|home(?:page)?)\b\W*", re.IGNORECASE)
_BESIDES = re.compile(r"©|\(c\)|copyright|all rights reserved|\b(?:19|20)\d\d\b", re.IGNORECASE)


def mastheads(
    tree: lxml.html.HtmlElement, metas: Metas, titles: Iterable[str], known: Iterable[str], hosts: Sequence[str]
) -> tuple[str, ...]:
    """The titles, or their first or last parts, that the page shows as its own name too. `known`: names there are."""
    own = {_letters(name) for name in known}
    ends = (dict.fromkeys(_ends(title)) for title in dict.fromkeys(titles))
    doubtful = {part: None for parts in ends if own.isdisjoint(map(_letters, parts)) for part in parts}
    domains = {label for host in hosts for label in host.replace("-", "").split(".")}
    named = [part for part in doubtful if _letters(part) in domains]
    for shown in (_homes, _logos):  # the dearest last: most names are told before it
        if len(named) < len(doubtful):
            letters = set(map(_letters, shown(tree)))
            named += [part for part in doubtful if part not in named and _letters(part) in letters]
    if len(named) < len(doubtful):
        lines = [_letters(line) for line in _rights(tree, metas)]
        named += [part for part in doubtful if part not in named and _holds_rights(_letters(part), lines)]
    return tuple(named)


def _holds_rights(letters: str, lines: Sequence[str]) -> bool:
    return any(line.startswith(letters) or line.endswith(letters) for line in lines)


def _ends(title: str) -> Iterator[str]:
    parts = _PARTS.split(title)
    for part in (parts[0], parts[-1]):
        if part.count(" ") < _MOST_WORDS and len(_letters(part)) >= _SHORTEST:
            yield part.strip()


def _homes(tree: lxml.html.HtmlElement) -> Iterator[str]:
    links = (link for link in islice(_LINKS(tree), _MOST) if _ROOT.match(link.get("href", "")))
    for link in (*islice(_HOME(tree), _MOST), *links):
        yield from (link.get("title", ""), link.get("aria-label", ""))
        yield "".join(islice(link.itertext(), _MOST))
        yield from (image.get("alt", "") for image in link.iterfind(".//img"))


def _logos(tree: lxml.html.HtmlElement) -> Iterator[str]:
    return (image.get("alt", "") for image in islice(_LOGOS(tree), _MOST))


def _rights(tree: lxml.html.HtmlElement, metas: Metas) -> Iterator[str]:
    """Lines on who holds the rights, without the year and the usual words; the line whole where it is in pieces."""
    foot = tree.find(".//footer")
    for text in islice(_RIGHTS(tree if foot is None else foot), _MOST):
        owner = text.getparent()
        if owner.tag in {"script", "style"} or len(text) > _LONGEST:
            continue
        pieces = [str(text), " ".join(islice(owner.itertext(), _MOST)) if text.is_text else ""]
        for line in pieces:
            yield from (_BESIDES.sub(" ", part) for part in re.split(r"\.\s|\||\n", line))
    for text in contents(metas, "copyright"):
        yield _BESIDES.sub(" ", text)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, _LOGO.sub(" ", name).casefold()))
