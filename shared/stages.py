"""The pure stages in their order: parse -> clean -> enrich, for one upload. The dry run and the function share them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.article import Article, Failure, Upload, Verdict
from shared.clean import clean
from shared.clean.stated import FIELDS
from shared.enrich import enrich
from shared.errors import Rejected
from shared.parse import parse
from shared.receive import SIDECAR
from shared.sidecar import field_name

INVALID_SIDECAR = "invalid-sidecar"  # the one failure that is of no article: they are taken without it


@dataclass(frozen=True, slots=True)
class Taken:
    """An article of an upload, with what was kept and dropped on the way, and the fields that nobody knows."""

    article: Article
    verdicts: tuple[Verdict, ...]
    ignored: tuple[str, ...]
    format: str = ""


def take(upload: Upload, now: datetime, *, explain: bool = False) -> Iterator[Taken | Failure]:
    """Parse, clean and enrich: the articles of an upload, and those that could not be taken and why.

    Raises Rejected when nothing at all could be read.
    """
    if upload.sidecar.problem:
        yield Failure(upload.key.rpartition("/")[2] + SIDECAR, INVALID_SIDECAR, upload.sidecar.problem)
    unknown = (name for name in upload.metadata if field_name(name) not in FIELDS)
    ignored = (*upload.sidecar.ignored, *unknown)  # counted once, however many articles they tell of
    for part in parse(upload):
        if isinstance(part, Failure):
            yield part
            continue
        try:
            cleaned = clean(part, now=now, explain=explain)
            yield Taken(enrich(upload, part, cleaned, now), cleaned.verdicts, part.ignored + ignored, part.format)
            ignored = ()
        except Rejected as rejection:
            yield Failure(part.member, rejection.reason, rejection.detail)


def take_all(upload: Upload, now: datetime, _seconds: float) -> list[Taken | Failure]:
    """`take` at once and without a limit of time: for files that one knows."""
    return list(take(upload, now))
