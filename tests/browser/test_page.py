"""What a reader sees and does."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.played import KEY, Refusal, found, result

COUNTED = {"section": [{"value": "Business", "count": 12}, {"value": "World", "count": 3}], "lang": []}


def stored(reader):
    return [reader.page.evaluate(f"Object.values({store})") for store in ("localStorage", "sessionStorage")]


# The key


def test_the_key_is_asked_for_once_and_remembered(reader, api):
    reader.opens().sees("Article 1")
    reader.page.reload()

    reader.sees("Article 1")
    assert stored(reader) == [[KEY], []]


def test_a_key_that_is_not_to_be_remembered_lasts_as_long_as_the_tab(reader):
    reader.opens(with_key=False)
    reader.page.get_by_label("Remember it").uncheck()
    reader.page.get_by_label("API key", exact=True).fill(KEY)
    reader.page.get_by_role("button", name="Go on").click()

    reader.sees("Article 1")
    assert stored(reader) == [[], [KEY]]


def test_a_wrong_key_is_told_and_asked_for_again(reader):
    reader.opens(with_key=False)
    reader.page.get_by_label("API key", exact=True).fill("wrong")
    reader.page.keyboard.press("Enter")
    reader.reads("That key was not taken")

    reader.page.get_by_label("API key", exact=True).fill(KEY)
    reader.page.keyboard.press("Enter")
    reader.sees("Article 1")


def test_a_key_that_was_withdrawn_is_asked_for_anew_and_the_search_goes_on(reader, api):
    reader.opens("?q=tram").sees("Article 1")
    api.key = "another"
    reader.types("trams")
    reader.reads("That key was not taken")

    reader.page.get_by_label("API key", exact=True).fill("another")
    with reader.page.expect_response("**/search?q=trams**") as answered:
        reader.page.keyboard.press("Enter")

    assert answered.value.status == 200
    expect(reader.page.get_by_role("dialog")).to_be_hidden()


def test_without_a_key_nothing_is_asked_and_the_page_says_how_to_go_on(reader, api):
    reader.opens(with_key=False)
    reader.page.keyboard.press("Escape")
    reader.reads("A key is needed")
    assert api.asked == []

    reader.page.get_by_role("button", name="Give the key").click()
    reader.page.get_by_label("API key", exact=True).fill(KEY)
    reader.page.keyboard.press("Enter")
    reader.sees("Article 1")


def test_the_key_can_be_forgotten(reader):
    reader.opens().sees("Article 1")
    reader.page.get_by_role("button", name="Forget the key").click()

    expect(reader.page.get_by_role("dialog")).to_be_visible()
    assert stored(reader) == [[], []]


# Searching


def test_typing_searches_once_it_pauses_and_the_address_keeps_the_search(reader, api):
    api.answers["search"] = lambda query: found(result(2 if query.get("q") else 1))
    reader.opens().sees("Article 1")
    reader.types("harbour")

    reader.sees("Article 2")
    assert api.queries() == [{}, {"q": "harbour"}]
    assert reader.page.url.endswith("?q=harbour")
    assert reader.page.title() == "harbour – Cuttings"


def test_a_space_that_is_being_typed_stays(reader, api):
    reader.opens().sees("Article 1")
    reader.types("harbour ")
    expect(reader.page.get_by_role("status")).to_have_text("1 article")
    reader.page.wait_for_url("**?q=harbour")
    reader.page.keyboard.type("f")

    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("harbour f")


def test_a_late_answer_to_an_earlier_search_changes_nothing(reader, api):
    late = []

    def answer(route, request):
        if "q=old" in request.url:
            late.append(route)  # answered when the test says so
        else:
            api.answer(route, request)

    api.answers["search"] = lambda query: found(result(3 if query.get("q") == "new" else 1))
    reader.page.route("**/search?**", answer)
    reader.opens().sees("Article 1")
    reader.types("old")
    reader.page.wait_for_url("**?q=old")
    reader.types("new")
    reader.sees("Article 3")
    for route in late:
        route.fulfill(json=found(result(9)))

    reader.sees("Article 3")
    assert len(late) == 1


def test_the_back_button_returns_to_the_search_before(reader, api):
    api.answers["search"] = lambda query: found(result(len(query.get("q", ""))))
    reader.opens().sees("Article 0")
    reader.types("tram")
    reader.sees("Article 4")
    reader.page.keyboard.press("Enter")
    reader.types("ferries")
    reader.sees("Article 7")

    reader.page.go_back()
    reader.sees("Article 4")
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("tram")
    reader.page.go_back()
    reader.sees("Article 0")


def test_an_address_that_was_passed_on_shows_the_same_search(reader, api):
    reader.opens("?q=tram&section=Business%7CWorld&from-date=2024-01-01&order-by=oldest&nonsense=1").sees("Article 1")

    assert api.queries() == [
        {"q": "tram", "section": "Business|World", "from-date": "2024-01-01", "order-by": "oldest"}
    ]
    expect(reader.page.get_by_label("Order")).to_have_value("oldest")
    expect(reader.page.get_by_label("From")).to_have_value("2024-01-01")
    expect(reader.page.get_by_role("list", name="Chosen filters").get_by_role("button")).to_have_text(
        [re.compile("Section: Business"), re.compile("Section: World"), re.compile("from 2024-01-01")]
    )


def test_values_of_a_facet_are_chosen_together_and_taken_off_again(reader, api):
    api.answers["search"] = lambda _: found(result(1), facets=COUNTED)
    reader.opens().sees("Article 1")
    reader.page.get_by_role("checkbox", name="Business").check()
    reader.page.get_by_role("checkbox", name="World").check()
    reader.page.get_by_role("button", name="Section: Business").click()
    expect(reader.page.get_by_role("checkbox", name="Business")).not_to_be_checked()

    assert [query.get("section") for query in api.queries()] == [None, "Business", "Business|World", "World"]


def test_the_choice_that_was_just_made_keeps_the_focus(reader, api):
    api.answers["search"] = lambda _: found(result(1), facets=COUNTED)
    reader.opens().sees("Article 1")
    world = reader.page.get_by_role("checkbox", name="World")
    world.focus()
    reader.page.keyboard.press("Space")
    reader.page.wait_for_url("**?section=World")

    expect(reader.page.get_by_role("button", name="Section: World")).to_be_visible()
    expect(world).to_be_focused()


def test_a_value_that_holds_the_signs_of_filters_is_asked_for_in_quotes(reader, api):
    values = [{"value": 'Reuters, "Bonn"', "count": 2}, {"value": "Xinhua", "count": 1}]
    api.answers["search"] = lambda _: found(result(1), facets={"source": values})
    reader.opens("?q=tram").sees("Article 1")
    reader.page.get_by_role("checkbox", name="Reuters").check()
    reader.page.get_by_role("checkbox", name="Xinhua").check()
    reader.page.get_by_role("button", name="Source: Reuters").click()
    expect(reader.page.get_by_role("checkbox", name="Reuters")).not_to_be_checked()

    both = '"Reuters, ""Bonn"""|Xinhua'
    assert [query.get("source") for query in api.queries()] == [None, both.partition("|")[0], both, "Xinhua"]


