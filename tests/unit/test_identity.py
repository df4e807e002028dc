"""Ids: stable, and of bucket, key and member alone."""

from hypothesis import given
from hypothesis import strategies as st

from shared.identity import article_id, object_id


def test_ids_never_change_between_releases():
    assert article_id("bucket", "articles/a.txt") == "dec2ff3777f8f2bafc5ed4e5164b7615"
    assert article_id("bucket", "articles/a.txt", "3") == "b59a37ccf809bc2567983efd55dda97e"
    assert object_id("bucket", "articles/a.txt") == "504bcfda5499ebb238f0ebcd72f10c7c"


@given(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
def test_two_articles_have_one_id_only_if_they_are_one(a, b):
    assert (article_id(*a) == article_id(*b)) is (a == b)


def test_parts_that_run_together_stay_apart():
    assert article_id("a", "bc") != article_id("ab", "c")
    assert article_id("b", "k", "") != object_id("b", "k")
