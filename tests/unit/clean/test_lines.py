"""A text as lines, and what is seen of each."""

from shared.clean.features import features_of
from shared.clean.lines import lines_of
from shared.clean.looks import NAMES, looks_of
from shared.clean.prose import ends_sentence, lowered
from tests.unit.clean.test_line_model import PAGE, STORY, drafted


def test_lines_are_parted_at_every_end_of_line_and_remember_the_gap_above_them():
    lines, cut = lines_of("\n\none\r\ntwo\rthree\u2028\n \nfour", 10)
    assert ([(line.text, line.after_gap) for line in lines], cut) == (
        [("one", True), ("two", False), ("three", False), ("four", True)],
        False,
    )


def test_a_text_of_more_lines_is_cut_and_says_so():
    lines, cut = lines_of("a\nb\n\nc\n", 2)
    assert ([line.text for line in lines], cut) == (["a", "b"], True)
    assert lines_of("a\nb\n\n\n\n", 2)[1] is False


def test_words_and_commas_are_counted_in_scripts_that_part_no_words():
    (plain, signs), _ = lines_of("The quay, the crane, closed.\n港口关闭了，码头也关闭了。", 10)
    assert [(line.words, line.commas) for line in (plain, signs)] == [(5, 2), (6, 1)]
    assert (plain.weight, signs.weight) == (len(plain.text), len(signs.text) + 11 * 3 // 2)


def test_a_sentence_ends_behind_its_quotes_and_brackets():
    assert all(map(ends_sentence, ("It closed.", "“It closed.”", "(It closed!)")))
    assert not any(map(ends_sentence, ("It closed”", "closed", "")))


def test_lower_case_moves_nothing():
    assert lowered("İsmail KAYA, Muhabir").index("muhabir") == "İsmail KAYA, Muhabir".index("Muhabir")


def test_how_a_line_looks_is_told_by_name():
    (line,), _ = lines_of("“It closed at 18:30,” the Master said in 2024 (see page 3).", 10)
    looks = dict(zip(NAMES, looks_of(line), strict=True))
    told = {name for name, value in looks.items() if value is True}
    assert told == {"starts_quote", "starts_mark", "quotes", "brackets", "year", "clock"}
    assert (looks["words"], looks["commas"], looks["digits"]) == (12, 1, 9 / 59)


def test_each_number_of_a_line_is_always_of_one_type():
    pages = (PAGE, "\n".join(["Home", "News", *STORY, "- ice", "- fish", *STORY, "Comments", STORY[0]] * 2))
    rows = [row for page in pages for row in features_of(drafted(page))[1]]
    assert {tuple(map(type, row)) for row in rows} == {tuple(map(type, rows[0]))}