def test_the_way_by_keys_goes_on_when_a_button_has_done_its_work(reader, api):
    reader.opens("?q=tram&section=World").sees("Article 1")
    reader.page.get_by_role("button", name="Section: World").press("Enter")
    expect(reader.page.get_by_role("button", name="Section: World")).to_be_hidden()

    expect(reader.page.get_by_role("main")).to_be_focused()


def test_the_bar_rests_when_one_returns_to_what_is_shown(reader, api):
    reader.page.route("**/search?q=slow**", lambda _: None)  # never answered
    reader.opens("?q=tram").sees("Article 1")
    reader.types("slow")
    expect(reader.page.locator("#working")).to_have_class("on")
    reader.page.keyboard.press("Enter")
    reader.page.go_back()

    expect(reader.page.locator("#working")).not_to_have_class("on")
    reader.sees("Article 1")


def test_a_long_facet_shows_the_rest_when_asked(reader, api):
    values = [{"value": f"Desk {n}", "count": 9 - n} for n in range(9)]
    api.answers["search"] = lambda _: found(result(1), facets={"section": values})
    reader.opens().sees("Article 1")
    assert reader.page.get_by_role("checkbox").count() == 6

    reader.page.get_by_role("button", name="3 more of section").click()
    assert reader.page.get_by_role("checkbox").count() == 9
    expect(reader.page.get_by_role("checkbox", name="Desk 6")).to_be_focused()


