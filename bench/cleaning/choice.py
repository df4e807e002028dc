"""Conditional logit: which of the answers to a question is the right one, by a weighted sum of features."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from operator import mul

_ROUNDS = 120
_STEP = 0.15  # of a weight in a round at first, falling to none
_SMOOTHING = 0.9  # of the running mean of squared slopes (RMSProp)
_WORTHLESS = 0.3  # an answer worth no more is wrong


@dataclass(frozen=True, slots=True)
class Question:
    """The features of each answer, and what each is worth, from 0 to 1. `none`: the last answer is "none of them".

    `nearly` are answers to learn from where none is right.
    """

    rows: Sequence[Sequence[float]]
    worth: Sequence[float]
    none: bool = False
    nearly: Sequence[bool] = ()

    def right(self) -> list[bool]:
        best = max(self.worth)
        if best > _WORTHLESS:
            return [each >= best for each in self.worth]
        if any(self.nearly):
            return list(self.nearly)
        return [self.none and place == len(self.worth) - 1 for place in range(len(self.worth))]


def pick(weights: Sequence[float], question: Question) -> int:
    scores = [sum(map(mul, weights, row)) for row in question.rows]
    return max(range(len(scores)), key=scores.__getitem__)


def fit(questions: Sequence[Question], firmness: float, prior: Sequence[float] = ()) -> list[float]:
    """The weights that make the right answers likeliest together, held near `prior`, or 0, by `firmness`."""
    asked = [(question.rows, question.right()) for question in questions if any(question.right())]
    width = len(asked[0][0][0])
    expected = prior or [0.0] * width
    weights, squares = list(expected), [1e-8] * width
    for done in range(_ROUNDS):
        slopes = [firmness * (held - weight) for held, weight in zip(expected, weights, strict=True)]
        for rows, right in asked:
            _add_slopes(slopes, weights, rows, right, 1 / len(asked))
        for place, slope in enumerate(slopes):
            squares[place] = _SMOOTHING * squares[place] + (1 - _SMOOTHING) * slope**2
            weights[place] += _STEP * (1 - done / _ROUNDS) * slope / squares[place] ** 0.5
    return weights


def _add_slopes(
    slopes: list[float], weights: Sequence[float], rows: Sequence[Sequence[float]], right: Sequence[bool], share: float
) -> None:
    scores = [sum(map(mul, weights, row)) for row in rows]
    most = max(scores)
    odds = [exp(each - most) for each in scores]
    total, hit = sum(odds), sum(each for each, good in zip(odds, right, strict=True) if good)
    for row, each, good in zip(rows, odds, right, strict=True):
        pull = share * ((each / hit if good else 0.0) - each / total)
        for place, value in enumerate(row):
            slopes[place] += pull * value
