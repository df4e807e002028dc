"""After a swap: have the ledger name the pipeline that made the articles which readers now find."""

from typing import TYPE_CHECKING, Any

from shared.index.bulk import Action, insist
from shared.repair.copying import Tell
from shared.repair.pages import pages

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings

type Json = dict[str, Any]


def attribute(client: "OpenSearch", settings: "Settings", tell: Tell) -> int:
    """Correct each entry that names another pipeline than its article of the same version; how many those were.

    The entry keeps its version: who has recalled it may still write above it, and what was written since is above ours.
    """
    client.indices.refresh(index=settings.ledger_alias)
    query = {"bool": {"filter": [{"term": {"bucket": settings.bucket}}, {"term": {"state": "indexed"}}]}}
    corrected = seen = 0
    for page in pages(client, settings.ledger_alias, query, ["key"], ["*"]):
        actions = _corrections(client, settings, page)
        insist(client, actions)
        corrected, seen = corrected + len(actions), seen + len(page)
        tell(f"{seen} receipts seen, {corrected} corrected")
    return corrected


def _corrections(client: "OpenSearch", settings: "Settings", page: list[Json]) -> list[Action]:
    """One article tells for all of its object: they are of one writing."""
    entries = {entry["_source"]["ids"][0]: entry for entry in page}
    fields = ["pipeline_version", "ingested_at"]
    docs = client.mget(index=settings.write_alias, body={"ids": list(entries)}, _source=fields)["docs"]
    found = [(entries[doc["_id"]], doc["_version"], doc["_source"]) for doc in docs if doc.get("found")]
    return [
        Action(
            settings.ledger_alias,
            entry["_id"],
            version,
            entry["_source"] | {"pipeline_version": made["pipeline_version"], "cleaned_at": made["ingested_at"]},
            or_equal=True,
        )
        for entry, version, made in found
        if version == entry["_version"] and made.get("pipeline_version", "") != entry["_source"]["pipeline_version"]
    ]
