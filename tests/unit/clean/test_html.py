"""A page of HTML: body without markup, and what its head says."""

import re
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from shared.article import Document, Found, Kind
from shared.clean import clean
from shared.errors import Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS = [
    "The harbour master closed the eastern quay on Monday after divers found cracks in its piers, the port said.",
    "Repairs will take three weeks. The council has set aside 1.2 million for them, most of it from its storm reserve.",
    "Ships will be sent to the container port until then, and fishermen are to be paid for the detour they make.",
]
BODY = "\n\n".join(PARAGRAPHS)


def page(head: str = "", depth: int = 0) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<html><head>{head}</head><body>{'<div>' * depth}<article>{body}</article>{'</div>' * depth}</body></html>"


def cleaned(text: str):
    return clean(Document(Kind.HTML, text), now=NOW)


@pytest.mark.parametrize("depth", [0, 255, 256, 300, 1_900])
def test_the_body_is_found_however_deep_it_lies(depth):
    assert cleaned(page(depth=depth)).body == BODY


def test_the_word_of_the_page_for_its_charset_is_not_taken_for_text():
    head = '<?xml version="1.0" encoding="iso-8859-1"?><meta charset="utf-16">'
    assert cleaned(head + page().replace("harbour", "Höfen")).body == BODY.replace("harbour", "Höfen")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Quay closed | Daily Planet", "Quay closed"),
        ("Quay closed – The Daily Planet", "Quay closed"),
        ("Daily Planet: Quay closed", "Daily Planet: Quay closed"),
        ("Quay closed - for good", "Quay closed - for good"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title, found):
    site = '<meta property="og:site_name" content="Daily Planet">'
    assert cleaned(page(f"<title>{title}</title>{site}")).found["title"] == Found(found, "title element", 0.6)


def test_json_ld_is_believed_before_meta_tags_and_broken_json_ld_is_passed_over():
    head = """<script type="application/ld+json">{broken</script>
    <script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
    "headline": "A &amp; B", "datePublished": "2024-02-08", "author": {"name": "Ann Lee"}}]}</script>
    <meta property="og:title" content="Other">"""
    found = cleaned(page(head)).found
    assert {name: found[name] for name in ("title", "published_at", "authors")} == {
        "title": Found("A & B", "json-ld", 0.95),
        "published_at": Found(datetime(2024, 2, 8, tzinfo=UTC), "json-ld", 0.95, "no zone stated: read as UTC"),
        "authors": Found(("Ann Lee",), "json-ld", 0.9),
    }


def test_a_publisher_that_json_ld_refers_to_is_named():
    graph = """{"@graph": [{"@type": "Organization", "@id": "#us", "name": "Daily Planet"},
    {"@type": "NewsArticle", "headline": "Quay closed", "publisher": {"@id": "#us"}}]}"""
    head = f'<script type="application/ld+json">{graph}</script>'

    assert cleaned(page(head)).found["publisher"] == Found("Daily Planet", "json-ld", 0.9)


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        ('"url": "https://planet.example/quay"', "https://planet.example/quay"),
        ('"mainEntityOfPage": "https://planet.example/quay"', "https://planet.example/quay"),
        ('"mainEntityOfPage": {"@id": "https://planet.example/quay"}', "https://planet.example/quay"),
        ('"url": "https://planet.example/", "mainEntityOfPage": true', None),
        ('"url": "javascript:alert(1)", "@id": "#article"', None),
    ],
)
def test_where_no_other_place_tells_the_address_json_ld_does(stated, url):
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", {stated}}}</script>'

    assert cleaned(page(script)).found.get("url") == (Found(url, "json-ld", 0.75) if url else None)
    elsewhere = cleaned(page(f'{script}<link rel="canonical" href="https://planet.example/other">')).found
    assert ("url" in elsewhere, elsewhere["canonical_url"].value) == (False, "https://planet.example/other")


def test_an_address_that_is_no_web_address_is_left():
    assert "canonical_url" not in cleaned(page('<link rel="canonical" href="javascript:alert(1)">')).found


