"""How near a body comes to the gold one: 4-word shingles, as in scrapinghub/article-extraction-benchmark."""

import re
from collections import Counter
from collections.abc import Mapping

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORDS = re.compile(r"\w+")
_SHINGLE = 4


def precision_and_recall(gold: Mapping[str, str], body: str) -> tuple[float, float]:
    """What the gold marks optional is neither asked for nor held against a body. Nothing found is 0, 0."""
    asked, given = _shingles(gold["body"]), _shingles(body)
    for shingle, count in _shingles(gold.get("optional") or "").items():
        given[shingle] -= min(max(given[shingle] - asked[shingle], 0), count)
    right = sum(min(count, given[shingle]) for shingle, count in asked.items())
    return right / max(1, sum(given.values())), right / max(1, sum(asked.values()))


def exact(gold: Mapping[str, str], body: str) -> bool:
    return _WORDS.findall(gold["body"].lower()) == _WORDS.findall(body.lower())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text)
    if len(_IDEOGRAPHS.findall(text)) > 0.2 * max(1, len(text)):
        words = [each for each in text if each.isalnum()]
    starts = range(max(1, len(words) - _SHINGLE + 1)) if words else ()
    return Counter(tuple(words[start : start + _SHINGLE]) for start in starts)
