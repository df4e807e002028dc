"""Score the cleaner on pages with gold: python tests/quality/measure_cleaning.py CORPUS [text|html] ...

CORPUS holds gold.jsonl, score.py and text/ and html/ with ID.{txt,html}.gz, and is no part of the project.
Prints the measure's own lines, and how many pages a second were cleaned.
"""

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from shared.article import Document, Upload
from shared.clean import clean
from shared.errors import Rejected
from shared.parse import parse

EXTENSIONS = {"text": "txt", "html": "html"}


def main(corpus: Path, kinds: list[str]) -> None:
    for kind in kinds or list(EXTENSIONS):
        pages = [(json.loads(line)["id"], corpus / kind) for line in (corpus / "gold.jsonl").open()]
        uploads = {name: _upload(folder, name, EXTENSIONS[kind]) for name, folder in pages}
        started = time.process_time()
        results = [{"id": name, **result} for name, upload in uploads.items() for result in _cleaned(upload)]
        spent = time.process_time() - started
        print(f"{kind}: {len(uploads) / spent:.0f} pages a second")
        _score(corpus, results)


def _upload(folder: Path, name: str, extension: str) -> Upload:
    body = gzip.decompress((folder / f"{name}.{extension}.gz").read_bytes())
    return Upload("corpus", f"{name}.{extension}", body)


def _cleaned(upload: Upload) -> Iterator[dict[str, object]]:
    try:
        for document in parse(upload):
            assert isinstance(document, Document)
            cleaned = clean(document)
            found = {name: each.value for name, each in cleaned.found.items()}
            yield {
                "body": cleaned.body,
                "title": found.get("title"),
                "authors": list(found.get("authors", ())),
                "published_at": str(found.get("published_at", "")),
            }
    except Rejected as problem:
        print(f"{upload.key}: {problem}")


def _score(corpus: Path, results: list[dict[str, object]]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as predictions:
        predictions.writelines(json.dumps(result) + "\n" for result in results)
        predictions.flush()
        subprocess.run([sys.executable, corpus / "score.py", corpus / "gold.jsonl", predictions.name], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
