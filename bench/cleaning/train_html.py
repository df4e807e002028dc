"""Train the judge of a page's blocks: python bench/cleaning/train_html.py CORPUS [--write]

CORPUS is as for tests/quality/measure_cleaning.py. Without --write each page is cleaned, from parser to body, by trees
that saw no page of its publisher, and the bodies are written to predictions.jsonl for score.py; with it, trees are
trained on all pages and the weights written. Needs the dependency group "bench".
"""
# ruff: noqa: T201 - it is there to print

import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import lightgbm
import numpy as np

from bench.cleaning.block_labels import labelled
from shared.article import Document, Upload
from shared.clean import clean
from shared.clean.meta import found_in_page
from shared.clean.page import judge
from shared.clean.page.blocks import blocks_of
from shared.clean.page.evidence import NAMES, evidence
from shared.clean.page.tree import tree_of
from shared.errors import Rejected
from shared.parse import parse

FOLDS = 8
SETTINGS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 8, "learning_rate": 0.1, "min_data_in_leaf": 40, "lambda_l2": 5,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7, "bagging_freq": 1, "verbose": -1, "seed": 1, "num_threads": 1,
}  # fmt: skip
ROUNDS = 110
COPIES = 3  # of each page, besides the page itself
FORGOTTEN = 0.4  # share of a page's groups of hints that a copy lacks: publishers to come name things otherwise
NOW = datetime(2026, 10, 1, tzinfo=UTC)  # what is later is a date to come
WEIGHTS = Path("shared/clean/page/weights.json")


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    publisher: str
    document: Document
    rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def main(corpus: Path, *, write: bool) -> None:
    pages = [_page(corpus, json.loads(line)) for line in (corpus / "gold.jsonl").open()]
    if write:
        _write(_trained(pages))
        return
    publishers = sorted({page.publisher for page in pages})
    np.random.default_rng(0).shuffle(publishers)
    fold = {publisher: place % FOLDS for place, publisher in enumerate(publishers)}
    with Path("predictions.jsonl").open("w") as predictions:
        for each in range(FOLDS):
            trees = judge.trees_of(_weights(_trained([page for page in pages if fold[page.publisher] != each])))
            with patch.object(judge, "_trees", lambda trees=trees: trees):
                unseen = [page for page in pages if fold[page.publisher] == each]
                predictions.writelines(json.dumps({"id": page.name, "body": _body(page)}) + "\n" for page in unseen)


def _body(page: Page) -> str:
    try:
        return clean(page.document, now=NOW).body
    except Rejected:
        return ""


def _page(corpus: Path, gold: dict[str, Any]) -> Page:
    body = gzip.decompress((corpus / "html" / f"{gold['id']}.html.gz").read_bytes())
    document = next(iter(parse(Upload("corpus", f"{gold['id']}.html", body))))
    assert isinstance(document, Document)
    tree = tree_of(document.text)
    titles = found_in_page(tree, NOW).titles
    blocks = blocks_of(tree)
    rows = evidence(blocks, titles[0] if titles else "")
    pairs = labelled([block.text for block in blocks], gold["body"], gold.get("optional") or "")
    weights = [0.0 if block.left_out else weight for block, (_, weight) in zip(blocks, pairs, strict=True)]
    host = (urlsplit(gold.get("url") or "").hostname or gold["id"]).split(".")
    publisher = ".".join(host[-3:] if len(host) > 2 and len(host[-2]) <= 3 else host[-2:])
    return Page(
        gold["id"], publisher, document, np.array(rows, float), np.array([kept for kept, _ in pairs]), np.array(weights)
    )


def _trained(pages: Sequence[Page]) -> lightgbm.Booster:
    random = np.random.default_rng(1)
    rows = [page.rows for page in pages] + [_forgetful(page.rows, random) for _ in range(COPIES) for page in pages]
    labels = np.concatenate([page.labels for page in pages] * (1 + COPIES))
    weights = np.concatenate([page.weights for page in pages] * (1 + COPIES))
    return lightgbm.train(SETTINGS, lightgbm.Dataset(np.concatenate(rows), labels, weight=weights), ROUNDS)


def _forgetful(rows: np.ndarray, random: np.random.Generator) -> np.ndarray:
    rows = rows.copy()
    groups = sorted({name.partition("_")[2] for name in NAMES if name.startswith("own_")})
    gone = {name for name in groups if random.random() < FORGOTTEN}
    tags = [{"in_article", "in_main", "tag_article"}, {"in_aside", "in_footer", "in_header", "in_nav"}]
    lost = set().union(*(each for each in tags if random.random() < FORGOTTEN))
    for place, name in enumerate(NAMES):
        kind, _, group = name.partition("_")
        if name in lost or (kind in {"own", "near", "inner"} and group in gone):
            rows[:, place] = 0
    return rows


def _write(booster: lightgbm.Booster) -> None:
    weights = _weights(booster)
    WEIGHTS.write_text(json.dumps(weights, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(weights['trees'])} trees on {len(weights['evidence'])} of {len(NAMES)} kinds of evidence")


def _weights(booster: lightgbm.Booster) -> dict[str, Any]:
    used = [name for name, gain in zip(NAMES, booster.feature_importance("gain"), strict=True) if gain > 0]
    trees = [_tree(tree["tree_structure"], used) for tree in booster.dump_model()["tree_info"]]
    return {"evidence": used, "trees": trees}


def _tree(node: dict[str, Any], used: Sequence[str]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    low, high = _tree(node["left_child"], used), _tree(node["right_child"], used)
    return [used.index(NAMES[node["split_feature"]]), float(f"{node['threshold']:.6g}"), low, high]


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
