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
