"""The draft, revised by a small model that says how likely each line is part of the story. See docs/decisions/0009."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shared.clean.draft import Draft
from shared.clean.features import features_of
from shared.clean.line_trees import margin
from shared.clean.prune import BODY

_FEWEST = 12  # lines: a shorter text has no menus, and the model has learnt of pages with them
_DROP = 0.4  # a drafted line that is less likely goes,
_TAKE = 0.6  # and another that is likelier comes: between them the rules decide
_PLAINLY = 0.96  # of the paragraphs amid a draft, which are not weighed, are the gold's


@dataclass(frozen=True, slots=True)
class Revised:
    """For each line whether it is kept, why or why not, and how likely it is part of the story (0..1)."""

    kept: Sequence[bool]
    reasons: Sequence[str]
    chances: Sequence[float]


def revised(draft: Draft) -> Revised:
    """The draft with the lines corrected that the model is surer of than the rules."""
    kept, reasons = list(draft.kept), list(draft.reasons)
    chances = [_PLAINLY if keep else 0.0 for keep in kept]
    places, rows = features_of(draft) if len(kept) >= _FEWEST else ([], [])
    for place, row in zip(places, rows, strict=True):
        chance = chances[place] = 1 / (1 + math.exp(-margin(*row)))
        if kept[place] and chance < _DROP:
            kept[place], reasons[place] = False, f"unlike a line of a story: {chance:.0%} likely"
        elif not kept[place] and chance > _TAKE:
            kept[place], reasons[place] = True, f"{BODY}, although {reasons[place]}: {chance:.0%} likely"
    if not any(kept):  # a page of nothing the model believes in: better a doubtful body than none
        return Revised(draft.kept, draft.reasons, chances)
    return Revised(kept, reasons, chances)
