# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""What stands inside the body and is none of it: boxes of links, captions, a headline of another story."""

import re
from collections.abc import Sequence

from shared.clean.lines import Line
from shared.clean.score import Sort

BODY = "body"
_LINK = 80  # letters: subheadings are shorter; a lost paragraph is worse than a link left in
_PARAGRAPH = 150  # letters: what is longer tells the story even without a full stop
_BOX = 4  # lines without a full stop in a row: a few may be headings and names, more are links
_LISTED = re.compile(r"[-–—•*·▪●○◦>]|\(?\d{1,3}[.):]|[a-z][.)]\s")
_OPENING = (":", "：", ",", ";", "–", "—", "-")


def reasons_inside(lines: Sequence[Line], sorts: Sequence[Sort]) -> list[str]:
    """For each line of the body, why it is dropped, or BODY."""
    reasons = [sort.value for sort in sorts]
    run: list[int] = []
    for place, line in enumerate(lines):
        if reasons[place] != BODY:
            continue
        if _is_bare(line):
            run.append(place)
            continue
        _judge(run, lines, reasons)
        run = []
    _judge(run, lines, reasons)
    return reasons


def _is_bare(line: Line) -> bool:
    """Neither a sentence, nor part of a list, nor the opening of one."""
    if line.ends_sentence or line.weight > _PARAGRAPH or line.text.endswith(_OPENING):
        return False
    return _LISTED.match(line.text) is None


def _judge(run: Sequence[int], lines: Sequence[Line], reasons: list[str]) -> None:
    for place in run:
        if len(run) >= _BOX:
            reasons[place] = "box of links"
        elif lines[place].weight > _LINK or lines[place].times > 1:
            reasons[place] = "link to another story"
