"""What is in the bucket, what the ledger tells and what readers find, merged in the order of keys: what differs."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter


class Kind(StrEnum):
    """How the index differs from the bucket at a key."""

    MISSING = "missing"  # in the bucket, and not or not wholly in the index
    STALE = "stale"  # in both, of different versions
    ORPHANED = "orphaned"  # found by readers, and not in the bucket


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of the bucket, in its newest version."""

    key: str
    version_id: str


@dataclass(frozen=True, slots=True)
class Told:
    """The ledger's entry for an object that is not deleted."""

    key: str
    version_id: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article that readers find."""

    key: str
    version_id: str
    id: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A key to look at again. `strays` are articles there that the ledger does not know of."""

    kind: Kind
    key: str
    strays: tuple[str, ...] = ()


type Item = Stored | Told | Shown


def compare(stored: Iterable[Stored], told: Iterable[Told], shown: Iterable[Shown]) -> Iterator[Finding]:
    """What differs, key by key. Each of the three comes in the order of its keys, by code point, as S3 lists them.

    One key's worth is held at a time, so the number of keys does not matter.
    """
    by_key = attrgetter("key")
    merged: Iterable[Item] = heapq.merge(stored, told, shown, key=by_key)
    for key, items in groupby(merged, key=by_key):
        if finding := _finding(key, list(items)):
            yield finding


def _finding(key: str, items: list[Item]) -> Finding | None:
    stored = next((item for item in items if isinstance(item, Stored)), None)
    told = next((item for item in items if isinstance(item, Told)), None)
    shown = {item.id: item.version_id for item in items if isinstance(item, Shown)}
    known = set(told.ids) if told else set()
    strays = tuple(sorted(shown.keys() - known))
    if stored is None:
        return Finding(Kind.ORPHANED, key, strays)
    if told is None:
        return Finding(Kind.MISSING, key, strays)
    if {told.version_id, *shown.values()} != {stored.version_id}:
        return Finding(Kind.STALE, key, strays)
    if known - shown.keys():
        return Finding(Kind.MISSING, key, strays)
    return Finding(Kind.ORPHANED, key, strays) if strays else None
