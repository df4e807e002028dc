"""The trained judge of blocks: small decision trees, whose leaves sum to the log odds that a block is of the story.

How it was trained, and how well it does on pages it has not seen, is in docs/decisions/0011-html-blocks.md.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from shared.clean.page.blocks import Block
from shared.clean.page.evidence import NAMES

# Three blocks of four are menus and the like, and plainly so after the first trees.
_FIRST = 25  # trees
_PLAIN = -3.0  # log odds
_THRESHOLD = math.log(0.45 / 0.55)
# Blocks of a kind keep together: what it costs, in log odds, to change from kept to dropped between two of them.
_BETWEEN_LIKE = 0.5
_BETWEEN_OTHERS = 0.2

type _Tree = float | tuple[int, float, Any, Any]


def odds(rows: Sequence[Sequence[float]]) -> list[float]:
    """The log odds of each row of evidence."""
    trees = _trees()
    first, others = trees[:_FIRST], trees[_FIRST:]
    found = []
    for row in rows:
        value = _sum(first, row)
        found.append(value if value < _PLAIN else value + _sum(others, row))
    return found


def verdicts(blocks: Sequence[Block], found: Sequence[float]) -> list[bool]:
    """Which blocks to keep: the likeliest run of decisions (Viterbi's algorithm over two states)."""
    if not blocks:
        return []
    costs = [0.0, *(_cost(one, other) for one, other in pairwise(blocks))]
    dropped, kept = 0.0, 0.0
    origins: list[tuple[bool, bool]] = []
    for cost, value in zip(costs, found, strict=True):
        origins.append((kept - cost > dropped, kept >= dropped - cost))
        dropped, kept = max(dropped, kept - cost), max(kept, dropped - cost) + value - _THRESHOLD
    state = kept > dropped
    chosen = []
    for origin in reversed(origins):
        chosen.append(state)
        state = origin[state]
    return [choice and not block.left_out for choice, block in zip(reversed(chosen), blocks, strict=True)]


def _cost(one: Block, other: Block) -> float:
    like = one.box.signature == other.box.signature or one.box.parent is other.box.parent
    return _BETWEEN_LIKE if like else _BETWEEN_OTHERS


def _sum(trees: Sequence[_Tree], row: Sequence[float]) -> float:
    total = 0.0
    for tree in trees:
        node = tree
        while type(node) is tuple:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node if isinstance(node, float) else 0.0
    return total


@cache
def _trees() -> tuple[_Tree, ...]:
    return trees_of(json.loads(files("shared.clean.page").joinpath("weights.json").read_text("utf-8")))


def trees_of(weights: Mapping[str, Any]) -> tuple[_Tree, ...]:
    """The trees as bench/cleaning/train_html.py writes them, ready to be read."""
    places = [NAMES.index(name) for name in weights["evidence"]]
    return tuple(_tree(node, places) for node in weights["trees"])


def _tree(node: Any, places: Sequence[int]) -> _Tree:
    """Tuples in place of JSON's lists: they are told from leaves, and read, faster."""
    if not isinstance(node, list):
        return float(node)
    feature, threshold, low, high = node
    return places[feature], threshold, _tree(low, places), _tree(high, places)
