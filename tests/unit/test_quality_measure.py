"""The measure of the cleaner's quality, checked by hand."""

import pytest

from bench.cleaning.measure import Gold, figures, score

BODY = "one two three four five six seven eight"


def test_the_same_body_is_exact():
    page = score("a", Gold(BODY), {"body": BODY})
    assert (page.precision, page.recall, page.exact, page.missing) == (1.0, 1.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("given", "precision", "recall"),
    [
        ("one two three four five", 1.0, 2 / 5),  # two runs of the five
        (BODY + " nine", 5 / 6, 1.0),
        ("something else that is wrong", 0.0, 0.0),
        ("", None, 0.0),
    ],
)
def test_a_body_counts_by_runs_of_four_words(given, precision, recall):
    page = score("a", Gold(BODY), {"body": given})
    assert (page.precision, page.recall, page.exact) == (precision, recall, 0.0)


def test_optional_text_is_neither_asked_for_nor_held_against_a_page():
    gold = Gold(BODY, optional="a b c d e")
    without = score("a", gold, {"body": BODY})
    along = score("a", gold, {"body": f"{BODY}\n\na b c d e"})
    assert (without.precision, without.recall) == (1.0, 1.0)
    assert along.recall == 1.0
    assert along.precision == pytest.approx(5 / 8)  # the three runs across the seam count


def test_scripts_that_part_no_words_count_by_the_character():
    page = score("a", Gold("停航八年的渡口"), {"body": "停航八年的"})
    assert (page.precision, page.recall) == (1.0, 0.5)


def test_a_date_is_right_on_the_day_it_was_written_or_that_day_in_utc():
    gold = Gold(BODY, published_at="2024-03-01T23:30:00-05:00")
    days = ["2024-03-01", "2024-03-02 04:30:00+00:00", "2024-03-03", "soon"]
    right = [score("a", gold, {"body": BODY, "published_at": day}).fields["date"] for day in days]
    assert right == [1.0, 1.0, 0.0, 0.0]


def test_what_a_page_has_not_must_not_be_found_and_what_is_not_known_does_not_count():
    found = {"body": BODY, "title": "T", "published_at": "2024-03-01", "authors": ["Ann Lee"]}
    assert score("a", Gold(BODY, title="", published_at="", authors=()), found).fields == {
        "title": 0.0,
        "date": 0.0,
        "authors": 0.0,
    }
    assert score("a", Gold(BODY), found).fields == {}


def test_authors_agree_by_name_whatever_their_order_and_case():
    page = score("a", Gold(BODY, authors=("Ann Lee", "Bo Ek")), {"body": BODY, "authors": ["BO EK", "Cy Poe"]})
    assert page.fields == {"authors": 0.5}


def test_a_page_without_an_answer_is_missing_and_costs_its_recall():
    scores = [score("a", Gold(BODY, title="T"), None), score("b", Gold(BODY, title="T"), {"body": BODY, "title": "t"})]
    assert figures(scores) == {
        "f1": 0.6667,
        "precision": 1.0,
        "recall": 0.5,
        "exact": 0.5,
        "title": 0.5,
        "missing": 0.5,
    }
