from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.errors import InvalidQuery
from shared.search.language import Kind, Question, Term, understand

WORD, PHRASE, PREFIX = Kind.WORD, Kind.PHRASE, Kind.PREFIX


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("global brands", Question(words=("global", "brands"))),
        ("anti-counterfeiting e-mail", Question(words=("anti-counterfeiting", "e-mail"))),
        ('"global  brands"', Question(required=((Term(PHRASE, "global brands"),),))),
        ("“global brands”", Question(required=((Term(PHRASE, "global brands"),),))),
        ("brands -fake", Question(words=("brands",), excluded=(Term(WORD, "fake", "-"),))),
        ("brands NOT fake", Question(words=("brands",), excluded=(Term(WORD, "fake", "-"),))),
        ('-"late goal"', Question(excluded=(Term(PHRASE, "late goal", "-"),))),
        ("+dyson cup", Question(words=("cup",), required=((Term(WORD, "dyson", "+"),),), words_optional=True)),
        ("a OR b c", Question(words=("c",), required=((Term(WORD, "a"), Term(WORD, "b")),))),
        ("a OR b OR c", Question(required=((Term(WORD, "a"), Term(WORD, "b"), Term(WORD, "c")),))),
        ("a AND b", Question(words=("a", "b"))),
        ("OR a OR", Question(words=("a",))),
        ("a OR -b", Question(words=("a",), excluded=(Term(WORD, "b", "-"),))),
        ("counterf*", Question(required=((Term(PREFIX, "counterf"),),))),
        ("anti-counterf*", Question(required=((Term(PREFIX, "anti-counterf"),),))),
        ("foob*r", Question(words=("foob*r",))),
        ("foobar ** *", Question(words=("foobar",))),
        ("Section:Business", Question(required=((Term(Kind.SECTION, "Business"),),))),
        ('-author:"Li Yan"', Question(excluded=(Term(Kind.AUTHOR, "Li Yan", "-"),))),
        ("title:alibaba", Question(words=("alibaba",))),
        ("section: alibaba", Question(words=("alibaba",))),
        ("https://ecns.cn/a", Question(words=("https://ecns.cn/a",))),
        ("10:30", Question(words=("10:30",))),
        ('(alibaba) [dyson] "coach', Question(words=("alibaba", "dyson", "coach"))),
        ("6'2\" tall", Question(words=("6'2", "tall"))),
        ("alibaba~2 dyson^3.5 ^ ~ && -- - + *", Question(words=("alibaba", "dyson"))),
        ("a\x00b\ud800c", Question(words=("a", "b", "c"))),
        ("cafe\u0301", Question(words=("café",))),
        (
            'one two three four "what you see" five six seven eight nine',
            Question(
                words=("one", "two", "three", "four", "what", "you", "see", "five", "six", "seven", "eight", "nine")
            ),
        ),
    ],
)
def test_understands(text: str, question: Question) -> None:
    assert understand(text) == question


@pytest.mark.parametrize("text", ["", " \n", '"', '""', "()", "OR", "AND NOT", "- + *", "???", "\x00", "section:", "²"])
def test_finds_nothing_to_look_for(text: str) -> None:
    assert understand(text) is None


@pytest.mark.parametrize("text", ["x" * 513, "-a " * 33, '"a b" ' * 33, " OR ".join("a" * 33), "abc* " * 33])
def test_refuses_more_than_the_budget(text: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        understand(text)

    assert refused.value.parameter == "q"


@pytest.mark.parametrize("text", ["co*", "foo-a*", "*feit", "**bold**", "+co*", "a OR b*", "中国*"])
def test_refuses_a_wildcard_with_less_than_three_letters_before_it(text: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        understand(text)

    assert refused.value.parameter == "q"
    assert refused.value.detail.startswith("q takes a * behind three letters or more; this is ")


@pytest.mark.parametrize("text", ["x" * 512, "-a " * 32, "a " * 256])
def test_takes_the_budget(text: str) -> None:
    assert understand(text)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=600) | st.text(alphabet='ab"+-*():ORANDT ~^\\/'))
@example('"' * 512)
@example("(" * 512)
def test_no_text_is_an_error_of_syntax(text: str) -> None:
    with suppress(InvalidQuery):
        question = understand(text)
        assert question is None or question.words or question.required or question.excluded
