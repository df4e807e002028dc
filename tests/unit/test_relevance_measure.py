import pytest

from bench.relevance.collection import Collection, ndcg


@pytest.mark.parametrize(
    ("ranked", "grades", "score"),
    [
        (["a"], {"a": 1}, 1),
        (["x", "a"], {"a": 1}, 0.631),
        (["x"], {"a": 1}, 0),
        ([], {"a": 1}, 0),
        (["b", "a"], {"a": 3, "b": 1}, 0.710),
        (["x"] * 10 + ["a"], {"a": 1}, 0),
        ([f"{n}" for n in range(10)], {f"{n}": 1 for n in range(30)}, 1),
    ],
)
def test_ndcg(ranked, grades, score):
    assert ndcg(ranked, grades) == pytest.approx(score, abs=0.001)


def test_a_collection_scores_the_mean_of_its_questions():
    two = Collection("c", [], [{"id": "1"}, {"id": "2"}], {"1": {"a": 1}, "2": {"b": 1}})

    assert two.score({"1": ["a"], "2": ["x"]}) == 0.5
