import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.search.synonyms import NONE, parse
from shared.thesaurus import Thesaurus


@pytest.mark.parametrize(
    ("file", "words", "told"),
    [
        ("", "tv licence", [("tv",), ("licence",)]),
        ("tv, television", "TV licence", [("TV", "television"), ("licence",)]),
        ("tv, television", "television", [("television", "tv")]),
        ("tv, the box", "watch the box now", [("watch",), ("the box", "tv"), ("now",)]),
        ("a, b\na c, d", "a c", [("a c", "d")]),
        ("a, b\na c, d", "a x", [("a", "b"), ("x",)]),
        ("lorry => truck, hgv", "lorry", [("lorry", "truck", "hgv")]),
        ("lorry => truck", "truck", [("truck",)]),
        ("Élysée, palais", "elysee", [("elysee", "palais")]),
        ("tv, television\ntv, telly", "tv", [("tv", "television", "telly")]),
        ("tv, television # the set\n# tv, lorry", "tv?", [("tv?", "television")]),
        (",, => \nalone\n=> x\na => \nx y z u v, w", "a alone x", [("a",), ("alone",), ("x",)]),
    ],
)
def test_a_word_is_told_with_what_else_it_is_called(file: str, words: str, told: list[tuple[str, ...]]) -> None:
    assert parse(file).of(words.split()) == told


@given(st.text(), st.lists(st.text(min_size=1)))
def test_no_file_stops_the_search_or_loses_a_word(file: str, words: list[str]) -> None:
    told = parse(file).of(words)

    assert " ".join(each[0] for each in told) == " ".join(words)


def test_a_name_has_few_enough_synonyms_for_one_query() -> None:
    assert len(parse(", ".join(f"w{n}" for n in range(100))).of(["w1"])[0]) == 9


def test_the_file_is_looked_at_once_a_minute_and_what_it_said_last_holds_while_it_cannot_be_read() -> None:
    said = iter(["a, b", None, "", "c, d"])
    clock = [0.0]
    thesaurus = Thesaurus(lambda: next(said), lambda: clock[0])
    first = thesaurus.synonyms()
    told = []
    for second in (59, 60, 119, 120, 180):
        clock[0] = second
        told.append(thesaurus.synonyms())

    assert first == parse("a, b")
    assert told == [first, first, first, NONE, parse("c, d")]
