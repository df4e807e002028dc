"""Learn the weights of shared/clean/weights.py: PYTHONPATH=. python bench/cleaning/train_titles.py CORPUS [--write]

CORPUS holds gold.jsonl (id, body, title, authors, date) and text/ and html/ with ID.{txt,html}.gz, and is no part of
the project. Names behind --write (TITLE) are of the tables to write, else all are written. Pages without gold for
title, authors and date lend what the cleaner reads out of their HTML.
Prints, for pages with gold, the share answered as the gold has it: with each publisher's pages left out of the
training that answers them, and with all pages in it; and the best that the lines of the pages allow.
"""
# ruff: noqa: T201 - it is there to print

import gzip
import json
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.cleaning.choice import Question, fit, pick
from shared.article import Document, Upload
from shared.clean import authors, clean, datelines, title_features, weights
from shared.clean.layout import Layout
from shared.clean.lines import lines_of
from shared.clean.sightings import dates_around
from shared.clean.text import judged_lines
from shared.clean.title import candidates, choose_title, title_text
from shared.parse import parse

NOW = datetime.now(UTC)
FOLDS = 5
_KICKER = 6  # words
# How strongly weights are held small: the best of a few, each publisher left out in turn.
FIRMNESS = {"TITLE": 0.007, "AUTHORS": 0.15, "DATES": 0.01}
# What is known of bylines before a page is seen, where pages are too few to tell: half of them name nobody.
PRIOR = {
    "AUTHORS": {
        "any": -1, "led": 2, "labelled": 1, "led_above": 2, "late": -2, "credit_below": -1.5, "role": 0.5, "twice": 0.3,
        "under_title": 1, "date_near": 0.7, "just_under": 0.3, "in_title": -0.5, "prose_between": -0.3, "agency": -0.5,
        "right_behind": 0.7,
    },
}  # fmt: skip
WEIGHTS = Path(__file__).parents[2] / "shared/clean/weights.py"


@dataclass(frozen=True, slots=True)
class Page:
    publisher: str
    gold: bool
    untitled: Layout
    layout: Layout
    known: Mapping[str, object]


def main(corpus: Path, *, write: Collection[str]) -> None:
    pages = list(_pages(corpus))
    learnt = {}
    for name, ask, features in (
        ("TITLE", _title, title_features.FEATURES),
        ("DATES", _date, datelines.FEATURES),
        ("AUTHORS", _authors, authors.FEATURES),
    ):
        asked = [(page, question) for page in pages if (question := ask(page))]
        prior = [PRIOR.get(name, {}).get(feature, 0.0) for feature in features]
        learnt[name] = dict(zip(features, _learn(name, asked, prior), strict=True))
    if write:
        tables = {name: table if name in write else getattr(weights, name) for name, table in learnt.items()}
        WEIGHTS.write_text(_module(tables), "utf-8")


def _learn(name: str, asked: Sequence[tuple[Page, Question]], prior: Sequence[float]) -> list[float]:
    def share(known: Callable[[Page], list[float]]) -> float:
        marks = [question.worth[pick(known(page), question)] for page, question in asked if page.gold]
        return sum(marks) / len(marks)

    def trained(pages: Sequence[tuple[Page, Question]]) -> list[float]:
        return fit([question for _, question in pages], FIRMNESS[name], prior)

    folds = {
        fold: trained([each for each in asked if _fold(each[0]) != fold]) for fold in {_fold(page) for page, _ in asked}
    }
    learnt = trained(asked)
    best = [max(question.worth) for page, question in asked if page.gold]
    print(
        f"{name}: {share(lambda page: folds[_fold(page)]):.3f} unseen publishers, {share(lambda _: learnt):.3f} seen, "
        f"{sum(best) / len(best):.3f} the best line, {len(best)} pages with gold, {len(asked)} in all"
    )
    return learnt


def _fold(page: Page) -> int:
    return sum(map(ord, page.publisher)) % FOLDS


