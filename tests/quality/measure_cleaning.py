"""Score the cleaner on pages with gold: python tests/quality/measure_cleaning.py [CORPUS] [text|html] [--pages]

CORPUS holds gold.jsonl and text/ and html/ with ID.{txt,html}.gz; without it our own corpus is measured.
Prints the figures and how many pages a second were cleaned; with --pages also each page that is not exact, worst first.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.cleaning.measure import Score, figures, score, told
from tests.quality.pages import KINDS, answer, our_pages, pages_of


def main(words: Sequence[str]) -> None:
    kinds = [word for word in words if word in KINDS] or list(KINDS)
    folders = [Path(word) for word in words if word not in KINDS and not word.startswith("--")]
    for kind in kinds:
        pages = pages_of(folders[0], kind) if folders else our_pages(kind)
        answer(pages[0])  # the kind's libraries are loaded before the clock runs
        started = time.process_time()
        answers = [answer(page) for page in pages]
        spent = time.process_time() - started
        scores = [score(page.name, page.gold, given) for page, given in zip(pages, answers, strict=True)]
        print(told(kind, len(pages), figures(scores)), f"- {len(pages) / spent:.0f} pages a second")
        if "--pages" in words:
            print("\n".join(_line(each) for each in sorted(scores, key=_goodness) if _goodness(each) < 1))


def _goodness(page: Score) -> float:
    return min((page.precision or 0.0), (page.recall or 0.0), page.exact, *page.fields.values())


def _line(page: Score) -> str:
    fields = ", ".join(f"{name} {value:.2f}" for name, value in page.fields.items())
    told_body = f"precision {page.precision or 0:.3f}, recall {page.recall or 0:.3f}, exact {page.exact:.0f}"
    return f"  {page.name}: {'MISSING ' * int(page.missing)}{told_body}, {fields}"


if __name__ == "__main__":
    main(sys.argv[1:])
