"""How a line looks by itself, as numbers: its signs and its shape, and none of its words."""

import re

from shared.clean.lines import Line

NAMES = (
    "words", "commas", "capitals", "sentences", "stops", "digits", "letters_a_word", "times", "starts_lower",
    "starts_digit", "starts_quote", "starts_mark", "ends_colon", "ends_asking", "ends_dots", "quotes", "brackets",
    "shouted", "address", "after_gap", "year", "clock", "bar",
)  # fmt: skip
_HEAD = 30  # characters that tell a headline or a row of names from a sentence
_START = 200  # characters whose digits tell a table from a sentence
_WORDS_WITHIN = 80  # characters: a dozen words, of which some have capitals
_QUOTES = "\"“„«»'‘"  # noqa: RUF001 - of all scripts
_QUOTED = re.compile('["“”„«»]')
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d:\d\d")


def looks_of(line: Line) -> tuple[float, ...]:
    """In the order of `NAMES`: counts and shares first, then whether it is so."""
    text, words = line.text, line.words
    head, start, first, last = text[:_HEAD], text[:_START], text[0], text[-1]
    return (
        min(words, 120),
        min(line.commas, 6),
        sum(map(str.isupper, head)) / len(head),
        text.count(". "),
        text.count("."),
        len(_DIGIT.findall(start)) / len(start),
        len(text) / words,
        min(line.times, 5),
        first.islower(),
        first.isdigit(),
        first in _QUOTES,
        not first.isalnum(),
        last == ":",
        last in {"?", "!"},
        text.endswith(("…", "...")),
        _QUOTED.search(text) is not None,
        "(" in text,
        text.isupper(),
        "@" in text or "http" in text,
        line.after_gap,
        _YEAR.search(text) is not None,
        ":" in text and _CLOCK.search(text) is not None,
        " | " in text or " - " in text,
    )


def capital_words(line: Line) -> float:
    """The share of its first words that begin with a capital: of headlines and names more than of sentences."""
    words = line.text[:_WORDS_WITHIN].split()
    return sum([word[0].isupper() for word in words]) / len(words)
