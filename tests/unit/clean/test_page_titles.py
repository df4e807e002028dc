"""The title of a page: which of the places that call themselves one is right, and in which form."""

from datetime import UTC, datetime

import pytest

from shared.clean.meta import found_in_page
from shared.clean.page.headings import headings_of
from shared.clean.page.tree import tree_of


def page(head: str, story: str, before: str = "") -> str:
    return f"<html><head>{head}</head><body>{before}<article>{story}<p>The harbour master.</p></article></body></html>"


def title_of(text: str):
    return found_in_page(tree_of(text), datetime(2026, 1, 1, tzinfo=UTC)).found["title"].value


HEADLINE = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>
    <meta property="og:title" content="%s">"""


@pytest.mark.parametrize(
    ("headline", "og", "heading", "found"),
    [
        ("Harbour: Quay closed for weeks", "Quay closed for weeks", "<b>Harbour</b>Quay closed for weeks", "bare"),
        ("Harbour: Quay closed for weeks", "Harbour: Quay closed for weeks", "Quay closed for weeks", "kicker"),
        (
            "Quay closed for weeks",
            "Harbour: Quay closed for weeks",
            "<b>Harbour</b> <b>Quay closed for weeks</b>",
            "kicker",
        ),
        ("Quay closed for weeks", "Harbour: Quay closed for weeks", "Quay closed for weeks", "bare"),
        ("Quay closed for weeks", "Harbour: Quay closed for weeks", "<b>Sea</b> <b>Quay closed for weeks</b>", "bare"),
    ],
)
def test_a_kicker_is_of_the_title_where_open_graph_has_it_and_is_not_alone(headline, og, heading, found):
    titles = {"bare": "Quay closed for weeks", "kicker": "Harbour: Quay closed for weeks"}
    assert title_of(page(HEADLINE % (headline, og), f"<h1>{heading}</h1>")) == titles[found]


def test_a_heading_in_the_trail_of_links_is_not_what_stands_over_the_story():
    other = "Harbour quay closed: all you need to know"
    crumbs = f'<nav class="breadcrumb"><a href="/">Home</a><h1>{other}</h1></nav>'
    shown = page(HEADLINE % (other, "Quay closed for weeks"), "<h2>Quay closed for weeks</h2>", crumbs)
    assert title_of(shown) == "Quay closed for weeks"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1><style>.a{color:red}</style><span>Quay</span> shut</h1>", "Quay shut"),
        ("<h1>Quay<br>shut</h1>", "Quay shut"),
        ("<h1><span>Q</span>uay sh<wbr>ut</h1>", "Quay shut"),
        ("<h1><a href='/'><span>Harbour</span>Quay shut</a></h1>", "Harbour Quay shut"),
    ],
)
def test_a_heading_is_read_as_it_is_seen(markup, text):
    assert headings_of(tree_of(f"<body>{markup}</body>")).shown[0].text == text


def test_a_heading_that_nests_deeper_than_python_recurses_is_read():
    markup = f"<h1>{'<span>Quay ' * 1_900}</h1>"
    assert headings_of(tree_of(f"<body>{markup}</body>")).shown[0].text.startswith("Quay Quay")


STORY = (
    "<p>The harbour master closed the eastern quay on Monday after divers found cracks in its piers, the port said.</p>"
    "<p>Repairs of the quay will take three weeks, and ships will be sent to the container port until then.</p>"
)
QUAY = "Harbour closes eastern quay after divers find cracks"
FOOT = "<footer><p>© 2025 Larkfield Courier. All rights reserved.</p></footer>"


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Larkfield Courier", FOOT),
        ("Larkfield Courier | News from the harbour", '<meta property="og:site_name" content="Larkfield Courier">'),
        ("Mayor opens a new school in Eastby", ""),
        ("Mayor opens a new school in Eastby - Larkfield Courier", FOOT),
        (f"{QUAY} - Larkfield Courier", FOOT),
    ],
    ids=["the site's name", "the site's name and motto", "another story", "another story and the site", "a tail"],
)
def test_the_heading_over_the_story_is_its_title_where_the_head_names_the_site_or_another_story(head, foot):
    shown = page(f'<title>{head}</title><meta property="og:title" content="{head}">', f"<h1>{QUAY}</h1>{STORY}{foot}")
    assert title_of(shown) == QUAY


@pytest.mark.parametrize(
    "shown",
    [
        FOOT,
        '<header><a href="/"><img alt="Larkfield Courier logo" src="l.png"></a></header>',
        '<header><a href="https://larkfield.example/">Larkfield Courier</a></header>',
        '<link rel="canonical" href="https://www.larkfieldcourier.example/quay">',
        '<meta name="copyright" content="Larkfield Courier 2025">',
    ],
    ids=["copyright line", "logo", "link home", "domain", "meta copyright"],
)
@pytest.mark.parametrize("title", [f"{QUAY} - Larkfield Courier", f"Larkfield Courier | {QUAY}"])
def test_a_name_that_the_page_shows_as_its_own_is_no_part_of_the_title(title, shown):
    assert title_of(page(f"<title>{title}</title>", STORY + shown)) == QUAY


def test_a_tail_that_the_page_does_not_show_as_its_own_name_is_of_the_title():
    assert title_of(page("<title>Quay closed - for good</title>", STORY + FOOT)) == "Quay closed - for good"


def test_another_wording_of_the_same_story_is_not_taken_for_another_story():
    head = "Cracks in piers shut eastern quay in port for three weeks"
    shown = page(HEADLINE % (head, head), f"<h1>Divers find trouble below the harbour</h1>{STORY}")
    assert title_of(shown) == head


def test_a_section_in_large_letters_is_no_title_for_being_named_in_the_story():
    head = "What winter storms leave behind below the waterline"
    assert title_of(page(HEADLINE % (head, head), f"<h1>Harbour quay</h1>{STORY}")) == head


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Piscine : la ville ferme le bassin", "Piscine : la ville ferme le bassin"),
        ("<b>Piscine</b> : la ville ferme le bassin", "Piscine : la ville ferme le bassin"),
        ("<b>Harbour</b>: quay closed for weeks", "Harbour: quay closed for weeks"),
    ],
)
def test_a_space_before_a_colon_is_there_where_the_page_has_it(heading, text):
    assert title_of(page("", f"<h1>{heading}</h1>")) == text
