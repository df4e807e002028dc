"""Each kind pays for its own libraries only: a cold start of a text upload loads no HTML parser."""

import json
import subprocess
import sys

import pytest

HEAVY = {"lxml", "trafilatura", "htmldate", "justext", "dateparser", "boto3", "opensearchpy"}
PROGRAM = """
import json, sys
from datetime import UTC, datetime
from shared.article import Upload
from shared.parse import parse
from shared.clean import clean
from shared.enrich import enrich
upload = Upload("b", sys.argv[1], sys.argv[2].encode())
now = datetime(2026, 1, 1, tzinfo=UTC)
for document in parse(upload):
    enrich(upload, document, clean(document, now=now), now)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
STORY = "The harbour master closed the eastern quay on Monday.\\n\\nIt will stay closed for three weeks."


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("a.txt", f"Quay closed\n3 May 2024\n\n{STORY}"),
        ("a.json", f'{{"published_at": "2024-05-03", "body": "{STORY}"}}'),
    ],
)
def test_text_and_json_load_no_html_library(key, text):
    run = subprocess.run([sys.executable, "-c", PROGRAM, key, text], capture_output=True, text=True, check=True)
    assert HEAVY & set(json.loads(run.stdout)) == set()
