"""How much each line looks like a paragraph of the story: above 0 speaks for it, below against.

`score` is all that the search for the body knows of lines: a trained function can stand in for it.
The numbers were fitted by trying on 227 news pages with known bodies, and hold within .01 of F1 on either half.
"""

from collections.abc import Sequence
from enum import Enum
from itertools import accumulate

from shared.clean.boilerplate import is_caption, is_ending, is_fine_print, is_furniture, is_stop, may_be_about_page
from shared.clean.lines import Line


class Sort(Enum):
    """What a line is by its wording."""

    STORY = "body"
    STOP = "readers' comments"
    ENDING = "related stories"
    FURNITURE = "page furniture"
    FINE_PRINT = "fine print"
    CAPTION = "caption"
    TEASER = "cut-off teaser"


_AGAINST = {Sort.STOP: -18.0, Sort.ENDING: -4.0, Sort.FURNITURE: -0.9, Sort.FINE_PRINT: -3.6, Sort.TEASER: -0.55}
_FULL = 530  # letters: beyond it a paragraph is no surer
_SHORT = 115  # letters: section names, links and most headlines are shorter
_CAPTION = 250  # letters: what is longer and ends in a picture's credit still tells the story
_TEASER = 200  # letters: what breaks off earlier was cut to fit a box
_ABOUT_PAGE = ((Sort.STOP, is_stop), (Sort.ENDING, is_ending), (Sort.FURNITURE, is_furniture))
PARAGRAPH = 0.5  # a line worth more is one, whatever stands about it
_COMPANY = 9  # lines: no span reaches over more links than this, see _LONGEST_BREAK in span.py
_REACH = 3  # lines either side that keep a line company


def sorts_of(lines: Sequence[Line]) -> list[Sort]:
    """The sort of each line, but for short captions.

    What is far from anything like a paragraph is not looked at: no body reaches there.
    """
    long = [0, *accumulate([_may_be_paragraph(line) for line in lines])]
    last = len(lines)
    return [
        sort_of(line) if long[min(last, place + _COMPANY + 1)] - long[max(0, place - _COMPANY)] else Sort.STORY
        for place, line in enumerate(lines)
    ]


def _may_be_paragraph(line: Line) -> bool:
    return line.weight >= _SHORT or (line.ends_sentence and line.words > 3)


def sort_of(line: Line) -> Sort:
    text = line.text
    if may_be_about_page(text):
        for sort, is_one in _ABOUT_PAGE:
            if is_one(text):
                return sort
    if is_fine_print(text):
        return Sort.FINE_PRINT
    if text.endswith(("…", "...")) and line.weight < _TEASER:
        return Sort.TEASER
    return Sort.CAPTION if line.weight >= _SHORT and _is_caption(line) else Sort.STORY


def _is_caption(line: Line) -> bool:
    return line.weight < _CAPTION and not line.ends_sentence and is_caption(line.text)


def with_short_captions(lines: Sequence[Line], sorts: Sequence[Sort], within: range) -> list[Sort]:
    """The sorts, with the captions that are worth no less than other short lines: no search for the body needs them."""
    told = list(sorts)
    for place in within:
        if told[place] is Sort.STORY and lines[place].weight < _SHORT and _is_caption(lines[place]):
            told[place] = Sort.CAPTION
    return told


def score(alone: Sequence[float]) -> list[float]:
    """What `worth_alone` says of each line, raised or lowered by its company.

    Paragraphs come in company: a teaser stands alone between links, a subheading between paragraphs.
    """
    paragraphs = [False] * _REACH + [value > PARAGRAPH for value in alone] + [False] * _REACH
    before = [0, *accumulate(paragraphs)]
    scores = []
    for value, own, first, last in zip(alone, paragraphs[_REACH:], before, before[2 * _REACH + 1 :], strict=False):
        company = (last - first - own) / (2 * _REACH)
        if value > 0:
            scores.append(value * (0.5 + 0.7 * company))
        else:
            scores.append(value * (1.05 - 1.1 * company) if value > -2 else value)
    return scores


def worth_alone(line: Line, sort: Sort) -> float:
    if sort is not Sort.STORY and sort in _AGAINST:  # most are: a look in the table costs more than the rest
        return _AGAINST[sort]
    if line.times > 1 and line.weight < _FULL:
        return -0.9
    if line.weight < _SHORT:
        return 0.8 if line.ends_sentence and line.words > 3 else -0.85
    size = 1.25 * min(line.weight, _FULL) / 100 + 0.13 * min(line.commas, 3)
    value = size if line.ends_sentence else 0.7 * size - 0.6
    return value - 0.4 if sort is Sort.CAPTION else value
