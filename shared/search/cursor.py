"""Where a reader is in the results, as the opaque text of `cursor`: the next page goes on from there.

By date, the last result's place in the order says it all: an article that comes or goes moves no other.
By relevance it does not, since every article that arrives moves all scores a little. So the second page is looked for
in a point in time, in which nothing moves any more, without what the first page has shown: that one costs no request
more than any search.

Synonyms may change between two pages, and two processes read them at different times. So a cursor brings those of its
question along: the page that follows is of the search as it was.
"""

import base64
import hashlib
import json
import math
import zlib
from dataclasses import dataclass
from itertools import chain
from typing import Any

from shared.errors import InvalidQuery
from shared.search.synonyms import MOST_ALTERNATIVES, NONE, Synonyms

type Json = dict[str, Any]

# Twice what a first page of 100 ids, the point in time of a hundred shards and a place come to.
_MOST_BYTES = 32_768
KEPT = "5m"
"""How long a point in time is kept after its last page: it holds disk that merges would free."""
_TAKES = "cursor takes what an earlier page of this very search answered as its cursor."


@dataclass(frozen=True, slots=True)
class Cursor:
    """`after` is the last result's place in the order; `seen` are the ids that were shown before `moment` began.

    `synonyms` are those of the search's words.
    """

    search: str
    after: tuple[float | int | str, ...] = ()
    moment: str = ""
    seen: tuple[str, ...] = ()
    synonyms: Synonyms = NONE

    @property
    def wants_moment(self) -> bool:
        """True where a point in time is to be opened for the page that follows."""
        return bool(self.seen) and not self.moment

    def text(self) -> str:
        """As it is answered: letters, digits, dashes and underscores."""
        others = {" ".join(name): texts for name, texts in self.synonyms.others.items()}
        packed = json.dumps([self.search, self.after, self.moment, self.seen, others], separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(packed.encode())).decode().rstrip("=")


def read(text: str) -> Cursor:
    """The cursor in `text`. Raises InvalidQuery where it is none of ours."""
    try:
        unpacked = zlib.decompressobj()
        packed = unpacked.decompress(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True), _MOST_BYTES)
        search, after, moment, seen, others = json.loads(packed)
        synonyms = {tuple(name.split(" ")): tuple(texts)[:MOST_ALTERNATIVES] for name, texts in others.items()}
        cursor = Cursor(search, tuple(after), moment, tuple(seen), Synonyms(synonyms))
    except (ValueError, TypeError, AttributeError, zlib.error, RecursionError):
        raise InvalidQuery("cursor", _TAKES) from None
    texts = (cursor.search, cursor.moment, *cursor.seen, *chain.from_iterable(synonyms.values()))
    if not all(isinstance(each, str) for each in texts) or not all(_is_key(each) for each in cursor.after):
        raise InvalidQuery("cursor", _TAKES)
    return cursor


def named(search: Json) -> str:
    """A short name of a search: a cursor of another one would give a page of neither."""
    return hashlib.sha256(json.dumps(search, sort_keys=True).encode()).hexdigest()[:16]


def check(cursor: Cursor, search: str, keys: int) -> None:
    """Raises InvalidQuery where the cursor is not of the search of that name, ordered by so many keys."""
    if cursor.search != search or len(cursor.after) not in {0, keys} or not (cursor.after or cursor.seen):
        raise InvalidQuery("cursor", _TAKES)


def expired() -> InvalidQuery:
    """What to raise where the point in time is gone."""
    return InvalidQuery("cursor", f"cursor is no good any more, {KEPT} after its page: search again without it.")


def _is_key(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)  # the others are no JSON that OpenSearch reads
    return isinstance(value, int | str) and not isinstance(value, bool)
