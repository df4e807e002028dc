"""Pages with gold -> for each block whether it is of the story, and how much it counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AROUND = 5  # blocks beyond the story's ends in which a short line of the gold is still looked for


def tokens(text: str, *, signs: bool) -> list[str]:
    return [each for each in text if each.isalnum()] if signs else re.findall(r"\w+", text)


def labelled(texts: Sequence[str], gold: str, optional: str) -> list[tuple[bool, float]]:
    """A label and a weight for each text; weight 0 for what the gold leaves open (a standfirst)."""
    signs = len(_CJK.findall(gold)) > 0.2 * max(1, len(gold))
    wanted, open_ = _shingles(tokens(gold, signs=signs)), _shingles(tokens(optional, signs=signs))
    lines = Counter(" ".join(tokens(line, signs=signs)) for line in gold.split("\n"))
    total = max(50, sum(1 for _ in tokens(gold, signs=signs)))
    shares = list(_shares(texts, wanted, open_, signs=signs))
    found = [place for place, (share, _, _) in enumerate(shares) if share >= 0.5]
    first, last = (found[0] - _AROUND, found[-1] + _AROUND) if found else (0, -1)
    labels = []
    for place, ((share, open_share, key), text) in enumerate(zip(shares, texts, strict=True)):
        kept = share >= 0.5
        if share < 0 and lines[key] > 0 and first <= place <= last:  # too short for a shingle: a line of its own
            lines[key] -= 1
            kept = True
        size = min(150, len(tokens(text, signs=signs))) or 1
        weight = (size / (total / 400)) ** 0.5
        labels.append((kept, 0.0 if not kept and open_share > 0.5 else weight))
    return labels


def _shares(
    texts: Sequence[str], wanted: Counter[tuple[str, ...]], open_: Counter[tuple[str, ...]], *, signs: bool
) -> Iterator[tuple[float, float, str]]:
    for text in texts:
        words = tokens(text, signs=signs)
        key = " ".join(words)
        if len(words) < 4:
            yield (-1.0 if words else 0.0), 0.0, key
            continue
        mine = _shingles(words)
        total = sum(mine.values())
        share = sum(min(count, wanted[each]) for each, count in mine.items()) / total
        if share >= 0.5:  # each piece of the gold is met once
            wanted.subtract({each: min(count, wanted[each]) for each, count in mine.items()})
        yield share, sum(min(count, open_[each]) for each, count in mine.items()) / total, key


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + 4]) for start in range(len(words) - 3))
