"""The one table of what an answer of OpenSearch means: for one item of a bulk request, and for a request as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from shared.errors import Unavailable

__all__ = ["SWAPPING", "TABLE", "Remedy", "Result", "Row", "outages", "remedy_of", "result_of"]

# Types of errors that mean more than their status does: a write block answers 403, an unknown field 400.
SWAPPING = "cluster_block_exception"
OUTGROWN = "strict_dynamic_mapping_exception"


class Result(IntEnum):
    """What came of writing an item, the graver the higher."""

    WRITTEN = 0
    REFUSED = 1  # permanent: OpenSearch will never take it
    OVERTAKEN = 2  # somebody wrote since the recall: look again
    POSTPONED = 3  # transient: it would not take it now


class Remedy(StrEnum):
    """What is done when a whole request is answered so."""

    READ = "read item by item"
    HALVE = "sent again in halves; permanent for the one item that is left"
    WAIT = "outage: waited for, then handed back"


@dataclass(frozen=True, slots=True)
class Row:
    """Answers that mean the same. `item` is None where they can only be of a whole request."""

    answers: tuple[int | str, ...]
    item: Result | None
    request: Remedy
    why: str


TABLE = (
    Row((200, 201), Result.WRITTEN, Remedy.READ, "taken"),
    Row((409,), Result.OVERTAKEN, Remedy.WAIT, "a version that is not above what is there"),
    Row((400,), Result.REFUSED, Remedy.HALVE, "it does not fit the mapping, or OpenSearch"),
    Row((413,), Result.REFUSED, Remedy.HALVE, "more bytes than the node takes"),
    Row((401, 403), Result.POSTPONED, Remedy.WAIT, "credentials, permissions or a full disk: an operator mends it"),
    Row((SWAPPING,), Result.POSTPONED, Remedy.WAIT, "a rebuild swaps the index: the same items again, for seconds"),
    Row((OUTGROWN,), Result.POSTPONED, Remedy.WAIT, "its mapping is older than the functions: `reindex` mends it"),
    Row((404,), Result.POSTPONED, Remedy.WAIT, "an alias is missing: made anew before the next try"),
    Row((429,), Result.POSTPONED, Remedy.WAIT, "no room now"),
    Row((500, 502, 503, 504), Result.POSTPONED, Remedy.WAIT, "the node, or what stands before it, is ill"),
    Row(("timeout", "no connection"), None, Remedy.WAIT, "it may have been written: looked at again"),
    Row(("truncated JSON", "item left out"), None, Remedy.WAIT, "it may have been written: looked at again"),
)
_ROWS = {answer: row for row in TABLE for answer in row.answers}


def result_of(status: int, kind: str = "") -> Result:
    """What came of an item, by the type of its error or else its status.

    An answer that the table does not know loses nothing: it is tried again.
    """
    row = _ROWS.get(kind) or _ROWS.get(status)
    return row.item if row and row.item is not None else Result.POSTPONED


def remedy_of(answer: int | str) -> Remedy:
    """What to do about a request that was answered so as a whole."""
    return _ROWS[answer].request if answer in _ROWS else Remedy.WAIT


@contextmanager
def outages() -> Iterator[None]:
    """Turn the client's ways of saying that the index is out of reach into Unavailable."""
    from opensearchpy.exceptions import (  # noqa: PLC0415 - loaded with the client
        ConnectionError as Unreachable,
    )
    from opensearchpy.exceptions import SerializationError, TransportError  # noqa: PLC0415

    try:
        yield
    except SerializationError as error:
        raise Unavailable("OpenSearch sent half an answer") from error
    except Unreachable as error:
        raise Unavailable(f"OpenSearch did not answer: {type(error).__name__}") from error
    except TransportError as error:
        raise Unavailable(f"OpenSearch answered {error.status_code}: {error.error}") from error