def test_another_spelling_is_offered_and_taken(reader, api):
    api.answers["search"] = lambda query: (
        found(did_you_mean="harbour") if query.get("q") == "harbuor" else found(result(1))
    )
    reader.opens("?q=harbuor").reads("No article has all of that")
    reader.page.get_by_role("button", name="harbour").click()

    reader.sees("Article 1")
    assert reader.page.url.endswith("?q=harbour")


def test_more_results_follow_and_the_first_of_them_has_the_focus(reader, api):
    api.answers["search"] = lambda query: (
        found(result(2), total=2) if query.get("cursor") == "next" else found(result(1), total=2, cursor="next")
    )
    reader.opens().sees("Article 1")
    reader.page.get_by_role("button", name="Show more").click()

    reader.sees("Article 1", "Article 2")
    expect(reader.page.get_by_role("link", name="Article 2")).to_be_focused()
    expect(reader.page.get_by_role("status")).to_have_text("2 articles shown of 2")
    expect(reader.page.get_by_role("button", name="Show more")).to_be_hidden()


def test_results_that_cannot_be_followed_any_more_are_looked_for_anew(reader, api):
    def answer(query):
        if "cursor" in query:
            raise Refusal(400, "This cursor is no longer good.")
        return found(result(1), total=2, cursor="old")

    api.answers["search"] = answer
    reader.opens().sees("Article 1")
    reader.page.get_by_role("button", name="Show more").click()
    reader.page.get_by_role("button", name="Look again").click()

    expect(reader.page.get_by_role("button", name="Look again")).to_be_hidden()
    assert api.queries()[-1] == {}


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        ({"total": 1}, "1 article"),
        ({"total": 10_000, "total_relation": "gte"}, "More than 10,000 articles"),
        ({"total": 3, "partial": True}, "3 articles, as far as we looked in the time there was"),
    ],
)
def test_it_says_how_many_there_are(reader, api, answered, told):
    api.answers["search"] = lambda _: found(result(1), **answered)
    reader.opens()

    expect(reader.page.get_by_role("status")).to_have_text(told)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (400, "That cannot be searched for"),
        (429, "A little slower, please"),
        (500, "Something went wrong"),
        (503, "The search is busy"),
    ],
)
def test_what_goes_wrong_is_told_in_plain_words_and_gone_when_it_works_again(reader, api, status, title):
    def answer(query):
        if query.get("q") == "tram":
            raise Refusal(status, "q takes at most 32 terms.")
        return found(result(1))

    api.answers["search"] = answer
    reader.opens("?q=tram").reads(title)
    assert reader.faults() == []

    api.answers["search"] = lambda _: found(result(1))
    reader.page.get_by_role("button", name=re.compile("Try again|Begin anew")).click()
    reader.sees("Article 1")
    expect(reader.page.get_by_text(title)).to_be_hidden()


def test_a_lost_connection_is_told_and_tried_again(reader, api):
    reader.opens().sees("Article 1")
    api.is_down = True
    reader.types("tram")
    reader.reads("No connection")

    api.is_down = False
    reader.page.get_by_role("button", name="Try again").click()
    reader.sees("Article 1")


def test_an_empty_library_says_how_to_fill_it(reader, api):
    api.answers["search"] = lambda _: found()
    reader.opens().reads("Nothing here yet")

    assert reader.faults() == []


# Text that is not ours


@pytest.mark.parametrize(
    ("highlight", "marks", "text"),
    [
        ("The <em>harbour</em> &amp; the sea", ["harbour"], "The harbour & the sea"),
        ("&lt;b&gt;<em>tram</em>&lt;&#x2F;b&gt;", ["tram"], "<b>tram</b>"),
        ("<script>x()</script> <em>tram</em>", ["tram"], "<script>x()</script> tram"),
        ("<EM onclick=x()>tram</EM>", [], "<EM onclick=x()>tram</EM>"),
        ("&amp;lt;em&amp;gt; &#60;i&#62; &#x110000; &nbsp;", [], "&lt;em&gt; <i> &#x110000; &nbsp;"),
        ("<em>half", ["half"], "half"),
        ("</em>none<em>", [], "none"),
    ],
)
def test_marks_are_all_that_is_taken_from_a_highlight(reader, api, highlight, marks, text):
    api.answers["search"] = lambda _: found(result(1, highlights={"title": [highlight], "body": [highlight]}))
    reader.opens("?q=tram").sees(text)

    assert reader.page.locator(".results .title em").all_inner_texts() == marks
    assert reader.page.locator(".results .snippet").text_content() == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "not a url", None])
