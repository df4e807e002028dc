"""Nothing leaks: words that only an uploader or a reader wrote are in no log group.

20 uploads and 20 searches; CUTTINGS_CANARIES=1000 for a thousand of each.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
import urllib3

from shared.identity import object_id
from tests.integration.waiting import eventually
from tests.unit.parse import samples

NUMBER = int(os.environ.get("CUTTINGS_CANARIES", "20"))
ROUTES = (
    "/search?q={}",
    "/search?q=title:{}%20%22{}%22&highlight=true",
    "/search?section={}&author={}",
    "/search?{}=1",
    "/search?q=a&cursor={}",
    "/search?q=a&page-size={}",
    "/search?q=%22{}",
    "/receipts/articles/{}.txt",
    "/articles/{}",
    "/articles/{}/similar",
    "/suggest?q={}",
    "/{}",
)


def files(word: str) -> list[Callable[[int], tuple[str, bytes]]]:
    """A file of each format, with the word in its text and its name; and some that cannot be taken."""
    texts = {
        "txt": samples.TEXT,
        "html": samples.PAGE,
        "jsonl": samples.JSON_LINES,
        "md": samples.MARKDOWN,
        "rss": samples.RSS,
        "nitf": samples.NITF,
        "xml": samples.NEWSML,
    }
    made = {ending: text.replace("harbour", word).encode() for ending, text in texts.items()}
    page = made["html"]
    made |= {
        "pdf": samples.pdf(),
        "docx": samples.docx(),
        "zip": samples.zipped((f"{word}.html", page), (f"{word}.json", b'{"title": "' + word.encode())),
        "json": f'{{"title": "{word}", "body": '.encode(),  # cut off
        "broken.html": b"<" * 300 + page,
        "broken.jsonl": f'{{"body": "{word}"}}\n{{"{word}": }}\n["{word}"]\n'.encode(),
        "broken.xml": f"<nitf><body>{word}&{word};</nitf>".encode(),
        "broken.zip": samples.zipped((f"{word}.html", page))[:-30],
        "broken.eml": f"Subject: {word}\nContent-Type: text/{word}; charset={word}\n\n{word}".encode(),
        "broken.md": f"---\ntitle: [{word}\n---\n{word}".encode(),
    }
    return [lambda n, e=ending, b=body: (f"{word}-{n}.{e}", b) for ending, body in made.items()]


def log_lines(logs) -> dict[str, list[str]]:
    """Every line of every log group."""
    groups = [
        each["logGroupName"]
        for page in logs.get_paginator("describe_log_groups").paginate()
        for each in page["logGroups"]
    ]
    return {
        group: [
            event["message"]
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group)
            for event in page["events"]
        ]
        for group in groups
    }


@pytest.mark.timeout(1800)
def test_no_word_of_an_uploader_or_a_reader_is_in_any_log(newsroom, aws, monkeypatch):
    word = "canary" + uuid.uuid4().hex[:12]
    monkeypatch.setattr(samples, "TITLE", f"The {word} opens again")
    monkeypatch.setattr(samples, "AUTHOR", f"Jane {word}")
    monkeypatch.setattr(samples, "PARAGRAPHS", [text.replace("harbour", word) for text in samples.PARAGRAPHS])
    makers = files(word)

    def upload(n: int) -> str:
        name, body = makers[n % len(makers)](n)
        newsroom.s3.put_object(
            Bucket=newsroom.stack.bucket,
            Key=newsroom.key(name),
            Body=body,
            ContentType=f"text/{word}" if n % 3 == 0 else "",
            Metadata={"section": word, word: word},
        )
        if n % 5 == 0:
            sidecar = f'{{"section": "{word}", "{word}": 1}}' if n % 2 else f"{{{word}"
            newsroom.s3.put_object(Bucket=newsroom.stack.bucket, Key=newsroom.key(f"{name}.meta.json"), Body=sidecar)
        return newsroom.key(name)

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(upload, range(NUMBER)))
    for body in (word, json.dumps({word: word}), json.dumps({"Records": [{"eventName": word}, {word: 1}]})):
        newsroom.sqs.send_message(QueueUrl=newsroom.stack.queue_url, MessageBody=body)

    headers = {
        "x-api-key": newsroom.stack.api_key,
        "user-agent": word,
        "referer": f"https://{word}/",
        f"x-{word}": word,
    }

    def ask(n: int) -> int:
        path = ROUTES[n % len(ROUTES)].replace("{}", quote(f"{word}{n}"))
        # One in ten with a key that is none: a secret that somebody mistyped.
        given = headers | ({"x-api-key": word} if n % 10 == 9 else {})
        return urllib3.request(
            "GET", f"{newsroom.stack.api_url}{path}", headers=given, retries=False, timeout=60
        ).status

    def wish(n: int) -> int:
        """A form for an upload: one that is signed, and one that is refused."""
        body = json.dumps({"name": f"{word}/{n}.txt", **({word: word} if n % 2 else {})})
        url = f"{newsroom.stack.api_url}/uploads"
        return urllib3.request("POST", url, body=body, headers=headers, retries=False, timeout=60).status

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(NUMBER)))
        wishes = list(pool.map(wish, range(NUMBER)))
    assert set(answers) <= {200, 400, 403, 404}
    assert set(wishes) == {201, 400}

    uploads = {object_id(newsroom.stack.bucket, key) for key in keys}

    def all_told() -> bool:
        told = "\n".join(log_lines(aws("logs"))[f"/aws/lambda/{newsroom.stack.stack}-ingest"])
        return all(upload in told for upload in uploads)

    eventually(all_told, within=120 + NUMBER, every=3)
    found = log_lines(aws("logs"))
    for function in ("search", "uploads"):
        assert len(found[f"/aws/lambda/{newsroom.stack.stack}-{function}"]) >= NUMBER // 2, "requests are logged"
    assert [(group, line) for group, lines in found.items() for line in lines if word in line.lower()] == []
