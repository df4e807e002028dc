"""Uploads by way of the API: what may be put into the bucket by whom the API trusts, and under which key."""

import json
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TypedDict

from shared.errors import InvalidQuery

LASTS = timedelta(minutes=15)
"""How long a ticket can be used: a slow line carries 10 MiB in less, and a ticket that leaks is soon worth nothing."""
MAX_KEY_BYTES = 1_024  # S3's own limit
MAX_ASKED = 8_192  # characters: a name of 1,024 bytes, each of which was escaped
ANY_TYPE = "application/octet-stream"
CONTENT_TYPES = MappingProxyType(
    dict.fromkeys(
        (
            *("text/plain", "text/html", "application/xhtml+xml", "text/markdown", "message/rfc822"),
            *("multipart/related", "application/json", "application/x-ndjson", "application/jsonl"),
            *("application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/pdf"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            *("application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed"),
            *("application/x-tar", "application/warc", ANY_TYPE),
        )
    )
)
"""Media types of the formats that are read, and what browsers say of a file that they do not know."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One object that somebody wants to put."""

    key: str
    content_type: str = ANY_TYPE


class Asked(TypedDict, total=False):
    """What is asked for: the file's name, with folders or without, and its media type."""

    name: str
    content_type: str


class Ticket(TypedDict):
    """A form for one upload: POST `fields` as multipart/form-data to `url`, with the file as the last field, `file`.

    What becomes of it is told at `/receipts/{key}`.
    """

    url: str
    fields: dict[str, str]
    key: str
    expires_at: str
    max_bytes: int


def read(body: str | None, prefix: str) -> Wanted:
    """What a request's body asks for. Raises InvalidQuery naming the member that will not do."""
    asked = _object(body)
    if unknown := next((name for name in asked if name not in {"name", "content_type"}), None):
        raise InvalidQuery(unknown[:64], f"There is no {unknown[:64]} here. It takes name, content_type.")
    key = prefix + _name(asked.get("name"))
    if len(key.encode()) > MAX_KEY_BYTES:
        raise InvalidQuery("name", f"name takes at most {MAX_KEY_BYTES - len(prefix)} bytes.")
    return Wanted(key, _content_type(asked.get("content_type", ANY_TYPE)))


def _object(body: str | None) -> dict[str, object]:
    try:
        asked = json.loads(body or "") if len(body or "") <= MAX_ASKED else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise InvalidQuery("body", 'The body takes a JSON object: {"name": "story.txt", "content_type": "text/plain"}.')
    return asked


def _name(given: object) -> str:
    """A path below the prefix: no step of it is empty or goes up, or the receipt's own path would name another."""
    takes = "name takes a file's name, with folders or without: desk/story.txt."
    # S3 puts the name of whatever file is sent in the place of ${filename}: the form would be for any key.
    if not isinstance(given, str) or not given.isprintable() or "${" in given:
        raise InvalidQuery("name", takes)
    if any(step.strip() in {"", ".", ".."} for step in given.split("/")):
        raise InvalidQuery("name", takes)
    return given


def _content_type(given: object) -> str:
    media_type = given.partition(";")[0].strip().lower() if isinstance(given, str) else None
    if media_type not in CONTENT_TYPES or not str(given).strip().isprintable():
        raise InvalidQuery("content_type", f"content_type takes {', '.join(CONTENT_TYPES)}.")
    return str(given).strip()