def test_only_addresses_of_the_web_are_links(reader, api, url):
    api.answers[f"articles/{1:032x}"] = lambda _: {"title": "Told", "body": "One.\n\nTwo.", "url": url}
    reader.opens(f"#/articles/{1:032x}").reads("Two.")

    assert reader.page.locator("#reading .origin").count() == 0


def test_the_policy_refuses_what_the_page_does_not_bring_itself(reader):
    reader.opens().sees("Article 1")
    # Later, on the page's own account: what the debugger asks for may evaluate text.
    told = reader.page.evaluate("""() => new Promise((done) => setTimeout(() => {
        const script = document.createElement("script");
        try { script.text = "window.ran = true"; document.body.append(script); } catch {}
        try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>"); } catch {}
        try { window.eval("window.ran = true"); } catch {}
        done([window.ran ?? false, document.images.length]);
    }))""")
    refused = reader.page.evaluate("window.refused.splice(0)")
    reader.heard.clear()

    assert told == [False, 0]
    assert len(refused) >= 3


# Articles


ARTICLE = {
    "title": "Ferries turn electric", "body": "One.\n\nTwo <b>bold</b>.", "authors": ["Ann Lee"], "editor": "Li Yan",
    "section": "Business", "source": "Nordwire", "lang": "en", "published_at": "2024-05-10T16:00:00Z",
    "url": "https://nordwire.example/ferries", "tags": ["ferries"], "key": "articles/a.txt", "word_count": 3,
    "provenance": {"title": {"where": "first-line", "confidence": 0.8}},
}  # fmt: skip


@pytest.fixture
def with_article(api):
    api.answers[f"articles/{1:032x}"] = lambda _: ARTICLE
    return api


def test_an_article_opens_and_escape_leads_back_to_where_one_was(reader, with_article):
    results = [result(n) for n in range(40)]
    with_article.answers["search"] = lambda _: found(*results)
    with_article.answers[f"articles/{30:032x}"] = lambda _: ARTICLE
    reader.opens("?q=tram")
    link = reader.page.get_by_role("link", name="Article 30")
    link.scroll_into_view_if_needed()
    place = reader.page.evaluate("scrollY")
    link.click()

    heading = reader.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Ferries turn electric")
    expect(heading).to_be_focused()
    assert reader.page.title() == "Ferries turn electric – Cuttings"
    assert reader.page.locator("#reading .body p").all_inner_texts() == ["One.", "Two <b>bold</b>."]
    assert reader.page.locator("#reading .facts > *").all_inner_texts() == [
        "10 May 2024 at 16:00 UTC", "Business", "Nordwire", "By Ann Lee", "Edited by Li Yan", "Where it was published",
    ]  # fmt: skip

    reader.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    assert abs(reader.page.evaluate("scrollY") - place) < 5
    assert len(with_article.queries()) == 1


def test_an_article_that_was_opened_while_typing_stays_open(reader, with_article):
    reader.opens("?q=tram").sees("Article 1")
    reader.types("tr")
    reader.page.get_by_role("link", name="Article 1").click()
    reader.reads("Ferries turn electric")
    reader.page.wait_for_timeout(400)  # nothing is to happen: longer than the pause that starts a search

    reader.reads("Ferries turn electric")
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("tram")


def test_the_back_button_leads_from_an_article_to_the_results(reader, with_article):
    reader.opens("?q=tram").sees("Article 1")
    reader.page.get_by_role("link", name="Article 1").click()
    reader.reads("Ferries turn electric")

    reader.page.go_back()
    reader.sees("Article 1")


def test_similar_articles_stand_below_and_are_left_out_where_there_are_none(reader, with_article):
    reader.opens(f"#/articles/{1:032x}").reads("Ferries turn electric")
    expect(reader.page.get_by_text("More like this")).to_be_hidden()

    with_article.answers[f"articles/{1:032x}/similar"] = lambda _: {"results": [result(7)]}
    reader.page.reload()
    expect(reader.page.get_by_role("region", name="More like this").get_by_role("link")).to_have_text(["Article 7"])
    assert reader.faults() == []


def test_a_tag_leads_to_its_articles(reader, with_article):
    reader.opens(f"?q=tram#/articles/{1:032x}").reads("Ferries turn electric")
    reader.page.get_by_role("link", name="ferries", exact=True).click()

    reader.sees("Article 1")
    assert with_article.queries() == [{"tag": "ferries"}]


