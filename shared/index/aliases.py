"""The names that readers and writers use, and the indices behind them, made when they are first missing."""

from typing import TYPE_CHECKING

from shared.index.mapping import ARTICLES, UPLOADS, Json

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings

LIVE: Json = {"bool": {"must_not": {"exists": {"field": "deleted_at"}}}}


def prepare(client: "OpenSearch", settings: "Settings") -> None:
    """Make the indices and their aliases where they are missing. Right when run by many at once.

    Writers name the write alias and readers the read alias, never an index: a rebuild swaps them in one step.
    """
    if not client.indices.exists_alias(name=settings.write_alias):
        aliases: Json = {
            settings.read_alias: {"filter": LIVE, "is_write_index": False},
            settings.write_alias: {"is_write_index": True},
        }
        _create(client, f"{settings.read_alias}-v1", {**ARTICLES, "aliases": aliases})
    if not client.indices.exists_alias(name=settings.ledger_alias):
        _create(client, f"{settings.ledger_alias}-v1", {**UPLOADS, "aliases": {settings.ledger_alias: {}}})


def _create(client: "OpenSearch", index: str, body: Json) -> None:
    from opensearchpy import RequestError  # noqa: PLC0415 - only the first function of a new stack comes here

    try:
        client.indices.create(index=index, body=body)
    except RequestError as error:
        # Another function was quicker: the index is as good as ours.
        if error.error != "resource_already_exists_exception":
            raise
