"""nDCG@10 of the search through the deployed API, and of each choice that it is made of on the node behind.

    uv run python -m bench.relevance.measure --name bench [cranfield cacm npl]

on a local cloud of that name, which is started, deployed to, and left running; whatever its index holds goes. Documents
are written by the project's own writer and mapping, without the upload: 16,000 uploads of what is no page would take
half an hour to say the same.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.relevance.collection import RANKED, Collection, read
from cli.api import Api
from cli.stack import Stack, find
from local import cloud, deploy
from shared.article import Article
from shared.clients import connect
from shared.enrich import PIPELINE_VERSION, language
from shared.index import aliases, documents
from shared.index.bulk import Action, insist
from shared.index.mapping import ARTICLES
from shared.search import matching, query, ranking, request
from shared.search.language import MAX_CHARACTERS

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

type Ask = Callable[[str], dict[str, Any]]

BM25 = "bm25"
"""An index of the same mapping, scored by BM25 as OpenSearch does unless told otherwise."""
# What the query is made of, each left out or changed, the rest as it is.
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "no lift for the title": {"TITLE_BOOST": 0},
    "no lift for closeness": {"CLOSENESS_BOOST": 0},
    "closeness twice": {"CLOSENESS_BOOST": 2 * ranking.CLOSENESS_BOOST},
    "no lift for the word as written": {"exact_boost": lambda _: 0},
    "any one word is enough": {"ENOUGH_WORDS": "1"},
    "60 % of up to six words": {"ENOUGH_WORDS": "2<-1 3<60% 6<2"},
    "function words count": {"telling": tuple},
}


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("collections", nargs="*", default=["cranfield", "cacm", "npl"])
    told.add_argument("--name", default="bench")
    given = told.parse_args()
    here = cloud.up(given.name)
    deploy.to_local(here)
    stack = find(None, given.name)
    rows: dict[str, list[float]] = {}
    for each in map(read, given.collections):
        for choice, score in measured(stack, each):
            rows.setdefault(choice, []).append(score)
    print(f"{'nDCG@10':40}", *(f"{name:>10}" for name in [*given.collections, "mean"]))  # noqa: T201 - what it is for
    for choice, scores in rows.items():
        print(f"{choice:40}", *(f"{score:10.4f}" for score in [*scores, sum(scores) / len(scores)]))  # noqa: T201


def measured(stack: Stack, collection: Collection) -> Iterator[tuple[str, float]]:
    client = connect(stack.settings())
    index = fill(client, stack, collection)
    api = Api(stack)
    found = {each["id"]: _ids(api.search({"q": asked(each)})["results"], "key") for each in collection.questions}
    yield "through the API", collection.score(found)
    yield "on the node", collection.score(on_node(client, index, collection, whole))
    for choice, changed in CHOICES.items():
        with ExitStack() as changes:
            for name, value in changed.items():
                changes.enter_context(patch.object(matching, name, value))
            yield choice, collection.score(on_node(client, index, collection, whole))
    yield "the words alone", collection.score(on_node(client, index, collection, words))
    yield "the same query by BM25", collection.score(on_node(client, BM25, collection, whole))
    yield "the words alone by BM25", collection.score(on_node(client, BM25, collection, words))
    yield "plain BM25 of one field", collection.score(on_node(client, BM25, collection, plain))


def fill(client: OpenSearch, stack: Stack, collection: Collection) -> str:
    """The collection, and nothing else, in an index as the first function would make it; and in one by BM25."""
    settings = stack.settings()
    client.indices.delete(index=f"{settings.read_alias}-v*,{BM25}", ignore=[404])
    aliases.prepare(client, settings)
    scored_otherwise = copy.deepcopy(ARTICLES)
    scored_otherwise["settings"]["index"]["similarity"] = {"default": {"type": "BM25"}}
    client.indices.create(index=BM25, body=scored_otherwise)
    now = datetime.now(UTC)
    for index, is_alias in ((settings.write_alias, True), (BM25, False)):
        articles = (documents.of_article(_article(each, now)) for each in collection.docs)
        insist(client, [Action(index, each["id"], 1, each, is_alias=is_alias) for each in articles])
        client.indices.refresh(index=index)
    return settings.read_alias


def on_node(client: OpenSearch, index: str, collection: Collection, ask: Ask) -> dict[str, list[str]]:
    lines = [line for each in collection.questions for line in ({}, ask(asked(each)))]
    answers = client.msearch(index=index, body=lines, request_timeout=300)["responses"]
    return {
        each["id"]: _ids([hit["_source"] for hit in answer["hits"]["hits"]], "key")
        for each, answer in zip(collection.questions, answers, strict=True)
    }


def asked(question: Mapping[str, str]) -> str:
    return question["text"][:MAX_CHARACTERS]


def whole(text: str) -> dict[str, Any]:
    return {**query.body(request.read({"q": [text], "highlight": ["false"]})), "timeout": "60s"}


def words(text: str) -> dict[str, Any]:
    return plain(" ".join(ranking.telling(text.split())))


def plain(text: str) -> dict[str, Any]:
    return {"query": {"match": {"content": text}}, "size": RANKED, "_source": ["key"]}


def _article(doc: Mapping[str, str], now: datetime) -> Article:
    return Article(
        id=doc["id"],
        bucket="bench",
        key=doc["id"],
        version_id="1",
        title=doc["title"],
        body=doc["text"],
        ingested_at=now,
        pipeline_version=PIPELINE_VERSION,
        lang=language(f"{doc['title']} {doc['text']}") or None,
    )


def _ids(found: list[dict[str, Any]], name: str) -> list[str]:
    return [each[name] for each in found]


if __name__ == "__main__":
    main()