@pytest.mark.parametrize(("status", "told"), [(404, "Not here"), (410, "Taken down"), (503, "The search is busy")])
def test_an_article_that_cannot_be_shown_is_told_of(reader, api, status, told):
    def answer(_):
        raise Refusal(status)

    api.answers[f"articles/{1:032x}"] = answer
    reader.opens(f"#/articles/{1:032x}")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text(told)
    assert reader.faults() == []
    reader.page.get_by_role("link", name="All results").click()
    reader.sees("Article 1")


def test_paper_gets_the_article_and_nothing_beside(reader, with_article):
    reader.opens(f"#/articles/{1:032x}").reads("Ferries turn electric")
    reader.page.emulate_media(media="print")

    for gone in ("header", "footer", "#reading .back"):
        expect(reader.page.locator(gone)).to_be_hidden()
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()


# Suggestions and keys


SUGGESTIONS = {
    "suggestions": [
        {"text": "Business", "kind": "section"},
        {"text": "Ferries turn electric", "kind": "title", "id": f"{1:032x}"},
        {"text": "ferry <b>lines</b>", "kind": "query"},
    ]
}


def suggested(reader, api):
    api.answers["suggest"] = lambda query: SUGGESTIONS if query["q"].startswith("fe") else {"suggestions": []}
    reader.opens().sees("Article 1")
    reader.types("ferr")
    options = reader.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(3)
    return options


def test_suggestions_come_as_one_types_and_go_with_escape(reader, api):
    options = suggested(reader, api)
    assert options.all_inner_texts() == [
        "Business\nsection", "Ferries turn electric\narticle", "ferry <b>lines</b>\nquery",
    ]  # fmt: skip
    assert reader.faults() == []

    reader.page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("ferr")


def test_the_arrows_choose_a_suggestion_and_enter_takes_it(reader, with_article):
    options = suggested(reader, with_article)
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_attribute(
        "aria-activedescendant", "suggestion-1"
    )
    reader.page.keyboard.press("Enter")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Ferries turn electric")


def test_a_suggested_name_narrows_the_search_to_it(reader, api):
    suggested(reader, api).nth(0).click()
    reader.page.wait_for_url("**?section=Business")

    expect(reader.page.get_by_role("button", name="Section: Business")).to_be_visible()
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("")


def test_other_suggestions_are_searched_for(reader, api):
    suggested(reader, api).nth(2).click()
    expect(reader.page.get_by_role("combobox", name="Search the articles")).to_have_value("ferry <b>lines</b>")

    reader.page.wait_for_url("**?q=ferry+%3Cb%3Elines%3C%2Fb%3E")


def test_a_stack_without_suggestions_searches_all_the_same(reader, api):
    reader.opens().sees("Article 1")
    reader.types("ferry")
    reader.page.wait_for_url("**?q=ferry")

    expect(reader.page.get_by_role("listbox")).to_be_hidden()


def test_the_whole_way_goes_without_a_mouse(reader, with_article):
    with_article.answers["search"] = lambda _: found(result(2), result(1))
    reader.opens().sees("Article 2", "Article 1")
    box = reader.page.get_by_role("combobox", name="Search the articles")
    reader.page.keyboard.press("/")
    expect(box).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        reader.page.keyboard.press(key)
    expect(box).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    expect(reader.page.get_by_role("link", name="Article 1")).to_be_focused()
    reader.page.keyboard.press("Enter")

    reader.reads("Ferries turn electric")
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("link", name="Article 1")).to_be_focused()


# Taking away, and uploads


def test_a_search_is_taken_away_in_the_format_of_ones_choice(reader, api):
    api.answers["search"] = lambda query: "a,b\n" if query.get("format") else found(result(1))
    reader.opens("?q=tram&section=World").sees("Article 1")
    link = reader.page.get_by_role("link", name="CSV")
    expect(link).to_have_attribute("href", re.compile(r"/v1/search\?q=tram&section=World&format=csv&page-size=100$"))
    with reader.page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == "cuttings.csv"
    assert download.value.path().read_text() == "a,b\n"


TICKET = {
    "url": "http://localhost:4566/articles", "fields": {"key": "articles/two words.txt", "policy": "p"},
    "key": "articles/two words.txt", "expires_at": "2024-05-10T16:15:00Z", "max_bytes": 10 << 20,
}  # fmt: skip


