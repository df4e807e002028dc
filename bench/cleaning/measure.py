"""How good an answer is beside its gold: one measure for our own corpus and for any other with the same fields.

The body counts by runs of four words in a row, each as often as it occurs, so that a lost paragraph and a menu taken
along both cost their length. Chinese, Japanese and Korean are counted by the character.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import fmean

_RUN = 4  # words: fewer are met by chance, more punish one word for many
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOSTLY = 0.2  # of the characters: quotes in a text of another script are fewer
_WORD = re.compile(r"\w+")
FIGURES = ("f1", "precision", "recall", "exact", "title", "date", "authors", "missing")

type Answer = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right for a page. `optional` text is neither asked for nor held against an answer.

    None is not known, and not counted; "" and () say that the page has none, and that finding one is wrong.
    """

    body: str
    optional: str = ""
    title: str | None = None
    published_at: str | None = None
    authors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """An answer's figures, each 0..1. None where the gold does not say, or nothing is there to be divided by."""

    name: str
    precision: float | None
    recall: float | None
    exact: float
    missing: float
    fields: Mapping[str, float] = field(default_factory=dict)


def score(name: str, gold: Gold, answer: Answer | None) -> Score:
    given = answer or {}
    body = str(given.get("body") or "")
    precision, recall = _overlap(gold, body)
    fields: dict[str, float] = {}
    if gold.title is not None:
        fields["title"] = float(_words(gold.title) == _words(given.get("title")))
    if gold.published_at is not None:
        wanted, found = _days(gold.published_at), _days(given.get("published_at"))
        fields["date"] = float(bool(wanted & found) if wanted else not found)
    if gold.authors is not None:
        fields["authors"] = _agreement(_names(gold.authors), _names(given.get("authors") or ()))
    exact = float(_words(gold.body) == _words(body))
    return Score(name, precision, recall, exact, float(answer is None), fields)


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """The means of the pages' figures; f1 is of the mean precision and the mean recall."""
    precision = _mean(score.precision for score in scores)
    recall = _mean(score.recall for score in scores)
    told = {"f1": 2 * precision * recall / ((precision + recall) or 1.0), "precision": precision, "recall": recall}
    told |= {name: _mean(getattr(score, name) for score in scores) for name in ("exact", "missing")}
    for name in ("title", "date", "authors"):
        if any(name in score.fields for score in scores):
            told[name] = _mean(score.fields.get(name) for score in scores)
    return {name: round(told[name], 4) for name in FIGURES if name in told}


def told(name: str, pages: int, of_set: Mapping[str, float]) -> str:
    """A line for people: "corpus text (24 pages): f1 .951, exact .4 ..."."""
    return f"{name} ({pages} pages): " + ", ".join(f"{figure} {value:.4f}" for figure, value in of_set.items())


def _overlap(gold: Gold, body: str) -> tuple[float | None, float | None]:
    wanted, given = _runs(gold.body), _runs(body)
    for run, times in _runs(gold.optional).items():
        given[run] -= min(times, max(0, given[run] - wanted[run]))
    right = sum((wanted & given).values())
    taken, asked = sum(given.values()), sum(wanted.values())
    if taken == asked == right:
        return 1.0, 1.0
    return (right / taken if taken else None), (right / asked if asked else None)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    unparted = len(_UNPARTED.findall(text)) > _MOSTLY * max(1, len(text))
    tokens = [each for each in text if each.isalnum()] if unparted else _WORD.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[at : at + _RUN]) for at in range(max(1, len(tokens) - _RUN + 1)))


def _words(text: object) -> list[str]:
    return [word.lower() for word in _WORD.findall(str(text or ""))]


def _days(moment: object) -> set[date]:
    """The day as it was where it was written, and in UTC."""
    try:
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        return set()
    return {at.date(), at.astimezone(UTC).date()} if at.tzinfo else {at.date()}


def _names(names: object) -> set[str]:
    assert isinstance(names, Iterable)
    return {" ".join(_words(name)) for name in names if name}


def _agreement(wanted: set[str], found: set[str]) -> float:
    if not wanted and not found:
        return 1.0
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def _mean(values: Iterable[float | None]) -> float:
    """Of those that are known; 0 of none."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else 0.0
