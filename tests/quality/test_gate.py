"""The cleaner's quality never falls below these floors, and pages that are no article are told as what they are.

A figure that rises by more than .01 is pinned higher. The last set lies beside the repository, where it does.
"""

import json

import pytest

from bench.cleaning.measure import FIGURES, Score, figures, told
from shared.clean.worth import DETAILS
from shared.errors import Rejected
from tests.quality.pages import CLEANING, NO_ARTICLES, OURS, Page, cleaned, our_pages, pages_of, scored

FLOORS = {
    ("ours", "text"): {"f1": 0.975, "exact": 0.80, "title": 0.94, "date": 0.965, "authors": 0.98},
    ("ours", "html"): {"f1": 0.98, "exact": 0.80, "title": 0.95, "date": 0.98, "authors": 0.91},
    ("cleaning", "text"): {"f1": 0.945, "exact": 0.28, "title": 0.775, "date": 0.835, "authors": 0.76},
    ("cleaning", "html"): {"f1": 0.974, "exact": 0.46, "title": 0.92, "date": 0.985, "authors": 0.93},
}
NO_ARTICLE_PAGES = sorted(NO_ARTICLES.iterdir())
# Walls in few words, to be told whether they come as text or as HTML.
WALLS = [json.loads(line) for line in (OURS / "walls.jsonl").read_text("utf-8").splitlines()]
needs_cleaning = pytest.mark.skipif(not CLEANING.is_dir(), reason="the set of third parties' pages is not here")


@pytest.mark.parametrize("kind", ["text", "html"])
def test_our_pages_are_cleaned_no_worse_than_they_were(kind):
    hold(("ours", kind), our_pages(kind))


@needs_cleaning
@pytest.mark.parametrize("kind", ["text", "html"])
def test_real_pages_are_cleaned_no_worse_than_they_were(kind):
    hold(("cleaning", kind), pages_of(CLEANING, kind))


@pytest.mark.parametrize("page", NO_ARTICLE_PAGES, ids=lambda path: path.name)
def test_a_page_that_is_no_article_is_told_as_what_it_is(page):
    with pytest.raises(Rejected) as refused:
        cleaned(page.name, page.read_bytes())
    assert refused.value.reason == page.name.partition("--")[0]


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall["lines"][0][:40])
def test_a_wall_in_few_words_is_told_as_what_it_is(wall):
    title, *others = wall["lines"]
    page = f"<title>{title}</title><h1>{title}</h1>{''.join(f'<p>{line}</p>' for line in others)}"
    for name, text in (("wall.txt", "\n".join(wall["lines"])), ("wall.html", f"<html><body>{page}</body></html>")):
        with pytest.raises(Rejected) as refused:
            cleaned(name, text.encode())
        assert refused.value.reason == wall["reason"]


def test_every_reason_is_shown_by_pages_as_text_and_as_html():
    shown = {(page.name.partition("--")[0], page.suffix) for page in NO_ARTICLE_PAGES}
    assert shown >= {(reason, suffix) for reason in DETAILS for suffix in (".txt", ".html")}


def hold(name: tuple[str, str], pages: list[Page]) -> None:
    scores = [scored(page) for page in pages]
    reached = figures(scores)
    line = told(" ".join(name), len(pages), reached)
    print(line)  # shown where the test fails, and with -rP where it does not
    fallen = {figure: floor for figure, floor in FLOORS[name].items() if reached[figure] < floor}
    assert fallen == {}, f"{line}\nworst: {', '.join(worst(scores))}"
    assert refused(scores) == [], "articles that were refused"


def refused(scores: list[Score]) -> list[str]:
    return [score.name for score in scores if score.missing]


def worst(scores: list[Score]) -> list[str]:
    ranked = sorted(scores, key=lambda score: min(score.precision or 0.0, score.recall or 0.0))
    return [f"{score.name} ({score.precision or 0:.2f}/{score.recall or 0:.2f})" for score in ranked[:5]]


def test_the_floors_are_of_figures_that_are_measured():
    assert {figure for floors in FLOORS.values() for figure in floors} <= set(FIGURES)
