"""Small boosted trees that say how likely a line is part of the story. See docs/decisions/0009.

The weights are data (`line_model.json`, written by `bench/cleaning/train_lines.py`) and walked here in plain Python:
a library of trees would weigh more than the rest of the bundle together.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shared.clean.draft import Draft
from shared.clean.features import NAMES, features_of
from shared.clean.prune import BODY

_DROP = 0.4  # a drafted line that is less likely goes,
_TAKE = 0.6  # and another that is likelier comes: between them the rules decide
type _Tree = float | tuple[int, float, _Tree, _Tree]


@dataclass(frozen=True, slots=True)
class Revised:
    """For each line whether it is kept, why or why not, and how likely it is part of the story (0..1)."""

    kept: Sequence[bool]
    reasons: Sequence[str]
    chances: Sequence[float]


def revised(draft: Draft) -> Revised:
    """The draft with the lines corrected that the model is surer of than the rules."""
    kept, reasons = list(draft.kept), list(draft.reasons)
    chances = [0.0] * len(kept)
    places, rows = features_of(draft)
    for place, row in zip(places, rows, strict=True):
        chance = chances[place] = _chance(row)
        if kept[place] and chance < _DROP:
            kept[place], reasons[place] = False, f"unlike a line of a story: {chance:.0%} likely"
        elif not kept[place] and chance > _TAKE:
            kept[place], reasons[place] = True, f"{BODY}, although {reasons[place]}: {chance:.0%} likely"
    if not any(kept):  # a page of nothing the model believes in: better a doubtful body than none
        return Revised(draft.kept, draft.reasons, chances)
    return Revised(kept, reasons, chances)


def _chance(row: Sequence[float]) -> float:
    total = 0.0
    for node in _trees():
        while isinstance(node, tuple):
            number, most, below, above = node
            node = below if row[number] <= most else above  # noqa: PLW2901 - the walk down the tree
        total += node
    return 1 / (1 + math.exp(-total))


@cache
def _trees() -> tuple[_Tree, ...]:
    """Raises ValueError where the weights were learnt of other numbers than `features_of` gives."""
    weights = json.loads(files("shared.clean").joinpath("line_model.json").read_text("utf-8"))
    if tuple(weights["names"]) != NAMES:
        raise ValueError("line_model.json is not of these features: run bench/cleaning/train_lines.py")
    return tuple(_tree(each) for each in weights["trees"])


def _tree(node: float | list[object]) -> _Tree:
    if not isinstance(node, list):
        return node
    number, most, below, above = node
    return (number, most, _tree(below), _tree(above))  # type: ignore[arg-type]
