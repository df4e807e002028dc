"""Every sample in tests/articles comes out as its NAME.expected.json says: all fields, and no others."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.article import Article, Document, Upload
from shared.clean import clean
from shared.enrich import enrich
from shared.parse import parse

ARTICLES = Path(__file__).parents[1] / "articles"
SAMPLES = sorted(path for path in ARTICLES.iterdir() if not path.name.endswith(".expected.json"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# What every article has, and other tests look at.
ELSEWHERE = frozenset((
    "id", "bucket", "key", "version_id", "ingested_at", "pipeline_version", "word_count", "truncated", "quality",
    "provenance",
))  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_article_comes_out_as_expected(sample):
    gold = json.loads(sample.with_name(f"{sample.stem}.expected.json").read_text("utf-8"))
    upload = Upload("samples", f"articles/{sample.name}", sample.read_bytes())
    articles = [seen(enrich(upload, document, clean(document, now=NOW), NOW)) for document in documents(upload)]
    assert articles == (gold if isinstance(gold, list) else [gold])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_field_that_was_found_tells_where_and_how_surely(sample):
    upload = Upload("samples", f"articles/{sample.name}", sample.read_bytes())
    for document in documents(upload):
        article = enrich(upload, document, clean(document, now=NOW), NOW)
        told = {name: (bool(each["where"]), 0 < each["confidence"] <= 1) for name, each in article.provenance.items()}
        assert told == dict.fromkeys(seen(article).keys() - {"member"}, (True, True))


def documents(upload: Upload) -> list[Document]:
    outcomes = list(parse(upload))
    assert all(isinstance(outcome, Document) for outcome in outcomes)
    return outcomes


def seen(article: Article) -> dict[str, object]:
    fields = {name: plain(value) for name, value in asdict(article).items() if name not in ELSEWHERE}
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
