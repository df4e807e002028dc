# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""A block's own text as numbers: its size, its punctuation, its wording."""

import re
from dataclasses import dataclass

from shared.clean.boilerplate import is_caption, is_ending, is_fine_print, is_furniture, is_stop
from shared.clean.page.blocks import Block

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_WORTH = 2.5  # letters of an alphabet to one sign
_ENDS = (".", "!", "?", "。", "！", "？", "…", "।", ":")
_CLOSERS = "\"'”’»“‘)]』」"
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Glance:
    """A block at a glance: what its neighbours are told of it."""

    weight: float
    link_share: float
    ends: bool
    prose: bool
    heading: bool
    key: str


def folded(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def glance(block: Block) -> Glance:
    text = block.text
    weight = float(len(text))
    if not text.isascii() and (signs := len(_CJK.findall(text))):
        weight += (_CJK_WORTH - 1) * signs
    ends = text.rstrip(_CLOSERS).endswith(_ENDS)
    link_share = min(1.0, block.linked / len(text))
    prose = not block.left_out and link_share < 0.4 and (weight > 160 or (weight > 70 and ends))
    return Glance(
        weight, link_share, ends, prose, block.box.tag[0] == "h" and block.box.tag[1:].isdigit(), folded(text)
    )


def text_evidence(block: Block, look: Glance) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    start = text[:200]
    first = text[0]
    words = text.count(" ") + 1
    return (
        min(look.weight, 1500.0),
        min(words, 200),
        look.link_share,
        look.ends,
        text[-1] == ":",
        first.isupper(),
        not first.isalnum(),
        min(text.count(",") + text.count("，") + text.count("、"), 10),
        min(text.count(". ") + text.count("。"), 10),
        sum(map(str.isdigit, start)) / len(start),
        sum(map(str.isupper, start)) / len(start),
        min(1.0, block.strong / size),
        min(1.0, block.emphasised / size),
        min(block.links, 10),
    )


def wording_evidence(text: str) -> tuple[float, ...]:
    return is_furniture(text), is_ending(text), is_fine_print(text), is_caption(text), is_stop(text)


_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK = re.compile(r"[@©|]|https?:|www\.|\.com\b")


def marks_evidence(text: str) -> tuple[float, ...]:
    return bool(len(text) < 120 and _YEAR.search(text)), bool(len(text) < 300 and _MARK.search(text))
