"""Whatever a file is called, its event leads to it, its article is found and its receipt is its own."""

import json
from urllib.parse import quote_plus

import pytest

from shared.pipeline import Flow
from shared.receive import receive

PROSE = "The harbour of Lund opened again on Friday after two years of repairs, the town said in a statement."
NAMES = [
    "sp ace.txt",
    "pl+us.txt",
    "per%cent.txt",
    "per%2520cent.txt",
    "caf\u00e9.txt",
    "cafe\u0301.txt",
    "emoji\U0001f600.txt",
    "UPPER.TXT",
    "noext",
    "dot.",
    "two..dots..txt",
    ".hidden",
    "/leading.txt",
    "//double.txt",
    "a/./b.txt",
    "a/../b.txt",
    "folder/",
    "quo\"te'.txt",
    "a&b=c?d#e.txt",
    "semi;colon,comma.txt",
    "tab\tname.txt",
    "new\nline.txt",
    "back\\slash.txt",
    "中文文件.txt",
    "עברית.txt",
    "x" * 900,
    "name.meta.txt",
    "*star?.txt",
    "[br]{ac}.txt",
    "trailing space ",
    "\u202ertl.txt",
]


def message(number: int, key: str) -> dict[str, str]:
    s3 = {"bucket": {"name": "bucket"}, "object": {"key": quote_plus(key)}}
    return {"messageId": str(number), "body": json.dumps({"Records": [{"eventName": "ObjectCreated:Put", "s3": s3}]})}


@pytest.fixture
def keys(bucket):
    keys = [f"articles/{name}" for name in NAMES]
    for key in keys:
        bucket.put(key, f"{PROSE} It is called {len(key)}.")
    return keys


def test_each_has_one_article_and_one_receipt(bucket, index, keys):
    messages = receive([message(number, key) for number, key in enumerate(keys)], "articles/")
    Flow(bucket.look, index, lambda: 100).ingest(hint for each in messages for hint in each.hints)

    assert sorted(document["key"] for document in index.live().values()) == sorted(keys)
    entries = [document for _, document in index.documents.values() if "ids" in document]
    assert sorted((entry["key"], entry["state"], len(entry["ids"])) for entry in entries) == [
        (key, "indexed", 1) for key in sorted(keys)
    ]