@pytest.mark.parametrize(
    "text", ["<html></html>", "<p></p>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"]
)
def test_a_page_without_an_article_is_refused(text):
    with pytest.raises(Rejected, match="no-body"):
        cleaned(text)


def chatty(before: str = "", after: str = "") -> str:
    links = "".join(f'<li><a href="/{place}">Section {place}</a></li>' for place in range(12))
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    more = "".join(f'<div class="teaser"><a href="/{n}">Other story number {n} about boats</a></div>' for n in range(9))
    return f"""<html><head><title>Quay closed</title></head><body><nav><ul>{links}</ul></nav>
    <main><article><h1>Quay closed</h1>{before}<div class="article-body">{story}</div>{after}</article></main>
    <aside class="related"><h3>More stories</h3>{more}</aside>
    <footer><p>© 2024 Daily Planet. All rights reserved.</p></footer>
    </body></html>"""


def test_menus_teasers_and_small_print_are_no_part_of_the_body():
    assert cleaned(chatty()).body == BODY


def test_what_is_said_twice_is_kept_once():
    assert cleaned(chatty()).body.count(PARAGRAPHS[0]) == 1


def test_what_is_never_shown_is_left():
    assert cleaned(chatty(after=f'<div style="display: none"><p>{"Words for no eye. " * 9}</p></div>')).body == BODY


def test_every_block_has_a_verdict_in_the_order_of_the_page():
    verdicts = clean(Document(Kind.HTML, chatty()), now=NOW, explain=True).verdicts
    told = {verdict.text: (verdict.kept, verdict.reason.partition(":")[0]) for verdict in reversed(verdicts)}
    assert [verdict.text for verdict in verdicts][:2] == ["Section 0", "Section 1"]
    assert {text: told[text] for text in ("Section 3", PARAGRAPHS[1], "© 2024 Daily Planet. All rights reserved.")} == {
        "Section 3": (False, "mostly links"),
        PARAGRAPHS[1]: (True, "body"),
        "© 2024 Daily Planet. All rights reserved.": (False, "fine print"),
    }


def test_a_body_that_json_ld_states_stands_in_where_the_page_shows_only_its_beginning():
    whole = "\\n".join(PARAGRAPHS * 4)
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{whole}"}}</script>'
    teaser = f"<html><head>{head}</head><body><article><p>{PARAGRAPHS[0]}</p></article></body></html>"
    assert cleaned(teaser).body == "\n\n".join(PARAGRAPHS * 4)


@pytest.mark.parametrize(
    ("headline", "og", "h1", "found"),
    [
        ("Quay closed for weeks", "Quay closed for weeks", "Closed!", "Quay closed for weeks"),
        ("Quay shut", "Quay closed for weeks | Sport", "Quay closed for weeks", "Quay closed for weeks"),
        ("Quay closed for weeks", "What a quay", "Quay closed for weeks", "Quay closed for weeks"),
    ],
)
def test_the_title_is_what_most_places_agree_on(headline, og, h1, found):
    head = f"""<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>
    <meta property="og:title" content="{og}">"""
    assert cleaned(page(head).replace("<article>", f"<article><h1>{h1}</h1>")).found["title"].value == found


def test_an_author_given_by_reference_is_looked_up():
    head = """<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"@id": "#ann"}},
    {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>"""
    assert cleaned(page(head)).found["authors"] == Found(("Ann Lee",), "json-ld", 0.9)


SIGNED = "no person is named: who signs for it"


def test_who_signs_a_story_stands_as_its_author_where_it_names_nobody():
    head = """<meta property="og:url" content="https://www.daily-planet.example/a">
    <meta name="author" content="Daily Planet">"""
    assert cleaned(page(head)).found["authors"] == Found(("Daily Planet",), "meta author", 0.6, SIGNED)


def test_a_publisher_that_names_itself_beside_a_byline_is_no_author():
    head = """<meta property="og:url" content="https://www.daily-planet.example/a">
    <meta name="author" content="Daily Planet">"""
    shown = page(head).replace("<article>", '<article><div class="byline">By Ann Lee</div>')
    assert cleaned(shown).found["authors"] == Found(("Ann Lee",), "byline", 0.65)