def _pages(corpus: Path) -> Iterator[Page]:
    for row in map(json.loads, (corpus / "gold.jsonl").open()):
        gold = bool(row.get("title"))
        known = row if gold else _read_out(_document(corpus, row["id"], "html", "html"))
        lines, _ = lines_of(_document(corpus, row["id"], "text", "txt").text, 50_000)
        _, start, end = judged_lines(lines)
        if start < end:
            untitled = Layout(lines, start, end, dates_around(lines, start, end, NOW))
            layout = replace(untitled, title=choose_title(untitled))
            yield Page(row["id"].split("_")[0], gold, untitled, layout, known)


def _document(corpus: Path, name: str, folder: str, extension: str) -> Document:
    body = gzip.decompress((corpus / folder / f"{name}.{extension}.gz").read_bytes())
    document = next(iter(parse(Upload("corpus", f"{name}.{extension}", body))))
    assert isinstance(document, Document)
    return document


def _read_out(document: Document) -> Mapping[str, object]:
    found = {name: each.value for name, each in clean(document).found.items()}
    return {"title": found.get("title"), "authors": found.get("authors"), "date": found.get("published_at")}


def _title(page: Page) -> Question | None:
    if not page.known.get("title"):
        return None
    seen = candidates(page.untitled)
    wanted = _words(page.known["title"])
    given = [_words(title_text(page.untitled.lines, place)) for place in seen.places]
    worth = [float(each == wanted) for each in given]
    nearly = [_but_for_a_kicker(each, wanted) for each in given]
    rows = [title_features.features(seen, place) for place in seen.places]
    return Question(rows, worth, nearly=nearly) if rows else None


def _but_for_a_kicker(given: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Half of the newspapers with a kicker count it in, and no page says which: its line is the title all the same."""
    shorter, longer = sorted((given, wanted), key=len)
    return len(longer) <= len(shorter) + _KICKER and len(shorter) > 2 and longer[-len(shorter) :] == shorter


def _authors(page: Page) -> Question | None:
    named = page.known.get("authors")
    if not named and page.gold:
        return None
    assert named is None or isinstance(named, list | tuple)
    found = authors.author_candidates(page.layout)
    wanted = {_words(name) for name in named or ()}
    names = [{_words(name) for name in authors.with_neighbours(page.layout, found, each)[0]} for each in found]
    worth = [2 * len(each & wanted) / (len(each) + len(wanted)) for each in names]
    return _or_none([each.features for each in found], worth)


def _date(page: Page) -> Question | None:
    if not page.known.get("date"):
        return None
    found = datelines.datelines(page.layout)
    only_updates = all(each.updated for each in found)
    published = [each for each in found if only_updates or not each.updated]
    wanted = _days(page.known["date"])
    worth = [float(bool(_days(each.moment.at) & wanted)) for each in published]
    return _or_none([each.features for each in published], worth)


def _or_none(rows: list[tuple[float, ...]], worth: list[float]) -> Question | None:
    """With "none of them" as one more answer: right where no other is."""
    width = len(rows[0]) if rows else 0
    return Question([*rows, (0.0,) * width], [*worth, 0.0], none=True) if rows else None


def _words(text: object) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", str(text).lower()))


def _days(at: object) -> set[object]:
    moment = datetime.fromisoformat(str(at))
    return {moment.date(), moment.astimezone(UTC).date()} if moment.tzinfo else {moment.date()}


def _module(learnt: Mapping[str, Mapping[str, float]]) -> str:
    tables = (
        f"{name} = {{\n" + "".join(f'    "{feature}": {weight:.2f},\n' for feature, weight in table.items()) + "}\n"
        for name, table in learnt.items()
    )
    lead = '"""Weights for telling title, date and authors: written by bench/cleaning/train_titles.py."""\n\n'
    return lead + "".join(tables)


if __name__ == "__main__":
    main(Path(sys.argv[1]), write=sys.argv[3:] or FIRMNESS if "--write" in sys.argv else ())
