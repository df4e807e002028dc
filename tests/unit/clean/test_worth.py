"""Pages that are no article are told as what they are, and an article never is. More pages: tests/quality/corpus."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.article import Document, Kind
from shared.clean import clean
from shared.clean.worth import DETAILS
from shared.errors import Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def outcome(text: str, kind: Kind = Kind.TEXT) -> str:
    try:
        return clean(Document(kind, text), now=NOW).body
    except Rejected as rejection:
        return rejection.reason


@pytest.mark.parametrize(
    "sentences",
    [
        "Two people were hurt when a bus hit a tree in Yarrow on Monday. Police are looking into the cause.",
        "The shop has stopped asking visitors to accept cookies, it said on Friday. Few had noticed that it did.",
        "The bank's page was not found by its own staff for three hours on Monday, its chief has admitted.",
        "A captcha that asks people whether they are human has won a prize for poetry in Gent.",
        "Subscribers of the theatre will pay more next year. A seat in the stalls is to cost 31 pounds.",
        "Passengers waited for four hours because the security check at the airport had failed.",
        "The library will ask for a password at its computers from May, the council said on Tuesday.",
        "Google's rival will make its captcha easier. You will no longer have to find traffic lights, it said.",
        "The city's new bus website does not work without JavaScript, readers say. The council will mend it by Friday.",
        "The paper will put its articles behind a paywall in June. Subscribers can read it all for 9 euros a month.",
        "Thousands could not log in to the bank on Monday. A password file had been deleted by mistake, the bank said.",
        "The page that was missing from the treaty has been found in a desk in Vienna. Historians said it was blank.",
        "A chapter of the story was removed by the censor in 1951. It is now printed for the first time.",
        "Un juge interdit au site d'utiliser des cookies sans consentement. L'amende s'élève à deux millions d'euros.",
        "Страница истории перевёрнута, заявил президент клуба. Команда покинет стадион в мае.",
        "Der Wetterdienst hat die Warnung vor Sturm am Abend aufgehoben. Schäden gab es keine.",
        "港口周一重新开放，此前因大雾关闭了两天，没有人员受伤。",
    ],
)
def test_a_brief_is_an_article_whatever_it_is_about(sentences):
    assert outcome(f"A headline above it all\n3 May 2024\n\n{sentences}") == sentences
    page = f"<html><head><title>A headline</title></head><body><h1>A headline</h1><p>{sentences}</p></body></html>"
    assert outcome(page, Kind.HTML) == sentences


def test_a_brief_between_a_menu_and_other_headlines_is_an_article():
    brief = "Two people were hurt when a bus hit a tree in Yarrow on Monday. Police are looking into the cause."
    menu = "Home\nNews\nSport\nSubscribe\nSign in"
    others = "\n".join(f"Another headline of the day, number {number}\n{number} hours ago" for number in range(1, 10))
    assert brief in outcome(f"{menu}\nBus hits tree in Yarrow\n3 May 2024\n{brief}\nMore stories\n{others}\n© 2024")


def test_a_long_story_is_one_though_a_wall_stands_in_it():
    story = "\n\n".join(
        f"On day {day} the crew of the Tern set out before dawn to look for the buoy that the storm had torn from its"
        " chain, and came home at dusk with wet feet and no buoy, as they had on every other day of that long week."
        " The harbour master wrote it down in the log."
        for day in range(1, 8)
    )
    wall = "To continue reading, subscribe now. Already a subscriber? Log in\n\nPlease enable JavaScript."
    assert outcome(f"The buoy\n\n{story}\n\n{wall}").startswith("On day 1")


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_error_is_one_with_either_apostrophe(apostrophe):
    page = f"<title>Oops</title><h1>We can{apostrophe}t find that page</h1><p>Try the search box above.</p>"
    assert outcome(f"<html><body>{page}</body></html>", Kind.HTML) == "error-page"


def test_what_a_script_would_replace_counts_only_where_nothing_else_is_said():
    hint = "<noscript>Please enable JavaScript to read this site.</noscript>"
    story = "<p>The harbour of Lund opened again on Tuesday after two years of repairs, the town said.</p>"
    assert outcome(f"<html><body>{hint}<div id='app'></div></body></html>", Kind.HTML) == "bot-check"
    assert outcome(f"<html><body>{hint}<h1>Harbour</h1>{story * 3}</body></html>", Kind.HTML).startswith("The harbour")


def test_a_body_that_its_writer_states_is_taken_as_it_is():
    fields = {"title": "Page not found", "body": "Page not found"}
    assert clean(Document(Kind.FIELDS, "", fields=fields), now=NOW).body == "Page not found"


def test_a_page_in_a_record_is_looked_at_like_any_other():
    page = (
        "<html><head><title>404</title></head><body><h1>Page not found</h1><p>It has moved elsewhere.</p></body></html>"
    )
    with pytest.raises(Rejected) as refused:
        clean(Document(Kind.FIELDS, "", fields={"html": page}), now=NOW)
    assert (refused.value.reason, refused.value.detail) == ("error-page", DETAILS["error-page"])


@pytest.mark.parametrize(
    "odd",
    [
        "<script",
        "<!--",
        "<h1>",
        "<title>",
        "<noscript>",
        "< ",
        "&amp",
        "404 ",
        "Ray ID. ",
        "we and our ",
        "\n1 hour ago",
    ],
)
def test_odd_markup_and_words_without_end_take_a_moment(odd):
    from shared.clean.walls import what_instead

    text = odd * (1_000_000 // len(odd))
    started = time.process_time()
    for kind in (Kind.TEXT, Kind.HTML):
        from shared.article import Cleaned

        what_instead(Document(kind, text), Cleaned("", 0.0))
    assert time.process_time() - started < 3  # half a second on a quiet machine


def test_every_reason_is_told_in_the_documents():
    told = (ROOT / "docs" / "article.md").read_text("utf-8")
    assert [reason for reason in DETAILS if f"| `{reason}` |" not in told] == []
