"""A pattern grouped by first letters matches what the plain one does."""

import re

import pytest

from shared.clean.alternatives import by_first_letter


def test_alternatives_of_one_letter_stand_together():
    assert by_first_letter(r"share|tweet$|save$") == "(?:s(?:hare|ave$)|t(?:weet$))"


def test_bars_in_brackets_part_nothing():
    assert by_first_letter(r"more (?:from|in)|[|»] more|\| more") == r"(?:m(?:ore (?:from|in))|(?:[|»] more|\| more))"


def test_a_letter_that_may_be_left_out_is_no_first_letter():
    assert by_first_letter("s?tories|stop") == "(?:(?:s?tories)|s(?:top))"


@pytest.mark.parametrize(
    "text", ["share this", "Share", "tweet", "tweets", "s.abonner", "à lire", "12 comments", "©", ""]
)
def test_a_line_matches_the_groups_where_it_matches_the_plain_pattern(text):
    plain = r"share|tweet$|s.abonner|à lire|\d+ comments?$|©|(?:we|you) use"
    assert bool(re.match(by_first_letter(plain), text)) == bool(re.match(f"(?:{plain})", text))
