"""The run of lines that scores highest together: the story, with what interrupts it."""

from collections.abc import Sequence

# However long a box inside a story is (related links, a recipe's list), it costs no more than this together.
_LONGEST_BREAK = 8.0
_NEVER_FREE = -3.0  # a line as bad as this ("Comments", "Related articles") counts in full


def best_span(scores: Sequence[float]) -> tuple[int, int]:
    """Start and end of the contiguous run of greatest sum (Kadane's: one pass); (0, 0) where none is above 0."""
    best, span = 0.0, (0, 0)
    total, start, broken = 0.0, 0, 0.0
    for position, value in enumerate(scores):
        if total <= 0:
            total, start, broken = 0.0, position, 0.0
        if _NEVER_FREE < value < 0:
            total -= min(-value, max(0.0, _LONGEST_BREAK - broken))
            broken -= value
        else:
            total += value
            broken = max(0.0, broken - 2 * max(value, 0.0))
        if total > best:
            best, span = total, (start, position + 1)
    return span
