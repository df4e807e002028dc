"""The names that readers and writers use, and the indices behind them, made when they are first missing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.index.mapping import ARTICLES, UPLOADS, Json
from shared.index.takedowns import Takedown, keep_out

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings

LIVE: Json = {"bool": {"must_not": {"exists": {"field": "deleted_at"}}}}


def aliases(settings: "Settings") -> dict[str, Json]:
    """The names of an index of articles. Writers name the write alias and readers the read alias, never an index."""
    return {
        settings.read_alias: {"filter": LIVE, "is_write_index": False},
        settings.write_alias: {"is_write_index": True},
    }


def prepare(client: "OpenSearch", settings: "Settings", taken_down: Iterable[Takedown] = ()) -> None:
    """Make the indices and their aliases where they are missing. Right when run by many at once.

    `taken_down` is asked only then: what was taken down must be kept out before the first writer comes.
    """
    # Asked for as an index: of an alias among all, only who may see all indices is told.
    if not client.indices.exists(index=settings.write_alias):
        first = f"{settings.read_alias}-v1"
        _create(client, first, ARTICLES)
        keep_out(client, first, settings.bucket, taken_down)
        for alias, body in aliases(settings).items():
            client.indices.put_alias(index=first, name=alias, body=body)
    if not client.indices.exists(index=settings.ledger_alias):
        _create(client, f"{settings.ledger_alias}-v1", {**UPLOADS, "aliases": {settings.ledger_alias: {}}})


def _create(client: "OpenSearch", index: str, body: Json) -> None:
    from opensearchpy import RequestError  # noqa: PLC0415 - only the first function of a new stack comes here

    try:
        client.indices.create(index=index, body=body)
    except RequestError as error:
        # Another function was quicker: the index is as good as ours.
        if error.error != "resource_already_exists_exception":
            raise
