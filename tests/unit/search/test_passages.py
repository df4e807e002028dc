import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.search.passages import LONGEST, passage


def test_a_sentence_is_shown_whole() -> None:
    sentence = "The <em>harbour</em> master closed the eastern quay on Monday."

    assert passage(sentence) == sentence


def test_of_a_long_one_what_is_around_the_first_word_that_was_found_is_shown() -> None:
    shown = passage("word " * 500 + "<em>harbour</em> " + "other " * 500)

    assert (shown[:11], shown[-13:]) == ("…word word ", " other other…")
    assert "<em>harbour</em>" in shown
    assert len(shown) <= LONGEST + 1


def test_a_text_without_words_apart_is_cut_all_the_same() -> None:
    assert passage("港" * 500 + "<em>口</em>" + "港" * 500) == "…" + "港" * 80 + "<em>口</em>" + "港" * 150 + "…"


@pytest.mark.parametrize("marked", ["x" * 500, "<em>" + "x" * 500 + "</em>", "<em>a b</em>" * 100, "&lt;" * 300])
def test_no_mark_stays_open(marked: str) -> None:
    assert passage(marked).count("<em>") == passage(marked).count("</em>")


TEXTS = st.lists(st.tuples(st.sampled_from("ab <>&'\"/"), st.integers(1, 90)), max_size=30).map(
    lambda runs: "".join(letter * count for letter, count in runs)
)


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_shown_is_a_piece_of_the_text_with_em_as_its_only_tag(before: str, found: str, after: str) -> None:
    marked = f"{html.escape(before)}<em>{html.escape(found)}</em>{html.escape(after)}"

    shown = passage(marked)
    bare = shown.replace("<em>", "").replace("</em>", "")

    assert not re.search(r"[<>]", bare)
    assert html.unescape(bare).strip("…") in before + found + after
    assert len(shown) <= LONGEST + _spare()


def _spare() -> int:
    return len("…</em>…") + 8  # an escape that begins before the cut is kept whole
