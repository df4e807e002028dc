"""The search page in a real Chromium, on the deployed stack: from the bucket to what a reader sees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.browsing import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from cli.stack import Stack

# What an article may say of itself so that a careless page runs it. Each would leave a mark in the window.
RUN = "window.ran=(window.ran||0)+1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=data:text/javascript,{RUN}></SCRIPT>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}' ",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<a href='javascript:{RUN}' autofocus onfocus={RUN}>press</a>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<math><mtext><style><img src=x onerror={RUN}></style></mtext></math>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=1'>",
    "<base href='javascript:window.ran=1//'>",
    f"<style>@import 'data:,x';</style><style onload={RUN}></style>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<marquee onstart={RUN}>",
    f'" onmouseover="{RUN}" x="',
    f"' autofocus onfocus='{RUN}",
    f"</em><script>{RUN}</script><em>",
    f"<em onclick={RUN}>mark</em>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"--></script><script>{RUN}</script><!--",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing.chromium() as running:
        yield running


@pytest.fixture
def reader(chromium: Browser, stack: Stack) -> Iterator[Reader]:
    context = chromium.new_context(locale="en-GB")
    one = Reader(context.new_page(), stack.web_url, stack.api_key)
    yield one
    assert one.troubles() == []
    assert one.page.evaluate("window.ran") is None
    context.close()


def article(title: str, **told: Any) -> dict[str, Any]:
    return {"title": title, "body": f"{title}.\n\nThe town said so on Tuesday.", "lang": "en", **told}


@pytest.fixture
def tramline(newsroom, word):
    """Five articles, of three sections, newest first."""
    desks = ["City", "City", "World", "World", "Sports"]
    told = [
        article(f"{word} tram {n}", id=str(n), section=f"{desk}{word}", published_at=f"2024-05-{20 - n:02}T08:00:00Z")
        for n, desk in enumerate(desks)
    ]
    newsroom.publish("tram.jsonl", "\n".join(map(json.dumps, told)))
    return [each["title"] for each in told]


def test_a_reader_searches_narrows_opens_and_comes_back(reader, tramline, word):
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    reader.page.get_by_role("checkbox", name=f"City{word}").check()
    reader.sees(*tramline[:2])
    # The facet counts what else there is to choose: it ignores its own filter.
    counted = reader.page.locator("#facet-section label").all_inner_texts()
    assert [each.replace("\n", " ") for each in counted] == [f"City{word} 2", f"World{word} 2", f"Sports{word} 1"]
    reader.page.get_by_role("checkbox", name=f"Sports{word}").check()
    reader.sees(*tramline[:2], tramline[4])

    reader.page.get_by_role("link", name=tramline[1]).click()
    reader.reads("The town said so on Tuesday.")
    reader.page.go_back()
    reader.sees(*tramline[:2], tramline[4])
    reader.page.go_back()
    reader.sees(*tramline[:2])


def test_typing_finds_and_marks_the_words(reader, tramline, word):
    reader.opens()
    reader.page.locator("#found .results .title").first.wait_for()
    reader.types(f"{word} tram 3")
    reader.page.get_by_role("link", name=tramline[3]).wait_for()

    # The newest articles are shown before one types: the link may be theirs still.
    expect(reader.page.locator(".results em", has_text=word).first).to_be_visible(timeout=browsing.PATIENCE_MS)


def test_the_address_can_be_passed_on(reader, tramline, word):
    reader.opens(f"?q={word}&section=City{word}%7CSports{word}&from-date=2024-05-16&to-date=2024-05-19")

    reader.sees(tramline[1], tramline[4])
    assert reader.faults() == []


def test_the_way_without_a_mouse(reader, tramline, word):
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    for key in ("/", "ArrowDown", "ArrowDown", "Enter"):
        reader.page.keyboard.press(key)

    expect(reader.page.get_by_role("heading", level=1)).to_have_text(tramline[1])
    assert reader.faults() == []
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("link", name=tramline[1])).to_be_focused()


def test_more_pages_follow(reader, newsroom, word):
    lines = [json.dumps(article(f"{word} tram {n:02}", id=str(n), published_at="2024-05-01")) for n in range(12)]
    newsroom.publish("trams.jsonl", "\n".join(lines))
    reader.opens(f"?q={word}")
    titles = reader.page.locator("#found .results .title")
    expect(titles).to_have_count(10)
    reader.page.get_by_role("button", name="Show more").click()
    expect(titles).to_have_count(12)

    assert sorted(titles.all_inner_texts()) == [f"{word} tram {n:02}" for n in range(12)]


def test_the_key_is_asked_for_again_when_it_is_wrong(reader, tramline, word):
    reader.opens(f"?q={word}&order-by=newest", with_key=False)
    reader.page.get_by_label("API key", exact=True).fill("wrong")
    reader.page.keyboard.press("Enter")
    reader.reads("That key was not taken")
    assert reader.faults() == []

    reader.page.get_by_label("API key", exact=True).fill(reader.key)
    reader.page.keyboard.press("Enter")
    reader.sees(*tramline)


def test_the_page_is_there_with_and_without_a_slash_and_refuses_what_is_not_its_own(newsroom):
    import urllib3

    for address in (newsroom.stack.web_url, newsroom.stack.web_url.removesuffix("/")):
        answer = urllib3.request("GET", address, timeout=30)
        policy = answer.headers["content-security-policy"]

        assert answer.status == 200
        assert answer.data.startswith(b"<!doctype html>")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


@pytest.mark.parametrize("field", ["title", "body", "names"])
def test_thirty_hostile_articles_are_text_and_none_of_it_runs(reader, newsroom, word, field):
    def hostile(n: int, markup: str) -> dict[str, Any]:
        if field == "title":
            return article(f"{word} {markup}", id=str(n))
        if field == "body":
            return article(f"{word} {n}", id=str(n), body=f"{word} {markup}\n\nThe {word} of the town {markup}.")
        named = dict.fromkeys(("section", "source", "publisher", "editor"), f"{word}{n} {markup}")
        links = {"url": f"javascript:{RUN}//{n}", "canonical_url": f"javascript:{RUN}"}
        return article(f"{word} {n}", id=str(n), authors=[f"{n} {markup}"], tags=[f"{n} {markup}"], **named, **links)

    receipt = newsroom.publish("hostile.jsonl", "\n".join(json.dumps(hostile(*each)) for each in enumerate(HOSTILE)))
    reader.opens(f"?q={word}")
    titles = reader.page.locator("#found .results .title")
    for shown in (10, 20, len(receipt["ids"])):
        expect(titles).to_have_count(shown)
        if (more := reader.page.get_by_role("button", name="Show more")).is_visible():
            more.click()
    while (more := reader.page.get_by_role("button", name="more of")).count():
        more.first.click()
    # Every element of the page is one that it made itself.
    made = reader.page.evaluate("[...new Set([...document.body.querySelectorAll('*')].map((each) => each.localName))]")
    assert set(made).isdisjoint(
        {"img", "svg", "iframe", "video", "object", "embed", "style", "base", "math", "marquee"}
    )

    for each in receipt["ids"]:
        reader.page.evaluate("(id) => { location.hash = `#/articles/${id}`; }", each)
        expect(reader.page.get_by_role("heading", level=1)).to_contain_text(word)
        assert reader.page.locator("#reading a[href^=javascript]").count() == 0
        assert reader.troubles() == []
    assert len(receipt["ids"]) == 30


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_real_stack(reader, tramline, word, width, colours):
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.page.emulate_media(color_scheme=colours)
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    faults = reader.faults()
    reader.page.get_by_role("link", name=tramline[0]).click()
    reader.reads("The town said so on Tuesday.")

    assert faults + reader.faults() == []


def test_a_dropped_file_is_followed_until_it_can_be_read(reader, newsroom, word):
    reader.opens(f"?q={word}").reads("No article has all of that")
    reader.drops(
        **{f"{word}.txt": f"{word} harbour opens\n\nThe {word} harbour opened again on Tuesday, the town said."}
    )
    reader.reads("Read it")
    assert reader.faults() == []

    reader.sees(f"{word} harbour opens")  # the search was asked again
    reader.page.get_by_role("link", name="Read it").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(f"{word} harbour opens")
    assert newsroom.api.receipt(f"articles/{word}.txt")["state"] == "indexed"


def test_what_cannot_be_taken_says_why(reader, word):
    reader.opens(f"?q={word}").reads("No article has all of that")
    reader.drops(**{f"{word}.json": '{"title": '})

    reader.reads("Not taken: ")


def test_a_suggested_article_opens(reader, tramline, word):
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    reader.types(tramline[3])
    reader.page.get_by_role("option", name=tramline[3]).click()

    expect(reader.page.get_by_role("heading", level=1)).to_have_text(tramline[3])


def test_articles_like_it_stand_below_it(reader, tramline, word):
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    reader.page.get_by_role("link", name=tramline[0]).click()

    similar = reader.page.get_by_role("region", name="More like this").get_by_role("link")
    expect(similar.first).to_be_visible(timeout=browsing.PATIENCE_MS)
    assert tramline[0] not in similar.all_inner_texts()


@pytest.mark.parametrize(("name", "begins"), [("Atom", "<?xml"), ("RSS", "<?xml"), ("JSON Feed", "{"), ("CSV", "")])
def test_a_search_is_taken_away_as_a_file(reader, tramline, word, name, begins):
    reader.opens(f"?q={word}&order-by=newest").sees(*tramline)
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name=name, exact=True).click()
    text = download.value.path().read_text("utf-8")

    assert text.startswith(begins)
    assert [title for title in tramline if title in text] == tramline
