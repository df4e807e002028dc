"""A document -> its article: body, title, people, dates, each with where it was found."""

from datetime import UTC, datetime

from shared.article import Cleaned, Document, Kind
from shared.clean.stated import with_stated

__all__ = ["clean"]


def clean(document: Document, *, now: datetime | None = None, explain: bool = False) -> Cleaned:
    """Raises Rejected("no-body") where there is no article. `explain` adds a verdict on every line or block."""
    now = now or datetime.now(UTC)
    match document.kind:  # each kind imports what it needs: a text must not pay for lxml
        case Kind.TEXT:
            from shared.clean.text import clean_text  # noqa: PLC0415

            return with_stated(clean_text(document, now, explain=explain), document, now)
        case Kind.HTML:
            from shared.clean.html import clean_html  # noqa: PLC0415

            return with_stated(clean_html(document, now, explain=explain), document, now)
        case Kind.FIELDS:
            from shared.clean.fields import clean_fields  # noqa: PLC0415

            return clean_fields(document, now, explain=explain)
