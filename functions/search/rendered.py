"""A page of results as it was asked for: JSON, a feed or a table, with what stands in the headers."""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from shared.api.exchange import Event, address, header, parameters, root
from shared.errors import Unavailable
from shared.search import facets
from shared.search.formats import FEEDS, MEDIA_TYPES, Format, Place
from shared.search.request import Search
from shared.search.results import Page

# As long as a reader may go without asking again: articles are searchable within seconds, and nobody waits for a feed.
FRESH_SECONDS = 60


def rendered(page: Page, wanted: Search, event: Event, route: str) -> Response[Any]:
    """The answer. Raises Unavailable for a page that is partial in a format which cannot say so."""
    if wanted.format is Format.JSON:
        return Response(HTTPStatus.OK.value, MEDIA_TYPES[Format.JSON], page)
    from shared.search.formats import render  # noqa: PLC0415 - most searches are answered as JSON

    if page["partial"]:
        raise Unavailable
    following = address(event, route, cursor=page["cursor"]) if page["cursor"] else None
    place = Place(_title(event), address(event, route), following, root(event, route))
    text = render.text(wanted.format, page, place, wanted.fields)
    headers: dict[str, str | list[str]] = {"Link": f'<{following}>; rel="next"'} if following else {}
    if wanted.format in FEEDS:
        # Weak: the gateway may compress it, which is another representation of the same feed.
        tag = f'W/"{sha256(text.encode()).hexdigest()[:32]}"'
        headers |= {"ETag": tag, "Cache-Control": f"private, max-age={FRESH_SECONDS}"}
        if _is_known(tag, header(event, "if-none-match")):
            return Response(HTTPStatus.NOT_MODIFIED.value, headers=headers)
    if wanted.format is Format.CSV:
        headers["Content-Disposition"] = 'attachment; filename="cuttings.csv"'
    return Response(HTTPStatus.OK.value, f"{MEDIA_TYPES[wanted.format]}; charset=utf-8", text, headers=headers)


def _is_known(tag: str, sent: str) -> bool:
    """Whether If-None-Match names it; whether weakly makes no difference here."""
    known = {each.strip().removeprefix("W/") for each in sent.split(",")}
    return bool(known & {"*", tag.removeprefix("W/")})


def _title(event: Event) -> str:
    """What the search is of, in the reader's own words."""
    asked = {name: values[-1] for name, values in parameters(event).items()}
    told = [asked.get("q", "").strip(), *(f"{name}: {asked[name]}" for name in facets.FIELDS if name in asked)]
    return ", ".join(filter(None, told)) or "All articles"
