"""Synonyms: words that find each other, from a small file that an editor keeps.

tv, television, the box      any of them finds all of them
lorry => truck, hgv          who asks for a lorry finds trucks too, and not the other way round
# a remark
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# A word and what else it may be called are one clause each of a query that may have 1,024.
MOST_ALTERNATIVES = 8
MOST_LINES = 5_000
_LONGEST = 4  # words of a name that has synonyms


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each name, folded and by its words, what finds the same."""

    others: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def of(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The words as they are to be looked for, each with its alternatives; the longest name that has some first."""
        return list(self._walk(words)) if self.others else [(word,) for word in words]

    def within(self, words: Sequence[str]) -> "Synonyms":
        """Those of the names in `words` alone: all that there is to `of` for them."""
        folded = [fold(word) for word in words]
        names = (tuple(folded[at : at + n]) for at in range(len(folded)) for n in range(1, _LONGEST + 1))
        return Synonyms({name: self.others[name] for name in names if name in self.others})

    def _walk(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        folded = [fold(word) for word in words]
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                if others := self.others.get(tuple(folded[at : at + length])):
                    yield (" ".join(words[at : at + length]), *others)
                    at += length
                    break
            else:
                yield (words[at],)
                at += 1


NONE = Synonyms()


def parse(text: str) -> Synonyms:
    """The synonyms in a file. A line that says nothing is passed over: a slip of the pen must not stop the search."""
    others: dict[tuple[str, ...], dict[str, None]] = {}
    for line in text.splitlines()[:MOST_LINES]:
        left, arrow, right = line.partition("#")[0].partition("=>")
        names = _names(left)
        for name in names:
            found = _names(right) if arrow else [other for other in names if other != name]
            if found and len(name.split()) <= _LONGEST:
                others.setdefault(tuple(fold(name).split()), {}).update(dict.fromkeys(found))
    return Synonyms({name: tuple(found)[:MOST_ALTERNATIVES] for name, found in others.items()})


def fold(text: str) -> str:
    """A word as the index folds it, without what stands around it."""
    return folded(text).strip(".?!:,;")


def folded(text: str) -> str:
    """As the index folds: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _names(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := " ".join(part.split()))]
