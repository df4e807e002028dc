"""From the bucket to the API, on the real local cloud."""

import json
import statistics
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.integration.waiting import eventually

ARTICLES = Path(__file__).parents[1] / "articles"


def story(word: str, title: str = "Harbour opens again") -> str:
    return f"""{title}

The old {word} harbour of Lund opened again on Tuesday after two years of repairs, the town said in a statement.

Fishing boats came back first, and a ferry to the islands is to follow in the spring, said the harbour master.
"""


def test_every_sample_article_comes_back_whole(newsroom):
    samples = [path for path in ARTICLES.iterdir() if not path.name.endswith(".expected.json")]
    versions = {path: newsroom.put(path.name, path.read_bytes()) for path in samples}
    for path, version in versions.items():
        gold = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
        ids = newsroom.settled(path.name, version)["ids"]
        articles = [newsroom.get(f"/articles/{each}")[1] for each in ids]

        expected = gold if isinstance(gold, list) else [gold]
        told = [
            {name: moment(article.get(name)) for name in gold} for article, gold in zip(articles, expected, strict=True)
        ]
        assert told == [{name: moment(value) for name, value in gold.items()} for gold in expected]


def moment(value: object) -> object:
    """A date-time as such, however its zone is written."""
    return value.replace("+00:00", "Z") if isinstance(value, str) else value


def test_a_page_saved_as_text_is_found_by_its_words_and_not_by_its_menus(newsroom):
    receipt = newsroom.publish("page.txt", (ARTICLES / "ferries-page-as-text.txt").read_bytes())

    def found(query: str) -> bool:
        return receipt["ids"][0] in [
            result["id"] for result in newsroom.api.search({"q": query, "page-size": "100"})["results"]
        ]

    assert found("ferry electric engines")
    assert not found('"Most popular in 24h"')
    assert not found('"Reproduction in whole or in part"')


def test_an_overwritten_object_changes_the_hit_and_a_deleted_one_takes_it_away(newsroom, word):
    newsroom.publish("harbour.txt", story(word))
    assert newsroom.titles(word) == ["Harbour opens again"]

    newsroom.publish("harbour.txt", story(word, "Harbour closes again"))
    assert newsroom.titles(word) == ["Harbour closes again"]

    newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("harbour.txt"))
    eventually(lambda: newsroom.titles(word) == [], within=45)
    assert newsroom.api.receipt(newsroom.key("harbour.txt"))["state"] == "deleted"


def test_a_deleted_article_is_gone_by_its_id_too(newsroom, word):
    receipt = newsroom.publish("harbour.txt", story(word))

    newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("harbour.txt"))

    status, problem = eventually(
        lambda: found if (found := newsroom.get(f"/articles/{receipt['ids'][0]}"))[0] != 200 else None, within=45
    )
    assert (status, problem["status"]) == (404, 404)


def test_an_upload_is_searchable_within_five_seconds_at_the_median(newsroom, word):
    newsroom.publish("warm-up.txt", story("warm"))
    seconds = []
    for n in range(5):
        began = time.monotonic()
        newsroom.put(f"{n}.txt", story(f"{word}{'abcde'[n]}"))
        eventually(lambda n=n: newsroom.titles(f"{word}{'abcde'[n]}"), within=45)
        seconds.append(time.monotonic() - began)

    assert statistics.median(seconds) < 5, seconds


@pytest.mark.parametrize(
    "name", ["two words.txt", "a+b.txt", "100% sure.txt", "港口 重新开放.txt", "é & ü #1?.txt", "a%2Bb.txt"]
)
def test_any_key_is_taken_as_it_is(newsroom, word, name):
    receipt = newsroom.publish(name, story(word))

    assert receipt["state"] == "indexed"
    found = newsroom.api.search({"q": word})["results"]
    assert [result["key"] for result in found] == [newsroom.key(name)]


BAD = {
    "empty.txt": (b"", "empty"),
    "white.txt": (b" \n\t\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "broken.json": (b'{"title": "x" "body": "y"}', "invalid-json"),
    "half.json": (b'{"title": "x", ', "cut-short"),
    "nothing.jsonl": (b"\n\n", "empty"),
    "no-articles.json": (b"[]", "no-articles"),
    "no-body.json": (b'{"title": "Only a title"}', "no-body"),
    "too-large.txt": (b"word " * (3 * 1024 * 1024), "too-large"),
}


def test_bad_files_are_rejected_with_their_reason_and_do_not_hold_back_the_good_ones(newsroom, word):
    versions = {name: newsroom.put(name, body) for name, (body, _) in BAD.items()}
    good = {f"good-{n}.txt": newsroom.put(f"good-{n}.txt", story(word)) for n in range(3)}

    told = {name: newsroom.settled(name, version) for name, version in (versions | good).items()}

    assert {name: told[name]["reason"] for name in BAD} == {name: reason for name, (_, reason) in BAD.items()}
    assert {name: told[name]["state"] for name in told} == dict.fromkeys(BAD, "rejected") | dict.fromkeys(
        good, "indexed"
    )
    assert all(told[name]["detail"] for name in BAD)
    assert len(newsroom.titles(word)) == 3


def test_a_json_lines_file_gives_an_article_a_line_and_loses_those_that_an_edit_drops(newsroom, word):
    def lines(*members: str) -> str:
        return "\n".join(json.dumps({"id": each, "title": f"{word} {each}", "body": f"Of {each}."}) for each in members)

    newsroom.publish("wire.jsonl", lines("one", "two") + "\n{broken\n" + lines("three"))
    assert sorted(newsroom.titles(word)) == [f"{word} one", f"{word} three", f"{word} two"]

    newsroom.publish("wire.jsonl", lines("two"))
    assert newsroom.titles(word) == [f"{word} two"]


def test_user_metadata_overrides_what_cleaning_finds(newsroom, word):
    newsroom.publish("harbour.txt", story(word), {"section": "Shipping", "source": "Own desk"})

    found = newsroom.api.search({"q": word, "section": "Shipping"})["results"]

    assert [(result["section"], result["source"]) for result in found] == [("Shipping", "Own desk")]


def test_markup_in_an_article_comes_back_as_text(newsroom, word):
    newsroom.publish("script.txt", story(word, f"<script>alert(1)</script> at the {word} harbour"))

    highlights = newsroom.api.search({"q": word})["results"][0]["highlights"]

    assert "<script>" not in json.dumps(highlights)
    assert f"<em>{word}</em>" in json.dumps(highlights)


@pytest.mark.parametrize("path", ["/search?q=harbour", f"/articles/{'a' * 32}", "/receipts/articles/a.txt"])
def test_every_route_that_shows_articles_asks_for_the_key(newsroom, path):
    assert newsroom.get(path, key=None)[0] == 403
    assert newsroom.get(path, key="a wrong one")[0] == 403


def test_health_and_the_description_of_the_api_are_open(newsroom):
    assert newsroom.get("/health", key=None)[0] == 200
    status, described = newsroom.get("/openapi.json", key=None)
    assert status == 200
    assert {"/search", "/articles/{id}", "/health"} <= {
        path.replace("<", "{").replace(">", "}") for path in described["paths"]
    }


def test_the_receipt_of_what_was_never_uploaded_is_a_404(newsroom):
    status, problem = newsroom.get(f"/receipts/{quote(newsroom.key('never.txt'))}")

    assert (status, problem["code"]) == (404, "no-receipt")