@pytest.mark.parametrize(
    "signature", ["105092", "https://www.daily-planet.example/people/7", "desk@daily-planet.example"]
)
def test_a_number_and_an_address_sign_nothing(signature):
    assert "authors" not in cleaned(page(f'<meta name="author" content="{signature}">')).found


def test_a_byline_and_a_dateline_speak_where_the_head_is_silent():
    shown = '<div class="byline">By Ann Lee and Bob Ray</div><span class="date">8 February 2024</span>'
    found = cleaned(page().replace("<article>", f"<article>{shown}")).found
    assert {name: found[name] for name in ("authors", "published_at")} == {
        "authors": Found(("Ann Lee", "Bob Ray"), "byline", 0.65),
        "published_at": Found(datetime(2024, 2, 8, tzinfo=UTC), "dateline", 0.65, "no zone stated: read as UTC"),
    }


def test_names_in_teasers_of_other_stories_are_not_those_of_this_one():
    teaser = '<div class="teaser"><span class="author">Eve Moss</span></div>'
    assert "authors" not in cleaned(page().replace("</body>", f"{teaser}</body>")).found


def test_large_and_deep_pages_take_time_in_proportion():
    text = f"<html><body>{'<div>' * 1_500}{'<p>Some words of no great length.</p>' * 20_000}</body></html>"
    started = time.process_time()
    with suppress(Rejected):
        cleaned(text)
    assert time.process_time() - started < 20


STORY = [
    *PARAGRAPHS,
    "Ferries to the islands will leave from the western quay instead, twenty minutes later than usual, operators said.",
    "We would rather lose three weeks now than a pier in winter, the harbour master told reporters in the town hall.",
]
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
ITEMS = ["The eastern quay and its car park", "The fish market until further notice", "Both boat ramps"]
FACTS = [
    "<strong>Closed:</strong> eastern quay",
    "<strong>Until:</strong> 26 May",
    "<strong>Cost:</strong> 1.2 million",
]
STEPS = ["Divers look at the other piers.", "The council votes on the money.", "Work begins as the tide allows it."]


def items(texts: list[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (f"<h2>What is closed</h2>{items(ITEMS)}", ["What is closed", *ITEMS]),
        (f"<div class='list'>{items(ITEMS)}</div>", ITEMS),
        (f"<h3>At a glance</h3>{items(FACTS)}", ["At a glance", *(re.sub("<.*?>", "", fact) for fact in FACTS)]),
        (items([f"<p>{step}</p>" for step in STEPS], "ol"), STEPS),
        (f"<section><h3>What comes next</h3>{items(STEPS, 'ol')}</section>", ["What comes next", *STEPS]),
        (items([f"<a href='/{place}'>{item}</a>" for place, item in enumerate(ITEMS)]), []),
        (f"<aside><h3>More on the harbour</h3>{items(ITEMS)}</aside>", []),
    ],
    ids=["under a heading", "in a box", "facts", "paragraphs", "section", "links", "aside"],
)
def test_a_list_among_the_paragraphs_of_a_story_is_of_its_body_unless_it_leads_elsewhere(markup, lines):
    one, other, *others = STORY
    body = f"<h1>Quay closed</h1><p>{one}</p><p>{other}</p>{markup}{''.join(f'<p>{each}</p>' for each in others)}"
    page = f"<html><body>{MENU}<main><article>{body}</article></main></body></html>"
    assert cleaned(page).body == "\n\n".join([one, other, *lines, *others])


def test_the_points_above_a_story_are_kept_all_or_none():
    points = ["Divers look at the other piers next week.", "The council votes on the money soon.", STEPS[2]]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    article = f"<main><article><h1>Quay closed after divers find cracks</h1>{items(points)}{body}</article></main>"
    assert cleaned(f"<html><body>{MENU}{article}</body></html>").body == "\n\n".join([*points, *STORY])