def told_one_by_one(*receipts):
    left = list(receipts)

    def answer(_):
        receipt = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(receipt, Exception):
            raise receipt
        return receipt

    return answer


def test_a_dropped_file_is_sent_and_its_receipt_followed_until_it_can_be_read(reader, api):
    api.answers["uploads"] = lambda _: TICKET
    api.answers["receipts/articles/two%20words.txt"] = told_one_by_one(
        Refusal(404),
        Refusal(500),
        {"state": "received", "ids": [], "searchable": False},
        {"state": "indexed", "ids": [f"{1:032x}"], "searchable": False},
        {"state": "indexed", "ids": [f"{1:032x}"], "searchable": True},
    )
    reader.opens().sees("Article 1")
    reader.page.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.querySelector("#sent li span:last-child").textContent))
            .observe(document.querySelector("#sent"), {subtree: true, childList: true, characterData: true});
    }""")
    reader.drops(**{"two words.txt": "Harbour opens again"})
    reader.reads("Read it")

    told = list(dict.fromkeys(reader.page.evaluate("window.told")))
    assert told == [
        "Sending …", "Sent; waiting for its turn …", "Being read …", "Nearly there …", "Read it",
    ]  # fmt: skip
    assert api.sent[0] == ("uploads", '{"name":"two words.txt","content_type":"application/octet-stream"}')
    form = api.sent[1][1]
    assert [form.index(part) for part in ('name="key"', 'name="policy"', 'name="file"')] == sorted(
        form.index(part) for part in ('name="key"', 'name="policy"', 'name="file"')
    )
    assert "Harbour opens again" in form
    assert len(api.queries()) == 2
    assert reader.faults() == []


@pytest.mark.parametrize(
    ("ticket", "receipt", "told"),
    [
        (TICKET, {"state": "rejected", "detail": "It is empty.", "ids": []}, "Not taken: It is empty."),
        (
            TICKET,
            {"state": "indexed", "ids": ["a", "b"], "failures": [{}], "searchable": True},
            "2 articles found in it; 1 part was not taken. Read the first",
        ),
        (TICKET | {"max_bytes": 1 << 20}, None, "Too large: 1 MiB is the most."),
        (None, None, "This stack takes no uploads from here."),
    ],
)
def test_what_becomes_of_an_upload_is_told_in_plain_words(reader, api, ticket, receipt, told):
    if ticket:
        api.answers["uploads"] = lambda _: ticket
    api.answers["receipts/articles/two%20words.txt"] = lambda _: receipt
    reader.opens().sees("Article 1")
    reader.drops(**{"two words.txt": "Harbour " * 150_000})

    expect(reader.page.locator("#sent li span").last).to_have_text(told)
    assert reader.faults() == []


def test_the_page_says_that_a_file_may_be_let_go(reader):
    reader.opens().sees("Article 1")
    carried = reader.page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['x'], 'x.txt')); return data; }"
    )
    for event, shown in (("dragenter", True), ("dragleave", False)):
        reader.page.dispatch_event("main", event, {"dataTransfer": carried})
        expect(reader.page.get_by_text("Drop to upload")).to_be_visible(visible=shown)


# Every size and colour


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(reader, with_article, width, colours):
    values = {"section": [{"value": f"Desk {n}", "count": 9 - n} for n in range(9)]}
    with_article.answers["search"] = lambda _: found(
        result(1, summary="In short.", section="World", lang="fr", highlights={"title": [], "body": ["<em>a</em> b"]}),
        facets=values, did_you_mean="tram", cursor="next", total=20,
    )  # fmt: skip
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)
    reader.opens("?q=trma&section=Desk%200", with_key=False)
    page.get_by_label("API key", exact=True).wait_for()
    found_faults = {"key": reader.faults()}
    page.get_by_label("API key", exact=True).fill(KEY)
    page.keyboard.press("Enter")
    reader.sees("Article 1")
    found_faults["results"] = reader.faults()
    if not page.get_by_role("checkbox").first.is_visible():
        page.get_by_text("Narrow").click()
        found_faults["filters"] = reader.faults()
    page.get_by_role("link", name="Article 1").click()
    page.get_by_text("About this article").click()
    found_faults["article"] = reader.faults()

    assert found_faults == {view: [] for view in found_faults}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
