"""A document -> its article: body, title, people, dates, each with where it was found."""

import re
from datetime import UTC, datetime

from shared.article import Cleaned, Document, Kind
from shared.clean.prose import IDEOGRAPHS
from shared.clean.stated import with_stated
from shared.errors import Rejected

__all__ = ["clean"]

_WORD = re.compile(rf"[^\W\d_]{{2}}|{IDEOGRAPHS.pattern}")  # of some scripts a sign is one


def clean(document: Document, *, now: datetime | None = None, explain: bool = False) -> Cleaned:
    """Raises Rejected where there is no article: "no-body", or what the page is instead (see `worth`).

    `explain` adds a verdict on every line or block.
    """
    from shared.clean.worth import better_told, refuse_no_article  # noqa: PLC0415 - its words are compiled on first use

    try:
        cleaned = _cleaned(document, now or datetime.now(UTC), explain=explain)
    except Rejected as rejection:
        raise better_told(document, rejection) from None
    if document.kind is Kind.TEXT and not _WORD.search(cleaned.body):
        raise Rejected("no-body", "there is no word in it")
    if document.kind is not Kind.FIELDS or not document.fields.get("body"):  # a body that was stated is one
        refuse_no_article(document, cleaned)
    return cleaned


def _cleaned(document: Document, now: datetime, *, explain: bool) -> Cleaned:
    match document.kind:  # each kind imports what it needs: a text must not pay for lxml
        case Kind.TEXT if document.whole:
            from shared.clean.whole import clean_whole  # noqa: PLC0415

            return with_stated(clean_whole(document, now, explain=explain), document, now)
        case Kind.TEXT:
            from shared.clean.text import clean_text  # noqa: PLC0415

            return with_stated(clean_text(document, now, explain=explain), document, now)
        case Kind.HTML:
            from shared.clean.html import clean_html  # noqa: PLC0415

            return with_stated(clean_html(document, now, explain=explain), document, now)
        case Kind.FIELDS:
            from shared.clean.fields import clean_fields  # noqa: PLC0415

            return clean_fields(document, now, explain=explain)
