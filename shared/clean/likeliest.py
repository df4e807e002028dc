"""The choice among candidates by learnt weights: one score each, and the best above nothing at all."""

from collections.abc import Iterable, Sequence
from operator import mul
from typing import Protocol


class Candidate(Protocol):
    """Something with the numbers that the weights are for."""

    @property
    def features(self) -> Sequence[float]: ...


def score(weights: Sequence[float], features: Sequence[float]) -> float:
    return sum(map(mul, weights, features), 0.0)


def likeliest[C: Candidate](candidates: Iterable[C], weights: Sequence[float]) -> C | None:
    """The best candidate, the first of equals; None where none is above 0, which stands for "none of them"."""
    best, reached = None, 0.0
    for each in candidates:
        value = score(weights, each.features)
        if value > reached:
            best, reached = each, value
    return best
