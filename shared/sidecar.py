"""A sidecar, NAME.meta.json beside NAME: what somebody knows better than the file itself. It survives every rebuild."""

import json

from shared.article import Sidecar
from shared.clean.stated import FIELDS
from shared.errors import Rejected
from shared.parse.charset import decoded
from shared.receive import SIDECAR

MAX_SIDECAR_BYTES = 64 * 1024  # a summary of 5,000 characters and all other fields at their longest have half of it
SHORT_NAMES = {"author": "authors", "tag": "tags", "language": "lang"}  # what people call them in metadata


def read_sidecar(raw: bytes) -> Sidecar:
    """The fields it overrides. One that cannot be read spoils nothing: the article is taken without, and told so."""
    if len(raw) > MAX_SIDECAR_BYTES:
        return Sidecar(problem=f"the {SIDECAR} file has more than {MAX_SIDECAR_BYTES:,} bytes")
    try:
        given = json.loads(decoded(raw))
    except (ValueError, RecursionError, Rejected) as problem:
        return Sidecar(problem=f"the {SIDECAR} file is not JSON: {problem}")
    if not isinstance(given, dict):
        return Sidecar(problem=f"the {SIDECAR} file does not hold an object")
    named = {field_name(name): value for name, value in given.items() if value not in (None, "", [])}
    fields = {name: value for name, value in named.items() if name in FIELDS}
    return Sidecar(fields, tuple(name for name in given if field_name(name) not in FIELDS))


def field_name(given: str) -> str:
    """The field that a name in metadata means, where there is one."""
    name = given.lower().replace("-", "_")
    return SHORT_NAMES.get(name, name)
