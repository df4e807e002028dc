"""Train the line model: uv run --group bench python bench/cleaning/train_lines.py CORPUS [--write]

CORPUS is that of tests/quality/measure_cleaning.py. Prints body F1 cross-validated by publisher, folds of the rules
alone beside it; --write then trains on all pages and writes shared/clean/line_trees.py.
"""
# ruff: noqa: T201 - it is there to print

import gzip
import json
import sys
from dataclasses import dataclass
from math import floor
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import numpy as np
from sklearn.model_selection import GroupKFold

from bench.cleaning.line_labels import BODY, OPTIONAL, labels
from bench.cleaning.measure import Gold, figures, score, told
from shared.clean import line_model
from shared.clean.draft import Draft, draft_of
from shared.clean.features import NAMES, features_of
from shared.clean.line_model import revised
from shared.clean.lines import lines_of
from shared.clean.score import sorts_of

TREES = 110
# Few, small trees of many lines each: more of them fit these pages better and unseen publishers no better.
SHAPE = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 14, "min_data_in_leaf": 30, "feature_fraction": 0.35,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "num_threads": 1, "seed": 1, "verbose": -1,
    "deterministic": True,
}  # fmt: skip
HEAD = '''# ruff: noqa: ARG001, E501, PLR0917 - written by a program: one tree a line, not every number asked for
# fmt: off
"""Written by bench/cleaning/train_lines.py: do not edit. Boosted trees over `features.NAMES`, as one sum.

`margin` is above 0 for a line that is likelier part of the story than not; its logistic is the likelihood.
"""


'''
WEIGHTS = Path(line_model.__file__).with_name("line_trees.py")


@dataclass(frozen=True, slots=True)
class Page:
    gold: dict[str, str]
    publisher: str
    draft: Draft
    rows: np.ndarray
    types: list[type]
    answers: np.ndarray
    weights: np.ndarray


def page_of(gold: dict[str, str], text: str) -> Page:
    lines, _ = lines_of(text, 50_000)
    draft = draft_of(lines, sorts_of(lines))
    places, rows = features_of(draft)
    label = labels(lines, gold["body"], gold.get("optional") or "")
    # A long line matters more, and so does a page of many, but neither in full measure.
    heavy = np.sqrt([max(40, min(2_000, lines[place].weight)) for place in places])
    heavy[[label[place] == OPTIONAL for place in places]] = 0
    weights = heavy / np.sqrt(max(heavy.sum(), 1.0))
    answers = np.array([label[place] == BODY for place in places])
    types = list(map(type, rows[0]))
    return Page(gold, publisher_of(gold["url"]), draft, np.array(rows, float), types, answers, weights)


def publisher_of(url: str) -> str:
    """The registered name: bbc of www.bbc.co.uk and of bbc.com alike."""
    names = urlsplit(url).netloc.removeprefix("www.").split(".")
    return names[-3] if len(names) > 2 and len(names[-2]) <= 3 else names[-2]


def trees_of(pages: list[Page]) -> list[object]:
    rows = np.vstack([page.rows for page in pages])
    answers = np.concatenate([page.answers for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    data = lightgbm.Dataset(rows, answers, weight=weights / weights.mean())
    model = lightgbm.train(SHAPE, data, TREES)
    return [plain(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def plain(node: dict[str, object]) -> object:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    most = float(f"{node['threshold']:.5g}")
    return [node["split_feature"], most, plain(node["left_child"]), plain(node["right_child"])]


def module_of(trees: list[object], types: list[type]) -> str:
    """The trees as one expression of conditions: Python runs it several times as fast as it walks them as data."""
    names = ", ".join(f"{name}: float" for name in NAMES)
    terms = "".join(f"        + {expression(tree, types)}\n" for tree in trees)
    return f"{HEAD}def margin({names}) -> float:\n    return (\n        0.0\n{terms}    )\n"


def expression(node: object, types: list[type]) -> str:
    if not isinstance(node, list):
        return str(node)
    number, most, below, above = node
    return f"({expression(below, types)} if {condition(number, most, types[number])} else {expression(above, types)})"


def condition(number: int, most: float, kind: type) -> str:
    """In the number's own type: comparing one type with another takes half as long again."""
    if kind is bool:
        return f"not {NAMES[number]}"
    return f"{NAMES[number]} <= {floor(most) if kind is int else float(f'{most:g}')!r}"


def body_of(page: Page, kept: list[bool]) -> str:
    return "\n\n".join(line.text for line, keep in zip(page.draft.lines, kept, strict=True) if keep)


def judged_by(trees: list[object], pages: list[Page]) -> list[str]:
    line_model.margin = lambda *numbers: sum(walked(tree, numbers) for tree in trees)  # not yet written as a module
    return [body_of(page, revised(page.draft).kept) for page in pages]


def walked(node: object, numbers: tuple[float, ...]) -> float:
    while isinstance(node, list):
        number, most, below, above = node
        node = below if numbers[number] <= most else above
    return node


def report(name: str, pages: list[Page], bodies: list[str]) -> None:
    scores = [
        score(page.gold["id"], Gold(page.gold["body"], page.gold.get("optional") or ""), {"body": body})
        for page, body in zip(pages, bodies, strict=True)
    ]
    print(told(name, len(pages), figures(scores)))


def main(corpus: Path, *, write: bool) -> None:
    golds = [json.loads(line) for line in (corpus / "gold.jsonl").open()]
    texts = (gzip.decompress((corpus / "text" / f"{gold['id']}.txt.gz").read_bytes()).decode() for gold in golds)
    pages = [page_of(gold, text) for gold, text in zip(golds, texts, strict=True)]
    report("rules alone", pages, [body_of(page, page.draft.kept) for page in pages])
    bodies: dict[int, str] = {}
    for learnt, unseen in GroupKFold(5, shuffle=True, random_state=3).split(pages, groups=[p.publisher for p in pages]):
        trees = trees_of([pages[place] for place in learnt])
        bodies |= dict(zip(unseen, judged_by(trees, [pages[place] for place in unseen]), strict=True))
    report("unseen publishers", pages, [bodies[place] for place in range(len(pages))])
    trees = trees_of(pages)
    report("the same pages", pages, judged_by(trees, pages))
    if write:
        WEIGHTS.write_text(module_of(trees, pages[0].types), "utf-8")
        print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes, {len(trees)} trees of {len(NAMES)} numbers")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
