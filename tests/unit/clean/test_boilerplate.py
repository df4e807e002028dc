"""A first look tells most lines apart, and never a line that a closer look would know."""

from pathlib import Path

import pytest

from shared.clean.boilerplate import (
    FINE_PRINT,
    is_ending,
    is_fine_print,
    is_furniture,
    is_stop,
    may_be_about_page,
)

CORPUS = Path(__file__).parents[2] / "quality" / "corpus"
LINES = sorted(
    {" ".join(line.split()) for page in CORPUS.rglob("*.txt") for line in page.read_text("utf-8").split("\n")}
)


def test_what_is_of_the_page_is_seen_at_the_first_look():
    of_page = [line for line in LINES if is_stop(line) or is_ending(line) or is_furniture(line)]
    assert len(of_page) > 50
    assert [line for line in of_page if not may_be_about_page(line)] == []


def test_fine_print_has_one_of_its_words():
    fine = [line for line in LINES if 40 <= len(line) <= 700 and FINE_PRINT.search(line.lower())]
    assert len(fine) > 4
    assert [line for line in fine if not is_fine_print(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Accept all of it: we use cookies, as every other site does.",
        "Read more in our daily newsletter, which is free of charge",
        "(Terms of use: do as you would be done by, and nothing else)",
        "Mit der Anmeldung gilt unsere Datenschutzerklärung.",
        "© 2024 Harbour Gazette, a paper of the northern ports",
        "Do you know more? Send us an email or call at the harbour",
    ],
)
def test_fine_print_is_known_in_whatever_punctuation(line):
    assert is_fine_print(line)


@pytest.mark.parametrize(
    "line", ["Cookies are baked on Fridays, said the baker of the quay.", "© 2024 Harbour Gazette"]
)
def test_a_story_may_use_the_same_words_and_short_lines_are_no_fine_print(line):
    assert not is_fine_print(line)
