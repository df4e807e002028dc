"""Test collections, and how well a ranking answers their questions: nDCG@10 with a gain of 2^grade - 1."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[2].parent / "shared" / "relevance"
RANKED = 10


@dataclass(frozen=True)
class Collection:
    """`docs` have id, title and text, `questions` id and text; `grades` of those that have a relevant document."""

    name: str
    docs: Sequence[Mapping[str, str]]
    questions: Sequence[Mapping[str, str]]
    grades: Mapping[str, Mapping[str, int]]

    def score(self, ranked: Mapping[str, Sequence[str]]) -> float:
        """The mean over the questions, of the documents' ids by question."""
        return sum(ndcg(ranked[each["id"]], self.grades[each["id"]]) for each in self.questions) / len(self.questions)


def read(name: str) -> Collection:
    grades: dict[str, dict[str, int]] = {}
    for line in (PLACE / name / "qrels.tsv").read_text("utf-8").splitlines():
        question, document, grade = line.split("\t")
        if int(grade) > 0:
            grades.setdefault(question, {})[document] = int(grade)
    questions = [each for each in _lines(PLACE / name / "queries.jsonl") if each["id"] in grades]
    return Collection(name, _lines(PLACE / name / "docs.jsonl"), questions, grades)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    ideal = sorted(grades.values(), reverse=True)
    return _gained([grades.get(each, 0) for each in ranked]) / _gained(ideal)


def _gained(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:RANKED]))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
