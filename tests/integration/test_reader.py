"""What the reader asks of a real node, with the production mapping: articles like one, and a search that is slow."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import NotFoundError, OpenSearch, Urllib3HttpConnection
from opensearchpy.helpers import bulk

from shared.identity import article_id
from shared.index import reader
from shared.index.aliases import LIVE
from shared.index.mapping import ARTICLES
from shared.search import query, request, similar
from shared.search.ranking import FOREIGN_FUNCTION_WORDS, FUNCTION_WORDS, OTHER_FUNCTION_WORDS
from shared.search.results import TakenDown
from shared.settings import Settings

STORIES = {
    "strike": ("Dockers strike in Antwerp harbour", "Dockers walked out in Antwerp harbour over pensions and wages."),
    "talks": ("Antwerp dockers return to talks", "Unions of the dockers in Antwerp harbour talk again about pensions."),
    "vote": ("Dockers vote on pensions", "The dockers of Antwerp vote on pensions; the harbour waits."),
    "orchids": ("Orchids bloom early", "The orchids in the greenhouse of Lund bloom three weeks early this spring."),
    "tulips": ("Tulips late in Lund", "Tulips come late in the greenhouse of Lund, and orchids early this spring."),
    "chess": ("Chess title goes to Riga", "A grandmaster from Riga took the title after nine draws."),
}


def identity(name: str) -> str:
    return article_id("bucket", name)


@pytest.fixture
def client(opensearch_url: str) -> OpenSearch:
    return OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)


@pytest.fixture
def settings(client: OpenSearch) -> Iterator[Settings]:
    index = f"test-reader-{uuid4().hex}"
    client.indices.create(index=index, body={**ARTICLES, "aliases": {f"{index}-read": {"filter": LIVE}}})
    yield Settings(search_endpoint="", read_alias=f"{index}-read", write_alias=index)
    client.indices.delete(index=index)


def put(client: OpenSearch, settings: Settings, documents: dict[str, dict[str, Any]]) -> None:
    actions = [
        {"_index": settings.write_alias, "_id": identity(name), "_source": {"id": identity(name), **document}}
        for name, document in documents.items()
    ]
    bulk(client, actions, refresh=True)


def stories() -> dict[str, dict[str, Any]]:
    return {name: {"title": title, "body": body} for name, (title, body) in STORIES.items()}


def like(client: OpenSearch, settings: Settings, name: str) -> list[str]:
    found = reader.like(client, settings, identity(name), request.read_likeness({}))
    names = {identity(each): each for each in STORIES}
    return [names[result["id"]] for result in found["results"]]


def test_articles_of_the_same_matter_are_alike_and_none_is_like_itself(client, settings):
    put(client, settings, stories())

    assert set(like(client, settings, "strike")) == {"talks", "vote"}
    assert like(client, settings, "orchids") == ["tulips"]
    assert like(client, settings, "chess") == []


GERMAN = {
    "hafen": "Der Hafen von Lund ist offen, auch für die Fischer. Die Fähre zu den Inseln soll im Frühjahr folgen.",
    "fähre": "Die Fähre von Lund zu den Inseln wird auch im Frühjahr fahren, und das ist für die Fischer im Hafen gut.",
    "schach": "Der Titel im Schach ist nach neun Remis an eine Frau aus Riga gegangen, und das war auch für sie neu.",
    "zug": "Die Bahn wird auch heute zwölf Züge nicht fahren lassen, und das ist für die Pendler nicht neu.",
    "wald": "Das Feuer ist noch nicht aus, und die Feuerwehr war auch in der Nacht im Einsatz; für sie ist das hart.",
}


def test_small_words_of_another_language_make_no_articles_alike(client, settings):
    german = {name: {"title": name, "body": body, "lang": "de"} for name, body in GERMAN.items()}
    english = {name: {**story, "lang": "en"} for name, story in stories().items()}
    put(client, settings, german | english)

    found = {name: reader.like(client, settings, identity(name), request.read_likeness({})) for name in GERMAN}
    names = {identity(each): each for each in GERMAN}
    assert {name: [names[each["id"]] for each in told["results"]] for name, told in found.items()} == {
        "hafen": ["fähre"], "fähre": ["hafen"], "schach": [], "zug": [], "wald": [],
    }  # fmt: skip
    assert set(like(client, settings, "strike")) == {"talks", "vote"}


def test_function_words_are_known_as_the_index_has_them(client, settings):
    words = FUNCTION_WORDS | OTHER_FUNCTION_WORDS | FOREIGN_FUNCTION_WORDS
    asked = {"analyzer": "prose", "text": sorted(words)}
    told = client.indices.analyze(index=settings.write_alias, body=asked)["tokens"]

    assert {token["token"] for token in told} - similar.FOREIGN_WORDS == set()


def test_what_was_retracted_or_taken_down_is_like_nothing(client, settings):
    gone = {"deleted_at": "2026-01-01T00:00:00Z"}
    put(client, settings, stories() | {"talks": gone, "vote": {**gone, "taken_down": True}})

    assert like(client, settings, "strike") == []
    with pytest.raises(TakenDown):
        like(client, settings, "vote")
    with pytest.raises(NotFoundError):
        reader.like(client, settings, identity("never"), request.read_likeness({}))


def test_no_word_of_what_was_retracted_is_offered_for_a_misspelt_one(client, settings):
    put(client, settings, stories())
    offered = [reader.page(client, settings, request.read({"q": [typed]})) for typed in ("grandmastre", "penzions")]
    assert [page["did_you_mean"] for page in offered] == ["grandmaster", "pensions"]

    put(client, settings, {"chess": {"deleted_at": "2026-01-01T00:00:00Z", "taken_down": True}})

    offered = [reader.page(client, settings, request.read({"q": [typed]})) for typed in ("grandmastre", "penzions")]
    assert [page["did_you_mean"] for page in offered] == [None, "pensions"]


def test_a_word_that_stands_in_an_article_thousands_of_times_is_marked_at_once(client, settings):
    """OpenSearch took minutes for it, deaf to its own time limit, and a node has a handful of threads."""
    text = "\n\n".join(f"Paragraph {n} tells of the ferry and of the {n} ports it calls at." for n in range(4_000))
    put(client, settings, {"long": {"title": "The ferry", "body": text}})

    page = reader.page(client, settings, request.read({"q": ["ferry"]}))

    (result,) = page["results"]
    assert (page["partial"], len(result["highlights"]["body"])) == (False, 3)
    assert all("<em>ferry</em>" in passage for passage in result["highlights"]["body"])


def test_a_search_that_runs_out_of_time_gives_what_it_has(client, settings, monkeypatch):
    """A node looks at the clock every so often, so the search is made slow and is given almost no time."""
    made = query.body
    slow = "double x = 0; for (int i = 0; i < 200000; ++i) { x += Math.sqrt(i) } return x > 0 ? 1 : 0"

    def body(*asked_for: Any) -> dict[str, Any]:
        asked = made(*asked_for)
        scored = {"script_score": {"query": asked["query"], "script": {"source": slow}}}
        return {**asked, "query": scored, "sort": ["_score", {"id": "asc"}], "timeout": "100ms"}

    put(client, settings, {f"{n}": {"title": f"Number {n}", "body": "harbour"} for n in range(3_000)})
    monkeypatch.setattr(query, "body", body)

    page = reader.page(client, settings, request.read({"q": ["harbour"]}))

    assert (page["partial"], page["cursor"]) == (True, None)
    assert page["total"] < 3_000
