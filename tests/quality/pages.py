"""Pages with gold: our own in corpus/, written for this project, and any in the shape of `../shared/cleaning`."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.cleaning.measure import Answer, Gold, Score, score
from shared.article import Document, Upload
from shared.clean import clean
from shared.errors import Rejected
from shared.parse import parse

HERE = Path(__file__).parent
OURS = HERE / "corpus"
NO_ARTICLES = OURS / "not-articles"
CLEANING = HERE.parents[2] / "shared" / "cleaning"  # third parties' pages: measured on where they are, no part of this
KINDS = {"text": "txt", "html": "html"}
NOW = datetime(2026, 10, 1, tzinfo=UTC)  # what is later is a date to come


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is right for it."""

    name: str
    body: bytes
    gold: Gold


def our_pages(kind: str) -> list[Page]:
    """corpus/NAME.txt or NAME.html, each with NAME.json."""
    return [
        Page(path.name, path.read_bytes(), _gold(json.loads(path.with_suffix(".json").read_text("utf-8"))))
        for path in sorted(OURS.glob(f"*.{KINDS[kind]}"))
    ]


def pages_of(folder: Path, kind: str) -> list[Page]:
    """FOLDER/gold.jsonl with FOLDER/text/ID.txt.gz and FOLDER/html/ID.html.gz."""
    return list(_archived(folder, kind))


def _archived(folder: Path, kind: str) -> Iterator[Page]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            name = f"{gold['id']}.{KINDS[kind]}"
            # An empty field of that corpus is one that its makers did not look for.
            known = {field: value for field, value in gold.items() if value}
            yield Page(name, gzip.decompress((folder / kind / f"{name}.gz").read_bytes()), _gold(known))


def _gold(told: dict[str, object]) -> Gold:
    authors, moment = told.get("authors"), told.get("published_at", told.get("date"))
    return Gold(
        body=str(told.get("body", "")),
        optional=str(told.get("optional", "")),
        title=None if "title" not in told else str(told["title"]),
        published_at=None if moment is None else str(moment),
        authors=tuple(authors) if isinstance(authors, list) else None,
    )


def cleaned(name: str, body: bytes) -> Answer:
    """The page's first article, as plain values. Raises Rejected where it has none."""
    document = next(iter(parse(Upload("corpus", name, body))))
    assert isinstance(document, Document)
    article = clean(document, now=NOW)
    found = {field: each.value for field, each in article.found.items()}
    authors = found.get("authors")
    return {
        "body": article.body,
        "title": found.get("title"),
        "authors": list(authors) if isinstance(authors, tuple) else [],
        "published_at": str(found.get("published_at", "")),
    }


def answer(page: Page) -> Answer | None:
    try:
        return cleaned(page.name, page.body)
    except Rejected:
        return None


def scored(page: Page) -> Score:
    return score(page.name, page.gold, answer(page))
